import * as E from 'fp-ts/lib/Either.js'
import type { Budget } from '../../markov/budget.ts'
import type { ChanceNode, DecisionNode, Node } from '../diagram.ts'
import type { Arithmetic, Vector } from '../tree/arithmetic.ts'
import { finishedColumn, foldedColumn, functionColumn } from './compute.ts'
import { branch, type Edges, failEdges, firstEdges, unbranched } from './edges.ts'
import { columnOf, type Frontier, gathered } from './frontier.ts'
import { informationAt } from './information.ts'
import { type Classes, classesOf } from './merging.ts'
import { accumulatorOf, namesOf, type Operation, type Schedule } from './schedule.ts'
import type { FailedEdge, Layer, TooWide, Trellis } from './trellis.ts'
import { weightsOf } from './weights.ts'

/** What a trellis is to be of. */
export interface Growing<N> {
  readonly nodes: readonly Node<N>[]
  readonly schedule: Schedule<N>
  /** Whether a decision may be taken in any way, or else as the profile says. */
  readonly explores: (node: DecisionNode<N>) => boolean
  /** Whether what the player observes there is told apart. */
  readonly judges: (node: DecisionNode<N>) => boolean
  /** The part of what is observed that is told apart. */
  readonly looksAt: (node: DecisionNode<N>) => readonly number[]
  /** The nodes whose values are paid. */
  readonly pays: ReadonlySet<number>
  /** The most edges there may be. */
  readonly limit: number
}

/**
 * The trellis of a schedule, one step of the budget spent for each edge.
 *
 * Errors: `TooWide`; throws `OutOfSteps`.
 */
export const grow = <N>(
  arithmetic: Arithmetic<N>,
  budget: Budget,
  growing: Growing<N>,
): E.Either<TooWide, Trellis<N>> => {
  const { operations } = growing.schedule
  const layers: Layer<N>[] = []
  const layerOf = new Map<number, number>()
  let frontier: Frontier = { length: 1, columns: new Map() }
  let reached = Uint8Array.of(1)
  let edges = 0
  let states = 1
  let widest = 1
  let at = 0
  do {
    const end = endOfLayer(operations, at)
    const grown = growLayer(arithmetic, growing, frontier, reached, at, end, growing.limit - edges)
    if (grown.kind === 'tooWide') return E.left({ ...grown, size: grown.size + edges, limit: growing.limit })
    for (const operation of operations.slice(at, end))
      if (operation.kind === 'node') layerOf.set(operation.node.id, layers.length)
    layers.push(grown.layer)
    frontier = grown.frontier
    reached = grown.reached
    budget.spend(grown.layer.target.length)
    edges += grown.layer.target.length
    states += frontier.length
    widest = Math.max(widest, frontier.length)
    at = end
  } while (at < operations.length)
  return E.right({ layers, layerOf, size: { states, edges, widest } })
}

/** Where the next node branches; what is computed before is computed on the edges of the one at `start`. */
const endOfLayer = <N>(operations: readonly Operation<N>[], start: number): number => {
  for (let at = start + 1; at < operations.length; at++) {
    const operation = operations[at]
    if (operation !== undefined && branching(operation) !== undefined) return at
  }
  return operations.length
}

const branching = <N>(operation: Operation<N> | undefined): ChanceNode<N> | DecisionNode<N> | undefined =>
  operation?.kind === 'node' && (operation.node.kind === 'chance' || operation.node.kind === 'decision')
    ? operation.node
    : undefined

interface Grown<N> {
  readonly kind: 'grown'
  readonly layer: Layer<N>
  readonly frontier: Frontier
  /** Whether the profile reaches the states of the frontier. */
  readonly reached: Uint8Array<ArrayBuffer>
}

