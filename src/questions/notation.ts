import { show } from '../core/show.ts'
import type { Numeric, Value } from '../core/value.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Notation } from '../report/record.ts'

/** Writes an observation or an action as the language does. */
export type Show = (value: unknown) => string

/** How the numbers and values of a language game become text: what its engine carries are values. */
export const notation = <N extends Numeric>(scalar: Scalar<N>): Notation<N> => ({
  scalar,
  show: value => show(scalar, value as Value<N>),
})
