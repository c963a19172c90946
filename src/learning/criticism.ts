/** Learners that see payoffs alone, or a critic's opinion of them, in a game without states. */
import {
  dot,
  firstBest,
  type Learner,
  machine,
  type Setup,
  sizeOf,
  softmax,
  surely,
  widthOf,
} from './learner.ts'

/**
 * Q-learning where there is one state (Watkins 1989; Claus and Boutilier, The dynamics of reinforcement learning in
 * cooperative multiagent systems, 1998): the value of a strategy moves by `rate` toward what it brought, and the best is
 * played, but for a share of exploration.
 */
export const bandit = (setup: Setup, rate: Rate, exploration: Rate): Learner => {
  const size = sizeOf(setup)
  const start = {
    round: 0,
    counts: surely(size, -1),
    // What is known to be too much makes everything tried.
    values: Array.from({ length: size }, () => setup.highest),
  }
  return machine(
    start,
    ({ round, values }) => {
      const share = exploration(round)
      const best = firstBest(values)
      return values.map((_, s) => share / size + (s === best ? 1 - share : 0))
    },
    ({ round, counts, values }, { drawn }) => {
      if (drawn === undefined) return { round, counts, values }
      const { own, payoff } = drawn
      const step = rate(counts[own] ?? 0)
      return {
        round: round + 1,
        counts: counts.map((count, s) => (s === own ? count + 1 : count)),
        values: values.map((value, s) => (s === own ? value + step * (payoff - value) : value)),
      }
    },
  )
}

/** A number that depends on how often something has happened before. */
export type Rate = (times: number) => number

/**
 * The gradient of what a softmax of preferences brings, against a baseline that is the average payoff (Williams, Simple
 * statistical gradient-following algorithms, 1992; Sutton and Barto, Reinforcement Learning, 2018, 2.8).
 */
export const gradientBandit = (setup: Setup, rate: number): Learner => {
  const size = sizeOf(setup)
  const width = widthOf(setup)
  const start = { preferences: surely(size, -1), baseline: undefined as number | undefined }
  return machine(
    start,
    ({ preferences }) => softmax(preferences),
    ({ preferences, baseline }, { drawn }) => {
      if (drawn === undefined) return { preferences, baseline }
      const { own, payoff } = drawn
      const before = baseline ?? payoff
      return {
        preferences: climbed(preferences, own, (rate * (payoff - before)) / width),
        baseline: before + rate * (payoff - before),
      }
    },
  )
}

/** Preferences after a step along the gradient of the logarithm of the probability of `own`. */
export const climbed = (preferences: readonly number[], own: number, step: number): readonly number[] => {
  const mixed = softmax(preferences)
  return preferences.map((preference, s) => preference + step * ((s === own ? 1 : 0) - (mixed[s] ?? 0)))
}

/**
 * Preferences after a step along the gradient of what the softmax of them brings, all values being known (all-actions
 * policy gradient; Ciosek and Whiteson, Expected policy gradients, 2018).
 */
export const ascended = (
  preferences: readonly number[],
  values: readonly number[],
  step: number,
): readonly number[] => {
  const mixed = softmax(preferences)
  const mean = dot(mixed, values)
  return preferences.map((preference, s) => preference + step * (mixed[s] ?? 0) * ((values[s] ?? 0) - mean))
}

/**
 * An actor whose critic stands above the players: it learns what the strategies of all bring together, and judges a
 * strategy by what it brings more than the actor's own would on average, the others doing what they did (Foerster and
 * others, Counterfactual multi-agent policy gradients, 2018).
 */
export const centralCritic = (setup: Setup, rate: number, criticRate: number): Learner => {
  const { sizes, player } = setup
  const size = sizeOf(setup)
  const width = widthOf(setup)
  const stride = sizes.slice(player + 1).reduce((product, n) => product * n, 1)
  const start = {
    preferences: surely(size, -1) as readonly number[],
    /** By joint strategy, as profiles are numbered; those that were not met are missing. */
    values: new Map<number, number>() as ReadonlyMap<number, number>,
  }
  return machine(
    start,
    ({ preferences }) => softmax(preferences),
    ({ preferences, values }, { drawn }) => {
      if (drawn === undefined) return { preferences, values }
      const { own, payoff, joint } = drawn
      const profile = joint.reduce((sum, s, k) => sum * (sizes[k] ?? 1) + s, 0)
      const before = values.get(profile) ?? payoff
      const learned = new Map(values).set(profile, before + criticRate * (payoff - before))
      const known = learned.get(profile) ?? payoff
      const opinion = preferences.map((_, s) => learned.get(profile + (s - own) * stride) ?? known)
      return {
        preferences: ascended(preferences, opinion, rate / width),
        values: learned,
      }
    },
  )
}
