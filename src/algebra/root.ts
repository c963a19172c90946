/**
 * Real roots of polynomials, each a fraction or enclosed between two fractions: isolated by Sturm's theorem (1829),
 * compared exactly.
 */
import type { Budget } from '../markov/budget.ts'
import { exact, type Rational, rational } from '../markov/rational.ts'
import {
  common,
  degree,
  derivative,
  type Polynomial,
  primitive,
  pseudoRemainder,
  quotient,
  signAt,
  squareFree,
} from './polynomial.ts'

/** A real algebraic number. */
export type Point =
  | { readonly kind: 'fraction'; readonly value: Rational }
  /** The only root of a square-free polynomial between `lo` and `hi`, at neither of which it is zero. */
  | { readonly kind: 'root'; readonly of: Polynomial; readonly lo: Rational; readonly hi: Rational }

export const fraction = (value: Rational): Point => ({ kind: 'fraction', value })

/** Fractions around a point: the same twice where it is one. */
export const bounds = (point: Point): { readonly lo: Rational; readonly hi: Rational } =>
  point.kind === 'fraction' ? { lo: point.value, hi: point.value } : point

/** The fraction halfway. */
export const midway = (a: Rational, b: Rational): Rational => exact.div(exact.add(a, b), rational(2n))

/** The point between bounds half as far apart. */
export const refined = (point: Point): Point => {
  if (point.kind === 'fraction') return point
  const { of, lo, hi } = point
  const middle = midway(lo, hi)
  const sign = signAt(of, middle)
  if (sign === 0) return fraction(middle)
  return sign === signAt(of, lo) ? { ...point, lo: middle } : { ...point, hi: middle }
}

/** The point between bounds that are no farther apart than `width`. */
export const within = (width: Rational, point: Point): Point => {
  let found = point
  while (found.kind === 'root' && exact.compare(exact.sub(found.hi, found.lo), width) > 0)
    found = refined(found)
  return found
}

/** The order of two points on the line. */
export const comparePoints = (a: Point, b: Point): number => {
  let [x, y] = [a, b]
  if (x.kind === 'root' && y.kind === 'root' && isSameRoot(x.of, x, y)) return 0
  for (;;) {
    const [p, q] = [bounds(x), bounds(y)]
    if (x.kind === 'fraction' && y.kind === 'fraction') return exact.compare(x.value, y.value)
    if (exact.compare(p.hi, q.lo) <= 0) return -1
    if (exact.compare(q.hi, p.lo) <= 0) return 1
    // A fraction between the bounds of a root may be that root.
    if (x.kind === 'root' && y.kind === 'fraction' && signAt(x.of, y.value) === 0) return 0
    if (y.kind === 'root' && x.kind === 'fraction' && signAt(y.of, x.value) === 0) return 0
    ;[x, y] = [refined(x), refined(y)]
  }
}

/** Whether two roots are one: a root of what their polynomials share, between the bounds of both. */
const isSameRoot = (
  of: Polynomial,
  x: Point & { readonly kind: 'root' },
  y: Point & { readonly kind: 'root' },
): boolean => {
  const shared = common(of, y.of)
  if (degree(shared) < 1) return false
  const lo = exact.compare(x.lo, y.lo) > 0 ? x.lo : y.lo
  const hi = exact.compare(x.hi, y.hi) < 0 ? x.hi : y.hi
  return exact.compare(lo, hi) < 0 && signAt(shared, lo) * signAt(shared, hi) < 0
}

/** The sign of a polynomial at a point. */
export const signOf = (p: Polynomial, point: Point): number => {
  if (point.kind === 'fraction') return signAt(p, point.value)
  if (degree(p) < 1) return signAt(p, point.lo)
  const shared = common(p, point.of)
  if (degree(shared) > 0 && signAt(shared, point.lo) * signAt(shared, point.hi) < 0) return 0
  const chain = sturm(squareFree(p))
  let found: Point = point
  while (
    found.kind === 'root' &&
    (signAt(p, found.lo) === 0 || signAt(p, found.hi) === 0 || countBetween(chain, found.lo, found.hi) > 0)
  )
    found = refined(found)
  return signAt(p, bounds(found).lo)
}

