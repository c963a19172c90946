/**
 * Stochastic games by a stage game that is played again and again (Shapley, Stochastic games, 1953): each stage
 * observes the state that the one before put out, and what it brings counts for a factor less.
 *
 *     start ──▶ stage ──▶ stage ──▶ stage ──▶ …
 *      receipts:  1    +    d    +    d²   + …
 *
 * Profiles are stationary: a decision plays by what it observes in its stage and not by what went before.
 */
import type { OpenGame, Profile } from '../game/game.ts'
import type { Weighted } from '../markov/stochastic.ts'

export interface MarkovGame<N, P extends Profile, S, U> {
  /** From a state to the next. Nothing comes back from the stages to come but what they pay. */
  readonly stage: OpenGame<N, P, S, U, S, U>
  /** What is returned to a stage: the only value of its type. */
  readonly nothing: U
  /** What a receipt counts for one stage later: at least 0 and less than 1. */
  readonly discount: N
  readonly start: Weighted<N, S>
}
