import * as fc from 'fast-check'
import type { URIS } from 'fp-ts/HKT.js'
import { type Euclidean, type Gaussian, gaussian } from '../../markov/gaussian.ts'
import type { Kernel } from '../../markov/kleisli.ts'
import { type Rational, rational } from '../../markov/rational.ts'
import type { Scalar } from '../../markov/scalar.ts'
import type { Stochastic, Weighted } from '../../markov/stochastic.ts'
import { structuralKey } from '../../markov/structuralKey.ts'
import { proportionally, ratios } from './table.ts'

/** Rationals of which both parts have up to `bits` bits. */
export const rationals = (bits = 16): fc.Arbitrary<Rational> => {
  const most = 1n << BigInt(bits)
  return fc
    .tuple(fc.bigInt({ min: -most, max: most }), fc.bigInt({ min: 1n, max: most }))
    .map(([numerator, denominator]) => rational(numerator, denominator))
}

/** Plain data of every sort that `structuralKey` tells apart by structure. */
export const plainData: fc.Arbitrary<unknown> = fc.letrec<{ data: unknown }>(tie => ({
  data: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double()),
    fc.string({ maxLength: 3 }),
    fc.boolean(),
    fc.bigInt({ min: -3n, max: 3n }),
    fc.constantFrom(null, undefined),
    fc.array(tie('data'), { maxLength: 3 }),
    fc.dictionary(fc.string({ maxLength: 2 }), tie('data'), { maxKeys: 3 }),
  ),
})).data

/** Distributions over some of `outcomes`, which are not empty. */
export const distributions = <N, A>(
  scalar: Scalar<N>,
  outcomes: readonly A[],
): fc.Arbitrary<Weighted<N, A>> =>
  ratios(outcomes.length).map(weights => proportionally(scalar, outcomes, weights))

/** Kernels from `inputs` to `outputs`, by tables of weights; both are finite and not empty. */
export const kernels = <M extends URIS, N, X, Y>(
  markov: Stochastic<M, N>,
  inputs: readonly X[],
  outputs: readonly Y[],
): fc.Arbitrary<Kernel<M, X, Y>> =>
  tabulated(inputs, distributions(markov.scalar, outputs).map(markov.fromWeights))

/** Functions from `inputs` to `outputs`, as kernels. */
export const deterministicKernels = <M extends URIS, N, X, Y>(
  markov: Stochastic<M, N>,
  inputs: readonly X[],
  outputs: readonly Y[],
): fc.Arbitrary<Kernel<M, X, Y>> => tabulated(inputs, fc.constantFrom(...outputs).map(markov.of))

/** Functions on `inputs` by their values; what is no input is sent where the first input is. */
export const tabulated = <X, B>(inputs: readonly X[], value: fc.Arbitrary<B>): fc.Arbitrary<(x: X) => B> =>
  fc
    .tuple(value, fc.array(value, { minLength: inputs.length, maxLength: inputs.length }))
    .map(([first, values]) => {
      const places = new Map(inputs.map((x, place) => [structuralKey(x), place]))
      return x => values[places.get(structuralKey(x)) ?? -1] ?? first
    })

const entry = fc.integer({ min: -2, max: 2 })
const matrices = (rows: number, columns: number): fc.Arbitrary<readonly (readonly number[])[]> =>
  fc.array(fc.array(entry, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows })

/** Linear-Gaussian kernels with small whole parameters; the noise has any rank up to `rank`. */
export const gaussianKernels = <X, Y>(
  source: Euclidean<X>,
  target: Euclidean<Y>,
  rank = target.dimension,
): fc.Arbitrary<Gaussian<X, Y>> =>
  fc
    .record({
      matrix: matrices(target.dimension, source.dimension),
      offset: fc.array(entry, { minLength: target.dimension, maxLength: target.dimension }),
      root: matrices(target.dimension, rank),
    })
    .map(({ matrix, offset, root }) =>
      gaussian(source, target, {
        matrix,
        offset,
        noise: root.map(row => root.map(other => row.reduce((sum, r, i) => sum + r * (other[i] ?? 0), 0))),
      }),
    )
