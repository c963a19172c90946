import type { AggregateNode } from '../diagram.ts'
import { ancestors, type Graph, knownFrom } from './graph.ts'

/**
 * Which aggregates must be known together. An account is affine in its receipts, so the expectations of those are all
 * that is asked for: where what a player knows and may do depends on no aggregate, only aggregates that one receipt
 * depends on belong together. The loads of the hours of a day, each with its price, fall apart.
 */
export const grouping = <N>(
  graph: Graph<N>,
): ((player: string, closed: readonly AggregateNode[]) => readonly (readonly AggregateNode[])[]) => {
  const above = new Map<number, readonly number[]>()
  const aggregatesAbove = (id: number): readonly number[] => {
    const found = above.get(id) ?? aggregatesIn(ancestors(graph, [id], () => false))
    above.set(id, found)
    return found
  }
  const { nodes } = graph.diagram
  const aggregatesIn = (ids: Uint8Array) =>
    [...ids.keys()].filter(id => ids[id] === 1 && nodes[id]?.kind === 'aggregate')
  const feeding = (roots: readonly number[]): ReadonlySet<number> => {
    const found = new Set<number>()
    for (const id of knownFrom(graph, roots))
      if (nodes[id]?.kind === 'aggregate') for (const other of aggregatesAbove(id)) found.add(other)
    return found
  }
  return (player, closed) => {
    const informed = feeding(graph.informed(player))
    if (closed.some(({ id }) => informed.has(id))) return [closed]
    let groups: readonly (readonly AggregateNode[])[] = closed.map(aggregate => [aggregate])
    for (const paid of graph.paid(player)) {
      const together = feeding([paid])
      const touches = (group: readonly AggregateNode[]) => group.some(({ id }) => together.has(id))
      const joined = groups.filter(touches).flat()
      if (joined.length > 1) groups = [joined, ...groups.filter(group => !touches(group))]
    }
    return groups.map(group => [...group].sort((a, b) => a.id - b.id)).sort(byFirst)
  }
}

const byFirst = ([a]: readonly AggregateNode[], [b]: readonly AggregateNode[]): number =>
  (a?.id ?? 0) - (b?.id ?? 0)
