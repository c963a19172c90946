/**
 * What of a diagram matters to a player, split into what must be known one by one and what matters only through what
 * it adds to aggregates.
 */
import type { AggregateNode, Diagram, Node } from '../diagram.ts'
import {
  type Bundle,
  boundaryOf,
  bundlesOf,
  type Component,
  componentsIn,
  componentsOf,
} from './components.ts'
import { ancestors, type Graph, isAggregate, knownFrom, rootsOf } from './graph.ts'
import { grouping } from './groups.ts'
import { cyclicBundle, hasFewCases, isSmall } from './settle.ts'

export interface Split {
  /** Ids of what stays, ascending. */
  readonly explicit: readonly number[]
  readonly bundles: readonly Bundle[]
}

/**
 * How to split for one player after the other.
 *
 * Nodes that many terms depend on, such as a public state, are made explicit until the terms fall apart. Players with
 * the same aggregates have most components in common: these are found once, and what a player knows changes a few.
 * Unless `isJoint`, aggregates whose joint distribution does not matter are taken apart.
 */
export const splitting = <N>(graph: Graph<N>, isJoint: boolean): ((player: string) => Split) => {
  const bases = new Map<string, Base | undefined>()
  const baseOf = (closed: readonly AggregateNode[]): Base | undefined => {
    const key = closed.map(({ id }) => id).join()
    if (!bases.has(key)) bases.set(key, baseFor(graph, closed))
    return bases.get(key)
  }
  const groupsOf = grouping(graph)
  return player => {
    const roots = rootsOf(graph, player)
    const alone = () => splitWith(graph, roots, new Set(), new Set())
    let known = knownFrom(graph, roots)
    for (;;) {
      const closed = closedIn(graph.diagram, known)
      const groups = isJoint || closed.length <= 1 ? [closed] : groupsOf(player, closed)
      const found = groups.map(baseOf)
      const usable = found.flatMap(base => base ?? [])
      if (usable.length < found.length) return alone()
      const missing = usable.flatMap(base => base.hubs.filter(hub => !known.has(hub)))
      if (missing.length === 0) return changed(graph, usable, known) ?? alone()
      known = knownFrom(graph, [...known, ...missing])
    }
  }
}

/** All that matters to a player, as it is. */
export const unsplit = <N>(graph: Graph<N>, player: string): Split => {
  const found = ancestors(graph, rootsOf(graph, player), () => false)
  return { explicit: [...found.keys()].filter(id => found[id] === 1), bundles: [] }
}

const ascending = (ids: Iterable<number>): readonly number[] => [...ids].sort((a, b) => a - b)

const closedIn = <N>({ nodes }: Diagram<N>, known: ReadonlySet<number>): readonly AggregateNode[] =>
  ascending(known).flatMap(id => {
    const node = nodes[id]
    return isAggregate(node) ? [node] : []
  })

/** The split for somebody who knows some aggregates and nothing else. */
interface Base {
  readonly hubs: readonly number[]
  readonly bundles: readonly Bundle[]
  /** The component of each node that is of one, and its bundle. */
  readonly places: ReadonlyMap<number, { readonly component: Component; readonly bundle: Bundle }>
}

const baseFor = <N>(graph: Graph<N>, closed: readonly AggregateNode[]): Base | undefined => {
  // What ties the terms of one player's aggregates together need not be known to another.
  const hubs = new Set<number>()
  const opaque = new Set<number>()
  const roots = closed.map(({ id }) => id)
  const { bundles } = splitWith(graph, roots, hubs, opaque)
  if (opaque.size > 0) return undefined
  const relevant = ancestors(graph, roots, () => false)
  const places = new Map(
    bundles.flatMap(bundle =>
      bundle.usual.flatMap(component => component.nodes.map(id => [id, { component, bundle }] as const)),
    ),
  )
  return { hubs: [...hubs].filter(hub => relevant[hub] === 1), bundles, places }
}

/** The split of bases for a player who knows more; nothing where that ties bundles in knots. */
const changed = <N>(
  graph: Graph<N>,
  bases: readonly Base[],
  known: ReadonlySet<number>,
): Split | undefined => {
  const isKnown = (id: number) => known.has(id)
  const bundles = bases.flatMap(base => changedBundles(graph, base, known))
  const isFine =
    bundles.every(({ boundary }) => hasFewCases(graph.diagram, boundary)) &&
    cyclicBundle(graph, isKnown, bundles) === undefined
  return isFine ? { explicit: ascending(known), bundles } : undefined
}

const changedBundles = <N>(
  { diagram: { nodes } }: Graph<N>,
  { bundles, places }: Base,
  known: ReadonlySet<number>,
): readonly Bundle[] => {
  const removed = new Map<Bundle, Set<Component>>()
  for (const id of known) {
    const place = places.get(id)
    if (place === undefined) continue
    const found = removed.get(place.bundle) ?? new Set()
    removed.set(place.bundle, found.add(place.component))
  }
  return bundles
    .map(bundle => {
      const gone = removed.get(bundle)
      if (gone === undefined) return bundle
      const rest = [...gone].flatMap(component => component.nodes.filter(id => !known.has(id)))
      const added = componentsOf(nodes, id => known.has(id), ascending(rest))
      const draft = { ...bundle, removed: gone, added }
      return { ...draft, boundary: changedBoundary(bundle, draft) }
    })
    .filter(({ usual, removed: gone, added }) => usual.length > gone.size || added.length > 0)
}

const changedBoundary = (before: Bundle, after: Bundle): readonly number[] =>
  before.boundary.length === 0 && after.added.every(({ boundary }) => boundary.length === 0)
    ? before.boundary
    : boundaryOf(componentsIn(after))

/**
 * Splits for one player alone. `hubs` are the nodes found before that tie components together, and are added to.
 * Aggregates that are in `opaque` are as any other node; those for whose terms nothing is found are added to it.
 */
const splitWith = <N>(
  graph: Graph<N>,
  roots: readonly number[],
  hubs: Set<number>,
  opaque: Set<number>,
): Split => {
  const { nodes } = graph.diagram
  const relevant = ancestors(graph, roots, () => false)
  const before = [...hubs]
  const giveUp = (bundle: Bundle | undefined): void => {
    for (const { id } of bundle?.aggregates ?? []) opaque.add(id)
    // Hubs of what is given up would stay for nothing.
    hubs.clear()
    for (const hub of before) hubs.add(hub)
  }
  for (;;) {
    const shared = [...hubs].filter(id => relevant[id] === 1)
    const isClosed = (node: Node<N>): node is AggregateNode => isAggregate(node) && !opaque.has(node.id)
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
    const isKnown = (id: number) => known[id] === 1
    const bundles = bundlesOf(closed, componentsOf(nodes, isKnown, hidden))
    const large = bundles.filter(bundle => !isSmall(graph, bundle, hubs, opaque))
    const hopeless = large.find(({ aggregates }) => aggregates.some(({ id }) => opaque.has(id)))
    const cyclic = large.length === 0 ? cyclicBundle(graph, isKnown, bundles) : undefined
    if (large.length === 0 && cyclic === undefined) return { explicit, bundles }
    if (hopeless !== undefined || cyclic !== undefined) giveUp(hopeless ?? cyclic)
    else if (hubs.size - before.length > mostHubs) giveUp(large[0])
  }
}

/** Nodes that are made known for one split: more are steps of one path, not what everybody sees. */
const mostHubs = 16
