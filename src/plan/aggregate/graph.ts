import type { AggregateNode, Diagram, Node } from '../diagram.ts'

/** A diagram with what walks over it need, made once. */
export interface Graph<N> {
  readonly diagram: Diagram<N>
  readonly size: number
  readonly children: readonly (readonly number[])[]
  /** At most how many values each node takes in a row: one where it is determined. */
  readonly spread: Int32Array
  /** The nodes that a player is paid by. */
  readonly paid: (player: string) => readonly number[]
  /** The player's decisions with what they observe, and whatever else must stay. */
  readonly informed: (player: string) => readonly number[]
}

export const graphOf = <N>(
  diagram: Diagram<N>,
  alsoNeeded: (player: string) => readonly number[],
): Graph<N> => {
  const { nodes } = diagram
  const children = nodes.map((): number[] => [])
  for (const { id, parents } of nodes) for (const parent of parents) children[parent]?.push(id)
  const own = new Map<string, number[]>()
  for (const node of nodes) {
    if (node.kind !== 'decision') continue
    const { player } = node.decision
    const found = own.get(player) ?? []
    found.push(node.id, ...node.observed)
    own.set(player, found)
  }
  return {
    diagram,
    size: nodes.length,
    children,
    spread: Int32Array.from(nodes, spreadOf),
    paid: player =>
      (diagram.accounts.get(player) ?? []).flatMap(receipt =>
        receipt.kind === 'pay' && receipt.node !== undefined ? [receipt.node] : [],
      ),
    informed: player => [...(own.get(player) ?? []), ...alsoNeeded(player)],
  }
}

const spreadOf = <N>(node: Node<N>): number => {
  if (node.kind !== 'chance' && node.kind !== 'decision') return 1
  const { offsets } = node.kind === 'chance' ? node.kernel : node.strategy
  let most = 1
  for (let row = 1; row < offsets.length; row++)
    most = Math.max(most, (offsets[row] ?? 0) - (offsets[row - 1] ?? 0))
  return most
}

/** Whether a node has a spread of its own. */
export const isRandom = <N>(node: Node<N> | undefined): boolean =>
  node?.kind === 'chance' || node?.kind === 'decision'

/** What a player's payoff and decisions are made of. */
export const rootsOf = <N>({ paid, informed }: Graph<N>, player: string): readonly number[] => [
  ...paid(player),
  ...informed(player),
]

/** An aggregate whose terms may be merged. */
export const isAggregate = <N>(node: Node<N> | undefined): node is AggregateNode =>
  node?.kind === 'aggregate' && node.failures.size === 0

/** Ancestors of some nodes, these included, where aggregates are not looked into. */
export const knownFrom = <N>(
  { diagram: { nodes } }: Graph<N>,
  roots: Iterable<number>,
): ReadonlySet<number> => {
  const known = new Set(roots)
  for (const id of known) {
    const node = nodes[id]
    if (node !== undefined && !isAggregate(node)) for (const parent of node.parents) known.add(parent)
  }
  return known
}

/** Ancestors of nodes, these included, where what `isClosed` is entered but not left; by id, one where it is. */
export const ancestors = <N>(
  { diagram: { nodes }, size }: Graph<N>,
  roots: Iterable<number>,
  isClosed: (node: Node<N>) => boolean,
): Uint8Array => {
  const found = new Uint8Array(size)
  const stack: number[] = []
  const enter = (id: number) => {
    if (found[id] === 1) return
    found[id] = 1
    stack.push(id)
  }
  for (const root of roots) enter(root)
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const node = nodes[id]
    if (node === undefined || isClosed(node)) continue
    for (const parent of node.parents) enter(parent)
  }
  return found
}

/** The row of a node's table where the values of its parents are as given. */
export const rowAt = <N>(
  nodes: readonly Node<N>[],
  parents: readonly number[],
  values: Int32Array,
): number => {
  let row = 0
  for (const parent of parents) row = row * (nodes[parent]?.domain.values.length ?? 0) + (values[parent] ?? 0)
  return row
}

/** The element that an aggregate is of where the values of its parents are as given. */
export const elementAt = ({ carrier, lifts, parents }: AggregateNode, values: Int32Array): number => {
  let element = carrier.empty
  for (const [k, parent] of parents.entries())
    element = carrier.combine(element, lifts[k]?.[values[parent] ?? 0] ?? carrier.empty)
  return element
}
