import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NormalForm } from '../../../src/form/normalForm.ts'
import type { Learner } from '../../../src/learning/learner.ts'
import { type LearnerChoice, learnerNames, learnersOf } from '../../../src/learning/learners.ts'
import { type LearningPoint, nashConv } from '../../../src/learning/point.ts'
import { type Meeting, repeatedPlay } from '../../../src/learning/repeatedPlay.ts'
import { budget, OutOfSteps, unlimited } from '../../../src/markov/budget.ts'
import { splitMix64 } from '../../../src/markov/splitMix64.ts'
import { bimatrix, chicken, rockPaperScissors, shapley } from './known.ts'

const run = (
  form: NormalForm<number>,
  choices: readonly LearnerChoice[],
  rounds: number,
  meeting: Meeting = 'drawn',
  seed = 1,
  points = 40,
): readonly LearningPoint[] => {
  const random = splitMix64(seed)
  const learners = learnersOf(form, choices, rounds, random)
  return [...repeatedPlay(unlimited, form, learners, { rounds, meeting, random, points })]
}

const both = (choice: LearnerChoice): readonly LearnerChoice[] => [choice, choice]

const lastOf = (points: readonly LearningPoint[]): LearningPoint => {
  const last = points.at(-1)
  if (last === undefined) throw new RangeError('a run has points')
  return last
}

const external = ({ hindsight = [] }: LearningPoint): number =>
  Math.max(...hindsight.map(one => one.external))
const internal = ({ hindsight = [] }: LearningPoint): number =>
  Math.max(...hindsight.map(one => one.internal ?? Number.NaN))

describe('fictitious play', () => {
  it('goes round in the game of Shapley, in runs that get longer by a constant factor', () => {
    const points = run(shapley, both({ name: 'fictitiousPlay' }), 5_000, 'drawn', 1, 5_000)
    const lengths: number[] = []
    let before: string | undefined
    for (const { current } of points) {
      const joint = JSON.stringify(current)
      if (joint === before) lengths.push((lengths.pop() ?? 0) + 1)
      else lengths.push(1)
      before = joint
    }
    // The last run is cut off.
    const full = lengths.slice(8, -1)
    const factors = full.slice(1).map((length, k) => length / (full[k] ?? 1))
    expect(factors.length).toBeGreaterThan(5)
    expect(Math.min(...factors)).toBeGreaterThan(1.2)
    expect(Math.max(...factors.slice(-4)) - Math.min(...factors.slice(-4))).toBeLessThan(0.05)
    const { swing, gains } = lastOf(points)
    expect(swing?.current).toBe(1)
    expect(swing?.average).toBeGreaterThan(0.1)
    expect(nashConv(gains.average)).toBeGreaterThan(0.1)
  })

  it('comes near the equilibrium of a zero-sum game', () => {
    const last = lastOf(run(rockPaperScissors, both({ name: 'fictitiousPlay' }), 20_000))
    expect(nashConv(last.gains.average)).toBeLessThan(0.05)
    expect(nashConv(last.gains.current)).toBeGreaterThan(1)
  })
})

describe('regret matching', () => {
  it('plays each of rock, paper and scissors a third of the time', () => {
    const last = lastOf(run(rockPaperScissors, both({ name: 'regretMatching' }), 50_000))
    for (const own of last.average) for (const p of own) expect(p).toBeCloseTo(1 / 3, 1)
    expect(nashConv(last.gains.average)).toBeLessThan(0.05)
    expect(external(last)).toBeLessThan(0.02)
  })

  it('with conditional regrets comes near the correlated equilibria', () => {
    for (const form of [chicken, shapley, rockPaperScissors]) {
      const last = lastOf(run(form, both({ name: 'conditionalRegretMatching' }), 50_000))
      expect(internal(last)).toBeLessThan(0.1)
    }
  })
})

