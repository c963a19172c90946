/**
 * Numbers that are affine in parameters: `3 + 2 p - q / 2`, with rational coefficients.
 *
 * A form is a rational that is not known: whoever adds such numbers, or multiplies them by known ones, never
 * notices; whoever asks for its numerator, compares it or multiplies two of them gets a failure. So everything that
 * computes in exact numbers computes in forms, and what it computes is right for every value of the parameters, or
 * it stops. A form without slopes is a plain rational again.
 */
import { exact, type Rational } from '../markov/rational.ts'
import type { Scalar } from '../markov/scalar.ts'

/** `constant + slopes · parameters`, some slope not zero. */
export interface Form extends Rational {
  readonly constant: Rational
  readonly slopes: readonly Rational[]
}

/** Why a form did not do: what was asked of it. */
export type Demand =
  /** Its value, to compare it or to take it apart. */
  | { readonly kind: 'value'; readonly of: Rational }
  | { readonly kind: 'product'; readonly of: Rational; readonly by: Rational }
  | { readonly kind: 'quotient'; readonly of: Rational; readonly by: Rational }

/** The numbers `constant + slopes · parameters`. */
export interface Affine {
  readonly scalar: Scalar<Rational>
  /** The form that is the parameter of an index. */
  readonly parameter: (index: number) => Rational
  /** The constant and then the slopes. */
  readonly coordinates: (n: Rational) => readonly Rational[]
  /** The text of a number, by the names of the parameters. */
  readonly show: (n: Rational) => string
}

export const isForm = (n: Rational): n is Form => 'slopes' in n

/**
 * Forms in the parameters of these names. `refuse` is told what a form was asked that it cannot answer, and throws.
 */
export const affine = (names: readonly string[], refuse: (demand: Demand) => never): Affine => {
  const zeros = names.map(() => exact.zero)
  const coordinates = (n: Rational): readonly Rational[] =>
    isForm(n) ? [n.constant, ...n.slopes] : [n, ...zeros]
  const formOf = (constant: Rational, slopes: readonly Rational[]): Rational =>
    slopes.every(isZero) ? constant : form(constant, slopes, refuse)
  const combine = (x: Rational, y: Rational, f: (a: Rational, b: Rational) => Rational): Rational => {
    if (!isForm(x) && !isForm(y)) return f(x, y)
    const [constant = exact.zero, ...slopes] = zip(coordinates(x), coordinates(y), f)
    return formOf(constant, slopes)
  }
  const scaled = (x: Form, by: Rational): Rational =>
    formOf(
      exact.mul(x.constant, by),
      x.slopes.map(slope => exact.mul(slope, by)),
    )
  const mul = (x: Rational, y: Rational): Rational => {
    if (!isForm(y)) return isForm(x) ? scaled(x, y) : exact.mul(x, y)
    return isForm(x) ? refuse({ kind: 'product', of: x, by: y }) : scaled(y, x)
  }
  const div = (x: Rational, y: Rational): Rational => {
    if (isForm(y)) return isZero(x) ? exact.zero : refuse({ kind: 'quotient', of: x, by: y })
    return isForm(x) ? scaled(x, exact.div(exact.one, y)) : exact.div(x, y)
  }
  const sub = (x: Rational, y: Rational): Rational => combine(x, y, exact.sub)
  /** The difference, which must be known for the two to be compared. */
  const difference = (x: Rational, y: Rational): Rational => {
    const d = sub(x, y)
    return isForm(d) ? refuse({ kind: 'value', of: d }) : d
  }
  const show = (n: Rational): string => written(coordinates(n), names)
  return {
    coordinates,
    show,
    parameter: index =>
      formOf(
        exact.zero,
        names.map((_, i) => (i === index ? exact.one : exact.zero)),
      ),
    scalar: {
      ...exact,
      add: (x, y) => combine(x, y, exact.add),
      sub,
      mul,
      div,
      equals: (x, y) => (isForm(x) || isForm(y) ? isZero(difference(x, y)) : exact.equals(x, y)),
      compare: (x, y) =>
        isForm(x) || isForm(y) ? exact.compare(difference(x, y), exact.zero) : exact.compare(x, y),
      isKnown: n => !isForm(n),
      toNumber: n => (isForm(n) ? refuse({ kind: 'value', of: n }) : exact.toNumber(n)),
      show,
    },
  }
}

/**
 * The parts of a ratio are there to be refused. They are hidden from those who list the fields of plain data, so
 * that equal forms have equal keys.
 */
const form = (constant: Rational, slopes: readonly Rational[], refuse: (demand: Demand) => never): Form => {
  const made: Form = {
    kind: 'rational',
    constant,
    slopes,
    get numerator() {
      return refuse({ kind: 'value', of: made })
    },
    get denominator() {
      return refuse({ kind: 'value', of: made })
    },
  }
  Object.defineProperty(made, 'numerator', { enumerable: false })
  Object.defineProperty(made, 'denominator', { enumerable: false })
  return made
}

const isZero = (n: Rational): boolean => !isForm(n) && n.numerator === 0n

const zip = (
  xs: readonly Rational[],
  ys: readonly Rational[],
  f: (a: Rational, b: Rational) => Rational,
): readonly Rational[] => xs.map((x, i) => f(x, ys[i] ?? exact.zero))

/** `3 + 2 p - q / 2`; the constant is left out where it is zero and something else is there. */
export const written = (
  [constant = exact.zero, ...slopes]: readonly Rational[],
  names: readonly string[],
): string => {
  const terms = slopes.flatMap((slope, i) => (isZero(slope) ? [] : [{ slope, name: names[i] ?? '' }]))
  const rest = isZero(constant) ? [] : [{ slope: constant, name: '' }]
  const [first, ...others] = [...terms, ...rest]
  if (first === undefined) return '0'
  const sign = ({ slope }: { readonly slope: Rational }) => slope.numerator < 0n
  return [
    `${sign(first) ? '-' : ''}${term(first)}`,
    ...others.map(one => `${sign(one) ? '-' : '+'} ${term(one)}`),
  ].join(' ')
}

/** The term without its sign. */
const term = ({ slope, name }: { readonly slope: Rational; readonly name: string }): string => {
  const size = slope.numerator < 0n ? -slope.numerator : slope.numerator
  const over = slope.denominator === 1n ? '' : `/${slope.denominator}`
  if (name === '') return `${size}${over}`
  return size === 1n && over === '' ? name : `${size}${over} ${name}`
}
