/** The edges of a layer while they are followed: the values at their ends, and where they come from. */
import type { ChanceNode, DecisionNode, Menu, Node } from '../diagram.ts'
import { type Frontier, gathered, regrouped, rowsIn } from './frontier.ts'
import type { Growing } from './grow.ts'
import type { FailedEdge } from './trellis.ts'

export interface Edges {
  length: number
  columns: Map<number, Int32Array>
  source: Int32Array
  slot: Int32Array
  /** By node that is paid, its values. */
  paid: Map<number, Int32Array>
}

/** One edge from each state. */
export const unbranched = ({ length, columns }: Frontier): Edges => ({
  length,
  columns: new Map(columns),
  source: Int32Array.from({ length }, (_, s) => s),
  slot: new Int32Array(length),
  paid: new Map(),
})

/** An edge for everything that may happen at a node. */
export const branch = <N>(
  growing: Growing<N>,
  frontier: Frontier,
  node: ChanceNode<N> | DecisionNode<N>,
  at: number,
  failures: FailedEdge[],
): Edges => {
  const rows = rowsIn(frontier, growing.nodes, node.parents)
  const { offsets, items } = menuOf(growing, node)
  if (node.failures.size > 0) failStates(node, rows, offsets, failures)
  let length = 0
  for (let s = 0; s < rows.length; s++)
    length += (offsets[(rows[s] ?? 0) + 1] ?? 0) - (offsets[rows[s] ?? 0] ?? 0)
  // What would not fit is not made.
  if (length > growing.limit) return { length, columns: new Map(), source: rows, slot: rows, paid: new Map() }
  const source = new Int32Array(length)
  const slot = new Int32Array(length)
  const value = new Int32Array(length)
  let edge = 0
  for (let s = 0; s < rows.length; s++) {
    const row = rows[s] ?? 0
    const to = offsets[row + 1] ?? 0
    for (let item = offsets[row] ?? 0; item < to; item++, edge++) {
      source[edge] = s
      slot[edge] = item
      value[edge] = items[item] ?? 0
    }
  }
  const { lastRead } = growing.schedule
  const { columns } = regrouped(frontier, source, variable => (lastRead[variable] ?? -1) > at)
  columns.set(node.id, value)
  return { length, columns, source, slot, paid: new Map() }
}

/** What may happen at a node, by row. */
export const menuOf = <N>({ explores }: Growing<N>, node: ChanceNode<N> | DecisionNode<N>): Menu =>
  node.kind === 'chance' ? node.kernel : explores(node) ? node.menu : node.strategy

const failStates = <N>(
  node: Node<N>,
  rows: Int32Array,
  offsets: Int32Array,
  failures: FailedEdge[],
): void => {
  for (let state = 0; state < rows.length; state++) {
    const row = rows[state] ?? 0
    if (!node.failures.has(row)) continue
    const lacksStrategy = (offsets[row + 1] ?? 0) > (offsets[row] ?? 0)
    failures.push({ state, slot: -1, at: node.id, error: node.failures.get(row), lacksStrategy })
  }
}

/** Drops the edges on which a node fails, and says which they were. */
export const failEdges = <N>(
  nodes: readonly Node<N>[],
  edges: Edges,
  node: Node<N>,
  failures: FailedEdge[],
): void => {
  const rows = rowsIn(edges, nodes, node.parents)
  const kept: number[] = []
  for (let edge = 0; edge < rows.length; edge++) {
    const row = rows[edge] ?? 0
    if (!node.failures.has(row)) {
      kept.push(edge)
      continue
    }
    const [state, slot] = [edges.source[edge] ?? 0, edges.slot[edge] ?? 0]
    failures.push({ state, slot, at: node.id, error: node.failures.get(row), lacksStrategy: false })
  }
  if (kept.length < rows.length) keep(edges, Int32Array.from(kept))
}

const keep = (edges: Edges, kept: Int32Array): void => {
  const of = (columns: ReadonlyMap<number, Int32Array>) =>
    new Map([...columns].map(([variable, column]) => [variable, gathered(column, kept)]))
  edges.length = kept.length
  edges.columns = of(edges.columns)
  edges.paid = of(edges.paid)
  edges.source = gathered(edges.source, kept)
  edges.slot = gathered(edges.slot, kept)
}

/** Where the edges of each state start; edges are in the order of their states. */
export const firstEdges = (source: Int32Array, states: number): Int32Array => {
  const first = new Int32Array(states + 1)
  for (let edge = 0; edge < source.length; edge++) first[(source[edge] ?? 0) + 1] = 1 + edge
  for (let s = 1; s <= states; s++) first[s] = Math.max(first[s] ?? 0, first[s - 1] ?? 0)
  return first
}
