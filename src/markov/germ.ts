/**
 * Weights c·ε^k of an infinitesimal ε > 0, known at leading order only.
 *
 * Where orders differ the lower absorbs the higher, so germs with coefficients above zero are a semiring and
 * not a field: enough to add up and multiply probabilities, and to divide for conditioning.
 *
 * Source: Blume, Brandenburger and Dekel, Lexicographic probabilities and choice under uncertainty (1991), and
 * Hammond, Elementary non-Archimedean representations of probability (1994), of which this is the leading term.
 */

import type { Weights } from './measure.ts'
import type { Scalar } from './scalar.ts'

/** `coefficient * ε^order`; zero has the coefficient zero and order infinity. */
export interface Germ<N> {
  readonly order: number
  readonly coefficient: N
}

/** The operations of germs over `scalar`. */
export interface Germs<N> extends Weights<Germ<N>> {
  /** ε itself. */
  readonly epsilon: Germ<N>
  /** An ordinary weight. */
  readonly standard: (n: N) => Germ<N>
  /** `y` is not zero. */
  readonly div: (x: Germ<N>, y: Germ<N>) => Germ<N>
  /** The part that is not infinitesimal, of germs that are not infinite. */
  readonly standardPart: (germ: Germ<N>) => N
}

export const germs = <N>(scalar: Scalar<N>): Germs<N> => {
  const zero: Germ<N> = { order: Number.POSITIVE_INFINITY, coefficient: scalar.zero }
  const at = (order: number, coefficient: N): Germ<N> =>
    scalar.equals(coefficient, scalar.zero) ? zero : { order, coefficient }
  return {
    zero,
    one: at(0, scalar.one),
    epsilon: at(1, scalar.one),
    standard: n => at(0, n),
    add: (x, y) =>
      x.order === y.order ? at(x.order, scalar.add(x.coefficient, y.coefficient)) : x.order < y.order ? x : y,
    mul: (x, y) => at(x.order + y.order, scalar.mul(x.coefficient, y.coefficient)),
    div: (x, y) => at(x.order - y.order, scalar.div(x.coefficient, y.coefficient)),
    equals: (x, y) => x.order === y.order && scalar.equals(x.coefficient, y.coefficient),
    standardPart: ({ order, coefficient }) => (order === 0 ? coefficient : scalar.zero),
  }
}
