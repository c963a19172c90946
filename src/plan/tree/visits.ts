import type { DecisionNode } from '../diagram.ts'
import { type FlatTree, nodeType, type StateTable } from './flatTree.ts'

/**
 * The information states in the order in which enumerating plays meets them, decision by decision: at a choice what
 * the profile plays comes first. Nodes that `isMet` leaves out do not count.
 */
export const statesAsMet = <N>(tree: FlatTree<N>, isMet: (node: number) => boolean): readonly number[] => {
  const { first, count, state, type, states } = tree
  const orders: (readonly number[])[] = []
  const met = new Uint8Array(states.count)
  const found: number[] = []
  const stack = [0]
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const children = count[node] ?? 0
    const from = first[node] ?? 0
    const at = state[node] ?? -1
    if (type[node] !== nodeType.choice) {
      for (let child = from + children - 1; child >= from; child--) stack.push(child)
      continue
    }
    if (met[at] === 0 && isMet(node)) {
      met[at] = 1
      found.push(at)
    }
    const order = orders[at] ?? playedFirst(states, at)
    orders[at] = order
    for (let place = order.length - 1; place >= 0; place--) stack.push(from + (order[place] ?? 0))
  }
  const places = placesOf(states)
  const placeOf = (at: number): number => places.get(states.decision[at]) ?? 0
  return found.sort((a, b) => placeOf(a) - placeOf(b))
}

/** The actions of a state by index, those that the profile plays before the others. */
const playedFirst = <N>({ decision, row }: StateTable<N>, state: number): readonly number[] => {
  const node = decision[state]
  if (node === undefined) return []
  const at = row[state] ?? 0
  const { menu, strategy } = node
  const indices = new Map<number, number>()
  for (let item = menu.offsets[at] ?? 0; item < (menu.offsets[at + 1] ?? 0); item++)
    indices.set(menu.items[item] ?? 0, indices.size)
  const played = [...strategy.items.subarray(strategy.offsets[at], strategy.offsets[at + 1])]
  const first = new Set(played.map(item => indices.get(item) ?? 0))
  // What is in the set already keeps its place.
  for (const index of indices.values()) first.add(index)
  return [...first]
}

/** The place of each decision among those that have states. */
const placesOf = <N>({ decision }: StateTable<N>): ReadonlyMap<DecisionNode<N> | undefined, number> =>
  new Map([...new Set(decision)].map((node, place) => [node, place]))
