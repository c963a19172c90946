/**
 * What checks ask of a game under a profile. Every lowering of a diagram answers the same questions; the optics
 * answer them too, and are what the others are tested against.
 */
import type { Decision, InformationState } from '../game/game.ts'

export interface Plan<N> {
  /** Every decision of the game in play order. */
  readonly decisions: readonly Decision<N>[]
  /** Each player's expected receipts over the whole play. */
  readonly payoffs: () => { readonly [player: string]: N }
  /** The information states reached with positive probability, in play order: what `OpenGame.evaluate` finds. */
  readonly states: () => readonly InformationState<N>[]
  /** The information states that some profile reaches, with the beliefs that vanishing uniform trembles leave. */
  readonly tremblingStates: () => readonly InformationState<N>[]
  /** What `player` could get by changing its strategy at any of its decisions at once, the others as in the profile. */
  readonly bestReply: (player: string) => Reply<N>
}

/** The best that a player can do against the others. */
export type Reply<N> =
  /** Found by backward induction over the player's own decisions, each of which recalls what matters. */
  | BestReply<N>
  /** Some decision does not recall what an earlier one of the player knew or did: backward induction is not sound. */
  | { readonly kind: 'forgets'; readonly decision: Decision<N>; readonly earlier: Decision<N> }

export interface BestReply<N> {
  readonly kind: 'found'
  /** Expected total receipts under the profile. */
  readonly payoff: N
  /** Expected total receipts of the best reply. */
  readonly value: N
  /** Where the player forgets, but happens to need no memory: values are those of one who recalls everything. */
  readonly forgets?: { readonly decision: Decision<N>; readonly earlier: Decision<N> }
  /** The player's information states that others and chance let it reach, in play order. */
  readonly states: readonly ReplyState<N>[]
}

export interface ReplyState<N> {
  readonly decision: Decision<N>
  readonly observation: unknown
  /** Whether the profile reaches the state, and whether the best reply does. */
  readonly reached: boolean
  readonly reachedByReply: boolean
  /** The index in `actions` of the best; the profile's own action where that is as good. */
  readonly best: number
  /** Expected receipts of each action with the best reply at the player's later decisions, given the state. */
  readonly actions: readonly { readonly action: unknown; readonly payoff: N }[]
}
