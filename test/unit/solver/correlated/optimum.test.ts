import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NormalForm } from '../../../../src/form/normalForm.ts'
import { loadHighs } from '../../../../src/linear/highs.ts'
import { unlimited } from '../../../../src/markov/budget.ts'
import { exact, integer, type Rational, rational } from '../../../../src/markov/rational.ts'
import { deviationGains, isCorrelated } from '../../../../src/solver/correlated/check.ts'
import { expectedPayoffs } from '../../../../src/solver/correlated/distribution.ts'
import type { Correlation } from '../../../../src/solver/correlated/obedience.ts'
import {
  type Objective,
  optimalCorrelated,
  payoffOf,
  welfare,
} from '../../../../src/solver/correlated/optimum.ts'
import { correlatedPolytope } from '../../../../src/solver/correlated/polytope.ts'
import { dense, gameOf, ratio, right, shown, wholeGame } from './bimatrix.ts'

const best = (form: NormalForm<Rational>, correlation: Correlation, objective: Objective) =>
  right(optimalCorrelated(unlimited, form, correlation, objective))

const objectives = (form: NormalForm<Rational>): readonly Objective[] => [
  welfare(form),
  payoffOf(form, 0),
  payoffOf(form, 1, -1n),
  { kind: 'leastPayoff' },
]

/** The value of an objective, computed anew from a distribution. */
const valueAt = (
  form: NormalForm<Rational>,
  objective: Objective,
  weights: readonly Rational[],
): Rational => {
  const payoffs = expectedPayoffs(form, new Map(weights.entries()))
  switch (objective.kind) {
    case 'leastPayoff':
      return payoffs.reduce((least, payoff) => (exact.compare(payoff, least) < 0 ? payoff : least))
    case 'payoffs':
      return payoffs.reduce(
        (sum, payoff, i) => exact.add(sum, exact.mul(payoff, objective.weights[i] ?? exact.zero)),
        exact.zero,
      )
    case 'profiles':
      return weights.reduce(
        (sum, weight, k) => exact.add(sum, exact.mul(weight, objective.values[k] ?? exact.zero)),
        exact.zero,
      )
  }
}

// Swerve and dare, payoffs 6, 2, 7, 0 (Aumann 1974; the numbers of OpenSpiel's test TestChicken).
const chicken = wholeGame(
  [2, 2],
  [
    [6, 2, 7, 0],
    [6, 7, 2, 0],
  ],
)

