/** Vectors of weights, with the one operation that products of distributions need. */
import { double } from '../../markov/double.ts'
import { isRational } from '../../markov/rational.ts'
import type { Scalar } from '../../markov/scalar.ts'
import { structuralKey } from '../../markov/structuralKey.ts'
import { rationalWeights } from './fractions.ts'

export interface Weights<N, V> {
  readonly from: (weights: readonly N[]) => V
  /** Zeros, `length` of them, to which products of weights of `a` and of `b` will be added. */
  readonly room: (length: number, a: V, b: V) => V
  /** Adds `a[i] * b[j]` at `targets[j] + shift`, for each `j`. */
  readonly addProducts: (out: V, a: V, i: number, b: V, targets: Int32Array, shift: number) => void
  readonly isZero: (weights: V, index: number) => boolean
  readonly pick: (weights: V, indices: Int32Array) => V
  readonly toScalars: (weights: V) => readonly N[]
  /** Equal for equal weights, different for different ones. */
  readonly key: (weights: V) => string
}

const doubleWeights: Weights<number, Float64Array> = {
  from: weights => Float64Array.from(weights),
  room: length => new Float64Array(length),
  addProducts: (out, a, i, b, targets, shift) => {
    const factor = a[i] ?? 0
    for (let j = 0; j < b.length; j++) {
      const at = (targets[j] ?? 0) + shift
      out[at] = (out[at] ?? 0) + factor * (b[j] ?? 0)
    }
  },
  isZero: (weights, index) => weights[index] === 0,
  pick: (weights, indices) => Float64Array.from(indices, index => weights[index] ?? 0),
  toScalars: weights => [...weights],
  key: weights => weights.join(),
}

/** The weights of any scalar. */
const scalarWeights = <N>(scalar: Scalar<N>): Weights<N, N[]> => {
  const isKnown = (n: N) => scalar.isKnown?.(n) ?? true
  const numbers = new Map<N, number>()
  const numberOf = (n: N): number => {
    const number = numbers.get(n) ?? numbers.size
    numbers.set(n, number)
    return number
  }
  return {
    from: weights => [...weights],
    room: length => new Array<N>(length).fill(scalar.zero),
    addProducts: (out, a, i, b, targets, shift) => {
      const factor = a[i] ?? scalar.zero
      for (const [j, weight] of b.entries()) {
        const at = (targets[j] ?? 0) + shift
        out[at] = scalar.add(out[at] ?? scalar.zero, scalar.mul(factor, weight))
      }
    },
    isZero: (weights, index) => {
      const weight = weights[index] ?? scalar.zero
      return isKnown(weight) && scalar.equals(weight, scalar.zero)
    },
    pick: (weights, indices) => Array.from(indices, index => weights[index] ?? scalar.zero),
    toScalars: weights => weights,
    // What has no value to look at is like itself alone.
    key: weights =>
      weights.map(weight => (isKnown(weight) ? structuralKey(weight) : `#${numberOf(weight)}`)).join(),
  }
}

/** What can be and what cannot: the weight of all that can be is one. */
export const possibilities = <N>(scalar: Scalar<N>): Weights<N, Uint8Array> => ({
  from: weights => Uint8Array.from(weights, weight => (scalar.equals(weight, scalar.zero) ? 0 : 1)),
  room: length => new Uint8Array(length),
  addProducts: (out, a, i, b, targets, shift) => {
    if (a[i] === 0) return
    for (let j = 0; j < b.length; j++) if (b[j] === 1) out[(targets[j] ?? 0) + shift] = 1
  },
  isZero: (weights, index) => weights[index] !== 1,
  pick: (weights, indices) => Uint8Array.from(indices, index => weights[index] ?? 0),
  toScalars: weights => Array.from(weights, weight => (weight === 1 ? scalar.one : scalar.zero)),
  key: weights => weights.join(''),
})

/** Runs `use` with the fastest weights there are for a scalar. `areKnown` where all weights have values to look at. */
export const withWeights = <N, A>(
  scalar: Scalar<N>,
  areKnown: boolean,
  use: { readonly run: <V>(weights: Weights<N, V>) => A },
): A => {
  // A scalar whose one is the number 1, or a rational, is a scalar of numbers, or of rationals.
  if (scalar.one === double.one) return use.run(doubleWeights as never)
  if (isRational(scalar.one) && areKnown) return use.run(rationalWeights as never)
  return use.run(scalarWeights(scalar))
}
