/**
 * Polynomials in one variable with whole coefficients: what stands above and below the line of a rational function.
 *
 * Coefficients are in ascending order and the last is not zero, so that the polynomial zero has none. Polynomials that
 * are divided or compared up to a factor are kept primitive (Knuth, volume 2, section 4.6.1).
 */
import { type Rational, rational } from '../markov/rational.ts'

export type Polynomial = readonly bigint[]

export const zero: Polynomial = []
export const one: Polynomial = [1n]
/** The variable itself. */
export const variable: Polynomial = [0n, 1n]

export const constant = (n: bigint): Polynomial => (n === 0n ? zero : [n])

/** The degree; -1 of zero. */
export const degree = (p: Polynomial): number => p.length - 1

const leading = (p: Polynomial): bigint => p.at(-1) ?? 0n

const trimmed = (p: bigint[]): Polynomial => {
  while (p.length > 0 && p.at(-1) === 0n) p.pop()
  return p
}

export const add = (p: Polynomial, q: Polynomial): Polynomial =>
  trimmed(Array.from({ length: Math.max(p.length, q.length) }, (_, k) => (p[k] ?? 0n) + (q[k] ?? 0n)))

export const subtract = (p: Polynomial, q: Polynomial): Polynomial =>
  trimmed(Array.from({ length: Math.max(p.length, q.length) }, (_, k) => (p[k] ?? 0n) - (q[k] ?? 0n)))

export const scale = (p: Polynomial, factor: bigint): Polynomial =>
  factor === 0n ? zero : p.map(coefficient => coefficient * factor)

export const multiply = (p: Polynomial, q: Polynomial): Polynomial => {
  if (p.length === 0 || q.length === 0) return zero
  const product = Array.from({ length: p.length + q.length - 1 }, () => 0n)
  for (const [i, a] of p.entries())
    for (const [j, b] of q.entries()) product[i + j] = (product[i + j] ?? 0n) + a * b
  return product
}

export const derivative = (p: Polynomial): Polynomial =>
  p.slice(1).map((coefficient, k) => coefficient * BigInt(k + 1))

/** The greatest factor that all coefficients share, with the sign of the leading one. */
export const content = (p: Polynomial): bigint => {
  const shared = p.reduce(divisor, 0n)
  return leading(p) < 0n ? -shared : shared
}

const divisor = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

/** Without the factor that all coefficients share; the leading one is positive. */
export const primitive = (p: Polynomial): Polynomial => {
  const shared = content(p)
  return shared === 0n || shared === 1n ? p : p.map(coefficient => coefficient / shared)
}

/** A positive multiple of the remainder of `p` by `q`, which is not zero. */
export const pseudoRemainder = (p: Polynomial, q: Polynomial): Polynomial => {
  const top = leading(q)
  const [size, sign] = top < 0n ? [-top, -1n] : [top, 1n]
  let rest = p
  while (rest.length >= q.length) {
    const shift = rest.length - q.length
    const lead = leading(rest) * sign
    const next = rest.map(
      (coefficient, k) => coefficient * size - (k < shift ? 0n : lead * (q[k - shift] ?? 0n)),
    )
    rest = trimmed(next)
  }
  return rest
}

/** The quotient of `p` by a polynomial that divides it over the rationals, up to a positive factor. */
export const quotient = (p: Polynomial, q: Polynomial): Polynomial => {
  const top = leading(q)
  const [size, sign] = top < 0n ? [-top, -1n] : [top, 1n]
  let rest = p
  let found: Polynomial = zero
  while (rest.length >= q.length && rest.length > 0) {
    const shift = rest.length - q.length
    const term = [...Array.from({ length: shift }, () => 0n), leading(rest) * sign]
    found = add(scale(found, size), term)
    rest = subtract(scale(rest, size), multiply(term, q))
  }
  return found
}

/** The greatest common divisor, primitive; by primitive remainders (Brown 1971). */
export const common = (p: Polynomial, q: Polynomial): Polynomial => {
  let [a, b] = [primitive(p), primitive(q)]
  while (b.length > 0) [a, b] = [b, primitive(pseudoRemainder(a, b))]
  return a
}

/** The polynomial with the same roots, each once. */
export const squareFree = (p: Polynomial): Polynomial => {
  const shared = common(p, derivative(p))
  return degree(shared) < 1 ? primitive(p) : primitive(quotient(p, shared))
}

/** The value at a fraction. */
export const valueAt = (p: Polynomial, { numerator: n, denominator: d }: Rational): Rational => {
  // Horner's rule over one denominator.
  let above = 0n
  let power = 1n
  for (let k = p.length - 1; k >= 0; k--) {
    above = above * n + (p[k] ?? 0n) * power
    power *= d
  }
  // `power` is d^(degree + 1), `above` over d^degree.
  return p.length === 0 ? rational(0n) : rational(above, power / d)
}

/** The sign of the value at a fraction. */
export const signAt = (p: Polynomial, { numerator: n, denominator: d }: Rational): number => {
  let above = 0n
  let power = 1n
  for (let k = p.length - 1; k >= 0; k--) {
    above = above * n + (p[k] ?? 0n) * power
    power *= d
  }
  return above < 0n ? -1 : above > 0n ? 1 : 0
}
