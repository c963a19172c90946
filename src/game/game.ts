/**
 * Open games over a Markov category, after Ghani, Hedges, Winschel and Zahn (Compositional game theory, 2018)
 * and Bolt, Hedges and Zahn (Bayesian open games, 2023).
 *
 * A game (X, S) -> (Y, R) with profiles P has `play : P -> Optic` and `evaluate : P -> Context -> diagnostics`.
 * Both are given once, for every probability monad: exact and double distributions, sampling, infinitesimal
 * trembles and game trees are instances that the same definition runs in.
 */
import type { Kind, URIS } from 'fp-ts/HKT.js'
import type { Observable, Stochastic, Weighted } from '../markov/stochastic.ts'
import type { Context, Optic, Trace } from '../optic/optic.ts'
import type { Menu } from './menu.ts'

/** What each player has earned so far in coplay's backward order; a player not named has earned zero. */
export type Ledger<N> = { readonly [player: string]: N }

/** A behaviour strategy of one decision: what is observed to the distribution of moves. */
export type Strategy<N, X, Y> = (observation: X) => Weighted<N, Y>

/** Strategies by decision key. */
export type Profile = { readonly [path: string]: unknown }

/** One decision of a game, in play order. */
export interface Decision<N> {
  /** Where a profile holds its strategy; unique in the game, while paths need not be. */
  readonly key: string
  /** Labels of the enclosing lines and the player's name, joined by dots: `round1.alice`. */
  readonly path: string
  readonly player: string
  /** Regret the player is content with (`dependentEpsilonDecision`); zero otherwise. */
  readonly epsilon: N
  /**
   * Observations at which nobody is asked: the only action of the menu is taken, whatever a strategy says. They are no
   * information states.
   */
  readonly idle?: (observation: unknown) => boolean
}

/**
 * How a decision becomes a morphism of the instance: `faithful` plays the strategy, others replace it by
 * trembles or by a node of the game tree. `menu` is not empty; `decision` is unique in the game.
 */
export interface Interpretation<M extends URIS, N> {
  readonly markov: Stochastic<M, N>
  readonly decide: <X, Y>(
    decision: Decision<N>,
    observation: X,
    menu: Menu<N, Y>,
    strategy: Weighted<N, Y>,
  ) => Kind<M, Y>
  /** Instead of `decide` and of drawing from weights, where the instance has it. */
  readonly deferred?: Deferred<M, N>
}

/**
 * How an instance draws and decides that plays on values it does not know yet: it is given what to evaluate, not what
 * that comes to.
 */
export interface Deferred<M extends URIS, N> {
  readonly draw: <Y>(kernel: () => Weighted<N, Y>) => Kind<M, Y>
  readonly decide: <X, Y>(
    decision: Decision<N>,
    observation: X,
    menu: () => Menu<N, Y>,
    strategy: () => Weighted<N, Y>,
    /** What `menu` and `strategy` are made of besides the observation, by identity. */
    code: readonly object[],
  ) => Kind<M, Y>
}

/** An interpretation in which games can be evaluated. */
export interface ObservableInterpretation<M extends URIS, N> extends Interpretation<M, N> {
  readonly markov: Observable<M, N>
  /**
   * How the decisions that come after the one being judged are taken. Where hands tremble this is without
   * trembles: a player expects the others to follow the profile from now on, whatever happened.
   */
  readonly foresee: Interpretation<M, N>['decide']
  /** Whether the states of a decision are looked at; those of all are where nothing is said. */
  readonly judges?: (decision: Decision<N>) => boolean
}

/** One information state of one decision under a profile in a context: what `evaluate` finds. */
export interface InformationState<N> {
  readonly decision: Decision<N>
  readonly observation: unknown
  /** Probability of the observation in the context. */
  readonly probability: N
  readonly strategy: Weighted<N, unknown>
  /** Expected receipts of the strategy from this decision on. */
  readonly payoff: N
  /** Every action; of an interval the numbers that the strategy plays. */
  readonly actions: readonly ActionValue<N>[]
  /** The interval, where the actions are one. */
  readonly interval?: { readonly lo: N; readonly hi: N }
}

/** What one action would bring at an information state, everything else as in the profile. */
export interface ActionValue<N> {
  readonly action: unknown
  /** Receipts from this decision on (own returns and what the same name earns in later lines). */
  readonly payoff: N
  /** Receipts of the whole play: differs from `payoff` by what earlier lines return, and by their discounts. */
  readonly total: N
  /** Receipts of the whole play were those counted in `payoff` nothing: what earlier lines return. */
  readonly earlier: N
}

export interface OpenGame<N, P extends Profile, X, S, Y, R> {
  readonly decisions: readonly Decision<N>[]
  readonly play: <M extends URIS>(
    interpretation: Interpretation<M, N>,
    profile: P,
  ) => Optic<M, Ledger<N>, X, S, Y, R>
  readonly evaluate: <M extends URIS>(
    interpretation: ObservableInterpretation<M, N>,
    profile: P,
    context: Context<M, Ledger<N>, X, S, Y, R>,
  ) => readonly InformationState<N>[]
}

/** What one whole play comes to. */
export interface Outcome<N> {
  readonly trace: Trace
  readonly output: unknown
  readonly ledger: Ledger<N>
}

/** A game plugged into a context: nothing flows in or out any more, and the boundary types are gone. */
export interface ClosedGame<N, P extends Profile> {
  readonly decisions: readonly Decision<N>[]
  readonly play: <M extends URIS>(interpretation: Interpretation<M, N>, profile: P) => Kind<M, Outcome<N>>
  /** What is earned in a play, all else about it forgotten: the ledgers of `play`. */
  readonly receipts: <M extends URIS>(interpretation: Interpretation<M, N>, profile: P) => Kind<M, Ledger<N>>
  readonly evaluate: <M extends URIS>(
    interpretation: ObservableInterpretation<M, N>,
    profile: P,
  ) => readonly InformationState<N>[]
}
