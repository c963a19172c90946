/**
 * Linear-Gaussian kernels: the Markov category whose objects are the spaces R^n and whose morphisms send x to
 * the normal distribution N(A x + b, Q).
 *
 * | here | in mathematics |
 * | --- | --- |
 * | `Euclidean<X>` | R^n, with X as its type of elements |
 * | `matrix`, `offset`, `noise` | A, b, Q |
 * | `gaussians.compose` | (A' A, A' b + b', A' Q A'ᵀ + Q') |
 * | `gaussians.conditional` | the Kalman gain Q_yx Q_xx⁺, with the Moore-Penrose inverse |
 *
 * Source: Fritz, A synthetic approach to Markov kernels (2020), section 6 (Gauss) and section 11
 * (conditionals, singular covariances included).
 */
import { Matrix, pseudoInverse } from 'ml-matrix'
import type { MarkovCategory, Signature, Unit } from './category.ts'
import {
  block,
  blockDiagonal,
  columnOf,
  permutation,
  rowsOf,
  stacked,
  symmetric,
  toMatrix,
} from './matrix.ts'

/** A space R^dimension, with elements of type X: numbers, vectors, and pairs of such. */
export interface Euclidean<X> {
  readonly dimension: number
  readonly toVector: (x: X) => readonly number[]
  readonly fromVector: (coordinates: readonly number[]) => X
}

/** Sends x to N(matrix x + offset, noise); `noise` is symmetric and positive semidefinite. */
export interface Gaussian<X, Y> {
  readonly source: Euclidean<X>
  readonly target: Euclidean<Y>
  readonly matrix: Matrix
  /** A column. */
  readonly offset: Matrix
  readonly noise: Matrix
}

/** A normal distribution on a space. */
export interface Normal {
  readonly mean: readonly number[]
  readonly covariance: readonly (readonly number[])[]
}

export interface Gauss extends Signature {
  readonly morphism: Gaussian<this['source'], this['target']>
  readonly object: Euclidean<this['source']>
}

/** The real line. */
export const line: Euclidean<number> = {
  dimension: 1,
  toVector: x => [x],
  fromVector: ([x]) => x ?? 0,
}

/** Vectors of `dimension` numbers. */
export const vectors = (dimension: number): Euclidean<readonly number[]> => ({
  dimension,
  toVector: x => x,
  fromVector: x => x,
})

const origin: Euclidean<Unit> = { dimension: 0, toVector: () => [], fromVector: () => [] }

const product = <X, Y>(x: Euclidean<X>, y: Euclidean<Y>): Euclidean<readonly [X, Y]> => ({
  dimension: x.dimension + y.dimension,
  toVector: ([a, b]) => [...x.toVector(a), ...y.toVector(b)],
  fromVector: both => [x.fromVector(both.slice(0, x.dimension)), y.fromVector(both.slice(x.dimension))],
})

/**
 * The kernel x -> N(matrix x + offset, noise).
 *
 * Shape: `matrix` has a row for each dimension of `target` and a column for each of `source`; `offset` and
 * `noise` are of the dimension of `target`.
 */
export const gaussian = <X, Y>(
  source: Euclidean<X>,
  target: Euclidean<Y>,
  parameters: {
    readonly matrix: readonly (readonly number[])[]
    readonly offset: readonly number[]
    readonly noise: readonly (readonly number[])[]
  },
): Gaussian<X, Y> => ({
  source,
  target,
  matrix: toMatrix(target.dimension, source.dimension, parameters.matrix),
  offset: columnOf(parameters.offset),
  noise: toMatrix(target.dimension, target.dimension, parameters.noise),
})

/** A normal distribution as a state. */
export const normal = <X>(space: Euclidean<X>, { mean, covariance }: Normal): Gaussian<Unit, X> =>
  gaussian(origin, space, { matrix: mean.map(() => []), offset: mean, noise: covariance })

/** The distribution that `kernel` gives at `x`. */
export const normalAt = <X, Y>(kernel: Gaussian<X, Y>, x: X): Normal => ({
  mean: Matrix.add(kernel.matrix.mmul(columnOf(kernel.source.toVector(x))), kernel.offset).to1DArray(),
  covariance: rowsOf(kernel.noise),
})

