import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { kuhn } from '../../../bench/games/poker.ts'
import { mapNumbers } from '../../../src/form/extensiveForm.ts'
import { arenaOfTree } from '../../../src/learning/arena.ts'
import { informationPlay } from '../../../src/learning/informationPlay.ts'
import { judgedInTree } from '../../../src/learning/judgedPlay.ts'
import { informationNames, type LearnerName } from '../../../src/learning/learners.ts'
import { informationLearners } from '../../../src/learning/placedLearners.ts'
import { nashConv } from '../../../src/learning/point.ts'
import { budget, OutOfSteps, unlimited } from '../../../src/markov/budget.ts'
import { exact } from '../../../src/markov/rational.ts'
import { learnableForm } from '../../../src/questions/learnable.ts'
import { sequenceGame } from '../../../src/solver/regret/sequenceGame.ts'
import { endOf, runIn } from './learned.ts'

const poker = mapNumbers(kuhn(3), exact.toNumber)

const runOf = (names: readonly LearnerName[], rounds: number, steps = unlimited) => {
  const game = sequenceGame(poker)
  if (E.isLeft(game)) throw new RangeError(game.left.reason)
  const learners = informationLearners(
    arenaOfTree(poker),
    names.map(name => ({ name })),
    rounds,
  )
  const gains = (played: readonly (readonly number[])[]) => judgedInTree(poker, played).gains
  return [...informationPlay(steps, game.right, learners, { rounds, points: 6, gains })]
}

describe('learning at information sets', () => {
  it.each(informationNames)('by %s comes near the value of poker with three cards', name => {
    const points = runOf([name, name], 1000)
    for (const { average, gains, hindsight = [], payoffs } of points) {
      // In a zero-sum game what both regret is what both could gain on the averages.
      const regret = hindsight.reduce((sum, { external }) => sum + external, 0)
      expect(nashConv(gains.average)).toBeCloseTo(regret, 9)
      expect((payoffs[0] ?? 0) + (payoffs[1] ?? 0)).toBeCloseTo(0, 9)
      for (const own of average) expect(own.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9)
    }
    const last = points.at(-1)
    expect(nashConv(last?.gains.average ?? [])).toBeLessThan(0.35)
    expect(last?.payoffs[0]).toBeCloseTo(-1 / 18, 1)
  })

  it('is what is done where the table is too large', () => {
    const large = learnableForm({ kind: 'tree', form: kuhn(8) })
    const run = runIn(large, { name: 'regretMatchingPlus' }, { rounds: 50 })
    expect(E.isRight(run) && [run.right.over, run.right.meeting]).toEqual(['situations', 'expected'])
    expect(nashConv(endOf(run).gains.average)).toBeLessThan(0.5)
    const stranger = runIn(large, { name: 'exp3' }, { rounds: 50 })
    expect(E.isLeft(stranger) && stranger.left.code).toBe('G7005')
  })

  it('mixes learners, and stops where its steps are used up', () => {
    const last = runOf(['fictitiousPlay', 'regretMatching'], 1000).at(-1)
    expect(nashConv(last?.gains.average ?? [])).toBeLessThan(0.2)
    expect(() => runOf(['fictitiousPlay', 'regretMatching'], 1000, budget(500))).toThrow(OutOfSteps)
  })
})