/** The roots of a polynomial that is not zero from `lo` to `hi`, in order. Spends a step for each bound looked at. */
export const rootsWithin = (budget: Budget, p: Polynomial, lo: Rational, hi: Rational): readonly Point[] => {
  const found: Point[] = []
  let rest = squareFree(p)
  const take = (root: Rational) => {
    found.push(fraction(root))
    rest = primitive(quotient(rest, primitive([-root.numerator, root.denominator])))
  }
  for (const end of exact.equals(lo, hi) ? [lo] : [lo, hi])
    if (degree(rest) > 0 && signAt(rest, end) === 0) take(end)
  const open: (readonly [Rational, Rational])[] = [[lo, hi]]
  let chain = sturm(rest)
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [a, b] = next
    budget.spend(1 + rest.length * rest.length)
    const count = degree(rest) < 1 ? 0 : countBetween(chain, a, b)
    if (count === 0) continue
    if (count === 1) {
      found.push(simplified({ kind: 'root', of: rest, lo: a, hi: b }))
      continue
    }
    const middle = midway(a, b)
    if (signAt(rest, middle) === 0) {
      take(middle)
      chain = sturm(rest)
      // What was found before is a root of another polynomial now, and stays one of the old.
    }
    open.push([a, middle], [middle, b])
  }
  return found.sort(comparePoints)
}

/** Bits by which the bounds of a root are drawn together before it is tried for a fraction. */
const refinements = 80

/** The root as a fraction, where it is one of few digits. */
const simplified = (point: Point & { readonly kind: 'root' }): Point => {
  if (degree(point.of) === 1) {
    const [constant = 0n, slope = 1n] = point.of
    return fraction(rational(-constant, slope))
  }
  let near: Point = point
  for (let k = 0; k < refinements && near.kind === 'root'; k++) near = refined(near)
  if (near.kind === 'fraction') return near
  const simple = simplest(near.lo, near.hi)
  return signAt(near.of, simple) === 0 ? fraction(simple) : point
}

/** The fraction of the least denominator from `lo` to `hi`, by continued fractions. */
export const simplest = (lo: Rational, hi: Rational): Rational => {
  const whole = floorOf(lo)
  if (exact.compare(rational(whole), lo) === 0) return rational(whole)
  if (exact.compare(rational(whole + 1n), hi) <= 0) return rational(whole + 1n)
  const shift = rational(whole)
  const inner = simplest(
    exact.div(exact.one, exact.sub(hi, shift)),
    exact.div(exact.one, exact.sub(lo, shift)),
  )
  return exact.add(shift, exact.div(exact.one, inner))
}

const floorOf = ({ numerator, denominator }: Rational): bigint => {
  const toZero = numerator / denominator
  return numerator < 0n && toZero * denominator !== numerator ? toZero - 1n : toZero
}

/** Sturm's sequence of a square-free polynomial. */
const sturm = (p: Polynomial): readonly Polynomial[] => {
  const chain = [p, derivative(p)]
  for (;;) {
    const [before, last] = chain.slice(-2)
    if (before === undefined || last === undefined || last.length <= 1) return chain
    const rest = pseudoRemainder(before, last)
    if (rest.length === 0) return chain
    // Positive factors do not matter; the sign is turned, as in the theorem.
    const size = primitive(rest)
    chain.push(size.map(c => ((rest.at(-1) ?? 0n) < 0n ? c : -c)))
  }
}

/** The roots between two fractions that are none themselves. */
const countBetween = (chain: readonly Polynomial[], lo: Rational, hi: Rational): number =>
  changes(chain, lo) - changes(chain, hi)

const changes = (chain: readonly Polynomial[], at: Rational): number => {
  let count = 0
  let last = 0
  for (const p of chain) {
    const sign = signAt(p, at)
    if (sign === 0) continue
    if (last !== 0 && sign !== last) count += 1
    last = sign
  }
  return count
}
