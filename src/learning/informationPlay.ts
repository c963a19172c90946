/**
 * A tree played by learners at each information set, in expectation. What comes back to a set are its counterfactual
 * values: what each action would bring, times the probability that chance and the others come there. Regrets at the sets
 * bound the regret of the whole (Zinkevich and others, Regret minimization in games with incomplete information, 2007),
 * whatever learner has them (Farina, Kroer and Sandholm, Regret circuits, 2019).
 *
 * A player of fictitious play replies in the whole tree to how the others have played so far (Heinrich, Lanctot and
 * Silver, Fictitious self-play in extensive-form games, 2015): the same as in the table of the game, without the table.
 */
import type { Budget } from '../markov/budget.ts'
import { behaviorOf } from '../solver/regret/exploitability.ts'
import { plainKernel } from '../solver/regret/kernel.ts'
import { fillWeights } from '../solver/regret/minimizer.ts'
import type { SequenceGame, SequencePlayer } from '../solver/regret/sequenceGame.ts'
import { firstBest, type Learner, surely } from './learner.ts'
import { type Gains, type LearningPoint, type Played, range, stride } from './point.ts'
import { sampledRounds } from './rounds.ts'

export interface InformationOptions {
  readonly rounds: number
  readonly points: number
  readonly gains: (played: Played) => Gains
}

/**
 * The points of a run. `learners`: by information set; where there is none its player replies to what was played so far.
 * Spends a step for each entry of the payoffs.
 */
export function* informationPlay(
  budget: Budget,
  game: SequenceGame,
  learners: readonly (Learner | undefined)[],
  { rounds, points, gains }: InformationOptions,
): Generator<LearningPoint, void> {
  const sides = game.players.map((player, p) => sideOf(game, player, p, learners))
  const effort = game.players.reduce((sum, { entries }) => sum + entries.length, 1)
  const behavior = (reaches: readonly Float64Array[]): Played => behaviorOf(game, reaches)
  const looks = new Set(sampledRounds(rounds, points))
  const half = Math.floor(rounds / 2)
  const sizes = behavior(sides.map(side => side.reach)).map(own => own.length)
  const currents = range(sizes)
  const averages = range(sizes)
  for (let round = 1; round <= rounds; round++) {
    budget.spend(effort)
    for (const side of sides) side.play()
    const reaches = sides.map(side => side.reach)
    for (const side of sides) side.hear(reaches)
    const isLook = looks.has(round)
    if (!isLook && (round < half || round % stride(rounds) !== 0)) continue
    for (const side of sides) side.decide()
    const current = behavior(sides.map(side => side.next()))
    const average = behavior(sides.map(side => side.reached))
    if (round >= half) {
      currents.include(current)
      averages.include(average)
    }
    if (!isLook) continue
    yield {
      ...{ round, current, average },
      payoffs: sides.map(side => side.received() / round),
      hindsight: sides.map(side => ({ external: Math.max(0, side.best() - side.received()) / round })),
      gains: { current: gains(current), average: gains(average) },
      swing: round >= half ? { current: currents.width(), average: averages.width() } : undefined,
    }
  }
}

/** A player's part in a run. Sequences are numbered as in the game, 0 being that of no choice. */
interface Side {
  /** The probability of each sequence in the round. */
  readonly reach: Float64Array
  /** The same, summed over rounds. */
  readonly reached: Float64Array
  /** Settles what is played at each set. */
  readonly decide: () => void
  /** The reach that goes with what is settled. */
  readonly next: () => Float64Array
  /** Plays a round. */
  readonly play: () => void
  /** Learns from what all did. */
  readonly hear: (reaches: readonly Float64Array[]) => void
  /** What was received in all rounds, and what the best strategy would have. */
  readonly received: () => number
  readonly best: () => number
}

const sideOf = (
  game: SequenceGame,
  player: SequencePlayer,
  p: number,
  learners: readonly (Learner | undefined)[],
): Side => {
  const { sets, offsets, parents, rows, columns, entries, combinations } = player
  const size = rows.length - 1
  const own = sets.map(set => learners[set])
  const policy = new Float64Array(size)
  const reach = new Float64Array(size)
  const reached = new Float64Array(size)
  const values = new Float64Array(size)
  // What each sequence brought at the ends right after it, in all rounds together: linear in what the others do.
  const sums = new Float64Array(size)
  let received = 0
  const others = game.players.length - 1
  const weights = new Float64Array(
    others === 0 ? 1 : combinations === undefined ? 0 : combinations.length / others,
  )
  const slice = (from: Float64Array, k: number): Float64Array =>
    from.subarray(offsets[k] ?? 0, offsets[k + 1] ?? 0)
  const decide = (): void => {
    const onward = sums.slice()
    for (let k = sets.length - 1; k >= 0; k--) {
      const learner = own[k]
      const here = slice(onward, k)
      const best = firstBest(Array.from(here))
      slice(policy, k).set(learner?.mixed ?? surely(here.length, best))
      const parent = parents[k] ?? 0
      onward[parent] = (onward[parent] ?? 0) + (here[best] ?? 0)
    }
  }
  const fill = (into: Float64Array): Float64Array => {
    into[0] = 1
    for (let k = 0; k < sets.length; k++) {
      const before = into[parents[k] ?? 0] ?? 0
      for (let s = offsets[k] ?? 0; s < (offsets[k + 1] ?? 0); s++) into[s] = before * (policy[s] ?? 0)
    }
    return into
  }
  const hear = (reaches: readonly Float64Array[]): void => {
    const theirs = reaches.filter((_, q) => q !== p)
    if (combinations !== undefined) fillWeights(weights, combinations, theirs)
    plainKernel.gather(
      rows,
      columns,
      entries,
      combinations === undefined ? (theirs[0] ?? weights) : weights,
      values,
    )
    for (let s = 0; s < size; s++) {
      sums[s] = (sums[s] ?? 0) + (values[s] ?? 0)
      reached[s] = (reached[s] ?? 0) + (reach[s] ?? 0)
    }
    for (let k = sets.length - 1; k >= 0; k--) {
      const here = slice(values, k)
      const mixed = slice(policy, k)
      const parent = parents[k] ?? 0
      let mean = 0
      for (let a = 0; a < here.length; a++) mean += (mixed[a] ?? 0) * (here[a] ?? 0)
      values[parent] = (values[parent] ?? 0) + mean
      own[k] = own[k]?.learn({ played: Array.from(mixed), values: Array.from(here), drawn: undefined })
    }
    received += values[0] ?? 0
  }
  const best = (): number => {
    const onward = sums.slice()
    for (let k = sets.length - 1; k >= 0; k--) {
      const parent = parents[k] ?? 0
      onward[parent] = (onward[parent] ?? 0) + slice(onward, k).reduce((most, v) => Math.max(most, v))
    }
    return onward[0] ?? 0
  }
  return {
    ...{ reach, reached, decide, hear, best },
    next: () => fill(new Float64Array(size)),
    play: () => {
      decide()
      fill(reach)
    },
    received: () => received,
  }
}
