import * as N from 'fp-ts/lib/number.js'
import type { Scalar } from './scalar.ts'

/** The nearest double to `numerator / denominator` (ties to even), however many digits they have. */
export const ratioToDouble = (numerator: bigint, denominator: bigint): number => {
  if (isSafe(numerator) && isSafe(denominator)) return Number(numerator) / Number(denominator)
  return numerator < 0n ? -roundRatio(-numerator, denominator) : roundRatio(numerator, denominator)
}

const isSafe = (n: bigint): boolean => -9_007_199_254_740_992n <= n && n <= 9_007_199_254_740_992n

const bitLength = (n: bigint): number => {
  const hexadecimal = n.toString(16)
  return 4 * (hexadecimal.length - 1) + (32 - Math.clz32(Number.parseInt(hexadecimal.charAt(0), 16)))
}

/** Rounds once: to 53 bits, or below the normal range to a multiple of 2^-1074, the least double. */
const roundRatio = (numerator: bigint, denominator: bigint): number => {
  if (numerator === 0n) return 0
  const magnitude = bitLength(numerator) - bitLength(denominator)
  if (magnitude > 1_025) return Number.POSITIVE_INFINITY
  if (magnitude < -1_076) return 0
  const scale = Math.min(53 - magnitude, 1_074)
  const quotient = roundedQuotient(numerator, denominator, scale)
  return scaleByPowerOfTwo(Number(quotient.rounded), quotient.scale)
}

/** `numerator / denominator * 2^scale` to nearest, with `scale` lowered while it needs more than 53 bits. */
const roundedQuotient = (
  numerator: bigint,
  denominator: bigint,
  scale: number,
): { readonly rounded: bigint; readonly scale: number } => {
  const up = scale >= 0 ? numerator << BigInt(scale) : numerator
  const down = scale >= 0 ? denominator : denominator << BigInt(-scale)
  const floor = up / down
  if (floor >= 9_007_199_254_740_992n) return roundedQuotient(numerator, denominator, scale - 1)
  const twiceRest = 2n * (up - floor * down)
  const isUp = twiceRest > down || (twiceRest === down && (floor & 1n) === 1n)
  return { rounded: isUp ? floor + 1n : floor, scale }
}

/** `n * 2^-scale` without rounding, in two steps since 2^-1074 is not normal and 2^1074 is infinite. */
const scaleByPowerOfTwo = (n: number, scale: number): number => {
  const half = Math.trunc(scale / 2)
  return n * 2 ** -half * 2 ** -(scale - half)
}

/** Doubles (IEEE 754 binary64): sums and products round to nearest. */
export const double: Scalar<number> = {
  equals: N.Eq.equals,
  compare: N.Ord.compare,
  zero: 0,
  one: 1,
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  mul: (x, y) => x * y,
  div: (x, y) => x / y,
  mod: () => 0,
  degree: () => 1,
  fromRatio: ratioToDouble,
  toNumber: n => n,
  exact: false,
  show: n => String(n === 0 ? 0 : n),
}
