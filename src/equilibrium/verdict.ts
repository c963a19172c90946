/**
 * What a check finds: never a bare boolean, but the states that were judged, and where the property fails, the
 * deviation that shows it.
 */
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { Decision } from '../game/game.ts'
import type { Weighted } from '../markov/stochastic.ts'
import type { CheckedConcept } from './concept.ts'

/** Expected receipts by player. */
export type Payoffs<N> = { readonly [player: string]: N }

export interface Verdict<N> {
  readonly concept: CheckedConcept
  /** Regret that was forgiven, before the allowances of the decisions themselves. */
  readonly epsilon: N
  readonly judgement: Judgement<N>
  /** Each player's expected total over the whole play. */
  readonly payoffs: Payoffs<N>
  /** In play order; under `subgamePerfect` also the states that the profile never reaches. */
  readonly states: readonly StateVerdict<N>[]
  /** By player who decides, how much there is to gain; for the concepts that ask about one player's changes. */
  readonly levels?: readonly Level<N>[]
}

/** What a player could gain: at one information state, and over all its decisions together. */
export interface Level<N> {
  readonly player: string
  /** The largest regret at an information state. */
  readonly oneShot: N
  /** Expected gain of changes at any of the player's decisions; absent where it was out of reach. */
  readonly joint?: Bounds<N>
  /** Regret forgiven over all decisions. */
  readonly epsilon: N
  /** Where the player does not recall what matters: backward induction over its decisions is not sound. */
  readonly forgets?: Forgetting<N>
}

/** What is known of a number; nothing is known from above where there is no `upper`. */
export interface Bounds<N> {
  readonly lower: N
  readonly upper: N | undefined
}

/** At `decision` the player does not know what it knew or did at `earlier`. */
export interface Forgetting<N> {
  readonly decision: Decision<N>
  readonly earlier: Decision<N>
}

export type Judgement<N> =
  | { readonly kind: 'holds' }
  | { readonly kind: 'fails'; readonly failures: ReadonlyNonEmptyArray<Failure<N>> }
  | { readonly kind: 'unknown'; readonly reasons: ReadonlyNonEmptyArray<Unknown<N>> }

/** One information state under the profile. */
export interface StateVerdict<N> {
  readonly decision: Decision<N>
  readonly observation: unknown
  /** Zero for a state that the profile does not reach. */
  readonly probability: N
  readonly reached: boolean
  readonly strategy: Weighted<N, unknown>
  /**
   * What is counted: `onward`, receipts from this decision on; `whole`, receipts of the whole play, because what
   * the player receives for earlier decisions depends on this one.
   */
  readonly account: 'onward' | 'whole'
  readonly payoff: N
  readonly actions: readonly { readonly action: unknown; readonly payoff: N }[]
  readonly best: { readonly action: unknown; readonly payoff: N }
  readonly regret: N
  /**
   * By account, the most that an action brings less what the strategy does, as computed; and by how much receipts for
   * earlier decisions vary with the action.
   */
  readonly gains: { readonly onward: N; readonly whole: N; readonly earlier: N }
  /** Regret forgiven here. */
  readonly epsilon: N
}

/** A place where a strategy says what to do. */
export interface Place<N> {
  readonly decision: Decision<N>
  readonly observation: unknown
}

/** What a strategy does at a place, and what it should do instead. */
export interface Change<N> extends Place<N> {
  readonly from: Weighted<N, unknown>
  readonly to: unknown
}

/** What somebody plays at a place. */
export interface Move<N> extends Place<N> {
  readonly action: unknown
}

export type Failure<N> =
  | OneShotFailure<N>
  | JointFailure<N>
  | DominatedFailure<N>
  | TieFailure<N>
  | MixedFailure<N>
  | ParetoFailure<N>

/** One other action at one information state gains. */
export interface OneShotFailure<N> extends Change<N> {
  readonly kind: 'oneShot'
  readonly player: string
  readonly payoff: N
  readonly deviationPayoff: N
  readonly gain: N
}

/** No single change gains, but these together do. Payoffs are expected totals. */
export interface JointFailure<N> {
  readonly kind: 'joint'
  readonly player: string
  readonly changes: readonly Change<N>[]
  readonly payoff: N
  readonly deviationPayoff: N
  readonly gain: N
}

/** If the others play `against`, the changes gain. */
export interface DominatedFailure<N> {
  readonly kind: 'dominated'
  readonly player: string
  readonly changes: readonly Change<N>[]
  readonly against: readonly Move<N>[]
  readonly payoff: N
  readonly deviationPayoff: N
  readonly gain: N
}

/** Another action at a reached state is as good, if need be together with changes at later states. */
export interface TieFailure<N> extends Change<N> {
  readonly kind: 'tie'
  readonly player: string
  readonly payoff: N
  readonly deviationPayoff: N
  /** Whether later decisions of the player have to change too. */
  readonly joint: boolean
}

/** A strict equilibrium plays pure strategies, and this state mixes. */
export interface MixedFailure<N> extends Place<N> {
  readonly kind: 'mixed'
  readonly player: string
  readonly strategy: Weighted<N, unknown>
}

/** A pure profile that pays everybody as much and somebody more; `moves` leaves out what it never reaches. */
export interface ParetoFailure<N> {
  readonly kind: 'pareto'
  readonly moves: readonly Move<N>[]
  readonly payoffs: Payoffs<N>
  readonly better: Payoffs<N>
}

/**
 * Why a verdict is out of reach. The best gain of a deviation is between `lower` and `upper`; for `pareto` the same
 * of everybody's payoffs together.
 */
export interface Unknown<N> extends Bounds<N> {
  readonly kind: 'joint' | 'tie' | 'dominant' | 'pareto'
  readonly player?: string
  /** What came to its end; a search where nothing is said. */
  readonly reason?: OutOfReach
  readonly forgets?: Forgetting<N>
}

export type OutOfReach =
  /** A search visited as many contingencies as it may. */
  | { readonly kind: 'search'; readonly limit: number }
  /** The game has more branches than may be written out. */
  | { readonly kind: 'tooLarge'; readonly limit: number }
  /** The actions at the decision of this path are an interval: there is no list of what could be done together. */
  | { readonly kind: 'continuum'; readonly decision: string }
