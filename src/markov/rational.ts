import { ratioToDouble } from './double.ts'
import type { Scalar } from './scalar.ts'

/** An exact rational in lowest terms, `denominator > 0`. */
export interface Rational {
  readonly kind: 'rational'
  readonly numerator: bigint
  readonly denominator: bigint
}

/** `numerator / denominator` in lowest terms; `denominator` is not zero. */
export const rational = (numerator: bigint, denominator = 1n): Rational => {
  const divisor = gcd(numerator, denominator)
  return denominator < 0n
    ? inLowestTerms(-numerator / divisor, -denominator / divisor)
    : inLowestTerms(numerator / divisor, denominator / divisor)
}

/** The whole number `n`. */
export const integer = (n: bigint): Rational => inLowestTerms(n, 1n)

export const isRational = (value: unknown): value is Rational =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'rational'

const inLowestTerms = (numerator: bigint, denominator: bigint): Rational => ({
  kind: 'rational',
  numerator,
  denominator,
})

/**
 * The greatest common divisor, never negative, and zero only for two zeros. Numbers that fit a double are reduced
 * as doubles, many times faster than bigints.
 */
const gcd = (a: bigint, b: bigint): bigint => {
  if (a === 0n) return b < 0n ? -b : b
  let x = a < 0n ? -a : a
  let y = b < 0n ? -b : b
  while (y !== 0n) {
    if (x <= MAX_SAFE && y <= MAX_SAFE) return BigInt(smallDivisor(Number(x), Number(y)))
    const rest = x % y
    x = y
    y = rest
  }
  return x
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER)

const smallDivisor = (a: number, b: number): number => {
  let x = a
  let y = b
  while (y !== 0) {
    const rest = x % y
    x = y
    y = rest
  }
  return x
}

/** Common factors are taken out before multiplying, while they are small (Knuth, volume 2, section 4.5.1). */
const add = (x: Rational, y: Rational): Rational => {
  if (x.denominator === 1n && y.denominator === 1n) return inLowestTerms(x.numerator + y.numerator, 1n)
  const shared = x.denominator === y.denominator ? x.denominator : gcd(x.denominator, y.denominator)
  const xOwn = x.denominator / shared
  const sum = x.numerator * (y.denominator / shared) + y.numerator * xOwn
  if (shared === 1n) return inLowestTerms(sum, x.denominator * y.denominator)
  const common = gcd(sum, shared)
  return inLowestTerms(sum / common, xOwn * (y.denominator / common))
}

const negate = (x: Rational): Rational => inLowestTerms(-x.numerator, x.denominator)

/** The product of two ratios in lowest terms, of which the second may have a negative denominator. */
const multiply = (x: Rational, numerator: bigint, denominator: bigint): Rational => {
  if (x.denominator === 1n && denominator === 1n) return inLowestTerms(x.numerator * numerator, 1n)
  const first = gcd(x.numerator, denominator)
  const second = gcd(numerator, x.denominator)
  const above = (x.numerator / first) * (numerator / second)
  const below = (x.denominator / second) * (denominator / first)
  return below < 0n ? inLowestTerms(-above, -below) : inLowestTerms(above, below)
}

const compare = (x: Rational, y: Rational): -1 | 0 | 1 => {
  const left = x.numerator * y.denominator
  const right = y.numerator * x.denominator
  return left < right ? -1 : left > right ? 1 : 0
}

const show = ({ numerator, denominator }: Rational): string =>
  denominator === 1n ? String(numerator) : `${numerator}/${denominator}`

/** Exact rationals: no operation rounds. Dividing by zero is a mistake of the caller, as for any field. */
export const exact: Scalar<Rational> = {
  equals: (x, y) => x.numerator === y.numerator && x.denominator === y.denominator,
  compare,
  zero: integer(0n),
  one: integer(1n),
  add,
  sub: (x, y) => add(x, negate(y)),
  mul: (x, y) => multiply(x, y.numerator, y.denominator),
  div: (x, y) => multiply(x, y.denominator, y.numerator),
  mod: () => integer(0n),
  degree: () => 1,
  fromRatio: rational,
  toNumber: x => ratioToDouble(x.numerator, x.denominator),
  exact: true,
  show,
}
