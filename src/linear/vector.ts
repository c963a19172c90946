/**
 * Vectors of integers that stand for rays: positive multiples are the same ray, and the shortest is kept.
 *
 * A half-space `c0 + c · p >= 0` is the vector `(c0, c)`, a point `p` the ray through `(1, p)`; homogeneous
 * coordinates make both of one kind, and a point lies in a half-space where their product is not negative.
 */
import type { Rational } from '../markov/rational.ts'

export type Vector = readonly bigint[]

export const dot = (a: Vector, b: Vector): bigint => {
  let sum = 0n
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0n) * (b[i] ?? 0n)
  return sum
}

/** `x * a + y * b`, shortened. */
export const combination = (x: bigint, a: Vector, y: bigint, b: Vector): Vector =>
  primitive(a.map((ai, i) => x * ai + y * (b[i] ?? 0n)))

export const negated = (a: Vector): Vector => a.map(ai => -ai)

export const isZeroVector = (a: Vector): boolean => a.every(ai => ai === 0n)

/** The shortest vector of integers on the ray; zero is itself. */
export const primitive = (a: Vector): Vector => {
  const divisor = a.reduce(gcd, 0n)
  return divisor <= 1n ? a : a.map(ai => ai / divisor)
}

/** The shortest vector of integers on the ray of a rational one. */
export const cleared = (a: readonly Rational[]): Vector => {
  const multiple = a.reduce((sofar, { denominator }) => lcm(sofar, denominator), 1n)
  return primitive(a.map(({ numerator, denominator }) => numerator * (multiple / denominator)))
}

/** The unit vector of an axis. */
export const unit = (length: number, axis: number): Vector =>
  Array.from({ length }, (_, i) => (i === axis ? 1n : 0n))

export const keyOf = (a: Vector): string => a.join(' ')

const gcd = (a: bigint, b: bigint): bigint => {
  let x = a < 0n ? -a : a
  let y = b < 0n ? -b : b
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

const lcm = (a: bigint, b: bigint): bigint => (a / gcd(a, b)) * b