describe('a run', () => {
  it.each(learnerNames)('of %s is made again by its seed, and measured as it should be', name => {
    const one = run(chicken, both({ name }), 300)
    expect(run(chicken, both({ name }), 300)).toEqual(one)
    for (const { current, average, hindsight = [], gains } of one) {
      for (const mixed of [...current, ...average]) {
        expect(mixed.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9)
        expect(Math.min(...mixed)).toBeGreaterThanOrEqual(0)
      }
      // With two strategies the two ways to depart from all that was played are pairs, or nothing.
      for (const m of hindsight) expect(m.external).toBeLessThanOrEqual((m.internal ?? Number.NaN) + 1e-9)
      expect(nashConv(gains.current)).toBeGreaterThanOrEqual(0)
    }
  })

  it('leaves nobody the wiser where there is nothing to learn', () => {
    const flat = bimatrix(
      'flat',
      [
        [1, 1],
        [1, 1],
      ],
      [
        [2, 2],
        [2, 2],
      ],
    )
    for (const name of learnerNames) {
      const last = lastOf(run(flat, both({ name }), 50))
      expect(last.payoffs).toEqual([1, 2])
      expect(external(last)).toBe(0)
      expect(nashConv(last.gains.average)).toBe(0)
    }
  })

  it('mixes learners, and finds the one equilibrium of a dilemma', () => {
    const dilemma = bimatrix(
      'dilemma',
      [
        [3, 0],
        [5, 1],
      ],
      [
        [3, 5],
        [0, 1],
      ],
    )
    for (const name of learnerNames) {
      const last = lastOf(run(dilemma, [{ name }, { name: 'qLearning' }], 5_000))
      expect(last.current[0]?.[1], name).toBeGreaterThan(0.85)
      expect(last.current[1]?.[1], name).toBeGreaterThan(0.85)
    }
  })

  it('stops where its steps are used up', () => {
    const random = splitMix64(1)
    const learners = learnersOf(chicken, both({ name: 'regretMatching' }), 1000, random)
    const points = repeatedPlay(budget(100), chicken, learners, {
      rounds: 1000,
      meeting: 'drawn',
      random,
      points: 10,
    })
    expect(() => [...points]).toThrow(OutOfSteps)
  })

  it('measures regrets as they are defined', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 12, maxLength: 12 }),
        fc.integer({ min: 0, max: 1000 }),
        (payoffs, seed) => {
          const form = bimatrix(
            'random',
            [payoffs.slice(0, 3), payoffs.slice(3, 6)],
            [payoffs.slice(6, 9), payoffs.slice(9, 12)],
          )
          const history: (readonly number[])[] = []
          const still = (mixed: readonly number[]): Learner => ({
            mixed,
            learn: ({ drawn }) => {
              if (mixed.length === 2) history.push(drawn?.joint ?? [])
              return still(mixed)
            },
          })
          const random = splitMix64(seed)
          const last = lastOf([
            ...repeatedPlay(unlimited, form, [still([0.5, 0.5]), still([0.2, 0.3, 0.5])], {
              ...{ rounds: 30, meeting: 'drawn', points: 4, random },
            }),
          ])
          expect(history.length).toBe(30)
          const paid = (player: number, [r = 0, c = 0]: readonly number[]): number =>
            form.payoffs[player]?.[r * 3 + c] ?? 0
          for (const player of [0, 1]) {
            const gain = (change: (own: number) => number): number =>
              history.reduce((sum, joint) => {
                const other = joint.with(player, change(joint[player] ?? 0))
                return sum + paid(player, other) - paid(player, joint)
              }, 0) / 30
            const own = [...(form.strategies[player] ?? []).keys()]
            const best = Math.max(0, ...own.map(to => gain(() => to)))
            const pair = Math.max(0, ...own.flatMap(a => own.map(b => gain(s => (s === a ? b : s)))))
            expect(last.hindsight?.[player]?.external).toBeCloseTo(best, 9)
            expect(last.hindsight?.[player]?.internal).toBeCloseTo(pair, 9)
          }
        },
      ),
      { numRuns: 50 },
    )
  })
})
