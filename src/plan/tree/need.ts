import type { Node } from '../diagram.ts'
import type { Growing } from './flatTree.ts'

/**
 * For each node of the diagram the last node that reads its value, itself where nothing does but a form; -1 where
 * the tree does without the node.
 *
 * Every choice is needed, and what can fail, for the failure must be met.
 */
export const lastReaders = <N>(nodes: readonly Node<N>[], { forms, isChoice }: Growing<N>): Int32Array => {
  const readers = new Int32Array(nodes.length).fill(-1)
  for (const { terms } of forms) for (const id of terms.keys()) readers[id] = id
  for (const node of [...nodes].reverse()) {
    const { id } = node
    const isNeeded = node.failures.size > 0 || (node.kind === 'decision' && isChoice(id))
    if (readers[id] === -1 && isNeeded) readers[id] = id
    if (readers[id] === -1) continue
    // Readers are met from the last to the first.
    for (const read of readBy(node, isChoice)) if ((readers[read] ?? -1) <= read) readers[read] = id
  }
  return readers
}

/** The nodes whose values decide what happens at a node. */
const readBy = <N>(node: Node<N>, isChoice: (decision: number) => boolean): readonly number[] =>
  node.kind === 'decision' && isChoice(node.id) ? [...node.parents, ...node.observed] : node.parents
