import type { ChanceNode, DecisionNode } from '../diagram.ts'
import type { Arithmetic, Vector } from '../tree/arithmetic.ts'

/** By slot what chance or the profile makes of it. */
export const weightsOf = <N>(
  { scalar, vector }: Arithmetic<N>,
  explores: boolean,
  node: ChanceNode<N> | DecisionNode<N> | undefined,
): Vector<N> => {
  if (node === undefined) return filled(vector, [scalar.one])
  if (node.kind === 'chance') return filled(vector, node.kernel.weights)
  if (!explores) return filled(vector, node.strategy.weights)
  const { menu, strategy } = node
  const weights = vector(menu.items.length)
  for (let row = 0; row + 1 < menu.offsets.length; row++)
    for (let at = strategy.offsets[row] ?? 0; at < (strategy.offsets[row + 1] ?? 0); at++)
      for (let item = menu.offsets[row] ?? 0; item < (menu.offsets[row + 1] ?? 0); item++)
        if (menu.items[item] === strategy.items[at]) weights[item] = strategy.weights[at] ?? scalar.zero
  return weights
}

const filled = <N>(vector: Arithmetic<N>['vector'], weights: readonly N[]): Vector<N> => {
  const copy = vector(weights.length)
  for (const [slot, weight] of weights.entries()) copy[slot] = weight
  return copy
}
