/** Nodes that fall apart into independent components once some others are known. */
import type { AggregateNode, Node } from '../diagram.ts'

/** Nodes that are tied together, and to all others only through their boundary and what they add to aggregates. */
export interface Component {
  /** Ids, ascending. */
  readonly nodes: readonly number[]
  /** The nodes outside that they depend on, ascending. */
  readonly boundary: readonly number[]
}

/** Aggregates that share terms, with the independent components that add to them. */
export interface Bundle {
  readonly aggregates: readonly AggregateNode[]
  /** The components that players meet, and those of these that this player does not meet. */
  readonly usual: readonly Component[]
  readonly removed: ReadonlySet<Component>
  /** The components that this player meets instead. */
  readonly added: readonly Component[]
  /** What any of the components depends on, ascending. */
  readonly boundary: readonly number[]
}

export type IsKnown = (id: number) => boolean

/** The components of `hidden`, ids that ascend, in the order of their first nodes. */
export const componentsOf = <N>(
  nodes: readonly Node<N>[],
  isKnown: IsKnown,
  hidden: readonly number[],
): readonly Component[] => {
  const at = new Map(hidden.map((id, k) => [id, k]))
  const { find, unite } = unions(hidden.length)
  for (const [k, id] of hidden.entries())
    for (const parent of nodes[id]?.parents ?? []) {
      const other = at.get(parent)
      if (other !== undefined) unite(k, other)
    }
  const members = new Map<number, number[]>()
  for (const [k, id] of hidden.entries()) {
    const first = find(k)
    const found = members.get(first)
    if (found === undefined) members.set(first, [id])
    else found.push(id)
  }
  return [...members.values()].map(ids => {
    const boundary = new Set<number>()
    for (const id of ids)
      for (const parent of nodes[id]?.parents ?? []) if (isKnown(parent)) boundary.add(parent)
    return { nodes: ids, boundary: ascending(boundary) }
  })
}

/** The bundles of some aggregates, whose terms are known or of a component. */
export const bundlesOf = (
  closed: readonly AggregateNode[],
  components: readonly Component[],
): readonly Bundle[] => {
  const componentOf = new Map<number, number>()
  for (const [k, { nodes }] of components.entries()) for (const id of nodes) componentOf.set(id, k)
  // Aggregates that one component adds to are of one bundle.
  const { find, unite } = unions(closed.length)
  const addsTo = new Map<number, number>()
  for (const [k, { parents }] of closed.entries())
    for (const parent of parents) {
      const component = componentOf.get(parent)
      if (component === undefined) continue
      const other = addsTo.get(component)
      if (other === undefined) addsTo.set(component, k)
      else unite(k, other)
    }
  const drafts = new Map<number, { aggregates: AggregateNode[]; usual: Component[] }>()
  for (const [k, aggregate] of closed.entries()) {
    const draft = drafts.get(find(k)) ?? { aggregates: [], usual: [] }
    draft.aggregates.push(aggregate)
    drafts.set(find(k), draft)
  }
  for (const [k, component] of components.entries())
    drafts.get(find(addsTo.get(k) ?? 0))?.usual.push(component)
  return [...drafts.values()]
    .filter(({ usual }) => usual.length > 0)
    .map(draft => ({ ...draft, removed: nothing, added: [], boundary: boundaryOf(draft.usual) }))
}

const nothing: ReadonlySet<Component> = new Set()

/** Every component that a player meets. */
export const componentsIn = ({ usual, removed, added }: Bundle): readonly Component[] => [
  ...usual.filter(component => !removed.has(component)),
  ...added,
]

/** All that some components depend on. */
export const boundaryOf = (components: Iterable<Component>): readonly number[] => {
  const found = new Set<number>()
  for (const { boundary } of components) for (const id of boundary) found.add(id)
  return ascending(found)
}

const ascending = (ids: ReadonlySet<number>): readonly number[] =>
  ids.size === 0 ? none : [...ids].sort((a, b) => a - b)

const none: readonly number[] = []

/** Sets of small numbers that are united: the least of each stands for all. */
const unions = (size: number) => {
  const above = Int32Array.from({ length: size }, (_, k) => k)
  const find = (k: number): number => {
    let at = k
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
