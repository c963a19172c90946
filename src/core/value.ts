import type { Rational } from '../markov/rational.ts'
import type { Weighted } from '../markov/stochastic.ts'
import type { Wire } from './wire.ts'

/**
 * Values of the language while it runs.
 *
 * Numbers are doubles, or rationals under `--exact`: one run uses only one of them (`Numeric`). Everything but
 * functions, games and strategies is plain data, so that `structuralKey` of markov/ identifies equal values.
 */
export type Numeric = number | Rational

export type Value<N extends Numeric = Numeric> = N | string | boolean | Structure<N>

/** The values that are neither numbers nor text nor truth values. */
export type Structure<N extends Numeric = Numeric> =
  | TupleValue<N>
  | ListValue<N>
  | IntervalValue<N>
  | RecordValue<N>
  | ConstructorValue<N>
  | DistValue<N>
  | FunctionValue<N>
  | GameValue<N>
  | StrategyValue
  | Wire<N>

/** The tuple of none is `()`. */
export interface TupleValue<N extends Numeric = Numeric> {
  readonly kind: 'tuple'
  readonly items: readonly Value<N>[]
}
export interface ListValue<N extends Numeric = Numeric> {
  readonly kind: 'list'
  readonly items: readonly Value<N>[]
}
/** All numbers from `lo` to `hi`: what a decision may choose from. It has the type of a list of numbers. */
export interface IntervalValue<N extends Numeric = Numeric> {
  readonly kind: 'interval'
  readonly lo: N
  readonly hi: N
}
export interface RecordValue<N extends Numeric = Numeric> {
  readonly kind: 'record'
  readonly fields: { readonly [name: string]: Value<N> }
}
/** `Just 3`, `Cooperate`; Bool is not one of these but a JavaScript boolean. `order` is the place in its type. */
export interface ConstructorValue<N extends Numeric = Numeric> {
  readonly kind: 'constructor'
  readonly name: string
  readonly order: number
  readonly fields: readonly Value<N>[]
}
export interface DistValue<N extends Numeric = Numeric> {
  readonly kind: 'dist'
  readonly outcomes: Weighted<N, Value<N>>
}
/**
 * A function of `arity` arguments at once, curried by `applyFunction` of function.ts, which is how to call it.
 *
 * `call` takes exactly `arity` arguments and owns the array; `site` is the application, for messages.
 */
export interface FunctionValue<N extends Numeric = Numeric> {
  readonly kind: 'function'
  readonly arity: number
  readonly call: (values: Value<N>[], site: number) => Value<N>
  /** The code by identity and what it was closed over: functions that are alike in both are the same function. */
  readonly closure?: { readonly code: object; readonly captured: readonly Value<N>[] }
}
/** A strategy declaration as a value, for the questions that are asked of it. */
export interface StrategyValue {
  readonly kind: 'strategy'
  readonly name: string
  readonly declaration: number
}
/** An open game: the unfolded term, which compile/ turns into a game of the engine. */
export interface GameValue<N extends Numeric = Numeric> {
  readonly kind: 'game'
  readonly term: GameTerm<N>
}

/**
 * The closed core of a game: the free term of sequential and parallel composition over atoms, with holes,
 * labels (which prefix decision paths and nest the trace) and copies already unfolded.
 *
 * `site` is the id of the syntax node that made the term, for spans and for the types of its boundary.
 */
export type GameTerm<N extends Numeric = Numeric> = { readonly site: number } & (
  | {
      readonly kind: 'lens'
      readonly view: (x: Value<N>) => Value<N>
      readonly update: (x: Value<N>, r: Value<N>) => Value<N>
    }
  | { readonly kind: 'kernel'; readonly kernel: (x: Value<N>) => Weighted<N, Value<N>> }
  | {
      readonly kind: 'decision'
      readonly player: string
      readonly epsilon: N
      /** A list, or an interval. */
      readonly actions: (x: Value<N>) => ListValue<N> | IntervalValue<N>
      /** What the actions are made by: a function of the observation, or the list. */
      readonly menu: Value<N>
      /** Observations at which nobody is asked: then the menu has one action. */
      readonly idle?: (observation: Value<N>) => boolean
      /** Of several decisions with one path that observations tell apart, which one. */
      readonly round?: Round
    }
  | { readonly kind: 'addPayoffs'; readonly player: string }
  | { readonly kind: 'discount'; readonly player: string; readonly factor: (payoff: N) => N }
  | { readonly kind: 'sequential'; readonly first: GameTerm<N>; readonly second: GameTerm<N> }
  | { readonly kind: 'parallel'; readonly left: GameTerm<N>; readonly right: GameTerm<N> }
  | { readonly kind: 'choice'; readonly left: GameTerm<N>; readonly right: GameTerm<N> }
  | { readonly kind: 'population'; readonly members: readonly GameTerm<N>[] }
  | { readonly kind: 'repeat'; readonly rounds: readonly GameTerm<N>[] }
  | {
      readonly kind: 'forever'
      readonly stage: GameTerm<N>
      /** At least 0 and less than 1. */
      readonly discount: N
      readonly start: Weighted<N, Value<N>>
    }
  | { readonly kind: 'label'; readonly label: string; readonly game: GameTerm<N> }
  | { readonly kind: 'block'; readonly block: BlockTerm<N> }
  | { readonly kind: 'hole' }
)

/** One of the decisions that a player has in `of`. */
export interface Round {
  readonly of: object
  readonly number: number
}

/**
 * A block: lines that share one environment of names.
 *
 * `names` are the covariant names in the order they are bound (block inputs, then the outputs of each line),
 * `Value`s of the environment are kept in that order; contravariant ones likewise. The expressions are
 * compiled to functions of these environments, which is the explicit copy and discard wiring of the block.
 */
export interface BlockTerm<N extends Numeric = Numeric> {
  /** Covariant names in binding order: the trace of the block. */
  readonly names: readonly string[]
  /** Binds the block's inputs: value to the first names. */
  readonly bindInputs: (x: Value<N>) => readonly Value<N>[]
  readonly lines: readonly LineTerm<N>[]
  readonly outputs: (covariant: readonly Value<N>[]) => Value<N>
  /** Binds the block's returns: value to the first contravariant values. */
  readonly bindReturns: (r: Value<N>) => readonly Value<N>[]
  /** Contravariant values in the order they become known: block returns, then feedback of the LAST line first. */
  readonly feedback: (covariant: readonly Value<N>[], contravariant: readonly Value<N>[]) => Value<N>
}
export interface LineTerm<N extends Numeric = Numeric> {
  readonly site: number
  readonly operation: GameTerm<N>
  readonly inputs: (covariant: readonly Value<N>[]) => Value<N>
  readonly bindOutputs: (y: Value<N>) => readonly Value<N>[]
  readonly returns: (covariant: readonly Value<N>[], contravariant: readonly Value<N>[]) => Value<N>
  readonly bindFeedback: (s: Value<N>) => readonly Value<N>[]
}