describe('the best correlated equilibrium', () => {
  it('of chicken is fairer and more efficient than any Nash equilibrium', () => {
    const found = best(chicken, 'correlated', welfare(chicken))
    expect(exact.show(found.value)).toBe('21/2')
    expect(shown(dense(chicken, found.distribution))).toEqual(['1/2', '1/4', '1/4', '0'])
    expect(shown(found.payoffs)).toEqual(['21/4', '21/4'])
    expect(found.slacks.every(({ slack }) => slack.numerator >= 0n)).toBe(true)
  })

  it('of a game in the tests of PRISM-games', () => {
    const form = wholeGame(
      [2, 2],
      [
        [5, 2, 6, 0],
        [5, 6, 2, 1],
      ],
    )
    expect(exact.show(best(form, 'correlated', welfare(form)).value)).toBe('44/5')
  })

  it('of three players who only like to be two', () => {
    // Each of three chooses a side; who stands alone pays 2, which the others share.
    const payoffs = [0, 1, 2].map(player =>
      Array.from({ length: 8 }, (_, profile) => {
        const sides = [(profile >> 2) & 1, (profile >> 1) & 1, profile & 1]
        const together = sides.filter(side => side === sides[player]).length
        return together === 3 ? 0 : together === 2 ? 1 : -2
      }),
    )
    const form = wholeGame([2, 2, 2], payoffs)
    for (const correlation of ['correlated', 'coarse'] as const)
      for (const objective of objectives(form)) {
        const found = best(form, correlation, objective)
        expect(isCorrelated(form, found.distribution, correlation)).toBe(true)
        expect(exact.equals(valueAt(form, objective, dense(form, found.distribution)), found.value)).toBe(
          true,
        )
      }
    expect(exact.show(best(form, 'correlated', { kind: 'leastPayoff' }).value)).toBe('0')
  })

  it('can harm a player', () => {
    expect(exact.show(best(chicken, 'correlated', payoffOf(chicken, 0, -1n)).value)).toBe('-2')
  })

  it('of any kind of value of profiles', () => {
    const values = [0, 0, 0, 1].map(n => integer(BigInt(n)))
    // The most that a crash can be likely: the mixed Nash equilibrium crashes one time in nine.
    const found = best(chicken, 'correlated', { kind: 'profiles', values })
    expect(isCorrelated(chicken, found.distribution)).toBe(true)
    expect(exact.compare(found.value, rational(1n, 9n))).toBeGreaterThanOrEqual(0)
  })

  it('is what the vertices of the polytope say, in random games', () => {
    fc.assert(
      fc.property(
        fc.constantFrom([2, 2], [2, 3], [2, 2, 2]).chain(gameOf),
        fc.constantFrom<Correlation>('correlated', 'coarse'),
        (form, correlation) => {
          const { vertices } = right(correlatedPolytope(unlimited, form, correlation))
          for (const objective of objectives(form).slice(0, 3)) {
            const found = best(form, correlation, objective)
            const values = vertices.map(vertex => valueAt(form, objective, vertex))
            expect(isCorrelated(form, found.distribution, correlation)).toBe(true)
            expect(values.every(value => exact.compare(value, found.value) <= 0)).toBe(true)
            expect(values.some(value => exact.equals(value, found.value))).toBe(true)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('is the same with doubles as a guide, in games too large for listing', async () => {
    const floats = await loadHighs()
    // Any numbers will do: squares, which hardly repeat modulo a prime.
    const numbers = (from: number) =>
      Array.from({ length: 25 }, (_, k) => ((k + from) * (k + from) * 37) % 101)
    const form = wholeGame([5, 5], [numbers(1), numbers(60)])
    for (const objective of [welfare(form), { kind: 'leastPayoff' } as const]) {
      const guided = right(optimalCorrelated(unlimited, form, 'correlated', objective, floats))
      expect(isCorrelated(form, guided.distribution)).toBe(true)
      expect(exact.show(guided.value)).toBe(exact.show(best(form, 'correlated', objective).value))
    }
  })

  it('leaves the least payoff as large as no mixture of two vertices makes it larger', () => {
    fc.assert(
      fc.property(gameOf([2, 2]), form => {
        const found = best(form, 'correlated', { kind: 'leastPayoff' })
        expect(isCorrelated(form, found.distribution)).toBe(true)
        expect(
          exact.equals(valueAt(form, { kind: 'leastPayoff' }, dense(form, found.distribution)), found.value),
        ).toBe(true)
        // The upper hull of two payoffs is made of edges, so that the best point lies on a mixture of two vertices.
        const { payoffs } = right(correlatedPolytope(unlimited, form))
        const mixtures = payoffs.flatMap(([a = exact.zero, b = exact.zero]) =>
          payoffs.flatMap(([c = exact.zero, d = exact.zero]) => {
            const slope = exact.sub(exact.sub(a, b), exact.sub(c, d))
            const even = slope.numerator === 0n ? exact.one : exact.div(exact.sub(d, c), slope)
            const inside = even.numerator >= 0n && exact.compare(even, exact.one) <= 0
            const t = inside ? even : exact.one
            const mix = (x: Rational, y: Rational) =>
              exact.add(exact.mul(t, x), exact.mul(exact.sub(exact.one, t), y))
            const [first, second] = [mix(a, c), mix(b, d)]
            return [exact.compare(first, second) < 0 ? first : second]
          }),
        )
        const most = mixtures.reduce((m, x) => (exact.compare(x, m) > 0 ? x : m))
        expect(exact.show(most)).toBe(exact.show(found.value))
      }),
      { numRuns: 60 },
    )
  })
})

describe('a coarse correlated equilibrium', () => {
  it('need not be a correlated one', () => {
    // Who is told the second strategy would rather take the third; who takes that always loses as much as it gains.
    const form = wholeGame(
      [3, 3],
      [
        [1, 0, 0, 0, 1, 0, -1, 2, 0],
        [1, 0, -1, 0, 1, 2, 0, 0, 0],
      ],
    )
    const half = new Map([0, 4].map(profile => [profile, rational(1n, 2n)] as const))
    expect(isCorrelated(form, half, 'coarse')).toBe(true)
    expect(isCorrelated(form, half, 'correlated')).toBe(false)
    const gains = deviationGains(form, half, 'correlated').filter(({ gain }) => gain.numerator > 0n)
    expect(
      gains.map(({ player, recommended, deviation, gain }) => [
        player,
        recommended,
        deviation,
        exact.show(gain),
      ]),
    ).toEqual([
      [0, 1, 2, '1'],
      [1, 1, 2, '1'],
    ])
  })
  it('brings no less than a correlated one', () => {
    fc.assert(
      fc.property(gameOf([3, 3]), form => {
        const coarse = best(form, 'coarse', welfare(form)).value
        const correlated = best(form, 'correlated', welfare(form))
        expect(isCorrelated(form, correlated.distribution, 'coarse')).toBe(true)
        expect(exact.compare(coarse, correlated.value)).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 30 },
    )
  })
  it('is a correlated one in games of two strategies each', () => {
    fc.assert(
      fc.property(gameOf([2, 2]), two => {
        const values = (correlation: Correlation) => exact.show(best(two, correlation, welfare(two)).value)
        expect(values('coarse')).toBe(values('correlated'))
      }),
      { numRuns: 40 },
    )
  })
})

describe('the check', () => {
  it('says what is gained', () => {
    const reckless = new Map([1, 2, 3].map(profile => [profile, rational(1n, 3n)] as const))
    expect(isCorrelated(chicken, reckless)).toBe(false)
    // Told to dare, the other is told to swerve or to dare with equal chance: 7/2, and swerving would bring 4.
    expect(
      deviationGains(chicken, reckless, 'correlated').map(({ player, recommended, gain }) => [
        player,
        recommended,
        exact.show(gain),
      ]),
    ).toEqual([
      [0, 0, '-2'],
      [0, 1, '1/2'],
      [1, 0, '-2'],
      [1, 1, '1/2'],
    ])
  })
  it('wants a distribution', () => {
    expect(isCorrelated(chicken, new Map([[1, ratio('1/2')]]))).toBe(false)
    expect(isCorrelated(chicken, new Map([[1, ratio('1')]]))).toBe(true)
    expect(
      isCorrelated(
        chicken,
        new Map([
          [1, ratio('3/2')],
          [2, ratio('-1/2')],
        ]),
      ),
    ).toBe(false)
  })
})
