/**
 * In which order nodes become known, such that little must be remembered at a time.
 *
 * The best order is hard to find (Arnborg, Corneil and Proskurowski, Complexity of finding embeddings in a k-tree,
 * 1987). The order of the program is a good one, as programs are written stage by stage: the candidates keep to it as
 * far as they can, or not at all, and the one with the lowest estimate is taken.
 */
import { FrontierWidth } from './frontierWidth.ts'
import { PriorityQueue } from './priorityQueue.ts'
import type { Scope } from './schedule.ts'

export interface Ordering {
  readonly kind: 'program' | 'demand' | 'greedy'
  readonly order: readonly number[]
  /** The natural logarithm of how many edges there may be. */
  readonly cost: number
}

/** Orders in which what a node reads, or must `follow`, comes before it: the one with the lowest estimate
 * first, and no others where that of the program takes at most `cheap` edges for each node. */
export const orderings = <N>(
  scope: Scope<N>,
  follows: ReadonlyMap<number, readonly number[]>,
  cheap: number,
): readonly Ordering[] => {
  const graph = graphOf(scope, follows)
  const program = ordering('program', byProgram(scope, graph))
  if (program.cost <= Math.log(cheap * (1 + graph.program.length))) return [program]
  const candidates: readonly Ordering[] = [
    program,
    ordering('demand', onDemand(scope, graph)),
    ordering('greedy', greedily(scope, graph)),
  ]
  return [...candidates].sort((a, b) => a.cost - b.cost)
}

const ordering = <N>(kind: Ordering['kind'], { order, cost }: FrontierWidth<N>): Ordering => ({
  kind,
  order,
  cost,
})

const none: readonly number[] = []

/** What comes before and after each relevant node. */
interface Graph {
  readonly program: readonly number[]
  readonly before: ReadonlyMap<number, readonly number[]>
  readonly after: ReadonlyMap<number, readonly number[]>
}

const graphOf = <N>(
  { nodes, relevant, readsOf, carriesOf }: Scope<N>,
  follows: ReadonlyMap<number, readonly number[]>,
): Graph => {
  const program = [...relevant].sort((a, b) => a - b)
  const after = new Map<number, number[]>(program.map(id => [id, []]))
  const before = new Map<number, readonly number[]>()
  for (const id of program) {
    const node = nodes[id]
    const needs = new Set([
      ...(node === undefined ? none : readsOf(node)),
      ...(node === undefined ? none : carriesOf(node)),
      ...(follows.get(id) ?? none),
    ])
    before.set(id, [...needs])
    for (const need of needs) after.get(need)?.push(id)
  }
  return { program, before, after }
}

/** Takes a node, and then all that can be forgotten for nothing: what does not widen the frontier is done at once. */
const takeAndClose = <N>(width: FrontierWidth<N>, graph: Graph, start: number): void => {
  const pending = [start]
  let isFirst = true
  while (pending.length > 0) {
    const id = pending.pop()
    if (id === undefined || width.isKnown(id)) continue
    const isReady = (graph.before.get(id) ?? []).every(need => width.isKnown(need))
    if (!isFirst && (!isReady || width.growth(id) > 0)) continue
    isFirst = false
    width.take(id)
    pending.push(...(graph.after.get(id) ?? []))
    // What read the same as this one may now be the last to read it.
    for (const need of graph.before.get(id) ?? []) pending.push(...lastReaders(width, graph, need))
  }
}

/** The last node that has yet to read another, where there is one left only. */
const lastReaders = <N>(width: FrontierWidth<N>, graph: Graph, read: number): readonly number[] =>
  width.isLastRead(read) ? (graph.after.get(read) ?? none).filter(reader => !width.isKnown(reader)) : none

/** The order of the program, but for what can be done at once. */
const byProgram = <N>(scope: Scope<N>, graph: Graph): FrontierWidth<N> => {
  const width = new FrontierWidth(scope)
  for (const id of graph.program) if (!width.isKnown(id)) takeAndClose(width, graph, id)
  return width
}

/** Decisions and what nothing reads in the order of the program, all else just before it is first needed. */
const onDemand = <N>(scope: Scope<N>, graph: Graph): FrontierWidth<N> => {
  const width = new FrontierWidth(scope)
  const demand = (goal: number): void => {
    const pending = [goal]
    while (pending.length > 0) {
      const id = pending.at(-1) ?? goal
      const missing = (graph.before.get(id) ?? []).filter(need => !width.isKnown(need))
      if (missing.length > 0 && !width.isKnown(id)) {
        pending.push(...missing.reverse())
        continue
      }
      pending.pop()
      if (!width.isKnown(id)) takeAndClose(width, graph, id)
    }
  }
  const isGoal = (id: number) =>
    scope.nodes[id]?.kind === 'decision' || (graph.after.get(id) ?? []).length === 0
  for (const id of graph.program) if (isGoal(id)) demand(id)
  return width
}

/** Always what widens the frontier least. */
const greedily = <N>(scope: Scope<N>, graph: Graph): FrontierWidth<N> => {
  const width = new FrontierWidth(scope)
  const missing = new Map(graph.program.map(id => [id, (graph.before.get(id) ?? []).length]))
  const queue = new PriorityQueue()
  const offer = (id: number): void => queue.add(width.growth(id), id)
  for (const id of graph.program) if (missing.get(id) === 0) offer(id)
  for (let id = queue.take(); id !== undefined; id = queue.take()) {
    if (width.isKnown(id)) continue
    width.take(id)
    for (const later of graph.after.get(id) ?? []) {
      const left = (missing.get(later) ?? 0) - 1
      missing.set(later, left)
      if (left === 0) offer(later)
    }
    // What has become cheaper is offered again; what stands in the queue already is not in the way.
    for (const need of graph.before.get(id) ?? [])
      for (const reader of lastReaders(width, graph, need)) if (missing.get(reader) === 0) offer(reader)
  }
  return width
}
