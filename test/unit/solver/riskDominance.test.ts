import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { type NormalForm, regrets } from '../../../src/form/normalForm.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { exact, type Rational, rational } from '../../../src/markov/rational.ts'
import { extremeEquilibria } from '../../../src/solver/bimatrix/extreme.ts'
import { pureEquilibria } from '../../../src/solver/pure.ts'
import { bicentricPrior, dominant, type Pair, riskDominant } from '../../../src/solver/riskDominance.ts'
import { trace } from '../../../src/solver/tracing.ts'
import { randomTables, tableOf } from './randomGames.ts'

const shown = (own: readonly Rational[]): string => own.map(exact.show).join(' ')

/** One more row and column that nobody would play. */
const widened = (form: NormalForm<Rational>): NormalForm<Rational> =>
  tableOf([3, 3], ([a = 0, b = 0]) =>
    [0, 1].map(player => {
      const own = player === 0 ? a : b
      if (own === 2) return -100
      if (a === 2 || b === 2) return 0
      return exact.toNumber(form.payoffs[player]?.[2 * a + b] ?? exact.zero)
    }),
  )

describe('tracing', () => {
  it('ends in an equilibrium', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 })
    const mixture = weights.map(own => {
      const total = BigInt(own.reduce((a, b) => a + b, 0))
      return own.map(weight => rational(BigInt(weight), total))
    })
    let ended = 0
    fc.assert(
      fc.property(randomTables([3, 3], 1000), mixture, mixture, (form, p, q) => {
        const end = trace(unlimited, form, [p, q])
        if (end === undefined) return
        ended += 1
        expect(end.map(own => exact.show(own.reduce(exact.add)))).toEqual(['1', '1'])
        expect(regrets(exact, form, end).regrets.map(exact.show)).toEqual(['0', '0'])
      }),
      { numRuns: 150, seed: 5 },
    )
    expect(ended).toBeGreaterThan(75)
  })

  it('from an equilibrium that is strict stays there', () => {
    fc.assert(
      fc.property(randomTables([3, 3], 1000), form => {
        for (const { strategies, isStrict } of pureEquilibria(exact, unlimited, form)) {
          if (!isStrict) continue
          const profile = strategies.map(s => [0, 1, 2].map(k => (k === s ? exact.one : exact.zero)))
          expect(trace(unlimited, form, profile)?.map(shown)).toEqual(profile.map(shown))
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('risk dominance', () => {
  it('of the stag hunt is the hare, though the stag is better for both', () => {
    const form = tableOf([2, 2], ([a = 0, b = 0]) => [
      a === 0 ? (b === 0 ? 4 : 0) : 3,
      b === 0 ? (a === 0 ? 4 : 0) : 3,
    ])
    const found = riskDominant(unlimited, form)
    expect(E.isRight(found) && found.right.equilibrium).toEqual([1, 1])
  })

  it('of two by two is where the prior is traced to, in a larger table that adds nothing', () => {
    // Two strict equilibria on the diagonal.
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 4, maxLength: 4 }), losses => {
        const form = tableOf([2, 2], ([a, b]) =>
          a !== b ? [0, 0] : a === 0 ? [losses[0] ?? 1, losses[1] ?? 1] : [losses[2] ?? 1, losses[3] ?? 1],
        )
        const pairs: readonly [Pair, Pair] = [
          [0, 0],
          [1, 1],
        ]
        expect(dominant(unlimited, widened(form), ...pairs)).toEqual(dominant(unlimited, form, ...pairs))
      }),
      { numRuns: 100 },
    )
  })

  it('has a prior of what is best how often', () => {
    const form = tableOf([2, 2], ([a, b]) => (a !== b ? [0, 0] : a === 0 ? [3, 1] : [1, 1]))
    expect(bicentricPrior(form, [0, 0], [1, 1]).map(shown)).toEqual(['3/4 1/4', '1/2 1/2'])
  })

  it('of three is told only where one dominates both others', () => {
    const form = tableOf([3, 3], ([a = 0, b = 0]) =>
      a === b ? [[1, 2, 5][a] ?? 0, [1, 2, 5][a] ?? 0] : [0, 0],
    )
    const found = riskDominant(unlimited, form)
    expect(E.isRight(found) && found.right).toEqual({ equilibrium: [2, 2], over: 2 })
    const even = tableOf([3, 3], ([a, b]) => (a === b ? [1, 1] : [0, 0]))
    expect(E.isLeft(riskDominant(unlimited, even))).toBe(true)
    const pennies = tableOf([2, 2], ([a, b]) => (a === b ? [1, 0] : [0, 1]))
    expect(E.isLeft(riskDominant(unlimited, pennies))).toBe(true)
  })

  it('is that of the only equilibrium where there is one that is strict', () => {
    fc.assert(
      fc.property(randomTables([3, 2], 50), form => {
        const all = [...extremeEquilibria(unlimited, form)]
        const [only] = [...pureEquilibria(exact, unlimited, form)]
        if (all.length !== 1 || only?.isStrict !== true) return
        const found = riskDominant(unlimited, form)
        expect(E.isRight(found) && found.right.equilibrium).toEqual(only.strategies)
      }),
      { numRuns: 80 },
    )
  })
})
