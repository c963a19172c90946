import { describe, expect, it } from 'vitest'
import { behaviorValues, bestResponse } from '../../../src/form/behavior.ts'
import { forgotten } from '../../../src/form/recall.ts'
import { type LearnerChoice, learnerNames, learnersOf } from '../../../src/learning/learners.ts'
import { repeatedGame } from '../../../src/learning/repeatedGame.ts'
import { repeatedPlay } from '../../../src/learning/repeatedPlay.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'
import { splitMix64 } from '../../../src/markov/splitMix64.ts'
import { chicken, rockPaperScissors } from './known.ts'

const unfolded = (form: typeof chicken, choices: readonly LearnerChoice[], rounds: number) =>
  repeatedGame(unlimited, form, learnersOf(form, choices, rounds, splitMix64(5)), rounds)

describe('a learner as a strategy of the repeated game', () => {
  it.each(learnerNames)('brings by %s what runs bring on average', name => {
    const choices: readonly LearnerChoice[] = [{ name }, { name: 'exp3' }]
    const rounds = 3
    const { form, behavior } = unfolded(chicken, choices, rounds)
    expect(forgotten(form)).toBeUndefined()
    const { payoffs } = behaviorValues(double, form, behavior)
    const runs = 2000
    const means = [0, 0]
    // What the learners start with is that of the tree; only what is drawn differs.
    const learners = learnersOf(chicken, choices, rounds, splitMix64(5))
    for (let seed = 0; seed < runs; seed++) {
      const random = splitMix64(seed)
      const points = repeatedPlay(unlimited, chicken, learners, {
        rounds,
        meeting: 'drawn',
        random,
        points: 1,
      })
      const last = [...points].at(-1)
      for (const player of [0, 1]) means[player] = (means[player] ?? 0) + (last?.payoffs[player] ?? 0) / runs
    }
    // Payoffs lie between 0 and 7: five standard errors.
    for (const player of [0, 1])
      expect(Math.abs((means[player] ?? 0) - (payoffs[player] ?? 0))).toBeLessThan(0.4)
  })

  it('is beaten in every round by who knows it, where nothing of it is left to chance', () => {
    const play: LearnerChoice = { name: 'fictitiousPlay' }
    const { form, behavior } = unfolded(rockPaperScissors, [play, play], 4)
    expect(bestResponse(double, form, behavior, 0)?.value).toBe(1)
    const hedged = unfolded(rockPaperScissors, [{ name: 'multiplicativeWeights' }, play], 4)
    const best = bestResponse(double, hedged.form, hedged.behavior, 1)?.value ?? Number.NaN
    expect(best).toBeGreaterThan(0)
    // What is proved of Hedge, against one who knows it, too: payoffs are 2 wide.
    expect(best).toBeLessThanOrEqual(2 * Math.sqrt(Math.log(3) / 2 / 4))
  })
})
