import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { describe, expect, it } from 'vitest'
import { budget, OutOfSteps, unlimited } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'
import { finiteDouble, finiteExact } from '../../../src/markov/finite.ts'
import { exact, integer, type Rational, rational } from '../../../src/markov/rational.ts'
import type { Weighted } from '../../../src/markov/stochastic.ts'
import {
  condition,
  distribution,
  expectation,
  point,
  pushforward,
  uniform,
} from '../../../src/markov/weighted.ts'

const half = rational(1n, 2n)
const third = rational(1n, 3n)
const dice: Weighted<Rational, number> = [1, 2, 3, 4, 5, 6].map(n => [n, rational(1n, 6n)])

describe('finite distributions', () => {
  const markov = finiteExact(unlimited)

  it('merge equal outcomes where they first occur', () => {
    const parity = markov.map(markov.fromWeights(dice), n => ({ odd: n % 2 === 1 }))
    expect(markov.outcomes(parity)).toEqual([
      [{ odd: true }, half],
      [{ odd: false }, half],
    ])
  })

  it('drop outcomes of weight zero, also those that cancel', () => {
    const state = markov.fromWeights([
      ['a', integer(0n)],
      ['b', integer(1n)],
      ['c', half],
      ['c', rational(-1n, 2n)],
    ])
    expect(markov.outcomes(state)).toEqual([['b', integer(1n)]])
  })

  it('compose', () => {
    const sum = markov.chain(markov.fromWeights(dice), a => markov.map(markov.fromWeights(dice), b => a + b))
    const seven = markov.outcomes(sum).find(([n]) => n === 7)
    expect(seven).toEqual([7, rational(1n, 6n)])
    expect(markov.outcomes(sum).map(([n]) => n)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  })

  it('are partitioned into classes with their posteriors', () => {
    const parts = markov.partition(markov.fromWeights(dice), n => (n > 4 ? 'high' : 'low'))
    expect(
      parts.map(({ key, probability, representative }) => [key, exact.show(probability), representative]),
    ).toEqual([
      ['low', '2/3', 1],
      ['high', '1/3', 5],
    ])
    expect(parts.map(({ posterior }) => markov.outcomes(posterior))[1]).toEqual([
      [5, half],
      [6, half],
    ])
  })

  it('spend a step for each outcome', () => {
    const few = budget(11)
    const counted = finiteDouble(few)
    const coin = counted.fromWeights([
      ['heads', 0.5],
      ['tails', 0.5],
    ])
    const toss = (state: typeof coin) => counted.chain(state, () => coin)
    expect(counted.outcomes(toss(toss(coin)))).toHaveLength(2)
    expect(few.spent()).toBe(8)
    expect(() => toss(coin)).toThrow(OutOfSteps)
  })

  it('spend steps for comparing large outcomes, as much as these have text', () => {
    const some = budget(1_000)
    const counted = finiteDouble(some)
    const large = (size: number) =>
      counted.outcomes(
        counted.fromWeights<unknown>([
          [Array.from({ length: size }, () => 1), 0.5],
          ['small', 0.5],
        ]),
      )
    expect(large(10)).toHaveLength(2)
    expect(some.spent()).toBe(0)
    large(1_000)
    expect(some.spent()).toBeGreaterThan(50)
    expect(() => large(100_000)).toThrow(OutOfSteps)
  })
})

describe('distribution', () => {
  const check = (weights: readonly number[]) =>
    distribution(
      double,
      weights.map((w, i) => [i, w] as const),
    )
  it.each([
    [[], { kind: 'empty' }],
    [[0.5, Number.NaN], { kind: 'notFinite', index: 1, weight: Number.NaN }],
    [[1.5, -0.5], { kind: 'negative', index: 1, weight: -0.5 }],
    [[0.5, 0.25], { kind: 'notOne', sum: 0.75 }],
    [[0.5, 0.5 + 1e-8], { kind: 'notOne', sum: 1 + 1e-8 }],
  ])('refuses the weights %j', (weights, reason) => expect(check(weights)).toEqual(E.left(reason)))

  it('accepts rounding errors in doubles, and none in rationals', () => {
    expect(E.isRight(check(Array.from({ length: 10 }, () => 0.1)))).toBe(true)
    expect(
      distribution(exact, [
        [0, third],
        [1, third],
      ]),
    ).toEqual(E.left({ kind: 'notOne', sum: rational(2n, 3n) }))
    const huge = 10n ** 400n
    const nearly = [
      [0, rational(huge - 1n, huge)],
      [1, rational(1n, huge)],
    ] as const
    expect(distribution(exact, nearly)).toEqual(E.right(nearly))
  })

  it('merges what it accepts', () =>
    expect(
      distribution(exact, [
        ['a', half],
        ['a', half],
        ['b', integer(0n)],
      ]),
    ).toEqual(E.right(point(exact, 'a'))))
})

describe('weighted outcomes', () => {
  it('have an expectation', () =>
    expect(exact.show(expectation(exact, dice, n => integer(BigInt(n))))).toBe('7/2'))
  it('are conditioned on an event', () => {
    expect(condition(exact, dice, n => n % 3 === 0)).toEqual(
      O.some([
        [3, half],
        [6, half],
      ]),
    )
    expect(condition(exact, dice, n => n > 6)).toEqual(O.none)
  })
  it('have marginals', () =>
    expect(
      pushforward(
        exact,
        [
          [['x', 1], half],
          [['y', 1], half],
        ],
        ([, n]) => n,
      ),
    ).toEqual(point(exact, 1)))
  it('are uniform over what is listed', () => {
    expect(uniform(exact, ['a', 'b', 'a'])).toEqual(
      O.some([
        ['a', rational(2n, 3n)],
        ['b', third],
      ]),
    )
    expect(uniform(exact, [])).toEqual(O.none)
  })
})
