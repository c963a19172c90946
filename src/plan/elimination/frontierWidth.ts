/** How much must be remembered while nodes become known one by one: the estimate by which orders are compared. */
import type { Node } from '../diagram.ts'
import { aggregatesReading, type Scope } from './schedule.ts'

/**
 * Logarithms of products of domains: an estimate from above, for not all joint values are reached, and what is a
 * function of something else that is remembered takes no room of its own.
 */
export class FrontierWidth<N> {
  /** The logarithm of how many states there may be now. */
  width = 0
  /** The logarithm of how many edges there may be in all, and at most at a time. */
  cost = Number.NEGATIVE_INFINITY
  readonly order: number[] = []
  private readonly scope: Scope<N>
  private readonly feeding: ReturnType<typeof aggregatesReading<N>>
  private readonly unread: Int32Array
  private readonly known: Uint8Array
  private readonly begun = new Set<number>()

  constructor(scope: Scope<N>) {
    this.scope = scope
    this.feeding = aggregatesReading(scope)
    this.unread = new Int32Array(scope.nodes.length)
    this.known = new Uint8Array(scope.nodes.length)
    for (const id of scope.relevant)
      for (const read of this.readsOf(id)) this.unread[read] = (this.unread[read] ?? 0) + 1
  }

  /** What must be remembered for a node; an aggregate remembers what it has come to. */
  readsOf(id: number): readonly number[] {
    const node = this.scope.nodes[id]
    return node === undefined || (node.kind === 'aggregate' && node.failures.size === 0)
      ? []
      : [...new Set(this.scope.readsOf(node))]
  }

  isKnown(id: number): boolean {
    return this.known[id] === 1
  }

  /** Whether one node only has yet to read this one. */
  isLastRead(id: number): boolean {
    return this.unread[id] === 1
  }

  /** What a node would add to the width. */
  growth(id: number): number {
    const node = this.scope.nodes[id]
    let growth = (this.unread[id] ?? 0) > 0 ? sizeOf(node) : 0
    for (const { aggregate } of this.feeding.get(id) ?? [])
      if (!this.begun.has(aggregate.id)) growth += sizeOf(aggregate)
    if (node?.kind === 'aggregate' && this.begun.has(id)) growth -= sizeOf(node)
    for (const read of this.readsOf(id)) if (this.unread[read] === 1) growth -= sizeOf(this.scope.nodes[read])
    return growth
  }

  /** The node becomes known. */
  take(id: number): void {
    const node = this.scope.nodes[id]
    const branches = node?.kind === 'chance' || node?.kind === 'decision'
    this.cost = logSum(this.cost, this.width + (branches ? sizeOf(node) : 0))
    this.width += this.growth(id)
    for (const read of this.readsOf(id)) this.unread[read] = (this.unread[read] ?? 0) - 1
    for (const { aggregate } of this.feeding.get(id) ?? []) this.begun.add(aggregate.id)
    this.known[id] = 1
    this.order.push(id)
  }
}

const sizeOf = <N>(node: Node<N> | undefined): number =>
  Math.log(Math.max(1, node?.domain.values.length ?? 1))

const logSum = (a: number, b: number): number => {
  const high = Math.max(a, b)
  return high === Number.NEGATIVE_INFINITY ? high : high + Math.log1p(Math.exp(Math.min(a, b) - high))
}
