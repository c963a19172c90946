/**
 * What a pass does with one layer of a trellis. A vector that would be zero throughout may be left out, and so may a
 * factor of one.
 */
import type { Scalar } from '../../markov/scalar.ts'
import type { Vector } from '../tree/arithmetic.ts'
import type { Information, Layer } from './trellis.ts'

/** What is received on the edges of a layer, and what all that is received later is multiplied by. */
export interface Received<N> {
  readonly amounts: Vector<N> | undefined
  readonly factor: N | undefined
}

export interface Kernels<N> {
  /** By state of the next layer, how likely it is reached. `weights` are by slot. */
  readonly forward: (layer: Layer<N>, reach: Vector<N>, weights: Vector<N>) => Vector<N>
  /** By state of the next layer, the sum over the ways there of how likely they are by what is received on them. */
  readonly past: (
    layer: Layer<N>,
    reach: Vector<N>,
    past: Vector<N> | undefined,
    weights: Vector<N>,
    amounts: Vector<N> | undefined,
  ) => Vector<N> | undefined
  /** By state, what is expected to be received from there on, `next` being so by state of the next layer. */
  readonly backward: (
    layer: Layer<N>,
    next: Vector<N> | undefined,
    weights: Vector<N>,
    received: Received<N>,
  ) => Vector<N> | undefined
  /** As `backward`, where one action is taken at each information state; edges are those of the actions. */
  readonly taking: (
    layer: Layer<N>,
    information: Information<N>,
    action: Int32Array,
    next: Vector<N> | undefined,
    received: Received<N>,
  ) => Vector<N> | undefined
  /** By action of each information state, what its edges bring, by how likely their states are. */
  readonly actions: (
    layer: Layer<N>,
    information: Information<N>,
    belief: Vector<N>,
    next: Vector<N> | undefined,
    received: Received<N>,
  ) => Vector<N>
  /** By information state, the sum over its states. */
  readonly classSums: (information: Information<N>, values: Vector<N>) => Vector<N>
}

/** The passes over any scalar; exact operations are dear, so those with zero and one are left out. */
export const scalarKernels = <N>(scalar: Scalar<N>): Kernels<N> => {
  const { zero, one } = scalar
  const isZero = (n: N): boolean => n === zero || scalar.equals(n, zero)
  const times = (a: N, b: N): N =>
    a === one ? b : b === one ? a : a === zero || b === zero ? zero : scalar.mul(a, b)
  const plus = (a: N, b: N): N => (a === zero ? b : b === zero ? a : scalar.add(a, b))
  const zeros = (length: number): N[] => new Array<N>(length).fill(zero)
  const brought = (
    layer: Layer<N>,
    edge: number,
    next: Vector<N> | undefined,
    { amounts, factor }: Received<N>,
  ): N => {
    const later = next?.[layer.target[edge] ?? 0] ?? zero
    return plus(amounts?.[edge] ?? zero, factor === undefined ? later : times(factor, later))
  }
  return {
    forward: (layer, reach, weights) => {
      const next = zeros(layer.ends)
      for (let s = 0; s < layer.size; s++) {
        const here = reach[s] ?? zero
        if (isZero(here)) continue
        for (let edge = layer.first[s] ?? 0; edge < (layer.first[s + 1] ?? 0); edge++) {
          const target = layer.target[edge] ?? 0
          const weight = weights[layer.slot[edge] ?? 0] ?? zero
          next[target] = plus(next[target] ?? zero, times(here, weight))
        }
      }
      return next
    },
    past: (layer, reach, past, weights, amounts) => {
      if (past === undefined && amounts === undefined) return undefined
      const next = zeros(layer.ends)
      for (let s = 0; s < layer.size; s++) {
        const here = reach[s] ?? zero
        if (isZero(here)) continue
        const before = past?.[s] ?? zero
        for (let edge = layer.first[s] ?? 0; edge < (layer.first[s + 1] ?? 0); edge++) {
          const target = layer.target[edge] ?? 0
          const weight = weights[layer.slot[edge] ?? 0] ?? zero
          const held = plus(before, times(here, amounts?.[edge] ?? zero))
          next[target] = plus(next[target] ?? zero, times(weight, held))
        }
      }
      return next
    },
    backward: (layer, next, weights, received) => {
      if (next === undefined && received.amounts === undefined) return undefined
      const values = zeros(layer.size)
      for (let s = 0; s < layer.size; s++) {
        let sum = zero
        for (let edge = layer.first[s] ?? 0; edge < (layer.first[s + 1] ?? 0); edge++) {
          const weight = weights[layer.slot[edge] ?? 0] ?? zero
          if (!isZero(weight)) sum = plus(sum, times(weight, brought(layer, edge, next, received)))
        }
        values[s] = sum
      }
      return values
    },
    taking: (layer, information, action, next, received) => {
      if (next === undefined && received.amounts === undefined) return undefined
      const values = zeros(layer.size)
      for (let s = 0; s < layer.size; s++) {
        const edge = (layer.first[s] ?? 0) + (action[information.of[s] ?? 0] ?? 0)
        values[s] = brought(layer, edge, next, received)
      }
      return values
    },
    actions: (layer, information, belief, next, received) => {
      const sums = zeros(information.offsets.at(-1) ?? 0)
      if (next === undefined && received.amounts === undefined) return sums
      for (let s = 0; s < layer.size; s++) {
        const here = belief[s] ?? zero
        if (isZero(here)) continue
        const known = information.of[s] ?? 0
        const base = (information.offsets[known] ?? 0) - (information.starts[known] ?? 0)
        for (let edge = layer.first[s] ?? 0; edge < (layer.first[s + 1] ?? 0); edge++) {
          const action = base + (layer.slot[edge] ?? 0)
          sums[action] = plus(sums[action] ?? zero, times(here, brought(layer, edge, next, received)))
        }
      }
      return sums
    },
    classSums: (information, values) => {
      const sums = zeros(information.observations.length)
      for (let s = 0; s < information.of.length; s++) {
        const known = information.of[s] ?? 0
        sums[known] = plus(sums[known] ?? zero, values[s] ?? zero)
      }
      return sums
    },
  }
}
