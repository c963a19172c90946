/** Numbers in reports: how they are recorded and how they are printed for people. The one place for both. */
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
