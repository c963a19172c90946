/**
 * Whether what a player plays is best whatever happens: against every vector of what the others can add to aggregates,
 * and every outcome of chance, taken one by one. That implies dominance, and needs no tree.
 */
import type { Scalar } from '../markov/scalar.ts'
import { focus } from './aggregate/focus.ts'
import { reachable } from './aggregate/reachable.ts'
import type { DecisionNode, Diagram, Node, Receipt } from './diagram.ts'

/** Payoffs that may be looked at. */
const mostLooks = 20_000_000

/**
 * Whether no action of `player` is more than `epsilon` better than its strategy in any case; nothing where the player
 * decides more than once, where what happens depends on what it does, or where there are too many cases.
 */
export const isBestWhatever = <N>(
  scalar: Scalar<N>,
  diagram: Diagram<N>,
  player: string,
  epsilon: N,
): boolean | undefined => {
  const own = focus(diagram, scalar)(player)
  const all = reachable(diagram, scalar)(player)
  const [decision, ...others] = decisionsOf(all, player)
  const strategy = decisionsOf(own, player).find(
    ({ decision: { key } }) => key === decision?.decision.key,
  )?.strategy
  if (decision === undefined || strategy === undefined || others.length > 0) return undefined
  if (isWatched(diagram.nodes, decision.decision.key)) return undefined
  const after = dependingOn(all.nodes, decision.id)
  if (all.nodes.some(node => node.kind === 'chance' && after.has(node.id))) return undefined
  const cases = all.nodes.reduce(
    (product, node) => (node.kind === 'chance' ? product * node.domain.values.length : product),
    1,
  )
  if (cases * decision.domain.values.length * all.nodes.length > mostLooks) return undefined
  const values = new Int32Array(all.nodes.length)
  const receipts = all.accounts.get(player) ?? []
  const paid = (action: number): N | undefined => {
    values[decision.id] = action
    for (const node of all.nodes)
      if (after.has(node.id)) {
        const value = valueAt(all.nodes, node, values)
        if (value < 0) return undefined
        values[node.id] = value
      }
    return worth(scalar, receipts, values)
  }
  const isBest = (): boolean | undefined => {
    const row = rowOf(all.nodes, decision.parents, values)
    const { offsets, items } = decision.menu
    const payoffs = new Map<number, N>()
    for (let k = offsets[row] ?? 0; k < (offsets[row + 1] ?? 0); k++) {
      const action = items[k] ?? 0
      const payoff = paid(action)
      if (payoff === undefined) return undefined
      payoffs.set(action, payoff)
    }
    let played = scalar.zero
    for (let k = strategy.offsets[row] ?? 0; k < (strategy.offsets[row + 1] ?? 0); k++) {
      const payoff = payoffs.get(strategy.items[k] ?? -1)
      if (payoff === undefined) return undefined
      played = scalar.add(played, scalar.mul(strategy.weights[k] ?? scalar.zero, payoff))
    }
    const forgiving = scalar.add(played, epsilon)
    return [...payoffs.values()].every(payoff => scalar.compare(payoff, forgiving) <= 0)
  }
  return inEveryCase(all.nodes, decision.id, after, values, isBest)
}

const decisionsOf = <N>({ nodes }: Diagram<N>, player: string): readonly DecisionNode<N>[] =>
  nodes.flatMap(node => (node.kind === 'decision' && node.decision.player === player ? [node] : []))

const dependingOn = <N>(nodes: readonly Node<N>[], start: number): ReadonlySet<number> => {
  const found = new Set<number>()
  for (const { id, parents } of nodes)
    if (parents.some(parent => parent === start || found.has(parent))) found.add(id)
  return found
}

/**
 * Whether anyone decides knowing what the player did. Then what the others do is no one case: dominance asks about
 * every reply, also one that the profile never gives.
 */
const isWatched = <N>(nodes: readonly Node<N>[], key: string): boolean => {
  const own = nodes.find(node => node.kind === 'decision' && node.decision.key === key)
  if (own === undefined) return false
  const after = dependingOn(nodes, own.id)
  const tells = (id: number): boolean => id === own.id || after.has(id)
  return nodes.some(
    node => node.kind === 'decision' && node.id !== own.id && [...node.parents, ...node.observed].some(tells),
  )
}

/** Whether `holds` for every assignment of what does not depend on the decision; nothing as soon as it is unknown. */
const inEveryCase = <N>(
  nodes: readonly Node<N>[],
  decision: number,
  after: ReadonlySet<number>,
  values: Int32Array,
  holds: () => boolean | undefined,
): boolean | undefined => {
  const from = (id: number): boolean | undefined => {
    const node = nodes[id]
    if (node === undefined) return holds()
    if (id === decision || after.has(id)) return from(id + 1)
    if (node.kind !== 'chance') {
      const value = node.kind === 'decision' ? -1 : valueAt(nodes, node, values)
      if (value < 0) return undefined
      values[id] = value
      return from(id + 1)
    }
    const row = rowOf(nodes, node.parents, values)
    const { offsets, items } = node.kernel
    if (offsets[row] === offsets[row + 1]) return undefined
    for (let k = offsets[row] ?? 0; k < (offsets[row + 1] ?? 0); k++) {
      values[id] = items[k] ?? 0
      const found = from(id + 1)
      if (found !== true) return found
    }
    return true
  }
  return from(0)
}

const rowOf = <N>(nodes: readonly Node<N>[], parents: readonly number[], values: Int32Array): number => {
  let row = 0
  for (const parent of parents) row = row * (nodes[parent]?.domain.values.length ?? 0) + (values[parent] ?? 0)
  return row
}

/** The index of the value of a node that is no draw; negative where it has none. */
const valueAt = <N>(nodes: readonly Node<N>[], node: Node<N>, values: Int32Array): number => {
  switch (node.kind) {
    case 'function':
      return node.table[rowOf(nodes, node.parents, values)] ?? -1
    case 'aggregate': {
      let element = node.carrier.empty
      for (const [k, parent] of node.parents.entries())
        element = node.carrier.combine(element, node.lifts[k]?.[values[parent] ?? 0] ?? 0)
      return node.finish(element)
    }
    case 'chance':
    case 'decision':
      return -1
  }
}

const worth = <N>(scalar: Scalar<N>, receipts: readonly Receipt<N>[], values: Int32Array): N => {
  let total = scalar.zero
  for (const receipt of receipts)
    total =
      receipt.kind === 'scale'
        ? scalar.add(scalar.mul(receipt.factor, total), receipt.constant)
        : scalar.add(
            total,
            receipt.amounts[receipt.node === undefined ? 0 : (values[receipt.node] ?? 0)] ?? scalar.zero,
          )
  return total
}
