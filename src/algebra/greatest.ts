/**
 * The greatest value of a function that is rational piece by piece, exactly: the pieces are found by running it, and on
 * each the derivative tells where it can be greatest.
 */
import type { Budget } from '../markov/budget.ts'
import { exact, type Rational, rational } from '../markov/rational.ts'
import * as polynomial from './polynomial.ts'
import { between, Divided, partsOf, type Where } from './ratio.ts'
import { bounds, comparePoints, fraction, type Point, rootsWithin, signOf, simplest, within } from './root.ts'

/** The value somewhere, where the function is `of` nearby. */
interface Candidate {
  readonly point: Point
  /** The value at the point, or the limit toward it. */
  readonly value: Rational
  /** A fraction where the function has nearly that value, and what it has there. */
  readonly near: Rational
  readonly valueNear: Rational
  /** At an irrational place where the function changes what it is beside it may be another. */
  readonly isEdge: boolean
}

export type Greatest =
  /**
   * `value` is the greatest, or what is approached; of irrational points it is told by a fraction less than 10^-24 away.
   * `near` is a place where the function is `valueNear`, which is `value` where `isAttained`. `ties` are other places
   * as good.
   */
  | {
      readonly kind: 'found'
      readonly value: Rational
      readonly near: Rational
      readonly valueNear: Rational
      readonly isAttained: boolean
      readonly ties: readonly Rational[]
    }
  /** There is no bound near `point`. */
  | { readonly kind: 'unbounded'; readonly near: Rational }

/** A piece of the function: what it is at a point, or everywhere between two. */
interface Piece {
  readonly where: Where
  readonly of: Rational
}

/** Irrational places and their values are known to so many digits. */
const precisionDigits = 30n
const precision = rational(1n, 10n ** precisionDigits)

/**
 * The greatest value of `run` with the variable from `lo` to `hi`. `run` computes with the ratios of `during` and may
 * throw `Divided`; what is more than `known` is told to nine digits. Errors: what `run` throws besides.
 */
export const greatest = (
  budget: Budget,
  { lo, hi }: { readonly lo: Rational; readonly hi: Rational },
  run: (where: Where) => Rational,
  known?: Rational,
): Greatest => {
  let best: Candidate | undefined
  let tied: Candidate[] = []
  const offer = (candidate: Candidate) => {
    const order = best === undefined ? 1 : exact.compare(candidate.value, best.value)
    if (order > 0) {
      best = candidate
      tied = []
    } else if (order === 0 && best !== undefined) {
      // What is attained comes before what is only approached, and what can be written down before what cannot.
      if (rank(candidate) > rank(best)) best = candidate
      else if (rank(candidate) === attained) tied.push(candidate)
    }
  }
  for (const piece of pieces(budget, lo, hi, run)) {
    const found = candidates(budget, piece)
    if (found.kind === 'unbounded') return found
    for (const candidate of found.candidates) offer(candidate)
  }
  if (best === undefined) throw new RangeError('an interval has a point')
  const { value, near, valueNear } = told(best, known, place => valueAt(run(at(fraction(place))), place))
  const others = tied.map(candidate => candidate.near).filter(other => !exact.equals(other, near))
  return { kind: 'found', value, near, valueNear, isAttained: isAttained(best), ties: others }
}

const attained = 2

const rank = (candidate: Candidate): number => (!isAttained(candidate) ? 0 : candidate.isEdge ? 1 : attained)

/** Digits to which a fraction for an irrational place is as good as another. */
const digits = [precisionDigits, 48n, 96n, 192n, 384n]

/**
 * The candidate with a fraction near its place, as the function is there: the simplest of those at which it is nearly
 * as much, and at which what it is more than `known` is nearly as much, too.
 */
const told = (
  best: Candidate,
  known: Rational | undefined,
  worthAt: (place: Rational) => Rational,
): Candidate => {
  const { point, value } = best
  if (best.isEdge) return besideEdge(best, worthAt)
  if (point.kind === 'fraction' || !isAttained(best)) return { ...best, valueNear: worthAt(best.near) }
  let found: Candidate | undefined
  for (const count of digits) {
    const { lo, hi } = bounds(within(rational(1n, 10n ** count), point))
    const near = simplest(lo, hi)
    const valueNear = worthAt(near)
    const before = found
    found = { ...best, value: valueNear, near, valueNear }
    if (known === undefined) return found
    const more = exact.sub(valueNear, known)
    if (before !== undefined && isNearly(exact.sub(before.value, known), more)) return before
  }
  return found ?? { ...best, valueNear: value }
}

/** The better of two fractions beside an irrational place. */
const besideEdge = (best: Candidate, worthAt: (place: Rational) => Rational): Candidate => {
  const { lo, hi } = bounds(within(precision, best.point))
  const [below, above] = [worthAt(lo), worthAt(hi)]
  return exact.compare(below, above) < 0
    ? { ...best, near: hi, valueNear: above }
    : { ...best, near: lo, valueNear: below }
}

