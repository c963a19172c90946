import { describe, expect, it } from 'vitest'
import { budget, OutOfSteps, unlimited } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'
import { exact, rational } from '../../../src/markov/rational.ts'
import { EmptyDistribution, sampling } from '../../../src/markov/sampling.ts'
import { total } from '../../../src/markov/weighted.ts'

const settings = { scalar: double, budget: unlimited, samples: 10_000, seed: 1069 }
const weights = [
  ['a', 0.2],
  ['b', 0.5],
  ['c', 0.3],
] as const

describe('sampling', () => {
  it('draws the same from the same seed', () => {
    const once = sampling(settings)
    const again = sampling(settings)
    const other = sampling({ ...settings, seed: 1070 })
    expect(again.outcomes(again.fromWeights(weights))).toEqual(once.outcomes(once.fromWeights(weights)))
    expect(other.outcomes(other.fromWeights(weights))).not.toEqual(once.outcomes(once.fromWeights(weights)))
  })

  it('draws in proportion to the weights', () => {
    const markov = sampling(settings)
    const frequencies = new Map(markov.outcomes(markov.fromWeights(weights)))
    // Hoeffding: further off with probability below 2 exp(-2 * 10,000 * 0.03^2) = 3e-8.
    for (const [a, weight] of weights) expect(Math.abs((frequencies.get(a) ?? 0) - weight)).toBeLessThan(0.03)
  })

  it('counts in any scalars', () => {
    const markov = sampling({ ...settings, scalar: exact, samples: 7 })
    const coin = markov.fromWeights([
      [0, rational(1n, 2n)],
      [1, rational(1n, 2n)],
    ])
    expect(total(exact, markov.outcomes(coin))).toEqual(exact.one)
  })

  it('never draws what has no weight', () => {
    const markov = sampling(settings)
    const state = markov.fromWeights([
      ['never', 0],
      ['always', 1],
    ])
    expect(markov.outcomes(state)).toEqual([['always', 1]])
  })

  it('conditions on what was drawn', () => {
    const markov = sampling(settings)
    const parts = markov.partition(markov.fromWeights(weights), a => (a === 'b' ? 'b' : 'other'))
    const other = parts.find(({ key }) => key === 'other')
    expect(other?.probability).toBeCloseTo(0.5, 1)
    const belief = other === undefined ? [] : markov.outcomes(other.posterior)
    expect(new Map(belief).get('a')).toBeCloseTo(0.4, 1)
    expect(new Map(belief).has('b')).toBe(false)
  })

  it('spends a step for each draw', () => {
    const markov = sampling({ ...settings, budget: budget(9_999) })
    expect(() => markov.outcomes(markov.of(1))).toThrow(OutOfSteps)
  })

  it('refuses to draw where there is nothing', () => {
    const markov = sampling(settings)
    expect(() => markov.outcomes(markov.fromWeights([]))).toThrow(EmptyDistribution)
  })
})
