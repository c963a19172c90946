import * as O from 'fp-ts/lib/Option.js'
import { describe, expect, it } from 'vitest'
import { unlimited } from '../../../src/markov/budget.ts'
import { invert } from '../../../src/markov/category.ts'
import { finiteExact } from '../../../src/markov/finite.ts'
import { isDeterministic, type Kleisli, kleisli, recognition } from '../../../src/markov/kleisli.ts'
import { exact, rational } from '../../../src/markov/rational.ts'

const markov = finiteExact(unlimited)
const percent = (n: number) => rational(BigInt(n), 100n)

const prior = markov.fromWeights<'ill' | 'well'>([
  ['ill', percent(1)],
  ['well', percent(99)],
])
const test = (state: 'ill' | 'well') =>
  markov.fromWeights<'positive' | 'negative' | 'broken'>(
    state === 'ill'
      ? [
          ['positive', percent(90)],
          ['negative', percent(10)],
        ]
      : [
          ['positive', percent(5)],
          ['negative', percent(95)],
        ],
  )

const shown = O.map((state: typeof prior) =>
  markov.outcomes(state).map(([a, weight]) => [a, exact.show(weight)]),
)

describe('recognition', () => {
  const recognize = recognition(markov, prior, test)

  it('is Bayes’ rule', () =>
    expect(shown(recognize('positive'))).toEqual(
      O.some([
        ['ill', '2/13'],
        ['well', '11/13'],
      ]),
    ))

  it('is silent on what cannot be seen', () => expect(recognize('broken')).toEqual(O.none))

  it('agrees with inversion, which keeps the prior where nothing can be learned', () => {
    const inverse = invert<Kleisli<'FiniteExact'>, 'ill' | 'well', 'positive' | 'negative' | 'broken'>(
      kleisli(markov),
      { cause: 'type', effect: 'type' },
      () => prior,
      test,
    )
    expect(shown(O.some(inverse('negative')))).toEqual(shown(recognize('negative')))
    expect(shown(O.some(inverse('broken')))).toEqual(shown(O.some(prior)))
  })
})

it('a kernel is deterministic where it has one outcome', () => {
  expect(isDeterministic(markov, test, ['ill'])).toBe(false)
  expect(isDeterministic(markov, markov.of, ['ill', 'well'])).toBe(true)
})
