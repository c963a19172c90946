/** Odd files: what is valid is read, written so that it reads the same, and solved; what is not is refused with a place. */
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { type GambitGame, openGambit } from '../../../src/gambit/open.ts'
import { writeExtensive, writeNormal } from '../../../src/gambit/write.ts'
import { loadHighs } from '../../../src/linear/highs.ts'
import { budget } from '../../../src/markov/budget.ts'
import { exact } from '../../../src/markov/rational.ts'
import type { SolveOptions } from '../../../src/questions/solving.ts'
import { solveForm } from '../../../src/questions/solvingForms.ts'
import { numeralOf } from '../../../src/report/numeral.ts'
import { positionAt } from '../../../src/source/source.ts'
import { brokenFiles, validFiles } from './corpus.ts'

const floats = await loadHighs()

const sourceOf = (text: string) => ({ path: text.includes('EFG') ? 'game.efg' : 'game.nfg', text })

const opened = (text: string) => openGambit(sourceOf(text))

const gameOf = (text: string): GambitGame => {
  const read = opened(text)
  if (E.isLeft(read)) throw new Error(read.left.map(({ title }) => title).join('; '))
  return read.right.game
}

const solved = (text: string, asked: Partial<SolveOptions>) =>
  solveForm(
    { budget: budget(1_000_000), floats },
    gameOf(text),
    { concept: 'nash', all: false, ...asked },
    n => numeralOf(exact, n),
  )

const written = (game: GambitGame): string =>
  game.kind === 'table' ? writeNormal(game.form) : writeExtensive(game.form)

describe('a valid file with', () => {
  it.each(validFiles)('$about', ({ text, equilibria, value }) => {
    const game = gameOf(text)
    const again = written(game)
    expect(gameOf(again)).toEqual(game)
    expect(written(gameOf(again))).toBe(again)
    for (const all of [false, true]) {
      const found = solved(text, { all })
      if (equilibria === undefined && value === undefined) {
        expect(E.isLeft(found) && found.left.explanation[0]).toContain('does not recall')
        continue
      }
      if (E.isLeft(found)) throw new Error(found.left.explanation.join(' '))
      const { solutions, search } = found.right
      expect((search.notes ?? []).filter(note => /stopped|refute|cannot/.test(note))).toEqual([])
      expect(solutions.length).toBeGreaterThan(0)
      for (const { payoffs, regret } of solutions) {
        expect(new Set(Object.values(regret))).toEqual(new Set(['0']))
        if (value !== undefined) expect(payoffs[game.form.players[0] ?? '']).toBe(value)
      }
      if (all && equilibria !== undefined)
        expect([solutions.length, search.complete]).toEqual([equilibria, true])
    }
    // Pure ones are found, or said not to be there, in any game.
    expect(E.isRight(solved(text, { concept: 'pure', all: true }))).toBe(true)
  })
})

describe('a broken file with', () => {
  it.each(brokenFiles)('$about', ({ text, says }) => {
    const read = opened(text)
    if (E.isRight(read)) throw new Error('it is read')
    const [first] = read.left
    const { line, column } = positionAt(sourceOf(text), first?.primary?.span.start ?? 0)
    expect(`${line}:${column} ${first?.title}`).toBe(says)
    for (const { hint } of read.left) expect(hint).not.toBe(undefined)
  })
})

/** What a slip of the hand, or of a program that writes files, makes of a text. */
const slips = fc.array(
  fc.record({
    at: fc.nat(),
    cut: fc.constantFrom(0, 0, 1, 1, 2, 7, 30),
    put: fc.constantFrom(
      '',
      '',
      ' ',
      '0',
      '-',
      '1/3',
      '1e3',
      '"',
      '\\',
      '{',
      '}',
      ',',
      '"" 1 1 ',
      'p ',
      'c ',
      't "" 0\n',
      '\u0000',
      '🎲',
    ),
    again: fc.boolean(),
  }),
  { minLength: 1, maxLength: 2 },
)

const slipped = (
  text: string,
  changes: readonly {
    readonly at: number
    readonly cut: number
    readonly put: string
    readonly again: boolean
  }[],
) =>
  changes.reduce((now, { at, cut, put, again }) => {
    const place = now.length === 0 ? 0 : at % now.length
    return `${now.slice(0, place)}${put}${now.slice(again ? Math.max(0, place - cut) : place + cut)}`
  }, text)

/** What a profile near an irrational equilibrium may leave to gain. */
const isSmall = (gain: string): boolean => {
  const [above = '0', below = '1'] = gain.split('/')
  return Math.abs(Number(above) / Number(below)) < 1e-6
}

describe('a file in which something slipped', () => {
  it('is refused with a place and a hint, or read, written and solved', () => {
    let refused = 0
    let read = 0
    fc.assert(
      fc.property(fc.constantFrom(...validFiles.map(({ text }) => text)), slips, (text, changes) => {
        const source = { path: text.includes('EFG') ? 'game.efg' : 'game.nfg', text: slipped(text, changes) }
        const game = openGambit(source)
        if (E.isLeft(game)) {
          refused += 1
          expect(game.left.length).toBeGreaterThan(0)
          for (const { primary, hint } of game.left) {
            expect(primary?.span.start).toBeLessThanOrEqual(primary?.span.end ?? -1)
            expect(primary?.span.end).toBeLessThanOrEqual(source.text.length)
            expect(hint).not.toBe(undefined)
          }
          return
        }
        read += 1
        const again = written(game.right.game)
        const back = openGambit({ ...source, text: again })
        if (E.isLeft(back)) throw new Error(back.left.map(({ title }) => title).join('; '))
        expect(written(back.right.game)).toBe(again)
        const found = solveForm(
          { budget: budget(100_000), floats },
          game.right.game,
          { concept: 'nash', all: false },
          n => numeralOf(exact, n),
        )
        if (E.isRight(found))
          for (const { regret } of found.right.solutions)
            expect(
              Object.values(regret).filter(gain => String(gain) !== '0' && !isSmall(String(gain))),
            ).toEqual([])
      }),
      { numRuns: 1_500 },
    )
    expect(refused).toBeGreaterThan(300)
    expect(read).toBeGreaterThan(80)
  })
})
