/** The recognition channel: what the play looks like, a priori and to a player who has observed something. */
import * as O from 'fp-ts/lib/Option.js'
import type { ClosedGame, Decision, Outcome, Profile } from '../game/game.ts'
import type { Weighted } from '../markov/stochastic.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { condition, expectation, pushforward } from '../markov/weighted.ts'
import type { Trace } from '../optic/optic.ts'
import { type Means, plays } from './payoffs.ts'

/** The named values of one play. */
export type Names = Trace['names']

/** The joint distribution of the named values of the play. Errors: as `plays`. */
export const playDistribution = <N, P extends Profile>(
  means: Means<N>,
  game: ClosedGame<N, P>,
  profile: P,
): Weighted<N, Names> => pushforward(means.scalar, plays(means, game, profile), ({ trace }) => trace.names)

/** The probability that `event` holds of the play. Errors: as `plays`. */
export const probability = <N, P extends Profile>(
  means: Means<N>,
  game: ClosedGame<N, P>,
  profile: P,
  event: (names: Names) => boolean,
): N => {
  const { scalar } = means
  return expectation(scalar, plays(means, game, profile), ({ trace }) =>
    event(trace.names) ? scalar.one : scalar.zero,
  )
}

/** The decisions that a name stands for: those whose path is `suffix` or ends in it after a dot. */
export const decisionsAt = <N>(decisions: readonly Decision<N>[], suffix: string): readonly Decision<N>[] =>
  decisions.filter(({ path }) => path === suffix || path.endsWith(`.${suffix}`))

/** Why there is no belief. */
export type NoBelief =
  | { readonly kind: 'noDecision'; readonly paths: readonly string[] }
  /** The observations that are made, each once. */
  | { readonly kind: 'neverObserved'; readonly observed: readonly unknown[] }

/**
 * What the play looks like to the player of the decisions at `suffix`, once one of them has observed
 * `observation`: the inverse of the play at the prior that the profile makes.
 *
 * Errors: as `plays`.
 */
export const belief = <N, P extends Profile>(
  means: Means<N>,
  game: ClosedGame<N, P>,
  profile: P,
  suffix: string,
  observation: unknown,
): Weighted<N, Names> | NoBelief => {
  const matching = decisionsAt(game.decisions, suffix)
  if (matching.length === 0) return { kind: 'noDecision', paths: game.decisions.map(({ path }) => path) }
  const outcomes = plays(means, game, profile)
  const seen = structuralKey(observation)
  const inputs = ({ trace }: Outcome<N>): readonly unknown[] =>
    matching.flatMap(({ key }) => {
      const event = trace.events[key]
      return event === undefined ? [] : [event.input]
    })
  const given = condition(means.scalar, outcomes, outcome =>
    inputs(outcome).some(input => structuralKey(input) === seen),
  )
  if (O.isSome(given)) return pushforward(means.scalar, given.value, ({ trace }) => trace.names)
  const observed = new Map(
    outcomes.flatMap(([outcome]) => inputs(outcome)).map(input => [structuralKey(input), input]),
  )
  return { kind: 'neverObserved', observed: [...observed.values()] }
}

/** Whether the answer of `belief` is one. */
export const isBelief = <N>(answer: Weighted<N, Names> | NoBelief): answer is Weighted<N, Names> =>
  Array.isArray(answer)
