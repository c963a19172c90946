/**
 * What of a diagram matters to a player, split into what must be known one by one and what matters only through what
 * it adds to aggregates.
 */
import type { AggregateNode, Node } from '../diagram.ts'
import { rowsOver } from '../diagram.ts'
import { ancestors, type Graph, isRandom } from './graph.ts'

/** Nodes that are tied together, and to all others only through their boundary and what they add to aggregates. */
export interface Component {
  /** Ids, ascending. */
  readonly nodes: readonly number[]
  /** The nodes outside that they depend on, ascending. */
  readonly boundary: readonly number[]
}

/** Aggregates that share terms, with the independent parts that add to them. */
export interface Bundle {
  readonly aggregates: readonly AggregateNode[]
  readonly components: readonly Component[]
  /** What any of the components depends on, ascending. */
  readonly boundary: readonly number[]
}

export interface Split {
  /** Ids of what stays, ascending. */
  readonly explicit: readonly number[]
  readonly bundles: readonly Bundle[]
}

/** Ways that one component may go, for which all are gone through. */
const mostWays = 512

/** Cases of the boundary of a bundle. */
const mostCases = 1_024

/**
 * Splits what matters to a player.
 *
 * Nodes that many terms depend on, such as a public state, are made explicit until the terms fall apart; `hubs` are
 * those of earlier splits and are added to. Aggregates that are in `opaque` are as any other node; those for whose
 * terms nothing is found are added to it.
 */
export const splitFor = <N>(
  graph: Graph<N>,
  player: string,
  hubs: Set<number>,
  opaque: Set<number>,
): Split => {
  const { nodes } = graph.diagram
  const roots = graph.roots(player)
  const relevant = ancestors(graph, roots, () => false)
  for (;;) {
    const shared = [...hubs].filter(id => relevant[id] === 1)
    const isClosed = (node: Node<N>): node is AggregateNode =>
      node.kind === 'aggregate' && node.failures.size === 0 && !opaque.has(node.id)
    const known = ancestors(graph, [...roots, ...shared], isClosed)
    const explicit: number[] = []
    const hidden: number[] = []
    for (let id = 0; id < graph.size; id++)
      if (known[id] === 1) explicit.push(id)
      else if (relevant[id] === 1) hidden.push(id)
    const closed = explicit.flatMap(id => {
      const node = nodes[id]
      return node !== undefined && isClosed(node) ? [node] : []
    })
    const bundles = bundlesOf(graph, known, hidden, closed)
    const isSettled = bundles.map(bundle => isSmall(graph, bundle, hubs, opaque)).every(Boolean)
    const cyclic = isSettled ? cyclicBundle(graph, known, bundles) : undefined
    if (isSettled && cyclic === undefined) return { explicit, bundles }
    for (const { id } of cyclic?.aggregates ?? []) opaque.add(id)
  }
}

/** The least of the ids that are tied together stands for all. */
const unions = (size: number) => {
  const above = Int32Array.from({ length: size }, (_, id) => id)
  const find = (id: number): number => {
    let at = id
    for (let next = above[at] ?? at; next !== at; next = above[at] ?? at) {
      above[at] = above[next] ?? next
      at = next
    }
    return at
  }
  const unite = (a: number, b: number) => {
    const [x, y] = [find(a), find(b)]
    above[Math.max(x, y)] = Math.min(x, y)
  }
  return { find, unite }
}

const bundlesOf = <N>(
  { diagram: { nodes }, size }: Graph<N>,
  known: Uint8Array,
  hidden: readonly number[],
  closed: readonly AggregateNode[],
): readonly Bundle[] => {
  const { find, unite } = unions(size)
  for (const id of hidden)
    for (const parent of nodes[id]?.parents ?? []) if (known[parent] !== 1) unite(id, parent)
  const members = new Map<number, number[]>()
  for (const id of hidden) {
    const first = find(id)
    const found = members.get(first)
    if (found === undefined) members.set(first, [id])
    else found.push(id)
  }
  // Aggregates that one component adds to are of one bundle.
  const { find: findAggregate, unite: uniteAggregates } = unions(closed.length)
  const addsTo = new Map<number, number>()
  for (const [k, { parents }] of closed.entries())
    for (const parent of parents) {
      if (known[parent] === 1) continue
      const component = find(parent)
      const other = addsTo.get(component)
      if (other === undefined) addsTo.set(component, k)
      else if (other !== k) uniteAggregates(k, other)
    }
  const drafts = new Map<number, { aggregates: AggregateNode[]; components: Component[] }>()
  for (const [k, aggregate] of closed.entries()) {
    const first = findAggregate(k)
    const draft = drafts.get(first) ?? { aggregates: [], components: [] }
    draft.aggregates.push(aggregate)
    drafts.set(first, draft)
  }
  for (const [first, ids] of members) {
    const draft = drafts.get(findAggregate(addsTo.get(first) ?? 0))
    draft?.components.push({ nodes: ids, boundary: boundaryOf(nodes, known, ids) })
  }
  return [...drafts.values()]
    .filter(({ components }) => components.length > 0)
    .map(draft => ({
      ...draft,
      boundary: sorted(new Set(draft.components.flatMap(({ boundary }) => boundary))),
    }))
}

const boundaryOf = <N>(nodes: readonly Node<N>[], known: Uint8Array, ids: readonly number[]) => {
  const found = new Set<number>()
  for (const id of ids)
    for (const parent of nodes[id]?.parents ?? []) if (known[parent] === 1) found.add(parent)
  return sorted(found)
}

const sorted = (ids: ReadonlySet<number>): readonly number[] =>
  ids.size === 0 ? none : [...ids].sort((a, b) => a - b)

const none: readonly number[] = []

/** Whether all of a bundle can be gone through; where not, a node that keeps it together is named, or it is given up. */
const isSmall = <N>(
  graph: Graph<N>,
  { aggregates, components, boundary }: Bundle,
  hubs: Set<number>,
  opaque: Set<number>,
): boolean => {
  const giveUp = () => {
    for (const { id } of aggregates) opaque.add(id)
    return false
  }
  if (rowsOver(graph.diagram.nodes, boundary) > mostCases) return giveUp()
  let isEach = true
  for (const { nodes } of components) {
    let ways = 1
    for (const id of nodes) ways *= graph.spread[id] ?? 1
    if (ways <= mostWays) continue
    const hub = hubOf(graph, aggregates, nodes)
    if (hub === undefined) return giveUp()
    hubs.add(hub)
    isEach = false
  }
  return isEach
}

/** What most terms depend on, the first of those; nothing where no two terms depend on the same. */
const hubOf = <N>(
  { diagram, children }: Graph<N>,
  aggregates: readonly AggregateNode[],
  nodes: readonly number[],
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
const cyclicBundle = <N>(
  graph: Graph<N>,
  known: Uint8Array,
  bundles: readonly Bundle[],
): Bundle | undefined => {
  if (bundles.every(({ boundary }) => boundary.length === 0)) return undefined
  const bundleOf = new Map(
    bundles.flatMap(bundle => bundle.aggregates.map(({ id }) => [id, bundle] as const)),
  )
  for (const bundle of bundles) {
    const before = new Set(bundle.boundary)
    for (const id of before) {
      for (const parent of graph.diagram.nodes[id]?.parents ?? []) if (known[parent] === 1) before.add(parent)
      for (const parent of bundleOf.get(id)?.boundary ?? []) before.add(parent)
    }
    if (bundle.aggregates.some(({ id }) => before.has(id))) return bundle
  }
  return undefined
}
