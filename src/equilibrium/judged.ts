/** What a check is made on: the plan of a game under a profile, and the game itself for what a plan does not answer. */
import type { Either } from 'fp-ts/lib/Either.js'
import type { Decision } from '../game/game.ts'
import type { Weighted } from '../markov/stochastic.ts'
import type { Plan } from '../plan/plan.ts'
import type { Sequence } from './sequenceForm.ts'
import type { GameTree } from './wholeTree.ts'

export interface Judged<N> extends Extensive<N> {
  readonly plan: Plan<N>
  /**
   * Whether the player's strategy is best in every case taken alone, which makes it weakly dominant; `false` and nothing
   * say nothing about that, and the tree is asked.
   */
  readonly isBestWhatever?: (player: string, epsilon: N) => boolean | undefined
}

/** A game written out. Nothing is grown before it is asked for, and what was grown is kept. */
export interface Extensive<N> {
  /** The game in which every decision is a choice. */
  readonly tree: () => Either<TooLarge, GameTree<N>>
  /** One player's side of it, the others playing as the profile says. */
  readonly side: (player: string) => Either<TooLarge, Sequence<N>>
  /** What the profile plays; empty where it has no strategy. */
  readonly strategyAt: (decision: Decision<N>, observation: unknown) => Weighted<N, unknown>
}

/** A game has more branches than may be grown, or more than can be. */
export type TooLarge =
  | { readonly kind: 'tooLarge'; readonly limit: number }
  /** The actions at the decision of this path are an interval. */
  | { readonly kind: 'continuum'; readonly decision: string }
