/**
 * Operations on numbers that a field does not have, for doubles and for exact rationals.
 */
import type { Rational } from '../markov/rational.ts'
import { fail, type Machine } from './machine.ts'
import type { Numeric } from './value.ts'

/** Beyond this an exact number takes longer to compute than anyone waits. */
const largestExact = 2n ** 100_000n

const isTooLarge = (n: Rational): boolean =>
  n.numerator > largestExact || n.numerator < -largestExact || n.denominator > largestExact

/** The number, unless it is infinite, not a number, or exact and of more than 100,000 binary digits (G5106). */
export const checked = <N extends Numeric>(m: Machine<N>, n: N, site: number): N => {
  if (m.scalar.isKnown?.(n) === false) return n
  if (typeof n === 'number' ? Number.isFinite(n) : !isTooLarge(n)) return n
  return fail(m, site, 'G5106', 'number out of range', {
    explanation: ['The result is no finite number, or too large to be computed exactly.'],
  })
}

/** A double as a number of the machine, which must compute in doubles. */
const fromDouble = <N extends Numeric>(x: number): N => {
  const numeric: Numeric = x
  // Only reached from a branch on `typeof n === 'number'` for an n of type N, which then is `number`.
  return numeric as N
}

/** A small integer as a number of the machine. */
export const fromInteger = <N extends Numeric>(m: Machine<N>, n: number): N =>
  m.scalar.exact ? m.scalar.fromRatio(BigInt(n), 1n) : fromDouble(n)

/** Quotient rounded toward minus infinity, for a positive divisor. */
const floorDivide = (a: bigint, b: bigint): bigint => (a >= 0n || a % b === 0n ? a / b : a / b - 1n)

export const floor = <N extends Numeric>(m: Machine<N>, n: N): N =>
  typeof n === 'number'
    ? fromDouble(Math.floor(n))
    : m.scalar.fromRatio(floorDivide(n.numerator, n.denominator), 1n)

export const negate = <N extends Numeric>(m: Machine<N>, n: N): N => m.scalar.sub(m.scalar.zero, n)

export const ceiling = <N extends Numeric>(m: Machine<N>, n: N): N => negate(m, floor(m, negate(m, n)))

/** To the nearest integer, halves to the even one, as in Haskell. */
export const round = <N extends Numeric>(m: Machine<N>, n: N): N => {
  const { scalar } = m
  const below = floor(m, n)
  const half = scalar.fromRatio(1n, 2n)
  const order = scalar.compare(scalar.sub(n, below), half)
  const above = scalar.add(below, scalar.one)
  if (order !== 0) return order < 0 ? below : above
  const halved = scalar.mul(below, half)
  return scalar.equals(floor(m, halved), halved) ? below : above
}

const integerRoot = (n: bigint): bigint | undefined => {
  if (n < 2n) return n
  let guess = 1n << BigInt((n.toString(16).length + 1) * 2)
  for (;;) {
    const next = (guess + n / guess) / 2n
    if (next >= guess) break
    guess = next
  }
  return guess * guess === n ? guess : undefined
}

const noExactValue = <N extends Numeric>(m: Machine<N>, site: number, what: string): never =>
  fail(m, site, 'G5105', `${what} has no exact value`, {
    hint: 'run without `--exact`, or write the value as a fraction',
  })

/** The root; of exact numbers only squares have one. */
export const squareRoot = <N extends Numeric>(m: Machine<N>, n: N, site: number): N => {
  if (m.scalar.compare(n, m.scalar.zero) < 0)
    return fail(m, site, 'G5106', `no square root of ${m.scalar.show(n)}`)
  if (typeof n === 'number') return fromDouble(Math.sqrt(n))
  const [top, bottom] = [integerRoot(n.numerator), integerRoot(n.denominator)]
  if (top === undefined || bottom === undefined)
    return noExactValue(m, site, `the square root of ${m.scalar.show(n)}`)
  return m.scalar.fromRatio(top, bottom)
}

