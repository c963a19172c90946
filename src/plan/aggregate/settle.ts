/** Whether what components add can be found by going through all that may happen in them. */
import { type Diagram, rowsOver } from '../diagram.ts'
import type { Bundle, Component, IsKnown } from './components.ts'
import { type Graph, isRandom } from './graph.ts'

/** Ways that one component may go, for which all are gone through. */
const mostWays = 512

/** Nodes of one component, which are gone through one within the other. */
const mostNodes = 512

/** Cases of the boundary of a bundle. */
const mostCases = 1_024

/** Whether the cases of a boundary are few enough. */
export const hasFewCases = <N>({ nodes }: Diagram<N>, boundary: readonly number[]): boolean =>
  rowsOver(nodes, boundary) <= mostCases

/**
 * Whether all of a bundle can be gone through. Where not, nodes that tie its components together are added to `hubs`;
 * where there are none, its aggregates are to `opaque`.
 */
export const isSmall = <N>(
  graph: Graph<N>,
  { aggregates, usual, boundary }: Bundle,
  hubs: Set<number>,
  opaque: Set<number>,
): boolean => {
  const large = usual.filter(({ nodes }) => nodes.length > mostNodes || waysOf(graph, nodes) > mostWays)
  const found = large.map(component => hubOf(graph, aggregates, component))
  if (!hasFewCases(graph.diagram, boundary) || found.includes(undefined)) {
    for (const { id } of aggregates) opaque.add(id)
    return false
  }
  for (const hub of found) if (hub !== undefined) hubs.add(hub)
  return large.length === 0
}

const waysOf = <N>({ spread }: Graph<N>, nodes: readonly number[]): number => {
  let ways = 1
  for (const id of nodes) ways *= spread[id] ?? 1
  return ways
}

/** What most terms depend on, the first of those; nothing where no two terms depend on the same. */
const hubOf = <N>(
  { diagram, children }: Graph<N>,
  aggregates: Bundle['aggregates'],
  { nodes }: Component,
): number | undefined => {
  const inside = new Set(nodes)
  const terms = new Set(aggregates.flatMap(({ parents }) => parents.filter(id => inside.has(id))))
  let [best, most] = [-1, 1]
  for (const id of nodes) {
    if (!isRandom(diagram.nodes[id])) continue
    const below = new Set([id])
    let count = 0
    for (const next of below) {
      if (terms.has(next)) count++
      for (const child of children[next] ?? []) if (inside.has(child)) below.add(child)
    }
    if (count > most) [best, most] = [id, count]
  }
  return best < 0 ? undefined : best
}

/** A bundle whose components depend on what its aggregates lead to, if any. */
export const cyclicBundle = <N>(
  { diagram }: Graph<N>,
  isKnown: IsKnown,
  bundles: readonly Bundle[],
): Bundle | undefined => {
  if (bundles.every(({ boundary }) => boundary.length === 0)) return undefined
  const bundleOf = new Map(
    bundles.flatMap(bundle => bundle.aggregates.map(({ id }) => [id, bundle] as const)),
  )
  return bundles.find(bundle => {
    const before = new Set(bundle.boundary)
    for (const id of before) {
      for (const parent of diagram.nodes[id]?.parents ?? []) if (isKnown(parent)) before.add(parent)
      for (const parent of bundleOf.get(id)?.boundary ?? []) before.add(parent)
    }
    return bundle.aggregates.some(({ id }) => before.has(id))
  })
}