/** The kernel without noise x -> matrix x. */
const linear = <X, Y>(source: Euclidean<X>, target: Euclidean<Y>, matrix: Matrix): Gaussian<X, Y> => ({
  source,
  target,
  matrix,
  offset: Matrix.zeros(target.dimension, 1),
  noise: Matrix.zeros(target.dimension, target.dimension),
})

/** The coordinates as they are, of a space that is only bracketed in another way. */
const rebracket = <X, Y>(source: Euclidean<X>, target: Euclidean<Y>): Gaussian<X, Y> =>
  linear(source, target, Matrix.eye(source.dimension))

const compose = <X, Y, Z>(first: Gaussian<X, Y>, second: Gaussian<Y, Z>): Gaussian<X, Z> => ({
  source: first.source,
  target: second.target,
  matrix: second.matrix.mmul(first.matrix),
  offset: Matrix.add(second.matrix.mmul(first.offset), second.offset),
  noise: symmetric(Matrix.add(second.matrix.mmul(first.noise).mmul(second.matrix.transpose()), second.noise)),
})

const tensor = <X1, Y1, X2, Y2>(
  left: Gaussian<X1, Y1>,
  right: Gaussian<X2, Y2>,
): Gaussian<readonly [X1, X2], readonly [Y1, Y2]> => ({
  source: product(left.source, right.source),
  target: product(left.target, right.target),
  matrix: blockDiagonal(left.matrix, right.matrix),
  offset: stacked(left.offset, right.offset),
  noise: blockDiagonal(left.noise, right.noise),
})

/**
 * Given x and a, the rest is normal about (A_y - K A_x) a + K x + b_y - K b_x with the noise Q_yy - K Q_xy, where
 * K = Q_yx Q_xx⁺ is the gain.
 */
const conditional = <A, X, Y>(
  objects: { readonly known: Euclidean<X>; readonly rest: Euclidean<Y> },
  joint: Gaussian<A, readonly [X, Y]>,
): Gaussian<readonly [X, A], Y> => {
  const { known, rest } = objects
  const x = { from: 0, size: known.dimension }
  const y = { from: known.dimension, size: rest.dimension }
  const all = { from: 0, size: joint.source.dimension }
  const only = { from: 0, size: 1 }
  const gain = block(joint.noise, y, x).mmul(pseudoInverse(block(joint.noise, x, x), SINGULAR))
  const residue = (ofX: Matrix, ofY: Matrix): Matrix => Matrix.sub(ofY, gain.mmul(ofX))
  const fromGiven = residue(block(joint.matrix, x, all), block(joint.matrix, y, all))
  return {
    source: product(known, joint.source),
    target: rest,
    matrix: stacked(gain.transpose(), fromGiven.transpose()).transpose(),
    offset: residue(block(joint.offset, x, only), block(joint.offset, y, only)),
    noise: symmetric(residue(block(joint.noise, x, y), block(joint.noise, y, y))),
  }
}

/** Singular values this much smaller than the largest, per dimension, are taken for rounding errors of zero. */
const SINGULAR = 1e-12

/** The Markov category of linear-Gaussian kernels. */
export const gaussians: MarkovCategory<Gauss> = {
  unit: origin,
  product,
  identity: x => rebracket(x, x),
  compose,
  tensor,
  swap: (x, y) => linear(product(x, y), product(y, x), permutation(x.dimension, y.dimension)),
  associate: (x, y, z) => rebracket(product(product(x, y), z), product(x, product(y, z))),
  fromUnit: x => rebracket(product(x, origin), x),
  toUnit: x => rebracket(x, product(x, origin)),
  copy: x => linear(x, product(x, x), stacked(Matrix.eye(x.dimension), Matrix.eye(x.dimension))),
  discard: x => linear(x, origin, Matrix.zeros(0, x.dimension)),
  conditional,
}

/** Whether `kernel` has no noise beyond `tolerance`, which is when it commutes with copying. */
export const isAffine = <X, Y>(kernel: Gaussian<X, Y>, tolerance: number): boolean =>
  rowsOf(kernel.noise).every(row => row.every(entry => Math.abs(entry) <= tolerance))
