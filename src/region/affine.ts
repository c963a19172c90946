/**
 * Numbers that are affine in parameters: `3 + 2 p - q / 2`, with rational coefficients.
 *
 * A form is a rational that is not known: whoever adds such numbers, or multiplies them by known ones, never
 * notices; whoever asks for its numerator, compares it or multiplies two of them gets a failure. So everything that
 * computes in exact numbers computes in forms, and what it computes is right for every value of the parameters, or
 * it stops. A form without slopes is a plain rational again.
 */
import { exact, type Rational, rational } from '../markov/rational.ts'
import type { Scalar } from '../markov/scalar.ts'

/** The slope in the parameter of an index; not zero. */
export type Slope = readonly [index: number, slope: Rational]

/** `constant + slopes · parameters`, with some slope. */
export interface Form extends Rational {
  readonly constant: Rational
  /** By index, each once. */
  readonly slopes: readonly Slope[]
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
  /** The text of a number, by the names of the parameters. */
  readonly show: (n: Rational) => string
  /** The form with these parts. */
  readonly form: (constant: Rational, slopes: readonly Slope[]) => Rational
}

export const isForm = (n: Rational): n is Form => 'slopes' in n

/** The parts of a number. */
export const partsOf = (n: Rational): { readonly constant: Rational; readonly slopes: readonly Slope[] } =>
  isForm(n) ? n : { constant: n, slopes: [] }

/** The constant, and then the slopes in the parameters of these indices. */
export const coordinates = (n: Rational, indices: readonly number[]): readonly Rational[] => {
  const { constant, slopes } = partsOf(n)
  const byIndex = new Map(slopes)
  return [constant, ...indices.map(index => byIndex.get(index) ?? exact.zero)]
}

/** The indices of all parameters that some of the numbers depend on, in order. */
export const parametersOf = (numbers: readonly Rational[]): readonly number[] =>
  [...new Set(numbers.flatMap(n => partsOf(n).slopes.map(([index]) => index)))].sort((a, b) => a - b)

/**
 * Forms in parameters, of which `nameOf` tells the names. `refuse` is told what a form was asked that it cannot
 * answer, and throws.
 */
export const affine = (nameOf: (index: number) => string, refuse: (demand: Demand) => never): Affine => {
  const formOf = (constant: Rational, slopes: readonly Slope[]): Rational =>
    slopes.length === 0 ? constant : opaque(constant, slopes, refuse)
  const add = (x: Rational, y: Rational): Rational => {
    if (!isForm(x) && !isForm(y)) return exact.add(x, y)
    const [a, b] = [partsOf(x), partsOf(y)]
    return formOf(exact.add(a.constant, b.constant), sum(a.slopes, b.slopes))
  }
  const scaled = ({ constant, slopes }: Form, by: Rational): Rational =>
    isZero(by)
      ? exact.zero
      : formOf(
          exact.mul(constant, by),
          slopes.map(([index, slope]) => [index, exact.mul(slope, by)]),
        )
  const sub = (x: Rational, y: Rational): Rational =>
    isForm(y) ? add(x, scaled(y, minusOne)) : isForm(x) ? add(x, exact.sub(exact.zero, y)) : exact.sub(x, y)
  const mul = (x: Rational, y: Rational): Rational => {
    if (!isForm(y)) return isForm(x) ? scaled(x, y) : exact.mul(x, y)
    return isForm(x) ? refuse({ kind: 'product', of: x, by: y }) : scaled(y, x)
  }
  const div = (x: Rational, y: Rational): Rational => {
    if (isForm(y)) return isZero(x) ? exact.zero : refuse({ kind: 'quotient', of: x, by: y })
    return isForm(x) ? scaled(x, exact.div(exact.one, y)) : exact.div(x, y)
  }
  /** The difference, which must be known for the two to be compared. */
  const difference = (x: Rational, y: Rational): Rational => {
    const d = sub(x, y)
    return isForm(d) ? refuse({ kind: 'value', of: d }) : d
  }
  const show = (n: Rational): string => written(partsOf(n), nameOf)
  return {
    show,
    form: (constant, slopes) =>
      slopes.reduce((all, slope) => add(all, formOf(exact.zero, [slope])), constant),
    scalar: {
      ...exact,
      add,
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

const minusOne = rational(-1n)

/** The form that is the parameter of an index. */
export const parameter = ({ form }: Affine, index: number): Rational => form(exact.zero, [[index, exact.one]])

/** The sum of two lists in order of index; what cancels is left out. */
const sum = (xs: readonly Slope[], ys: readonly Slope[]): readonly Slope[] => {
  const all: Slope[] = []
  let [i, j] = [0, 0]
  for (;;) {
    const [x, y] = [xs[i], ys[j]]
    if (x === undefined || y === undefined) return [...all, ...xs.slice(i), ...ys.slice(j)]
    if (x[0] === y[0]) {
      const slope = exact.add(x[1], y[1])
      if (!isZero(slope)) all.push([x[0], slope])
    } else all.push(x[0] < y[0] ? x : y)
    if (x[0] <= y[0]) i += 1
    if (y[0] <= x[0]) j += 1
  }
}

/**
 * The parts of a ratio are there to be refused. They are hidden from those who list the fields of plain data, so
 * that equal forms have equal keys.
 */
const opaque = (constant: Rational, slopes: readonly Slope[], refuse: (demand: Demand) => never): Form => {
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

/** `2 p - q / 2 + 3`; the constant is left out where it is zero and something else is there. */
export const written = (
  { constant, slopes }: { readonly constant: Rational; readonly slopes: readonly Slope[] },
  nameOf: (index: number) => string,
): string => {
  const terms = slopes.map(([index, slope]) => ({ slope, name: nameOf(index) }))
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
