/** Whether what components add can be found by going through all that may happen in them. */
import { type Diagram, rowsOver } from '../diagram.ts'
import type { Bundle, Component, IsKnown } from './components.ts'
import { type Graph, isRandom } from './graph.ts'

/** Ways that one component may go, for which all are gone through. */
const mostWays = 512

/** Nodes of one component, which are gone through one within the other. */
const mostNodes = 512

/** What going through one component may take: nodes, in each way, in each case of its boundary. */
const mostSteps = 200_000

/** What looking for one hub may take. */
const mostLooks = 100_000

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
  const large = usual.filter(component => isLarge(graph, component))
  const found = large.map(component => hubOf(graph, aggregates, component))
  if (!hasFewCases(graph.diagram, boundary) || found.includes(undefined)) {
    for (const { id } of aggregates) opaque.add(id)
    return false
  }
  for (const hub of found) if (hub !== undefined) hubs.add(hub)
  return large.length === 0
}

const isLarge = <N>(graph: Graph<N>, { nodes, boundary }: Component): boolean => {
  const ways = waysOf(graph, nodes)
  const steps = ways * nodes.length * rowsOver(graph.diagram.nodes, boundary)
  return nodes.length > mostNodes || ways > mostWays || steps > mostSteps
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
  let looks = 0
  for (const id of nodes) {
    // What much depends on comes early.
    if (looks > mostLooks) break
    if (!isRandom(diagram.nodes[id])) continue
    const below = new Set([id])
    let count = 0
    for (const next of below) {
      looks++
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
