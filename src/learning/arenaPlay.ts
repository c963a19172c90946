/**
 * Plays of an arena, each after the other, by learners at every place. At each place an action is drawn; what was paid
 * until the player's next place, and what it expects there, comes back as coplay.
 */
import type { Budget } from '../markov/budget.ts'
import type { Generator as Seeded } from '../markov/splitMix64.ts'
import type { Arena, Ends, Spot } from './arena.ts'
import type { CentralCritic } from './centralCritic.ts'
import type { PlacedLearner } from './placed.ts'
import { type Gains, type LearningPoint, type Played, range, stride } from './point.ts'
import { drawnFrom } from './repeatedPlay.ts'
import { sampledRounds } from './rounds.ts'

export interface ArenaLearners {
  /** By place. */
  readonly learners: readonly PlacedLearner[]
  readonly critic: CentralCritic
  /** By player, whether it listens to the critic. */
  readonly isAdvised: readonly boolean[]
}

export interface ArenaOptions {
  /** How many stages are played; of a tree, how many plays. */
  readonly rounds: number
  readonly random: Seeded
  readonly points: number
  /** What each could gain against the others. */
  readonly gains: (played: Played) => Gains
}

/**
 * A play without end is left for a new one about as often as payoffs are discounted, but not all the time: so that what
 * is far from the start is met, too.
 */
const mostLeft = 0.1

/** A choice of a player whose coplay has not come yet. */
interface Pending {
  readonly place: number
  readonly own: number
  readonly opinion: readonly number[] | undefined
  /** What was paid since, and what later payoffs are multiplied by. */
  paid: number
  weight: number
}

/** The points of a run. Spends a step for each spot that is met. The same learners and seed give the same run. */
export function* arenaPlay(
  budget: Budget,
  arena: Arena,
  { learners, critic, isAdvised }: ArenaLearners,
  { rounds, random, points, gains }: ArenaOptions,
): Generator<LearningPoint, void> {
  const { places, stages, discount } = arena
  const now = [...learners]
  const sizes = places.map(({ actions }) => actions.length)
  const counts = sizes.map(size => new Float64Array(size))
  const received = arena.players.map(() => 0)
  const pending: (Pending | undefined)[] = arena.players.map(() => undefined)
  const hasCritic = isAdvised.includes(true)
  const settle = (player: number, worth: number): void => {
    const before = pending[player]
    const learner = before === undefined ? undefined : now[before.place]
    if (before === undefined || learner === undefined) return
    const { place, own, opinion, paid, weight } = before
    now[place] = learner.learn({ own, opinion, onward: paid + weight * worth })
    pending[player] = undefined
  }
  const decide = (spot: Extract<Spot, { kind: 'decides' }>): number => {
    const { place, branches } = spot
    const player = places[place]?.player ?? 0
    settle(player, now[place]?.worth ?? 0)
    const own = drawnFrom(now[place]?.mixed ?? [], random.double())
    const opinion = isAdvised[player] === true ? critic.opinion(branches, own, player) : undefined
    pending[player] = { place, own, opinion, paid: 0, weight: 1 }
    const count = counts[place]
    if (count !== undefined) count[own] = (count[own] ?? 0) + 1
    return own
  }
  const end = (spot: Ends): void => {
    for (let player = 0; player < received.length; player++) {
      const payoff = spot.payoffs[player] ?? 0
      received[player] = (received[player] ?? 0) + payoff
      const before = pending[player]
      if (before === undefined) continue
      before.paid += before.weight * payoff
      before.weight *= discount * (spot.factors[player] ?? 1)
      if (spot.next === undefined) settle(player, 0)
    }
  }
  const walk = (stage: Spot): Ends | undefined => {
    const met: Spot[] = [stage]
    let spot: Spot | undefined = stage
    while (spot !== undefined && spot.kind !== 'ends') {
      const taken: number =
        spot.kind === 'decides' ? decide(spot) : drawnFrom(spot.probabilities, random.double())
      spot = spot.branches[taken]
      if (spot !== undefined) met.push(spot)
    }
    budget.spend(met.length)
    if (spot === undefined) return undefined
    end(spot)
    if (hasCritic) critic.learn(met)
    return spot
  }
  const left = Math.min(1 - discount, mostLeft)
  const begin = (): number => {
    pending.fill(undefined)
    return (
      arena.start[
        drawnFrom(
          arena.start.map(([, p]) => p),
          random.double(),
        )
      ]?.[0] ?? 0
    )
  }
  const looks = new Set(sampledRounds(rounds, points))
  const half = Math.floor(rounds / 2)
  const currents = range(sizes)
  const averages = range(sizes)
  let state = begin()
  for (let round = 1; round <= rounds; round++) {
    const stage = stages[state]
    const next = stage === undefined ? undefined : walk(stage)?.next
    state = next === undefined || random.double() < left ? begin() : next
    const isLook = looks.has(round)
    if (!isLook && (round < half || round % stride(rounds) !== 0)) continue
    const current = now.map(({ mixed }) => mixed)
    const average = counts.map(sharesOf)
    if (round >= half) {
      currents.include(current)
      averages.include(average)
    }
    if (!isLook) continue
    yield {
      ...{ round, current, average },
      payoffs: received.map(sum => sum / round),
      hindsight: undefined,
      gains: { current: gains(current), average: gains(average) },
      swing: round >= half ? { current: currents.width(), average: averages.width() } : undefined,
    }
  }
}

const sharesOf = (counts: Float64Array): readonly number[] => {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return Array.from(counts, count => (total === 0 ? 1 / counts.length : count / total))
}
