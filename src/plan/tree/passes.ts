/**
 * The passes over a flat tree that everything else is made of. A policy has a weight for each slot; the weights of a
 * state need not sum to one: those of whoever is left out of a product are one.
 *
 * Each result is overwritten by the next call that gives it.
 */
import type { Scalar } from '../../markov/scalar.ts'
import type { Vector } from './arithmetic.ts'
import type { FlatTree } from './flatTree.ts'

export interface Passes<N> {
  /** By node, the product of the probabilities and the policy's weights on the way there. */
  readonly reach: (policy: Vector<N>) => Vector<N>
  /** By node, the expected value of what follows under the policy, `form` being valued at the leaves. */
  readonly values: (form: number, policy: Vector<N>) => Vector<N>
  /**
   * By slot, the sum of reach times value over the nodes where the action may be taken: counterfactual values where
   * the reach is that of chance and the others.
   */
  readonly actionValues: (reach: Vector<N>, values: Vector<N>) => Vector<N>
  /** By slot, the sum of reach times value over the leaves after which nobody chooses; those without slot are last. */
  readonly sequenceValues: (reach: Vector<N>, form: number) => Vector<N>
}

/** The passes over any scalar, and in the order of operations that the kernels for doubles keep to. */
export const scalarPasses = <N>(scalar: Scalar<N>, tree: FlatTree<N>): Passes<N> => {
  const { size, first, count, parent, slot, last, probability, states } = tree
  const { zero, one } = scalar
  const slots = states.offset[states.count] ?? 0
  // Exact products are dear, and most factors are one or zero.
  const times = (a: N, b: N): N =>
    a === one ? b : b === one ? a : a === zero || b === zero ? zero : scalar.mul(a, b)
  const plus = (a: N, b: N): N => (a === zero ? b : b === zero ? a : scalar.add(a, b))
  const weight = (node: number, policy: Vector<N>): N => {
    const taken = slot[node] ?? -1
    return (taken < 0 ? probability[node] : policy[taken]) ?? zero
  }
  return {
    reach: policy => {
      const reach = new Array<N>(size).fill(one)
      for (let i = 1; i < size; i++) reach[i] = times(reach[parent[i] ?? 0] ?? zero, weight(i, policy))
      return reach
    },
    values: (form, policy) => {
      const values = Array.from({ length: size }, (_, i) => tree.values[form]?.[i] ?? zero)
      for (let i = size - 1; i >= 0; i--) {
        const from = first[i] ?? 0
        const to = from + (count[i] ?? 0)
        let sum = zero
        for (let child = from; child < to; child++)
          sum = plus(sum, times(weight(child, policy), values[child] ?? zero))
        if (to > from) values[i] = sum
      }
      return values
    },
    actionValues: (reach, values) => {
      const sums = new Array<N>(slots).fill(zero)
      for (let i = 1; i < size; i++) {
        const taken = slot[i] ?? -1
        if (taken < 0) continue
        sums[taken] = plus(sums[taken] ?? zero, times(reach[parent[i] ?? 0] ?? zero, values[i] ?? zero))
      }
      return sums
    },
    sequenceValues: (reach, form) => {
      const sums = new Array<N>(slots + 1).fill(zero)
      for (let i = 0; i < size; i++) {
        if (count[i] !== 0) continue
        const taken = last[i] ?? -1
        const sequence = taken < 0 ? slots : taken
        sums[sequence] = plus(sums[sequence] ?? zero, times(reach[i] ?? zero, tree.values[form]?.[i] ?? zero))
      }
      return sums
    },
  }
}
