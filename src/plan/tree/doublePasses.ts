import type { Vector } from './arithmetic.ts'
import type { FlatTree } from './flatTree.ts'
import type { Passes } from './passes.ts'

/** The passes over doubles: the oracle of the WebAssembly kernel, to the last bit. */
export const doublePasses = (tree: FlatTree<number>): Passes<number> => {
  const { size, first, count, parent, slot, last, states } = tree
  const slots = states.offset[states.count] ?? 0
  const probability = doubles(tree.probability)
  const forms = tree.values.map(doubles)
  const reached = new Float64Array(size)
  const valued = new Float64Array(size)
  const bySlot = new Float64Array(slots)
  const bySequence = new Float64Array(slots + 1)
  return {
    reach: weights => {
      const policy = doubles(weights)
      reached[0] = 1
      for (let i = 1; i < size; i++) {
        const taken = slot[i] ?? -1
        const weight = (taken < 0 ? probability[i] : policy[taken]) ?? 0
        reached[i] = (reached[parent[i] ?? 0] ?? 0) * weight
      }
      return reached
    },
    values: (form, weights) => {
      const policy = doubles(weights)
      const leaves = forms[form]
      if (leaves !== undefined) valued.set(leaves)
      for (let i = size - 1; i >= 0; i--) {
        const children = count[i] ?? 0
        if (children === 0) continue
        const from = first[i] ?? 0
        let sum = 0
        for (let child = from; child < from + children; child++) {
          const taken = slot[child] ?? -1
          const weight = (taken < 0 ? probability[child] : policy[taken]) ?? 0
          sum += weight * (valued[child] ?? 0)
        }
        valued[i] = sum
      }
      return valued
    },
    actionValues: (reach, values) => {
      const above = doubles(reach)
      const below = doubles(values)
      bySlot.fill(0)
      for (let i = 1; i < size; i++) {
        const taken = slot[i] ?? -1
        if (taken >= 0) bySlot[taken] = (bySlot[taken] ?? 0) + (above[parent[i] ?? 0] ?? 0) * (below[i] ?? 0)
      }
      return bySlot
    },
    sequenceValues: (reach, form) => {
      const above = doubles(reach)
      const leaves = forms[form] ?? new Float64Array(size)
      bySequence.fill(0)
      for (let i = 0; i < size; i++) {
        if (count[i] !== 0) continue
        const taken = last[i] ?? -1
        const sequence = taken < 0 ? slots : taken
        bySequence[sequence] = (bySequence[sequence] ?? 0) + (above[i] ?? 0) * (leaves[i] ?? 0)
      }
      return bySequence
    },
  }
}

/** A vector of doubles as the array that loops are fast over, which it most often is. */
export const doubles = (vector: Vector<number>): Float64Array =>
  vector instanceof Float64Array ? vector : Float64Array.from(vector)
