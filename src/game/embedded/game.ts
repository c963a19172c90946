/**
 * Open games whose strategies the TypeScript compiler knows.
 *
 * | here | in the language |
 * | --- | --- |
 * | `Game<D, X, S, Y, R>` | `OpenGame X S Y R` with the decisions `D` |
 * | `Strategies<D>` | the record of a `strategy` declaration, every path written out |
 * | `Unit` | `()` |
 */
import type { OpenGame, Profile, Strategy } from '../game.ts'
import { isLottery, type Lottery, weightsOf } from './lottery.ts'

/** What flows on a wire that carries nothing. */
export type Unit = readonly []
export const unit: Unit = []

/**
 * Anything at all. It is written as a union with primitives in it so that a strategy that returns `'C'` is typed
 * as returning that literal while the compiler still infers the game.
 */
export type Data = string | number | boolean | bigint | symbol | null | undefined | object

/** The decisions of a game: path to what is observed and what can be done there. */
export type Decisions = {
  readonly [path: string]: { readonly observation: unknown; readonly action: Data }
}

export type NoDecisions = Readonly<Record<never, never>>

/** A move, a lottery over moves, or a function from the observation to one of them. */
export type StrategyFor<X, Y> = Y | Lottery<Y> | ((observation: X) => Y | Lottery<Y>)

/** A strategy for every decision: one missing, one too many, or one of another type does not compile. */
export type Strategies<D extends Decisions> = {
  readonly [Path in keyof D]: StrategyFor<D[Path]['observation'], D[Path]['action']>
}

declare const decisions: unique symbol

/** An open game (X, S) -> (Y, R) with payoffs in double precision. */
export interface Game<D extends Decisions, X, S, Y, R> {
  /** Holds `D` for the compiler; there is no such property at run time. */
  readonly [decisions]?: D
  /** The game of the engine; `labels` enclose its decisions and become part of their paths. */
  readonly within: (labels: readonly string[]) => OpenGame<number, Profile, X, S, Y, R>
}

/**
 * Whether two games can share a profile: `unknown` if they have no path in common, else an object type that no
 * game is, which shows the paths that a `label` has to tell apart.
 */
export type Apart<D1 extends Decisions, D2 extends Decisions> = [keyof D1 & keyof D2] extends [never]
  ? unknown
  : { readonly pathsInBothGames: keyof D1 & keyof D2 }

/** The path of a decision of `name` within labels. */
export const pathWithin = (labels: readonly string[], name: string): string => [...labels, name].join('.')

/** What a record of `Strategies` holds for a decision from X to Y, as a strategy of the engine. */
export const strategyFrom =
  <X, Y>(entry: StrategyFor<X, Y>): Strategy<number, X, Y> =>
  observation => {
    const chosen = isFunction<X, Y>(entry) ? entry(observation) : entry
    return isLottery(chosen) ? weightsOf(chosen) : [[chosen, 1]]
  }

/** Moves are data: what can be called is a strategy. */
const isFunction = <X, Y>(entry: StrategyFor<X, Y>): entry is (observation: X) => Y | Lottery<Y> =>
  typeof entry === 'function'
