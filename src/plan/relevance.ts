/** Which nodes of a diagram matter for a question. */
import type { Node } from './diagram.ts'

/**
 * What the values of `targets` depend on, targets included: their ancestors by `readsOf`. All else is barren
 * (Shachter, Evaluating influence diagrams, Operations Research 34, 1986).
 */
export const ancestorsOf = <N>(
  nodes: readonly Node<N>[],
  targets: Iterable<number>,
  readsOf: (node: Node<N>) => readonly number[],
): ReadonlySet<number> => {
  const found = new Set(targets)
  // A set that grows while it is gone through gives what was added, too.
  for (const id of found) {
    const node = nodes[id]
    if (node !== undefined) for (const read of readsOf(node)) found.add(read)
  }
  return found
}
