/** Numbers in reports: how they are recorded, read back, and printed for people. The one place for all three. */
import * as O from 'fp-ts/lib/Option.js'
import { fromDecimal } from '../markov/decimal.ts'
import { exact, type Rational } from '../markov/rational.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Numeral } from './report.ts'

/** Significant digits of a double that people are shown. */
const digits = 6

/** The number as a report records it: text where a JSON number would not be the same number. */
export const numeralOf = <N>(scalar: Scalar<N>, n: N): Numeral => {
  const value = scalar.toNumber(n)
  // Adding zero makes -0 zero, which JSON cannot tell apart.
  return scalar.exact || !Number.isFinite(value) ? scalar.show(n) : value + 0
}

/** The number for people: exact text as it is, doubles to six significant digits. */
export const printNumeral = (n: Numeral): string => {
  if (typeof n === 'string') return n
  if (!Number.isFinite(n)) return String(n)
  return String(Number(n.toPrecision(digits)))
}

/** Whether the number is zero, exact or not. */
export const isZero = (n: Numeral): boolean => n === 0 || n === '0'

/** The number as a fraction, `"1/3"` or decimal digits as they stand; nothing for what is no number. */
export const ratioOf = (n: Numeral): O.Option<Rational> => {
  const [numerator, denominator, ...rest] = String(n).split('/')
  if (rest.length > 0 || numerator === undefined) return O.none
  const above = fromDecimal(numerator)
  if (denominator === undefined || O.isNone(above)) return above
  const below = fromDecimal(denominator)
  if (O.isNone(below) || exact.equals(below.value, exact.zero)) return O.none
  return O.some(exact.div(above.value, below.value))
}

/** The numeral as a fraction; nothing for infinity. */
export const rationalOf = (n: Numeral | undefined): Rational | undefined =>
  n === undefined ? undefined : O.toUndefined(ratioOf(n))

/** The numeral as a double. */
export const doubleOf = (n: Numeral | undefined): number | undefined => {
  const ratio = rationalOf(n)
  return ratio === undefined ? undefined : exact.toNumber(ratio)
}