const growLayer = <N>(
  arithmetic: Arithmetic<N>,
  growing: Growing<N>,
  frontier: Frontier,
  reached: Uint8Array,
  start: number,
  end: number,
  room: number,
): Grown<N> | TooWide => {
  const { schedule } = growing
  const failures: FailedEdge[] = []
  const node = branching(schedule.operations[start])
  const edges = node === undefined ? unbranched(frontier) : branch(growing, frontier, node, start, failures)
  if (edges.length > room) return tooWide(growing, frontier, start, edges.length)
  if (node !== undefined) forget(growing, edges, start)
  for (let at = node === undefined ? start : start + 1; at < end; at++) {
    const operation = schedule.operations[at]
    if (operation === undefined) continue
    computeStep(growing, edges, operation, failures)
    forget(growing, edges, at)
  }
  const remembered = [...edges.columns]
  const classes = classesOf(
    remembered
      .filter(([variable]) => (schedule.lastNeeded[variable] ?? -1) >= end)
      .map(([, column]) => column),
    edges.length,
  )
  const explores = node?.kind === 'decision' && growing.explores(node)
  const weights = weightsOf(arithmetic, explores, node)
  const { firsts, isReached } = examples(arithmetic, edges, classes, reached, weights)
  const columns = new Map(remembered.map(([variable, column]) => [variable, gathered(column, firsts)]))
  return {
    kind: 'grown',
    reached: isReached,
    frontier: { length: firsts.length, columns },
    layer: {
      node,
      size: frontier.length,
      ends: firsts.length,
      first: firstEdges(edges.source, frontier.length),
      target: classes.of,
      slot: edges.slot,
      weights,
      paid: edges.paid,
      failures,
      information:
        node?.kind === 'decision' && growing.judges(node)
          ? informationAt(frontier, growing.nodes, node, growing.looksAt(node), reached)
          : undefined,
    },
  }
}

/** An edge to each state to be an example of the way there, one that the profile takes where there is such. */
const examples = <N>(
  { scalar }: Arithmetic<N>,
  { source, slot }: Edges,
  { of, firsts }: Classes,
  reached: Uint8Array,
  weights: Vector<N>,
): { readonly firsts: Int32Array; readonly isReached: Uint8Array<ArrayBuffer> } => {
  const examples = firsts.slice()
  const isReached = new Uint8Array(firsts.length)
  for (let edge = 0; edge < of.length; edge++) {
    const state = of[edge] ?? 0
    if (isReached[state] === 1 || reached[source[edge] ?? 0] !== 1) continue
    if (scalar.equals(weights[slot[edge] ?? 0] ?? scalar.zero, scalar.zero)) continue
    isReached[state] = 1
    examples[state] = edge
  }
  return { firsts: examples, isReached }
}

/** The node that reads most of the variables of a frontier last. */
const neededBy = <N>({ operations, lastRead }: Schedule<N>, { columns }: Frontier): string => {
  const counts = new Map<string, number>()
  for (const variable of columns.keys()) {
    const operation = operations[lastRead[variable] ?? -1]
    const name = operation?.kind === 'fold' ? operation.aggregate.name : (operation?.node.name ?? '')
    counts.set(name, 1 + (counts.get(name) ?? 0))
  }
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), ['', 0])[0]
}

/** Drops what no later operation reads, once what is paid is noted down. */
const forget = <N>(
  { schedule: { operations, lastRead }, pays }: Growing<N>,
  edges: Edges,
  at: number,
): void => {
  const operation = operations[at]
  if (operation?.kind === 'node' && pays.has(operation.node.id))
    edges.paid.set(operation.node.id, columnOf(edges, operation.node.id))
  for (const variable of edges.columns.keys())
    if ((lastRead[variable] ?? -1) <= at) edges.columns.delete(variable)
}

const tooWide = <N>(
  { nodes, schedule, limit }: Growing<N>,
  frontier: Frontier,
  at: number,
  size: number,
): TooWide => {
  const node = branching(schedule.operations[at])
  return {
    kind: 'tooWide',
    name: node?.name ?? '',
    node: node?.id ?? -1,
    remembered: namesOf(nodes, frontier.columns.keys()),
    neededBy: neededBy(schedule, frontier),
    size,
    limit,
  }
}

/** A function or a part of an aggregate, by edge. */
const computeStep = <N>(
  { nodes }: Growing<N>,
  edges: Edges,
  operation: Operation<N>,
  failures: FailedEdge[],
): void => {
  if (operation.kind === 'fold') {
    const { aggregate, place } = operation
    const variable = accumulatorOf(nodes.length, aggregate)
    const parent = columnOf(edges, aggregate.parents[place] ?? -1)
    edges.columns.set(variable, foldedColumn(aggregate, place, edges.columns.get(variable), parent))
    return
  }
  const { node } = operation
  if (node.kind === 'function' || node.kind === 'aggregate') {
    if (node.failures.size > 0) failEdges(nodes, edges, node, failures)
    const accumulated = edges.columns.get(accumulatorOf(nodes.length, node))
    const column =
      node.kind === 'function'
        ? functionColumn(edges, nodes, node)
        : finishedColumn(node, accumulated, edges.length)
    edges.columns.set(node.id, column)
  }
}
