import type { Field } from 'fp-ts/lib/Field.js'
import type { Ord } from 'fp-ts/lib/Ord.js'

/**
 * The ordered field in which probabilities and payoffs are computed: doubles or exact rationals.
 *
 * `fp-ts` `Field` and `Ord`, and the passage from and to other numbers.
 */
export interface Scalar<N> extends Field<N>, Ord<N> {
  /** The number `numerator / denominator`, rounded to nearest where the field is not exact; `denominator > 0`. */
  readonly fromRatio: (numerator: bigint, denominator: bigint) => N
  readonly toNumber: (n: N) => number
  /** Whether `add`, `mul` and `div` make no error: tolerances are 0 then. */
  readonly exact: boolean
  /** Whether the number has a value to look at; absent where all have one. What is affine in parameters has none. */
  readonly isKnown?: (n: N) => boolean
  /** The shortest text that denotes the number: `3`, `0.5`, `1/3`. */
  readonly show: (n: N) => string
}
