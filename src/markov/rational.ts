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
  const divisor = greatestCommonDivisor(numerator, denominator)
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

/** Never zero unless both are. Numbers that fit a double are reduced as doubles, many times faster than bigints. */
const greatestCommonDivisor = (a: bigint, b: bigint): bigint => {
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

const add = (x: Rational, y: Rational): Rational =>
  x.denominator === y.denominator
    ? x.denominator === 1n
      ? inLowestTerms(x.numerator + y.numerator, 1n)
      : rational(x.numerator + y.numerator, x.denominator)
    : rational(x.numerator * y.denominator + y.numerator * x.denominator, x.denominator * y.denominator)

const negate = (x: Rational): Rational => inLowestTerms(-x.numerator, x.denominator)

const multiply = (x: Rational, y: Rational): Rational =>
  x.denominator === 1n && y.denominator === 1n
    ? inLowestTerms(x.numerator * y.numerator, 1n)
    : rational(x.numerator * y.numerator, x.denominator * y.denominator)

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
  mul: multiply,
  div: (x, y) => rational(x.numerator * y.denominator, x.denominator * y.numerator),
  mod: () => integer(0n),
  degree: () => 1,
  fromRatio: rational,
  toNumber: x => ratioToDouble(x.numerator, x.denominator),
  exact: true,
  show,
}
