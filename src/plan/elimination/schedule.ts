/** In which order the nodes of a sub-diagram become known, and until when each must be remembered. */
import type { AggregateNode, Node } from '../diagram.ts'

/**
 * One step of a schedule: a node becomes known, or an aggregate takes in the value of one of its parents. Parents are
 * taken in as soon as they are known: what they add is a function of what they are, so that it never takes more states
 * to remember than the parent, and its parents can be forgotten early.
 */
export type Operation<N> =
  | { readonly kind: 'node'; readonly node: Node<N> }
  | { readonly kind: 'fold'; readonly aggregate: AggregateNode; readonly place: number }

/** Operations in order; `lastRead[v]` is the index of the last operation that reads variable `v`, -1 for none. */
export interface Schedule<N> {
  readonly operations: readonly Operation<N>[]
  readonly lastRead: Int32Array
  /** The same without what is only carried along: states that differ in nothing that is needed are one. */
  readonly lastNeeded: Int32Array
}

/** What the nodes of a sub-diagram are needed for. */
export interface Scope<N> {
  readonly nodes: readonly Node<N>[]
  /** The nodes that take part. */
  readonly relevant: ReadonlySet<number>
  /** What must be known where a node becomes known. */
  readonly readsOf: (node: Node<N>) => readonly number[]
  /** What is carried along up to a node as an example of what may have been there. */
  readonly carriesOf: (node: Node<N>) => readonly number[]
}

/** The variable in which an aggregate of a diagram of `count` nodes is accumulated; a node's variable is its id. */
export const accumulatorOf = (count: number, aggregate: { readonly id: number }): number =>
  count + aggregate.id

/** What variables are called; what an aggregate has come to so far is called as the aggregate is. */
export const namesOf = <N>(nodes: readonly Node<N>[], variables: Iterable<number>): readonly string[] =>
  [...variables].map(variable => nodes[variable % nodes.length]?.name ?? '')

/** The schedule in which the relevant nodes become known in a given order. */
export const scheduleOf = <N>(scope: Scope<N>, order: readonly number[]): Schedule<N> => {
  const readers = aggregatesReading(scope)
  const operations: Operation<N>[] = []
  for (const id of order) {
    const node = scope.nodes[id]
    if (node === undefined) continue
    operations.push({ kind: 'node', node })
    for (const { aggregate, place } of readers.get(id) ?? [])
      operations.push({ kind: 'fold', aggregate, place })
  }
  return {
    operations,
    lastRead: lastReads(scope, operations, true),
    lastNeeded: lastReads(scope, operations, false),
  }
}

/** By node, the aggregates that take it in and as which parent. */
export const aggregatesReading = <N>({
  nodes,
  relevant,
}: Scope<N>): ReadonlyMap<
  number,
  readonly { readonly aggregate: AggregateNode; readonly place: number }[]
> => {
  const readers = new Map<number, { readonly aggregate: AggregateNode; readonly place: number }[]>()
  for (const aggregate of nodes) {
    if (aggregate.kind !== 'aggregate' || !relevant.has(aggregate.id)) continue
    for (const [place, parent] of aggregate.parents.entries()) {
      const known = readers.get(parent)
      if (known === undefined) readers.set(parent, [{ aggregate, place }])
      else known.push({ aggregate, place })
    }
  }
  return readers
}

const lastReads = <N>(scope: Scope<N>, operations: readonly Operation<N>[], carried: boolean): Int32Array => {
  const count = scope.nodes.length
  const lastRead = new Int32Array(2 * count).fill(-1)
  for (const [at, operation] of operations.entries()) {
    for (const read of readBy(scope, operation, count)) lastRead[read] = at
    if (carried && operation.kind === 'node')
      for (const read of scope.carriesOf(operation.node)) lastRead[read] = at
  }
  return lastRead
}

const readBy = <N>(scope: Scope<N>, operation: Operation<N>, count: number): readonly number[] => {
  if (operation.kind === 'fold') {
    const { aggregate, place } = operation
    return [accumulatorOf(count, aggregate), aggregate.parents[place] ?? -1]
  }
  const { node } = operation
  if (node.kind !== 'aggregate') return scope.readsOf(node)
  // Which rows fail is told by all parents together.
  return [accumulatorOf(count, node), ...(node.failures.size > 0 ? node.parents : [])]
}
