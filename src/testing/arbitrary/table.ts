import * as fc from 'fast-check'
import type { Scalar } from '../../markov/scalar.ts'
import type { Weighted } from '../../markov/stochastic.ts'

/** What flows on the wires of random optics and games: one of three values. */
export type Wire = 0 | 1 | 2
export const wires: readonly Wire[] = [0, 1, 2]
export const wire: fc.Arbitrary<Wire> = fc.constantFrom(...wires)

/** One entry for each value of a wire. */
export type Table<A> = readonly [A, A, A]
export const table = <A>(entry: fc.Arbitrary<A>): fc.Arbitrary<Table<A>> => fc.tuple(entry, entry, entry)

/**
 * Whole-number weights of which one or two are positive: enough to tell chance from certainty, while the number
 * of plays of a composite stays small.
 */
export type Ratios = readonly number[]
export const ratios = (size: number): fc.Arbitrary<Ratios> =>
  fc
    .record({ likely: fc.nat(size - 1), other: fc.nat(size - 1), weight: fc.nat(2) })
    .map(({ likely, other, weight }) =>
      Array.from({ length: size }, (_, i) => (i === likely ? 1 : 0) + (i === other ? weight : 0)),
    )

/** The outcomes in proportion to the ratios, exactly where the scalars are exact. */
export const proportionally = <N, A>(
  scalar: Scalar<N>,
  outcomes: readonly A[],
  weights: Ratios,
): Weighted<N, A> => {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return outcomes.map((outcome, i) => [outcome, scalar.fromRatio(BigInt(weights[i] ?? 0), BigInt(sum))])
}
