import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { regrets, strides } from '../../../src/form/normalForm.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { exact, integer } from '../../../src/markov/rational.ts'
import { guaranteeOf, improve, startsOf } from '../../../src/solver/improvement.ts'
import { improvementsEnd, potentialOf } from '../../../src/solver/potential.ts'
import { pureEquilibria } from '../../../src/solver/pure.ts'
import { randomTables, tableOf } from './randomGames.ts'

const all = (sizes: readonly number[]) => sizes.reduce((product, size) => product * size, 1)

/** A common number for each profile, and for each player one for each profile of the others. */
const potentialGames = (sizes: readonly number[], weights: readonly number[]) => {
  const count = all(sizes)
  const numbers = fc.array(fc.integer({ min: -9, max: 9 }), {
    minLength: count * (1 + sizes.length),
    maxLength: count * (1 + sizes.length),
  })
  return numbers.map(drawn => {
    const steps = strides(tableOf(sizes, () => sizes))
    return tableOf(sizes, (played, profile) =>
      sizes.map((_, i) => {
        const others = profile - (played[i] ?? 0) * (steps[i] ?? 1)
        return (weights[i] ?? 1) * (drawn[profile] ?? 0) + (drawn[count * (i + 1) + others] ?? 0)
      }),
    )
  })
}

describe('potentials', () => {
  it('of prisoners is exact, and of a battle of the sexes', () => {
    const prisoners = tableOf([2, 2], ([a, b]) => [
      3 - (a === 0 ? 1 : 0) - (b === 1 ? 2 : 0),
      3 - (b === 0 ? 1 : 0) - (a === 1 ? 2 : 0),
    ])
    expect(potentialOf(unlimited, prisoners)?.kind).toBe('exact')
    const sexes = tableOf([2, 2], ([a, b]) => (a !== b ? [0, 0] : a === 0 ? [2, 1] : [1, 2]))
    expect(potentialOf(unlimited, sexes)?.values.map(exact.show)).toEqual(['0', '-1', '-2', '0'])
  })

  it('is none of matching pennies, whose improvements go round', () => {
    const pennies = tableOf([2, 2], ([a, b]) => (a === b ? [1, -1] : [-1, 1]))
    expect(guaranteeOf(unlimited, pennies).kind).toBe('none')
    expect(improvementsEnd(unlimited, pennies)).toBe(false)
    const { strategies, improvements } = improve(unlimited, pennies, [0, 0])
    expect(strategies).toBeUndefined()
    expect(improvements.length).toBeGreaterThanOrEqual(4)
  })

  it('tells what each gains by a change', () => {
    for (const weights of [
      [1, 1, 1],
      [2, 3, 7],
    ])
      fc.assert(
        fc.property(potentialGames([2, 3, 2], weights), form => {
          const found = potentialOf(unlimited, form)
          expect(found).toBeDefined()
          if (found === undefined) return
          const steps = strides(form)
          for (const [i, own] of form.payoffs.entries())
            for (const [profile, payoff] of own.entries()) {
              const step = steps[i] ?? 1
              if (Math.floor(profile / step) % (form.strategies[i]?.length ?? 1) === 0) continue
              const gain = exact.sub(payoff, own[profile - step] ?? exact.zero)
              const rise = exact.sub(
                found.values[profile] ?? exact.zero,
                found.values[profile - step] ?? exact.zero,
              )
              expect(exact.equals(gain, exact.mul(found.weights[i] ?? exact.one, rise))).toBe(true)
            }
          expect(improvementsEnd(unlimited, form)).toBe(true)
        }),
        { numRuns: 40 },
      )
  })

  it('is refuted by a square around which gains do not cancel (Monderer and Shapley, corollary 2.9)', () => {
    fc.assert(
      fc.property(randomTables([2, 3], 3), form => {
        const [a = [], b = []] = form.payoffs
        const at = (own: typeof a, row: number, column: number) => own[row * 3 + column] ?? exact.zero
        const isExact = [1, 2].every(column => {
          const around = [
            exact.sub(at(a, 1, 0), at(a, 0, 0)),
            exact.sub(at(b, 1, column), at(b, 1, 0)),
            exact.sub(at(a, 0, column), at(a, 1, column)),
            exact.sub(at(b, 0, 0), at(b, 0, column)),
          ].reduce(exact.add, integer(0n))
          return around.numerator === 0n
        })
        expect(potentialOf(unlimited, form)?.kind === 'exact').toBe(isExact)
      }),
      { numRuns: 200 },
    )
  })
})

describe('best responses one after the other', () => {
  it('end in an equilibrium, or go round where there is no guarantee', () => {
    fc.assert(
      fc.property(fc.oneof(randomTables([3, 2, 2], 4), potentialGames([3, 2, 2], [1, 4, 1])), form => {
        const { kind } = guaranteeOf(unlimited, form)
        const known = new Set([...pureEquilibria(exact, unlimited, form)].map(one => one.strategies.join()))
        for (const start of startsOf(form, 5)) {
          const { strategies, improvements } = improve(unlimited, form, start)
          expect(improvements.every(({ gain }) => gain.numerator > 0n)).toBe(true)
          if (strategies === undefined) {
            expect(kind).toBe('none')
            continue
          }
          expect(known.has(strategies.join())).toBe(true)
          const mixed = form.strategies.map((own, i) =>
            own.map((_, s) => (s === strategies[i] ? exact.one : exact.zero)),
          )
          expect(regrets(exact, form, mixed).regrets.every(gain => gain.numerator === 0n)).toBe(true)
        }
      }),
      { numRuns: 120 },
    )
  })

  it('start from every profile if asked to', () => {
    const form = tableOf([3, 4, 2], () => [0, 0, 0])
    expect(new Set([...startsOf(form, 100)].map(start => start.join())).size).toBe(24)
  })
})
