/**
 * A table played again and again by learners: in each round strategies are drawn, or mixtures meet, and everybody is told
 * what came of it. What a run comes to is measured; nothing is claimed of where it would go.
 */
import { type MixedProfile, type NormalForm, regrets, strategyValues, strides } from '../form/normalForm.ts'
import type { Budget } from '../markov/budget.ts'
import { double } from '../markov/double.ts'
import type { Generator as Seeded } from '../markov/splitMix64.ts'
import type { Coplay, Learner } from './learner.ts'
import { type Gains, type LearningPoint, range, stride } from './point.ts'
import { sampledRounds } from './rounds.ts'
import { tally } from './tally.ts'

/** Whether strategies are drawn, or expectations are taken over what the others mix. */
export type Meeting = 'drawn' | 'expected'

export interface RunOptions {
  readonly rounds: number
  readonly meeting: Meeting
  readonly random: Seeded
  /** About how many points are given. */
  readonly points: number
}

/**
 * The points of a run. Spends a step of the budget for each number that a round or a measurement looks at. The same learners and the same
 * seed give the same run.
 */
export function* repeatedPlay(
  budget: Budget,
  form: NormalForm<number>,
  learners: readonly Learner[],
  { rounds, meeting, random, points }: RunOptions,
): Generator<LearningPoint, void> {
  const sizes = form.strategies.map(own => own.length)
  const meet = meeting === 'drawn' ? drawnMeeting(form, random) : expectedMeeting(form)
  const effort = effortOf(form, meeting)
  const tallies = sizes.map(tally)
  const currents = range(sizes)
  const averages = range(sizes)
  const half = Math.floor(rounds / 2)
  const looks = new Set(sampledRounds(rounds, points))
  let now = learners
  for (let round = 1; round <= rounds; round++) {
    budget.spend(effort)
    const coplays = meet(now.map(({ mixed }) => mixed))
    for (const [player, coplay] of coplays.entries()) tallies[player]?.add(coplay)
    now = now.map((learner, player) => {
      const coplay = coplays[player]
      return coplay === undefined ? learner : learner.learn(coplay)
    })
    const isLook = looks.has(round)
    if (!isLook && round < half) continue
    const current = now.map(({ mixed }) => mixed)
    if (round >= half) currents.include(current)
    if (!isLook && (round < half || round % stride(rounds) !== 0)) continue
    const measured = tallies.map(one => one.read())
    const average = measured.map(one => one.average)
    if (round >= half) averages.include(average)
    if (!isLook) continue
    budget.spend(2 * measuring(form))
    yield {
      ...{ round, current, average },
      payoffs: measured.map(one => one.payoff),
      hindsight: measured.map(({ external, internal }) => ({ external, internal })),
      gains: { current: gainsIn(form, current), average: gainsIn(form, average) },
      swing: round >= half ? { current: currents.width(), average: averages.width() } : undefined,
    }
  }
}

/** The payoffs that are read to find what all could gain. */
export const measuring = ({ payoffs }: NormalForm<number>): number =>
  payoffs.reduce((sum, own) => sum + own.length, 0)

const gainsIn = (form: NormalForm<number>, profile: MixedProfile<number>): Gains =>
  regrets(double, form, profile).regrets

type Meet = (mixed: MixedProfile<number>) => readonly Coplay[]

const drawnMeeting = (form: NormalForm<number>, random: Seeded): Meet => {
  const steps = strides(form)
  return mixed => {
    const joint = mixed.map(own => drawnFrom(own, random.double()))
    const profile = joint.reduce((sum, s, player) => sum + s * (steps[player] ?? 0), 0)
    return joint.map((own, player) => {
      const payoffs = form.payoffs[player] ?? []
      const step = steps[player] ?? 0
      const first = profile - own * step
      const size = mixed[player]?.length ?? 0
      const values = new Array<number>(size).fill(0)
      const played = new Array<number>(size).fill(0)
      for (let s = 0; s < size; s++) values[s] = payoffs[first + s * step] ?? 0
      played[own] = 1
      return { played, values, drawn: { own, payoff: values[own] ?? 0, joint } }
    })
  }
}

const expectedMeeting =
  (form: NormalForm<number>): Meet =>
  mixed =>
    strategyValues(double, form, mixed).map((values, player) => ({
      played: mixed[player] ?? [],
      values,
      drawn: undefined,
    }))

/** The first strategy at which the probabilities so far pass `u`, which is less than one; one of positive probability. */
export const drawnFrom = (mixed: readonly number[], u: number): number => {
  let left = u
  let last = 0
  for (let s = 0; s < mixed.length; s++) {
    const p = mixed[s] ?? 0
    if (p <= 0) continue
    if (left < p) return s
    left -= p
    last = s
  }
  return last
}

const effortOf = ({ strategies }: NormalForm<number>, meeting: Meeting): number => {
  const all = strategies.reduce((product, own) => product * own.length, 1)
  const own = strategies.reduce((sum, one) => sum + one.length, 0)
  return meeting === 'drawn' ? own : own + all * strategies.length
}
