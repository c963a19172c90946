import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { NormalForm } from '../../../../src/form/normalForm.ts'
import { unlimited } from '../../../../src/markov/budget.ts'
import { exact, integer, type Rational, rational } from '../../../../src/markov/rational.ts'
import { answer } from '../../../../src/questions/answer.ts'
import { typedProgram } from '../../../../src/questions/typedProgram.ts'
import { isCorrelated } from '../../../../src/solver/correlated/check.ts'
import type { Distribution } from '../../../../src/solver/correlated/distribution.ts'
import { mediatedProgram } from '../../../../src/solver/correlated/mediator.ts'
import type { Correlation } from '../../../../src/solver/correlated/obedience.ts'
import { optimalCorrelated, welfare } from '../../../../src/solver/correlated/optimum.ts'
import { format } from '../../../../src/syntax/format.ts'
import { gameOf, right, wholeGame } from './bimatrix.ts'

/** What the checker answers, exactly. */
const reportOf = (text: string) =>
  answer(
    'mediator.game',
    typedProgram({ path: 'mediator.game', text }, () =>
      E.left({ code: 'G7001', reason: 'no files here' } as const),
    ),
    { scalar: exact, steps: 1_000_000 },
  ).report

const verdicts = (
  form: NormalForm<Rational>,
  drawn: Distribution,
  correlation: Correlation = 'correlated',
) => {
  const text = mediatedProgram(form, drawn, correlation)
  const { diagnostics, checks, expects } = reportOf(text)
  expect([text, diagnostics.filter(({ severity }) => severity === 'error' && checks.length === 0)]).toEqual([
    text,
    [],
  ])
  expect([text, expects.every(({ pass }) => pass)]).toEqual([text, true])
  expect(expects.length).toBe(form.players.length)
  return checks.map(({ pass }) => (pass ? 'holds' : 'fails'))
}

const chicken: NormalForm<Rational> = {
  ...wholeGame(
    [2, 2],
    [
      [0, 7, 2, 6],
      [0, 2, 7, 6],
    ],
  ),
  players: ['left', 'right'],
  strategies: [
    ['Dare', 'Swerve'],
    ['Dare', 'Swerve'],
  ],
}

describe('a mediated game', () => {
  it('has the best correlated equilibrium of chicken as an equilibrium', () => {
    const { distribution } = right(optimalCorrelated(unlimited, chicken, 'correlated', welfare(chicken)))
    expect(verdicts(chicken, distribution)).toEqual(['holds'])
    expect(mediatedProgram(chicken, distribution)).toContain('expect payoff obey "left" == 21 / 4')
  })
  it('does not make what is none into one', () => {
    const reckless = new Map([0, 1, 2].map(profile => [profile, rational(1n, 3n)] as const))
    expect(verdicts(chicken, reckless)).toEqual(['fails'])
  })
  it('may ask for obedience before the draw', () => {
    const form = wholeGame(
      [3, 3],
      [
        [1, 0, 0, 0, 1, 0, -1, 2, 0],
        [1, 0, -1, 0, 1, 2, 0, 0, 0],
      ],
    )
    const half = new Map([0, 4].map(profile => [profile, rational(1n, 2n)] as const))
    expect(verdicts(form, half, 'coarse')).toEqual(['holds'])
    expect(verdicts(form, half)).toEqual(['fails'])
  })
  it('of chicken is in the library, as the formatter writes it', () => {
    const { distribution } = right(optimalCorrelated(unlimited, chicken, 'correlated', welfare(chicken)))
    const text = mediatedProgram(chicken, distribution)
    const library = readFileSync(
      join(import.meta.dirname, '../../../../games/correlated/mediator.game'),
      'utf8',
    )
    expect(right(format({ path: 'mediator.game', text }))).toBe(library.slice(library.indexOf('\n\n') + 2))
  })
  it('names what the language cannot name', () => {
    const form: NormalForm<Rational> = {
      ...wholeGame(
        [2, 2, 2],
        [0, 1, 2].map(player => [0, 1, 2, 3, 4, 5, 6, 7].map(k => ((k + player) % 3) - 1)),
      ),
      players: ['player 1', 'Ünal "the" third', 'type'],
      strategies: [
        ['left', 'right'],
        ['1', '1'],
        ['left', '$'],
      ],
    }
    const { distribution } = right(optimalCorrelated(unlimited, form, 'correlated', welfare(form)))
    expect(verdicts(form, distribution)).toEqual(['holds'])
  })
  it('is judged by the checker as the inequalities judge the draw', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(gameOf([2, 2]), weights, (form, parts) => {
        const total = parts.reduce((sum, part) => sum + part, 0)
        fc.pre(total > 0)
        const drawn = new Map(
          parts.flatMap((part, k) =>
            part === 0 ? [] : [[k, exact.div(integer(BigInt(part)), integer(BigInt(total)))] as const],
          ),
        )
        for (const correlation of ['correlated', 'coarse'] as const)
          expect(verdicts(form, drawn, correlation)).toEqual([
            isCorrelated(form, drawn, correlation) ? 'holds' : 'fails',
          ])
        const { distribution } = right(optimalCorrelated(unlimited, form, 'correlated', welfare(form)))
        expect(verdicts(form, distribution)).toEqual(['holds'])
      }),
      { numRuns: 12 },
    )
  })
})
