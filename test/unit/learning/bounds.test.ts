/** What is proved of learners, whatever the others do: tried on values that mean no harm, and on those that do. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { strategyValues } from '../../../src/form/normalForm.ts'
import { dot, type Learner, type Setup } from '../../../src/learning/learner.ts'
import { regretMatching } from '../../../src/learning/regretMatching.ts'
import { hedge, replicator } from '../../../src/learning/weights.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'
import { populations, replicatorCurve } from '../../../src/solver/evolution/replicator.ts'
import { shapley } from './known.ts'

const setupOf = (size: number, rounds: number): Setup => ({
  player: 0,
  sizes: [size],
  lowest: 0,
  highest: 1,
  rounds,
})

/** What the best strategy would have brought more than expected, against values that may depend on what is played. */
const regretOf = (
  learner: Learner,
  rounds: number,
  valuesAt: (round: number, mixed: readonly number[]) => readonly number[],
): number => {
  let now = learner
  let got = 0
  const sums = now.mixed.map(() => 0)
  for (let round = 0; round < rounds; round++) {
    const { mixed } = now
    const values = valuesAt(round, mixed)
    got += dot(mixed, values)
    for (const [s, value] of values.entries()) sums[s] = (sums[s] ?? 0) + value
    now = now.learn({ played: mixed, values, drawn: undefined })
  }
  return Math.max(...sums) - got
}

const values = fc.integer({ min: 2, max: 5 }).chain(size =>
  fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: size, maxLength: size }), {
    minLength: 1,
    maxLength: 60,
  }),
)

/** Takes from whoever is played most. */
const spiteful = (_: number, mixed: readonly number[]): readonly number[] => {
  const most = Math.max(...mixed)
  return mixed.map(p => (p === most ? 0 : 1))
}

const learners: readonly (readonly [
  name: string,
  make: (setup: Setup) => Learner,
  bound: (n: number, t: number) => number,
])[] = [
  ['Hedge', setup => hedge(setup, undefined, false), (n, t) => Math.sqrt((t * Math.log(n)) / 2)],
  ['regret matching', setup => regretMatching(setup, false), (n, t) => Math.sqrt(n * t)],
  ['regret matching+', setup => regretMatching(setup, true), (n, t) => Math.sqrt(n * t)],
]

describe('regret', () => {
  it.each(learners)('of %s is as bounded as is proved', (_, make, bound) => {
    fc.assert(
      fc.property(values, rows => {
        const size = rows[0]?.length ?? 2
        const setup = setupOf(size, rows.length)
        expect(regretOf(make(setup), rows.length, round => rows[round] ?? [])).toBeLessThanOrEqual(
          bound(size, rows.length) + 1e-9,
        )
      }),
    )
    for (const size of [2, 3, 5])
      for (const rounds of [1, 10, 400])
        expect(regretOf(make(setupOf(size, rounds)), rounds, spiteful)).toBeLessThanOrEqual(
          bound(size, rounds) + 1e-9,
        )
  })
})

describe('the replicator in small steps', () => {
  it('follows the curve of continuous time', () => {
    const start = [
      [0.5, 0.3, 0.2],
      [0.2, 0.2, 0.6],
    ]
    const step = 1e-3
    const setup: Setup = { player: 0, sizes: [3, 3], lowest: 0, highest: 1, rounds: 1 }
    let both = start.map(own => replicator(setup, own, step))
    for (let k = 0; k < 3000; k++) {
      const mixed = both.map(one => one.mixed)
      const all = strategyValues(double, shapley, mixed)
      both = both.map((one, player) =>
        one.learn({ played: mixed[player] ?? [], values: all[player] ?? [], drawn: undefined }),
      )
    }
    const curve = replicatorCurve(unlimited, populations(double, shapley), start, {
      step: 0.01,
      steps: 300,
      every: 300,
    })
    const end = [...curve].at(-1)?.shares ?? []
    for (const [player, own] of end.entries())
      for (const [s, share] of own.entries()) expect(both[player]?.mixed[s]).toBeCloseTo(share, 2)
  })
})