/** Whether the second of two positive numbers is no more than a billionth part larger. */
const isNearly = (a: Rational, b: Rational): boolean =>
  exact.compare(a, exact.zero) > 0 &&
  exact.compare(b, exact.mul(a, rational(1_000_000_001n, 1_000_000_000n))) <= 0

const isAttained = ({ value, valueNear }: Candidate): boolean => exact.equals(value, valueNear)

/** The pieces from left to right: points where the function may change, and what is between them. */
function* pieces(
  budget: Budget,
  lo: Rational,
  hi: Rational,
  run: (where: Where) => Rational,
): Generator<Piece> {
  const open: Where[] = exact.equals(lo, hi)
    ? [at(fraction(lo))]
    : [at(fraction(hi)), between(fraction(lo), fraction(hi)), at(fraction(lo))]
  for (let where = open.pop(); where !== undefined; where = open.pop()) {
    budget.spend(1)
    const of = attempted(where, run)
    if (of.kind === 'piece') yield { where, of: of.value }
    else if (where.kind === 'between') open.push(...[...cut(where, of.at)].reverse())
  }
}

const at = (point: Point): Where => ({ kind: 'at', point })

type Attempted =
  | { readonly kind: 'piece'; readonly value: Rational }
  | { readonly kind: 'divided'; readonly at: readonly Point[] }

const attempted = (where: Where, run: (where: Where) => Rational): Attempted => {
  try {
    return { kind: 'piece', value: run(where) }
  } catch (error) {
    if (error instanceof Divided) return { kind: 'divided', at: error.at }
    throw error
  }
}

const cut = (
  { from, to }: Where & { readonly kind: 'between' },
  points: readonly Point[],
): readonly Where[] => {
  const ends = [...points, to]
  return [from, ...points].flatMap((start, k) => {
    const end = ends[k] ?? to
    const inner = between(start, end)
    return k === points.length ? [inner] : [inner, at(end)]
  })
}

type Candidates =
  | { readonly kind: 'bounded'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'unbounded'; readonly near: Rational }

/** Where a piece can be greatest: at its point; where its derivative is zero, and toward its ends. */
const candidates = (budget: Budget, { where, of }: Piece): Candidates => {
  if (where.kind === 'at') {
    const { point } = where
    return { kind: 'bounded', candidates: [{ ...atPoint(point, of), isEdge: point.kind === 'root' }] }
  }
  const { from, to, sample } = where
  const { above, below } = partsOf(of)
  const slope = polynomial.subtract(
    polynomial.multiply(polynomial.derivative(above), below),
    polynomial.multiply(above, polynomial.derivative(below)),
  )
  if (slope.length === 0) {
    const value = valueAt(of, sample)
    return {
      kind: 'bounded',
      candidates: [{ point: fraction(sample), value, near: sample, valueNear: value, isEdge: false }],
    }
  }
  const inside = rootsWithin(budget, slope, bounds(from).lo, bounds(to).hi).filter(
    root => comparePoints(root, from) > 0 && comparePoints(root, to) < 0,
  )
  const found = inside.map(point => atPoint(point, of))
  for (const end of [from, to]) {
    if (signOf(below, end) === 0) {
      const near = toward(end, sample)
      // A piece has one sign on its way to a pole.
      if (exact.compare(valueAt(of, near), exact.zero) > 0) return { kind: 'unbounded', near }
      continue
    }
    const near = toward(end, sample)
    found.push({ point: end, value: valueNearly(of, end), near, valueNear: valueAt(of, near), isEdge: false })
  }
  return { kind: 'bounded', candidates: found }
}

/** How near to an end of a piece one goes for a value that is approached: this part of the way. */
const nearness = rational(1n, 10n ** 12n)

/** A fraction in the piece near an end of it. */
const toward = (end: Point, sample: Rational): Rational => {
  const { lo, hi } = bounds(within(precision, end))
  const isBelow = exact.compare(sample, lo) > 0
  const start = isBelow ? hi : lo
  return exact.add(start, exact.mul(exact.sub(sample, start), nearness))
}

const atPoint = (point: Point, of: Rational): Candidate => {
  if (point.kind === 'fraction') {
    const value = valueAt(of, point.value)
    return { point, value, near: point.value, valueNear: value, isEdge: false }
  }
  // Where the derivative is zero an error in the place is squared in the value.
  const near = bounds(within(precision, point)).lo
  const value = valueAt(of, near)
  return { point, value, near, valueNear: value, isEdge: false }
}

const valueNearly = (of: Rational, point: Point): Rational => valueAt(of, bounds(within(precision, point)).lo)

const valueAt = (of: Rational, x: Rational): Rational => {
  const { above, below } = partsOf(of)
  return exact.div(polynomial.valueAt(above, x), polynomial.valueAt(below, x))
}
