import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { regrets } from '../../../src/form/normalForm.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { exact } from '../../../src/markov/rational.ts'
import { followToEquilibrium } from '../../../src/solver/follow.ts'
import { polynomialEquilibria } from '../../../src/solver/polynomial/equilibria.ts'
import { randomTables, tableOf } from './randomGames.ts'

describe('one equilibrium by a branch and its proof', () => {
  it('is exact where it is a fraction: Jordan’s matching pennies', () => {
    const form = tableOf([2, 2, 2], ([a, b, c]) => [a === b ? 1 : -1, b === c ? 1 : -1, c !== a ? 1 : -1])
    const { known } = followToEquilibrium(unlimited, form)
    expect(known?.kind).toBe('exact')
    expect(known?.profile.flat().map(exact.show)).toEqual(['1/2', '1/2', '1/2', '1/2', '1/2', '1/2'])
  })

  it('is found where the principal branch splits: three who want to be the only one', () => {
    const form = tableOf([2, 2, 2], played =>
      played.map(own => (played.filter(other => other === own).length === 1 ? 3 : 0)),
    )
    const { known } = followToEquilibrium(unlimited, form)
    expect(known).toBeDefined()
    if (known !== undefined)
      expect(regrets(exact, form, known.profile).regrets.every(gain => exact.toNumber(gain) < 1e-9)).toBe(
        true,
      )
  })

  it('is proved for many strategies, where corners of boxes are too many', () => {
    let seed = 9
    const next = (): number => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed % 5
    }
    // The first wants to meet the second, the second the third, the third to evade the first, all but for some noise.
    const form = tableOf([9, 9, 9], ([a, b, c]) => [
      (a === b ? 900 : 0) + next(),
      (b === c ? 900 : 0) + next(),
      (c === a ? 0 : 900) + next(),
    ])
    const { known } = followToEquilibrium(unlimited, form)
    expect(known?.kind).toBe('isolated')
    if (known?.kind !== 'isolated') return
    expect(known.profile.every(own => own.every(p => p.numerator > 0n))).toBe(true)
    expect(Math.max(...regrets(exact, form, known.profile).regrets.map(exact.toNumber))).toBeLessThan(1e-6)
  })

  it('may be one of many, where one player is indifferent', () => {
    const form = tableOf([2, 2, 2], ([a, , c]) => [a === 0 ? 1 : 0, 0, c === 0 ? 1 : 0])
    const { known } = followToEquilibrium(unlimited, form)
    expect(known?.kind).toBe('exact')
    if (known !== undefined)
      expect(regrets(exact, form, known.profile).regrets.every(gain => gain.numerator === 0n)).toBe(true)
  })

  it('is one of all, within its bounds', () => {
    fc.assert(
      fc.property(randomTables([3, 2, 2], 10_000), form => {
        const { known } = followToEquilibrium(unlimited, form)
        const all = [...polynomialEquilibria(unlimited, form)]
        if (known === undefined) {
          // Only where equilibria are not isolated is there no proof.
          expect(all.some(({ kind }) => kind === 'undecided')).toBe(true)
          return
        }
        const worst = Math.max(...regrets(exact, form, known.profile).regrets.map(exact.toNumber))
        if (known.kind === 'exact') expect(worst).toBe(0)
        else {
          expect(worst).toBeLessThan(1e-5)
          for (const [i, own] of known.bounds.entries())
            for (const [s, { lo, hi }] of own.entries()) {
              const p = exact.toNumber(known.profile[i]?.[s] ?? exact.zero)
              expect(p >= lo - 1e-12 && p <= hi + 1e-12 && hi - lo < 1e-8).toBe(true)
            }
        }
        if (all.every(({ kind }) => kind !== 'undecided')) {
          const isOne = all.some(
            one =>
              one.kind !== 'undecided' &&
              one.profile.every((own, i) =>
                own.every(
                  (p, s) =>
                    Math.abs(exact.toNumber(p) - exact.toNumber(known.profile[i]?.[s] ?? exact.zero)) < 1e-6,
                ),
              ),
          )
          expect(isOne).toBe(true)
        }
      }),
      { numRuns: 15, seed: 11 },
    )
  })

  it('is proved in games too large to try every support', () => {
    fc.assert(
      fc.property(randomTables([2, 2, 2, 2, 2, 2, 2], 100_000), form => {
        const { known } = followToEquilibrium(unlimited, form)
        expect(known).toBeDefined()
        if (known === undefined) return
        expect(Math.max(...regrets(exact, form, known.profile).regrets.map(exact.toNumber))).toBeLessThan(
          1e-5,
        )
      }),
      { numRuns: 4, seed: 2 },
    )
  })
})
