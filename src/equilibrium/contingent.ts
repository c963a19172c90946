/**
 * Contingent choice: an expression of weighted sums and choices, in which choices of one name must be made alike
 * wherever they occur. A name is an information set, so to choose alike is to choose without knowing more.
 *
 * | here | in a game tree |
 * | --- | --- |
 * | `Constant` | what a leaf pays |
 * | `Sum` | chance, and play that is given |
 * | `Contingency` | a node of an information set whose action is sought |
 *
 * `upper` is the value when every occurrence may choose on its own, the relaxation that bounds the search.
 * Values are vectors, one component for each aim.
 */
import type { Scalar } from '../markov/scalar.ts'
import { larger } from './tolerance.ts'

export type Expression<N> = Constant<N> | Sum<N> | Contingency<N>

export interface Constant<N> {
  readonly kind: 'constant'
  readonly upper: readonly N[]
}

export interface Sum<N> {
  readonly kind: 'sum'
  readonly terms: readonly (readonly [weight: N, term: Expression<N>])[]
  readonly upper: readonly N[]
}

/** `options` is not empty; equally named contingencies have equally many, in one order. */
export interface Contingency<N> {
  readonly kind: 'contingency'
  readonly name: string
  readonly options: readonly Expression<N>[]
  readonly upper: readonly N[]
}

/** Which option is taken, by name; what is not reached is not in it. */
export type Assignment = ReadonlyMap<string, number>

export const constant = <N>(values: readonly N[]): Expression<N> => ({ kind: 'constant', upper: values })

/** The sum of `terms` times their weights, which are not negative; there is at least one. */
export const sum = <N>(
  scalar: Scalar<N>,
  terms: readonly (readonly [weight: N, term: Expression<N>])[],
): Expression<N> => {
  const [first] = terms
  if (first === undefined) return constant([])
  const upper = first[1].upper.map((_, k) =>
    terms.reduce(
      (total, [weight, term]) => scalar.add(total, scalar.mul(weight, component(scalar, term.upper, k))),
      scalar.zero,
    ),
  )
  return terms.every(([, term]) => term.kind === 'constant')
    ? { kind: 'constant', upper }
    : { kind: 'sum', terms, upper }
}

/** A choice between `options`, which are not empty; none at all where they are all one constant. */
export const contingency = <N>(
  scalar: Scalar<N>,
  name: string,
  options: readonly Expression<N>[],
): Expression<N> => {
  const [first] = options
  const isIdle =
    first !== undefined &&
    options.every(
      ({ kind, upper }) =>
        kind === 'constant' &&
        upper.every((value, k) => scalar.equals(value, component(scalar, first.upper, k))),
    )
  return isIdle ? first : { kind: 'contingency', name, options, upper: largest(scalar, options) }
}

const largest = <N>(scalar: Scalar<N>, options: readonly Expression<N>[]): readonly N[] =>
  options
    .map(option => option.upper)
    .reduce((best, upper) => best.map((value, k) => larger(scalar, value, component(scalar, upper, k))))

const component = <N>(scalar: Scalar<N>, values: readonly N[], k: number): N => values[k] ?? scalar.zero
