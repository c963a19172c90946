/**
 * Numbers that are rational functions of one variable: `(13 - x) x / (x + 4)`.
 *
 * Such a number is a rational that is not known. Whoever computes with it never notices; whoever compares it is
 * answered for all the places under consideration at once, and where the answer is not the same at all of them the run
 * is given up with `Divided`, which says where it changes. So a program that is run on the variable gives its result as a
 * rational function, piece by piece.
 */
import type { Budget } from '../markov/budget.ts'
import { exact, type Rational, rational } from '../markov/rational.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Polynomial } from './polynomial.ts'
import * as polynomial from './polynomial.ts'
import { bounds, comparePoints, midway, type Point, refined, rootsWithin, signOf } from './root.ts'

/** `above / below`, without a common factor; `below` has a positive leading coefficient. */
export interface Ratio extends Rational {
  readonly above: Polynomial
  readonly below: Polynomial
}

/** Where the variable is: at one place, or somewhere between two. */
export type Where =
  | { readonly kind: 'at'; readonly point: Point }
  | { readonly kind: 'between'; readonly from: Point; readonly to: Point; readonly sample: Rational }

/** A comparison that does not come out the same everywhere: it changes at these points, all of them inside. */
export class Divided extends Error {
  override readonly name = 'Divided'
  readonly at: readonly Point[]
  constructor(at: readonly Point[]) {
    super('a comparison depends on where the variable is')
    this.at = at
  }
}

export interface Ratios {
  readonly scalar: Scalar<Rational>
  readonly variable: Rational
  /** Runs with the variable somewhere. Errors: throws `Divided`. */
  readonly during: <A>(where: Where, run: () => A) => A
}

/** The places between two points, which are not the same. */
export const between = (from: Point, to: Point): Where => {
  let [a, b] = [from, to]
  while (exact.compare(bounds(a).hi, bounds(b).lo) >= 0) [a, b] = [refined(a), refined(b)]
  return { kind: 'between', from, to, sample: midway(bounds(a).hi, bounds(b).lo) }
}

export const isRatio = (n: Rational): n is Ratio => 'above' in n

/** What is above and below the line; a number that is known stands above its denominator. */
export const partsOf = (n: Rational): { readonly above: Polynomial; readonly below: Polynomial } =>
  isRatio(n) ? n : { above: polynomial.constant(n.numerator), below: [n.denominator] }

/** `refuse` is called where the value of a function would have to be known, and throws. */
export const ratios = (budget: Budget, refuse: (n: Rational) => never): Ratios => {
  let where: Where | undefined
  const made = (above: Polynomial, below: Polynomial): Rational => {
    budget.spend(above.length + below.length)
    const shared = below.length > 1 && above.length > 1 ? polynomial.common(above, below) : polynomial.one
    const [p, q] = shared.length > 1 ? [divided(above, shared), divided(below, shared)] : [above, below]
    const [top, bottom] = [polynomial.content(p), polynomial.content(q)]
    const factor = rational(top, bottom)
    const [a, b] = [
      polynomial.scale(polynomial.primitive(p), factor.numerator),
      polynomial.scale(polynomial.primitive(q), factor.denominator),
    ]
    if (a.length <= 1 && b.length === 1) return rational(a[0] ?? 0n, b[0] ?? 1n)
    return opaque(a, b, refuse)
  }
  const isPlain = (x: Rational, y: Rational) => !isRatio(x) && !isRatio(y)
  const add = (x: Rational, y: Rational): Rational => {
    if (isPlain(x, y)) return exact.add(x, y)
    const [p, q] = [partsOf(x), partsOf(y)]
    return made(
      polynomial.add(polynomial.multiply(p.above, q.below), polynomial.multiply(q.above, p.below)),
      polynomial.multiply(p.below, q.below),
    )
  }
  const mul = (x: Rational, y: Rational): Rational => {
    if (isPlain(x, y)) return exact.mul(x, y)
    const [p, q] = [partsOf(x), partsOf(y)]
    return made(polynomial.multiply(p.above, q.above), polynomial.multiply(p.below, q.below))
  }
  const div = (x: Rational, y: Rational): Rational => {
    if (isPlain(x, y)) return exact.div(x, y)
    const [p, q] = [partsOf(x), partsOf(y)]
    return made(polynomial.multiply(p.above, q.below), polynomial.multiply(p.below, q.above))
  }
  const sub = (x: Rational, y: Rational): Rational =>
    isPlain(x, y) ? exact.sub(x, y) : add(x, mul(minusOne, y))
  const sign = (n: Rational): number => {
    if (!isRatio(n)) return n.numerator < 0n ? -1 : n.numerator > 0n ? 1 : 0
    if (where === undefined) return refuse(n)
    return signThere(budget, n.above, where) * signThere(budget, n.below, where)
  }
  return {
    variable: opaque(polynomial.variable, polynomial.one, refuse),
    during: (there, run) => {
      const before = where
      where = there
      try {
        return run()
      } finally {
        where = before
      }
    },
    scalar: {
      ...exact,
      add,
      sub,
      mul,
      div,
      equals: (x, y) => (isPlain(x, y) ? exact.equals(x, y) : sign(sub(x, y)) === 0),
      compare: (x, y) => (isPlain(x, y) ? exact.compare(x, y) : order(sign(sub(x, y)))),
      isKnown: n => !isRatio(n),
      toNumber: n => (isRatio(n) ? refuse(n) : exact.toNumber(n)),
      show: n => (isRatio(n) ? refuse(n) : exact.show(n)),
    },
  }
}