/** `exp`; exactly only of 0. */
export const exponential = <N extends Numeric>(m: Machine<N>, n: N, site: number): N => {
  if (typeof n === 'number') return checked(m, fromDouble<N>(Math.exp(n)), site)
  return m.scalar.equals(n, m.scalar.zero) ? m.scalar.one : noExactValue(m, site, `exp ${m.scalar.show(n)}`)
}

/** `log`; exactly only of 1. */
export const logarithm = <N extends Numeric>(m: Machine<N>, n: N, site: number): N => {
  if (m.scalar.compare(n, m.scalar.zero) <= 0)
    return fail(m, site, 'G5106', `no logarithm of ${m.scalar.show(n)}`)
  if (typeof n === 'number') return fromDouble(Math.log(n))
  return m.scalar.equals(n, m.scalar.one) ? m.scalar.zero : noExactValue(m, site, `log ${m.scalar.show(n)}`)
}

const integerPower = <N extends Numeric>(m: Machine<N>, base: N, exponent: bigint, site: number): N => {
  let result = m.scalar.one
  let square = base
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    m.budget.spend(1)
    if (rest & 1n) result = checked(m, m.scalar.mul(result, square), site)
    if (rest > 1n) square = checked(m, m.scalar.mul(square, square), site)
  }
  return result
}

/** `^` with any exponent; exactly only with integers and halves of integers. */
export const power = <N extends Numeric>(m: Machine<N>, base: N, exponent: N, site: number): N => {
  if (typeof base === 'number' && typeof exponent === 'number')
    return base === 0 && exponent < 0
      ? divisionByZero(m, site)
      : checked(m, fromDouble<N>(base ** exponent), site)
  if (typeof exponent === 'number') return base
  const { numerator, denominator } = exponent
  if (denominator === 2n) return power(m, squareRoot(m, base, site), m.scalar.fromRatio(numerator, 1n), site)
  if (denominator !== 1n) return noExactValue(m, site, `a power by ${m.scalar.show(exponent)}`)
  if (numerator >= 0n) return integerPower(m, base, numerator, site)
  return divide(m, m.scalar.one, integerPower(m, base, -numerator, site), site)
}

const divisionByZero = <N extends Numeric>(m: Machine<N>, site: number): never =>
  fail(m, site, 'G5101', 'division by zero')

export const divide = <N extends Numeric>(m: Machine<N>, a: N, b: N, site: number): N => {
  if (m.scalar.equals(b, m.scalar.zero)) return divisionByZero(m, site)
  return checked(m, m.scalar.div(a, b), site)
}

/** Division rounded down, as Haskell's `div`. */
export const quotient = <N extends Numeric>(m: Machine<N>, a: N, b: N, site: number): N =>
  floor(m, divide(m, a, b, site))

/** What `quotient` leaves; it has the sign of the divisor. */
export const remainder = <N extends Numeric>(m: Machine<N>, a: N, b: N, site: number): N =>
  m.scalar.sub(a, m.scalar.mul(b, quotient(m, a, b, site)))

/** How far a count computed in doubles may be from an integer. */
const countTolerance = 1e-9

/** The number as a count, 0 or more; anything else is G5106, naming `what` it should have been. */
export const wholeNumber = <N extends Numeric>(m: Machine<N>, n: N, site: number, what: string): number => {
  const count = integerOf(m, n)
  if (count !== undefined && count >= 0) return count
  return fail(m, site, 'G5106', `${m.scalar.show(n)} is not ${what}`, {
    hint: 'give an integer, 0 or more',
  })
}

/** The integer a number is, where it is one. */
export const integerOf = <N extends Numeric>(m: Machine<N>, n: N): number | undefined => {
  const near = m.scalar.toNumber(n)
  const rounded = Math.round(near)
  if (!Number.isSafeInteger(rounded)) return undefined
  if (m.scalar.exact) return m.scalar.equals(n, m.scalar.fromRatio(BigInt(rounded), 1n)) ? rounded : undefined
  return Math.abs(near - rounded) <= countTolerance ? rounded : undefined
}
