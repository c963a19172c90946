import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FloatSolver, loadHighs } from '../../../../src/linear/highs.ts'
import { unlimited } from '../../../../src/markov/budget.ts'
import { exact, integer, type Rational, rational } from '../../../../src/markov/rational.ts'
import { right } from './bimatrix.ts'
import {
  type Aim,
  concernsOf,
  type Demands,
  gainOf,
  optimalMechanism,
  revenue,
  type Setting,
  welfare,
} from './directMechanism.ts'

/** One thing to sell: `values` with `weights` for each of `bidders`, independently. */
const auction = (
  bidders: number,
  values: readonly number[],
  weights: readonly number[],
): Setting<Rational> => {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const profiles = Array.from({ length: values.length ** bidders }, (_, k) =>
    Array.from(
      { length: bidders },
      (__, i) => Math.floor(k / values.length ** (bidders - 1 - i)) % values.length,
    ),
  )
  return {
    agents: Array.from({ length: bidders }, (_, i) => `bidder ${i}`),
    types: Array.from({ length: bidders }, () => values.map(String)),
    prior: profiles.map(types =>
      types.reduce((p, t) => exact.mul(p, rational(BigInt(weights[t] ?? 0), BigInt(total))), exact.one),
    ),
    outcomes: ['kept', ...Array.from({ length: bidders }, (_, i) => `to ${i}`)],
    values: Array.from({ length: bidders }, (_, i) =>
      profiles.map(types => [
        exact.zero,
        ...Array.from({ length: bidders }, (__, k) =>
          k === i ? integer(BigInt(values[types[i] ?? 0] ?? 0)) : exact.zero,
        ),
      ]),
    ),
  }
}

const bayesian: Demands = { truth: 'bayesian', participation: 'interim', payments: true }
const exPost: Demands = { truth: 'exPost', participation: 'exPost', payments: true }

const best = (setting: Setting<Rational>, demands: Demands, aim: Aim<Rational>, floats?: FloatSolver) => {
  const found = right(optimalMechanism(unlimited, setting, demands, aim, floats))
  for (const concern of concernsOf(setting, demands))
    expect(gainOf(setting, found.mechanism, concern).numerator).toBeLessThanOrEqual(0n)
  for (const chosen of found.mechanism.chosen)
    expect(exact.show(chosen.reduce(exact.add, exact.zero))).toBe('1')
  // The value, computed anew from the mechanism.
  const again = setting.prior.reduce((sum, probability, profile) => {
    const outcomes = (found.mechanism.chosen[profile] ?? []).reduce(
      (s, p, k) => exact.add(s, exact.mul(p, aim.outcomes[profile]?.[k] ?? exact.zero)),
      exact.zero,
    )
    const paid = (found.mechanism.payments[profile] ?? []).reduce(exact.add, exact.zero)
    return exact.add(sum, exact.mul(probability, exact.add(outcomes, exact.mul(aim.payments, paid))))
  }, exact.zero)
  expect(exact.show(again)).toBe(exact.show(found.value))
  return found
}

describe('the auction of the largest revenue', () => {
  it('sells to the largest virtual value that is not negative (Myerson 1981)', () => {
    // Evenly 1 to 4: the virtual value of k is k - (4 - k), so that nothing is sold to 1.
    const setting = auction(2, [1, 2, 3, 4], [1, 1, 1, 1])
    const virtual = [1, 2, 3, 4].map(k => 2 * k - 4)
    let sum = 0
    for (const a of virtual) for (const b of virtual) sum += Math.max(0, a, b)
    const expected = exact.show(rational(BigInt(sum), 16n))
    expect(expected).toBe('19/8')
    expect(exact.show(best(setting, bayesian, revenue(setting)).value)).toBe(expected)
    // Nothing is lost if truth is best whatever the others do.
    const { value, mechanism } = best(setting, exPost, revenue(setting))
    expect(exact.show(value)).toBe(expected)
    expect(mechanism.chosen[0]?.map(exact.show)).toEqual(['1', '0', '0'])
  })

  it('of a finer grid, with doubles as a guide', async () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8]
    const setting = auction(
      2,
      values,
      values.map(() => 1),
    )
    let sum = 0
    for (const a of values) for (const b of values) sum += Math.max(0, 2 * a - 8, 2 * b - 8)
    const { value } = best(setting, bayesian, revenue(setting), await loadHighs())
    expect(exact.show(value)).toBe(exact.show(rational(BigInt(sum), 64n)))
  })

  it('with one buyer is the best price', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 5 }), weights => {
        const values = weights.map((_, k) => k + 1)
        const setting = auction(1, values, weights)
        const total = weights.reduce((sum, weight) => sum + weight, 0)
        const prices = values.map(
          (price, k) => price * weights.slice(k).reduce((sum, weight) => sum + weight, 0),
        )
        const most = rational(BigInt(Math.max(...prices)), BigInt(total))
        expect(exact.show(best(setting, bayesian, revenue(setting)).value)).toBe(exact.show(most))
      }),
      { numRuns: 40 },
    )
  })

  it('takes all from bidders whose values go together (Crémer and McLean 1988)', () => {
    const setting: Setting<Rational> = {
      ...auction(2, [1, 2], [1, 1]),
      prior: [rational(2n, 5n), rational(1n, 10n), rational(1n, 10n), rational(2n, 5n)],
    }
    // Expected largest value: 2/5 * 1 + 3/5 * 2.
    expect(exact.show(best(setting, bayesian, revenue(setting)).value)).toBe('8/5')
    expect(exact.compare(best(setting, exPost, revenue(setting)).value, rational(8n, 5n))).toBe(-1)
  })
})

describe('a mechanism', () => {
  it('can be efficient where money may change hands', () => {
    const setting = auction(2, [1, 2, 3], [1, 1, 1])
    let sum = 0
    for (const a of [1, 2, 3]) for (const b of [1, 2, 3]) sum += Math.max(a, b)
    expect(exact.show(best(setting, exPost, welfare(setting)).value)).toBe(
      exact.show(rational(BigInt(sum), 9n)),
    )
  })
  it('without money can tell types apart no more than they want', () => {
    const setting = auction(2, [1, 3], [1, 1])
    // Everybody would claim to want it most: 2 is the value of giving it to anybody.
    expect(exact.show(best(setting, { ...exPost, payments: false }, welfare(setting)).value)).toBe('2')
  })
  it('bounds nothing where everybody is forced to pay', () => {
    const setting = auction(1, [1, 2], [1, 1])
    expect(
      optimalMechanism(unlimited, setting, { ...bayesian, participation: 'forced' }, revenue(setting)),
    ).toMatchObject({
      left: { reason: 'nothing bounds what is to be made as large as possible' },
    })
  })
  it('cannot meet what contradicts itself', () => {
    const setting: Setting<Rational> = {
      ...auction(1, [1, 2], [1, 1]),
      outcomes: ['harm'],
      values: [[[integer(-1n)], [integer(-2n)]]],
    }
    expect(
      optimalMechanism(unlimited, setting, { ...bayesian, payments: false }, welfare(setting)),
    ).toMatchObject({
      left: { reason: 'no mechanism meets these demands' },
    })
  })
})