const minusOne = rational(-1n)

const order = (sign: number): -1 | 0 | 1 => (sign < 0 ? -1 : sign > 0 ? 1 : 0)

/** The quotient by a factor, with the sign that it has. */
const divided = (p: Polynomial, factor: Polynomial): Polynomial => {
  const found = polynomial.quotient(p, factor)
  // The quotient is right up to a positive factor, which the leading coefficients tell.
  const lead = (p.at(-1) ?? 0n) / (factor.at(-1) ?? 1n)
  const own = found.at(-1) ?? 1n
  return found.map(c => (c * lead) / own)
}

/** The sign of a polynomial everywhere there; throws `Divided` where it is not one. */
const signThere = (budget: Budget, p: Polynomial, where: Where): number => {
  if (polynomial.degree(p) < 1) return polynomial.signAt(p, exact.zero)
  if (where.kind === 'at') return signOf(p, where.point)
  const { from, to, sample } = where
  const roots = rootsWithin(budget, p, bounds(from).lo, bounds(to).hi).filter(
    root => comparePoints(root, from) > 0 && comparePoints(root, to) < 0,
  )
  if (roots.length > 0) throw new Divided(roots)
  return polynomial.signAt(p, sample)
}

/** The parts of a fraction are there to be refused, and hidden from those who list the fields of plain data. */
const opaque = (above: Polynomial, below: Polynomial, refuse: (n: Rational) => never): Ratio => {
  const made: Ratio = {
    kind: 'rational',
    above,
    below,
    get numerator() {
      return refuse(made)
    },
    get denominator() {
      return refuse(made)
    },
  }
  Object.defineProperty(made, 'numerator', { enumerable: false })
  Object.defineProperty(made, 'denominator', { enumerable: false })
  return made
}

/** `(x^2 - 3x) / (2x + 1)` */
export const showRatio = (n: Rational): string => {
  if (!isRatio(n)) return exact.show(n)
  const below = terms(n.below)
  return below === '1' ? terms(n.above) : `(${terms(n.above)}) / (${below})`
}

const terms = (p: Polynomial): string => {
  const parts = p.flatMap((c, k) => (c === 0n ? [] : [term(c, k)])).reverse()
  return parts.length === 0 ? '0' : parts.join(' + ').replaceAll('+ -', '- ')
}

const term = (coefficient: bigint, power: number): string => {
  if (power === 0) return String(coefficient)
  const factor = coefficient === 1n ? '' : coefficient === -1n ? '-' : String(coefficient)
  return `${factor}x${power === 1 ? '' : `^${power}`}`
}
