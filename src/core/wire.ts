/**
 * Values that a play will determine. While a game is traced, what chance draws and players choose are wires: a program
 * computes with them as with any value until it must know one, which it is then asked for value by value.
 */
import type { Numeric, Value } from './value.ts'

/** A value of a finite set, known once the play is. Made by tracers only. */
export class Wire<N extends Numeric = Numeric> {
  readonly kind = 'wire'
  readonly id: number
  readonly tracer: Tracer<N>
  constructor(id: number, tracer: Tracer<N>) {
    this.id = id
    this.tracer = tracer
  }
}

/**
 * The program must know a wire to go on. `bounded` catches it and runs the program again for every value of the wire;
 * it has no stack trace, since it is thrown for every table that is filled.
 */
export class Undetermined {
  readonly wire: number
  constructor(wire: number) {
    this.wire = wire
  }
}

/** By what items are put in order. */
export interface Sorting<N extends Numeric> {
  readonly compare: (a: Value<N>, b: Value<N>) => number
  readonly key: (item: Value<N>) => Value<N>
  /** What `key` is, as a function of the program. */
  readonly by: Value<N>
}

/** A commutative monoid of the language: an aggregate combines in any order and any grouping. */
export interface Monoid<N extends Numeric> {
  readonly name: string
  readonly empty: Value<N>
  readonly combine: (a: Value<N>, b: Value<N>) => Value<N>
  /** What a program made it of; one of the prelude is known by its name alone. */
  readonly of?: readonly Value<N>[]
  /** Throws where the elements show that it is no commutative monoid. */
  readonly check?: (elements: readonly Value<N>[]) => void
}

/** An item of a list, if `present`. */
export interface Sifted<N extends Numeric> {
  readonly present: Value<N>
  readonly item: Value<N>
}

/** What an expression is evaluated on: its code, by identity, and all values that it may use. */
export interface Evaluated<N extends Numeric> {
  readonly code: readonly object[]
  readonly values: readonly Value<N>[]
}

/** What evaluation asks of the tracer under way. */
export interface Tracer<N extends Numeric> {
  /** The value of a wire, or as much of its structure as all its values share; throws `Undetermined`. */
  readonly read: (wire: Wire<N>) => Value<N>
  /** The values that a wire may have. */
  readonly values: (wire: Wire<N>) => readonly Value<N>[]
  /** Whether a value is a wire of which nothing is known at present. */
  readonly isOpen: (value: Value<N>) => boolean
  /** What `run` gives, as one value: where it must know a wire, a wire with the results for each of its values. */
  readonly bounded: (run: () => Value<N>, of?: () => Evaluated<N>) => Value<N>
  /**
   * `bounded` for what flows on one wire of a block: where few values are to be known it is one table over them, which
   * keeps to the values that occur together.
   */
  readonly whole: (run: () => Value<N>, of: Evaluated<N>) => Value<N>
  /** `a + k b`, not yet tabulated: payoffs are paid term by term. */
  readonly plus: (a: Value<N>, b: Value<N>, factor: N) => Value<N>
  /** A list of those items that are present. */
  readonly sieve: (items: readonly Sifted<N>[]) => Value<N>
  /** The items of a list of which only the play determines what is in it; nothing for other lists. */
  readonly sifted: (list: Value<N>) => readonly Sifted<N>[] | undefined
  /** The sum of many. */
  readonly total: (items: readonly Value<N>[]) => Value<N>
  readonly times: (a: Value<N>, factor: N) => Value<N>
  /** The combination of many values; nothing where it is as well computed value by value. */
  readonly aggregate: (monoid: Monoid<N>, items: readonly Value<N>[]) => Value<N> | undefined
  /** The items in order, each place a wire of its own; nothing where it is as well computed value by value. */
  readonly sorted: (sorting: Sorting<N>, items: readonly Value<N>[]) => Value<N> | undefined
  /** An amount on its way to the account of a player; `decision` is the key of the decision that is paid by it. */
  readonly payment: (amount: Value<N>, decision: string | undefined) => N
  /** What an account becomes when `factor` is applied to what it holds. */
  readonly scaled: (account: N, factor: (held: Value<N>) => Value<N>) => N
}

export const isWire = <N extends Numeric>(value: Value<N>): value is Wire<N> =>
  typeof value === 'object' && value.kind === 'wire'
