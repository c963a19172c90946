import type { Arithmetic, Vector } from './arithmetic.ts'
import { type Failure, type FlatTree, nodeType, type StateTable } from './flatTree.ts'

/** The arrays of a tree while it grows, longer than it is. */
export interface Store<N> {
  size: number
  type: Uint8Array
  first: Int32Array
  count: Int32Array
  parent: Int32Array
  slot: Int32Array
  last: Int32Array
  state: Int32Array
  probability: Vector<N>
  /** By form, what is received on reaching a node. */
  received: Vector<N>[]
  readonly failures: Map<number, Failure>
}

const startCapacity = 64

/** A tree of the root only. */
export const store = <N>({ scalar, vector }: Arithmetic<N>, forms: number): Store<N> => {
  const probability = vector(startCapacity)
  probability[0] = scalar.one
  return {
    size: 1,
    type: new Uint8Array(startCapacity),
    first: new Int32Array(startCapacity),
    count: new Int32Array(startCapacity),
    parent: new Int32Array(startCapacity).fill(-1),
    slot: new Int32Array(startCapacity).fill(-1),
    last: new Int32Array(startCapacity).fill(-1),
    state: new Int32Array(startCapacity).fill(-1),
    probability,
    received: Array.from({ length: forms }, () => vector(startCapacity)),
    failures: new Map(),
  }
}

/** Makes room for `more` nodes. */
export const reserve = <N>(arithmetic: Arithmetic<N>, nodes: Store<N>, more: number): void => {
  const needed = nodes.size + more
  if (needed > nodes.type.length) resize(arithmetic, nodes, Math.max(needed, 2 * nodes.type.length))
}

const resize = <N>({ vector }: Arithmetic<N>, nodes: Store<N>, length: number): void => {
  const type = new Uint8Array(length)
  type.set(nodes.type.subarray(0, length))
  nodes.type = type
  for (const name of ['first', 'count', 'parent', 'slot', 'last', 'state'] as const)
    nodes[name] = resizedIndices(nodes[name], length)
  const resized = (from: Vector<N>): Vector<N> => {
    const to = vector(length)
    const kept = Math.min(nodes.size, length)
    for (let i = 0; i < kept; i++) {
      const value = from[i]
      if (value !== undefined) to[i] = value
    }
    return to
  }
  nodes.probability = resized(nodes.probability)
  nodes.received = nodes.received.map(resized)
}

const resizedIndices = (from: Int32Array, length: number): Int32Array => {
  const to = new Int32Array(length)
  to.set(from.subarray(0, length))
  return to
}

/** The tree that has grown; what is received on the way is counted at its leaves. */
export const finish = <N>(arithmetic: Arithmetic<N>, nodes: Store<N>, states: StateTable<N>): FlatTree<N> => {
  resize(arithmetic, nodes, nodes.size)
  for (const values of nodes.received) carryDown(arithmetic, nodes, values)
  const { size, type, first, count, parent, slot, last, state, probability, received, failures } = nodes
  return {
    size,
    type,
    first,
    count,
    parent,
    slot,
    last,
    state,
    probability,
    values: received,
    states,
    failures,
  }
}

const carryDown = <N>({ scalar }: Arithmetic<N>, nodes: Store<N>, values: Vector<N>): void => {
  const { zero } = scalar
  for (let i = 1; i < nodes.size; i++) {
    const before = values[nodes.parent[i] ?? 0] ?? zero
    if (before !== zero) values[i] = scalar.add(before, values[i] ?? zero)
  }
  for (let i = 0; i < nodes.size; i++) if (nodes.type[i] !== nodeType.leaf) values[i] = zero
}
