/** What `coplay convert` refuses, and what its formats say; that they read the same again is test/unit/gambit. */
import { describe, expect, it } from 'vitest'
import { type ConvertCommandOptions, convertFile } from '../../../src/cli/convert.ts'
import { world } from './world.ts'

const converted = (
  files: Readonly<Record<string, string>>,
  options: Partial<ConvertCommandOptions> & Pick<ConvertCommandOptions, 'to'>,
) => {
  const { io, written, files: after } = world(files)
  const [path = ''] = Object.keys(files)
  const status = convertFile(io, path, { steps: 1_000_000, ...options })
  return { status, ...written, files: after }
}

const game = (name: string): string =>
  `game ${name} = { operation : decision "x" [1, 2] ; outputs : a ; returns : a / 3 ; }\n`

describe('coplay convert', () => {
  it('asks which of several games is meant', () => {
    const files = { 'two.game': game('first') + game('second') }
    const { status, error, out } = converted(files, { to: 'efg' })
    expect([status, out]).toEqual([2, ''])
    expect(error).toContain('There are `first`, `second`.')
    expect(converted(files, { to: 'efg', game: 'second' }).out).toContain('EFG 2 R "second" { "x" }')
  })
  it('says of a file without a game that there is none', () => {
    const { status, error } = converted({ 'none.game': 'let a = 1\n' }, { to: 'efg' })
    expect(status).toBe(2)
    expect(error).toContain('The file declares no game without parameters.')
  })
  it('takes parameters, and keeps fractions', () => {
    const files = { 'a.game': `param k : Real = 1\n${game('only').replace('a / 3', 'a * k / 3')}` }
    const set = [{ name: 'k', text: '1 / 7' }]
    expect(converted(files, { to: 'nfg', set }).out).toMatch(/\n1\/21\n2\/21\n$/)
    expect(converted(files, { to: 'nfg', set: [{ name: 'k', text: '1 /' }] }).status).toBe(2)
  })
  it('says nothing of a program that is wrong but what is wrong', () => {
    const { status, error } = converted({ 'a.game': 'game g = nowhere\n' }, { to: 'json' })
    expect(status).toBe(2)
    expect(error).toContain('G2001')
    expect(error).not.toContain('convert:')
  })
  it('hits a limit at a tree whose table would be too large', () => {
    const moves = Array.from({ length: 25 }, (_, k) => `p "" 1 ${k + 1} "${k}" { "l" "r" } 0\nt "" 0\n`)
    const chance = `c "" 1 "" { ${moves.map((_, k) => `"${k}" 1/25`).join(' ')} } 0\n`
    const files = {
      'wide.efg': `EFG 2 R "wide" { "a" }\n${chance}${moves.map(m => `${m}t "" 0\n`).join('')}`,
    }
    const { status, error } = converted(files, { to: 'nfg' })
    expect(status).toBe(3)
    expect(error).toContain('`wide` is too large to be written as a table')
    expect(error).toContain('Strategies: a 33554432.')
  })
  it('writes a file where one is named, or says why not', () => {
    const files = { 'a.nfg': 'NFG 1 R "t" { "a" } { 1 } 5' }
    const { files: after, out } = converted(files, { to: 'json', output: 'new/a.json' })
    expect(out).toBe('')
    expect(JSON.parse(after.get('new/a.json') ?? '')).toEqual({
      schema: 'coplay/form@1',
      kind: 'normal',
      title: 't',
      comment: '',
      players: ['a'],
      strategies: [['1']],
      payoffs: [['5']],
    })
    const locked = converted(files, { to: 'json', output: 'locked/a.json' })
    expect(locked.status).toBe(2)
    expect(locked.error).toContain('permission denied')
  })
  it('keeps quotes, backslashes and lines of labels in pictures', () => {
    const { out } = converted(
      { 'a.efg': 'EFG 2 R "a\\"b" { "p\\q" } t "two\nlines" 1 "o" { 1/2 }' },
      { to: 'dot' },
    )
    expect(out).toContain('digraph "a\\"b" {')
    expect(out).toContain('n0 [shape=plaintext, label="two\\nlines\\no: 1/2"];')
  })
  it('links the nodes of an information set', () => {
    const { out } = converted({ 'a.nfg': 'NFG 1 R "" { "a" "b" } { 2 2 } 1 1 1 1 1 1 1 1' }, { to: 'dot' })
    expect(out.match(/.*style=dashed.*/g)).toEqual(['  n1 -> n4 [style=dashed, constraint=false];'])
  })
})
