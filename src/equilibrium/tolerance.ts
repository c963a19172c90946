/**
 * Comparison where arithmetic may round. Epsilon is what the user forgives; slack is what rounding may add, and
 * is zero where arithmetic is exact.
 */
import type { Scalar } from '../markov/scalar.ts'

/** Relative error to expect of a sum of some thousands of doubles. */
const relativeSlack = 1e-12

/** Regret forgiven where nothing else is said: zero where arithmetic is exact, else 1e-9. */
export const defaultEpsilon = <N>(scalar: Scalar<N>): N =>
  scalar.exact ? scalar.zero : scalar.fromRatio(1n, 1_000_000_000n)

export const larger = <N>(scalar: Scalar<N>, a: N, b: N): N => (scalar.compare(a, b) >= 0 ? a : b)

export const exceeds = <N>(scalar: Scalar<N>, a: N, b: N): boolean => scalar.compare(a, b) > 0

/** Whether two results of arithmetic denote one number. */
export const isSame = <N>(scalar: Scalar<N>, a: N, b: N): boolean => {
  if (scalar.exact) return scalar.compare(a, b) === 0
  const x = scalar.toNumber(a)
  const y = scalar.toNumber(b)
  return Math.abs(x - y) <= relativeSlack * Math.max(1, Math.abs(x), Math.abs(y))
}

/** `to - from`, where a difference that rounding explains, or a loss, is zero. */
export const gainOf = <N>(scalar: Scalar<N>, from: N, to: N): N =>
  exceeds(scalar, to, from) && !isSame(scalar, from, to) ? scalar.sub(to, from) : scalar.zero
