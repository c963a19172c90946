import { structuralKey } from '../../markov/structuralKey.ts'
import type { DecisionNode, Node } from '../diagram.ts'
import { columnOf, type Frontier, rowsIn } from './frontier.ts'
import { classesOf } from './merging.ts'
import type { Information } from './trellis.ts'

/**
 * What the player of a decision can tell apart in the states before it by what is `looked` at, in the order of the first
 * of them; the observation in the first that is `reached`, or else in the first, stands for all.
 */
export const informationAt = <N>(
  frontier: Frontier,
  nodes: readonly Node<N>[],
  node: DecisionNode<N>,
  looked: readonly number[],
  reached: Uint8Array,
): Information<N> => {
  const seen = node.observed.map(read => columnOf(frontier, read))
  const { of: classes, firsts: examples } = classesOf(
    looked.map(read => columnOf(frontier, read)),
    frontier.length,
  )
  const firsts = examples.slice()
  for (let s = classes.length - 1; s >= 0; s--) if (reached[s] === 1) firsts[classes[s] ?? 0] = s
  const tableRows = rowsIn(frontier, nodes, node.parents)
  const numbers = new Map<string, number>()
  const observations: unknown[] = []
  const rows: number[] = []
  const offsets = [0]
  // What is observed may be the same where what it is made of is not.
  const numberOf = Int32Array.from(firsts, first => {
    const observation = node.observation(seen.map(column => column[first] ?? 0))
    const key = structuralKey(observation)
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, observations.length)
    const row = tableRows[first] ?? 0
    rows.push(row)
    offsets.push((offsets.at(-1) ?? 0) + (node.menu.offsets[row + 1] ?? 0) - (node.menu.offsets[row] ?? 0))
    return observations.push(observation) - 1
  })
  return {
    node,
    of: classes.map(known => numberOf[known] ?? 0),
    observations,
    rows: Int32Array.from(rows),
    starts: Int32Array.from(rows, row => node.menu.offsets[row] ?? 0),
    offsets: Int32Array.from(offsets),
  }
}
