/** The deterministic steps of a layer: what functions and aggregates come to, by edge. */
import type { AggregateNode, FunctionNode, Node } from '../diagram.ts'
import { type Frontier, rowsIn } from './frontier.ts'

/** By edge the value of a function node, -1 where it fails. */
export const functionColumn = <N>(
  frontier: Frontier,
  nodes: readonly Node<N>[],
  { table, parents }: FunctionNode,
): Int32Array => {
  const column = rowsIn(frontier, nodes, parents)
  for (let e = 0; e < column.length; e++) column[e] = table[column[e] ?? 0] ?? -1
  return column
}

/** By edge what an aggregate has come to with one more of its parents; `accumulated` is nothing at first. */
export const foldedColumn = (
  { carrier, lifts }: AggregateNode,
  place: number,
  accumulated: Int32Array | undefined,
  parent: Int32Array,
): Int32Array => {
  const lift = lifts[place] ?? new Int32Array(0)
  const column = new Int32Array(parent.length)
  if (accumulated === undefined) {
    const folded = lift.map(element => carrier.combine(carrier.empty, element))
    for (let e = 0; e < column.length; e++) column[e] = folded[parent[e] ?? 0] ?? 0
    return column
  }
  const combine = remembered(carrier.combine, accumulated, lift)
  for (let e = 0; e < column.length; e++) column[e] = combine(accumulated[e] ?? 0, parent[e] ?? 0)
  return column
}

/** `combine(a, lift[x])`, each computed once: as many as may occur are few beside the edges they occur on. */
const remembered = (
  combine: (a: number, b: number) => number,
  accumulated: Int32Array,
  lift: Int32Array,
): ((a: number, x: number) => number) => {
  let largest = 0
  for (let e = 0; e < accumulated.length; e++) largest = Math.max(largest, accumulated[e] ?? 0)
  const known = new Int32Array((largest + 1) * lift.length).fill(-1)
  return (a, x) => {
    const place = a * lift.length + x
    const found = known[place] ?? -1
    if (found >= 0) return found
    const combined = combine(a, lift[x] ?? 0)
    known[place] = combined
    return combined
  }
}

/** By edge the value of an aggregate that has taken in all its parents. */
export const finishedColumn = (
  { carrier, finish }: AggregateNode,
  accumulated: Int32Array | undefined,
  length: number,
): Int32Array => {
  if (accumulated === undefined) return new Int32Array(length).fill(finish(carrier.empty))
  const known = new Map<number, number>()
  return accumulated.map(element => {
    const found = known.get(element)
    if (found !== undefined) return found
    const finished = finish(element)
    known.set(element, finished)
    return finished
  })
}
