import { right } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { normalizePath, pathFrom } from '../../../src/names/paths.ts'
import { resolveProgram } from '../../../src/names/resolve.ts'
import { complaints, resolving } from './resolving.ts'

describe('paths', () => {
  it.each([
    ['a/b.game', 'c.game', 'a/c.game'],
    ['a/b.game', '../c.game', 'c.game'],
    ['b.game', '../c.game', '../c.game'],
    ['../b.game', '../c.game', '../../c.game'],
    ['a\\b.game', 'lib\\c.game', 'a/lib/c.game'],
    ['/a/b.game', '../../../c.game', '/c.game'],
    ['a/b.game', '/c.game', '/c.game'],
    ['<stdin>', 'c.game', 'c.game'],
  ])('from %s, %s is %s', (from, target, path) => {
    expect(pathFrom(from, target)).toBe(path)
  })
  it('are normal once', () => {
    expect(normalizePath('./a//b/../c/.')).toBe('a/c')
  })
})

describe('imports', () => {
  const lib = 'type Bid = Low | High\nlet pay x = x\nparam reserve = 1'

  it('bring all names, or those listed', () => {
    expect(complaints('import "lib.game"\nlet a = (pay reserve, Low)', { 'lib.game': lib })).toEqual([])
    expect(complaints('import "lib.game" (pay)\nlet a = pay reserve', { 'lib.game': lib })).toEqual([
      'G2001 reserve',
    ])
  })
  it('bring the constructors of a type with it', () => {
    const text = 'import "lib.game" (Bid)\nlet a : Bid = High'
    expect(complaints(text, { 'lib.game': lib })).toEqual([])
  })
  it('are read relative to the file that imports, each once', () => {
    const reads: string[] = []
    const files: Readonly<Record<string, string>> = {
      'd/a.game': 'import "b.game"\nimport "../c.game"\nlet a = b + c',
      'd/b.game': 'import "../c.game"\nlet b = c',
      'c.game': 'let c = 1',
    }
    const resolved = resolveProgram({ path: 'main.game', text: 'import "./d/a.game"\nlet x = a' }, path => {
      reads.push(path)
      return right({ path, text: files[path] ?? '' })
    })
    expect(resolved.diagnostics).toEqual([])
    expect(reads).toEqual(['d/a.game', 'd/b.game', 'c.game'])
    expect(resolved.files.map(f => f.path)).toEqual(['c.game', 'd/b.game', 'd/a.game', 'main.game'])
  })
  it('of names that are not there are errors, and their uses are not', () => {
    const files = { 'lib.game': lib }
    expect(complaints('import "lib.game" (payy)\nlet a = payy', files)).toEqual(['G2007 payy'])
    expect(complaints('import "no.game"\nlet a = b + C')).toEqual(['G7001 "no.game"'])
    expect(complaints('import "no.game" (b)\nlet a = b + c')).toEqual(['G7001 "no.game"', 'G2001 c'])
  })
  it('must not go round', () => {
    const files = { 'b.game': 'import "c.game"\nlet b = c', 'c.game': 'import "main.game"\nlet c = a' }
    const { diagnostics } = resolving('import "b.game"\nlet a = b', files)
    expect(diagnostics.map(d => d.code)).toEqual(['G2008'])
    expect(diagnostics[0]?.explanation).toEqual([
      '`main.game` imports `b.game` imports `c.game` imports `main.game`.',
    ])
  })
  it('must not clash with declarations where they are listed', () => {
    const files = { 'lib.game': lib, 'other.game': 'let pay = 2' }
    expect(complaints('import "lib.game" (pay)\nlet pay = 1', files)).toEqual(['G2002 pay'])
    expect(complaints('import "lib.game"\nlet pay = reserve', files)).toEqual([])
    expect(complaints('import "lib.game"\nimport "other.game"\nlet a = pay', files)).toEqual([
      'G2002 "other.game"',
    ])
  })
  it('should be used', () => {
    const files = { 'lib.game': lib }
    expect(complaints('import "lib.game"', files)).toEqual(['G6008 import "lib.game"'])
    expect(complaints('import "lib.game" (pay, Bid)\nlet a = pay', files)).toEqual(['G6008 Bid'])
    expect(complaints('import "lib.game" (Bid)\nlet a = Low', files)).toEqual([])
  })
  it('are reported where the error stands, lints of imported files are not', () => {
    expect(complaints('import "lib.game"\nlet a = f 1', { 'lib.game': 'let f x = 1' })).toEqual([])
    expect(complaints('import "lib.game"\nlet a = f', { 'lib.game': 'let f = g' })).toEqual(['G2001 g'])
  })
})
