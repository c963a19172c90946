/** One player's side of a game: its trellis, what it receives there, and passes over that. */
import * as E from 'fp-ts/lib/Either.js'
import type { Decision } from '../../game/game.ts'
import type { Budget } from '../../markov/budget.ts'
import type { Scalar } from '../../markov/scalar.ts'
import type { DecisionNode, Diagram, Node, Receipt } from '../diagram.ts'
import { ancestorsOf, dependenceOf, descendantsOf, needed } from '../relevance.ts'
import type { Arithmetic, Vector } from '../tree/arithmetic.ts'
import { type Account, accountOn, type Layered } from './account.ts'
import { doubleKernels } from './doubleKernels.ts'
import { type Growing, grow } from './grow.ts'
import { type Kernels, type Received, scalarKernels } from './kernels.ts'
import { type Ordering, orderings } from './order.ts'
import { type Schedule, type Scope, scheduleOf } from './schedule.ts'
import type { Layer, TooWide, Trellis } from './trellis.ts'

export interface Means<N> {
  readonly arithmetic: Arithmetic<N>
  readonly budget: Budget
  /** The most edges a trellis may have. */
  readonly limit: number
  /** Estimated edges for each node up to which the order of the program is not worth improving. */
  readonly cheap: number
}

export interface Side<N> {
  readonly player: string
  readonly scalar: Scalar<N>
  readonly vector: Arithmetic<N>['vector']
  readonly kernels: Kernels<N>
  readonly scope: Scope<N>
  readonly ordering: Ordering
  readonly schedule: Schedule<N>
  readonly trellis: Trellis<N>
  readonly receipts: readonly Receipt<N>[]
  readonly account: Account<N>
  /** A difference; on a side of absolute values the sum of both, which is how large a difference may be. */
  readonly minus: (a: N, b: N) => N
  /**
   * The decisions whose information states are those of what tells something about later receipts: the observation of
   * each is an example, and what it earned before is an average.
   */
  readonly summarized: readonly Decision<N>[]
}

/**
 * The side of `player`, whose own decisions are explored and judged; with `trembles` all decisions are explored. Where
 * it would be too wide with all that is observed, what tells nothing about later receipts is not told apart.
 *
 * Errors: `TooWide`; throws `OutOfSteps`.
 */
export const sideOf = <N>(
  means: Means<N>,
  diagram: Diagram<N>,
  player: string,
  trembles: boolean,
): E.Either<TooWide, Side<N>> => {
  const judges = (node: DecisionNode<N>): boolean => node.decision.player === player
  const looksAtAll = ({ observed }: DecisionNode<N>): readonly number[] => observed
  const full = sideLooking(means, diagram, player, trembles, looksAtAll)
  if (E.isRight(full)) return full
  const telling = tellingObservations(diagram, player, judges)
  const summarized = sideLooking(
    means,
    diagram,
    player,
    trembles,
    node => telling.get(node.id) ?? node.observed,
  )
  return E.isLeft(summarized) ? full : summarized
}

/**
 * By own decision, the part of what is observed that may tell something about what is received after it. Later
 * decisions come first: what these do not look at tells the earlier ones nothing (Lauritzen and Nilsson, 2001).
 */
const tellingObservations = <N>(
  { nodes, accounts }: Diagram<N>,
  player: string,
  judges: (node: DecisionNode<N>) => boolean,
): ReadonlyMap<number, readonly number[]> => {
  const all = new Set(nodes.keys())
  const paid = payingNodes(accounts.get(player) ?? [])
  const telling = new Map<number, readonly number[]>()
  for (const node of [...nodes].reverse()) {
    if (node.kind !== 'decision' || !judges(node)) continue
    const dependence = dependenceOf(nodes, all, one =>
      one.kind === 'decision' && judges(one)
        ? [...one.parents, ...(telling.get(one.id) ?? one.observed)]
        : one.parents,
    )
    const after = descendantsOf(dependence, [node.id])
    const targets = [...paid].filter(id => after.has(id))
    const known = needed(dependence, targets, [node.id, ...node.parents, ...node.observed])
    telling.set(
      node.id,
      node.observed.filter(read => known.has(read) || node.parents.includes(read)),
    )
  }
  return telling
}

const payingNodes = <N>(receipts: readonly Receipt<N>[]): ReadonlySet<number> =>
  new Set(
    receipts.flatMap(receipt => (receipt.kind === 'pay' && receipt.node !== undefined ? [receipt.node] : [])),
  )

const sideLooking = <N>(
  { arithmetic, budget, limit, cheap }: Means<N>,
  { nodes, accounts }: Diagram<N>,
  player: string,
  trembles: boolean,
  looksAt: (node: DecisionNode<N>) => readonly number[],
): E.Either<TooWide, Side<N>> => {
  const receipts = accounts.get(player) ?? []
  const judges = (node: DecisionNode<N>): boolean => node.decision.player === player
  const explores = (node: DecisionNode<N>): boolean => trembles || judges(node)
  const readsOf = (node: Node<N>): readonly number[] =>
    node.kind === 'decision' && judges(node) ? [...node.parents, ...looksAt(node)] : node.parents
  const carriesOf = (node: Node<N>): readonly number[] =>
    node.kind === 'decision' && judges(node) ? node.observed : []
  const pays = payingNodes(receipts)
  // What fails must be met, whatever it is good for.
  const failing = nodes.filter(node => node.failures.size > 0 || (node.kind === 'decision' && judges(node)))
  const relevant = ancestorsOf(nodes, [...pays, ...failing.map(({ id }) => id)], node => [
    ...readsOf(node),
    ...carriesOf(node),
  ])
  const scope = { nodes, relevant, readsOf, carriesOf }
  const candidates = orderings(scope, predecessors(scope, judges), cheap).map(ordering => {
    const schedule = scheduleOf(scope, ordering.order)
    return { ordering, schedule, growing: { nodes, schedule, explores, judges, looksAt, pays, limit } }
  })
  const grown = firstThatFits(arithmetic, budget, candidates)
  if (E.isLeft(grown)) return grown
  const { trellis, ordering, schedule } = grown.right
  const { scalar, vector } = arithmetic
  const account = accountOn(scalar, receipts, trellis.layerOf, trellis.layers.length)
  return E.right({
    player,
    scalar,
    vector,
    kernels: kernelsOf(scalar),
    scope,
    ordering,
    schedule,
    trellis,
    receipts,
    account,
    minus: scalar.sub,
    summarized: nodes.flatMap(node =>
      node.kind === 'decision' && judges(node) && looksAt(node).length < node.observed.length
        ? [node.decision]
        : [],
    ),
  })
}

/**
 * What a node comes after without reading it: an own decision the one before, for they are settled from the last to
 * the first; and what may fail the decision before, so that failing does not hide that the decision is come to.
 */
const predecessors = <N>(
  { nodes, relevant }: Scope<N>,
  judges: (node: DecisionNode<N>) => boolean,
): ReadonlyMap<number, readonly number[]> => {
  const follows = new Map<number, readonly number[]>()
  let own: readonly number[] = []
  let any: readonly number[] = []
  for (const node of nodes) {
    if (!relevant.has(node.id)) continue
    const isOwn = node.kind === 'decision' && judges(node)
    follows.set(node.id, [...(node.failures.size > 0 ? any : []), ...(isOwn ? own : [])])
    if (isOwn) own = [node.id]
    if (node.kind === 'decision') any = [node.id]
  }
  return follows
}

interface Candidate<N> {
  readonly ordering: Ordering
  readonly schedule: Schedule<N>
  readonly growing: Growing<N>
}

/** The first trellis that fits; where none does, why the first does not. */
const firstThatFits = <N>(
  arithmetic: Arithmetic<N>,
  budget: Budget,
  candidates: readonly Candidate<N>[],
): E.Either<TooWide, Candidate<N> & { readonly trellis: Trellis<N> }> => {
  let wide: TooWide | undefined
  for (const candidate of candidates) {
    const grown = grow(arithmetic, budget, candidate.growing)
    if (E.isRight(grown)) return E.right({ ...candidate, trellis: grown.right })
    wide ??= grown.left
  }
  return E.left(
    wide ?? { kind: 'tooWide', name: '', node: -1, remembered: [], neededBy: '', size: 0, limit: 0 },
  )
}

const kernelsOf = <N>(scalar: Scalar<N>): Kernels<N> => {
  const kernels = typeof scalar.one === 'number' ? doubleKernels : scalarKernels(scalar)
  // A scalar whose one is the number 1 is a scalar of numbers.
  return kernels as Kernels<N>
}

/** What is received on the edges of a layer, added up. */
export const receivedOn = <N>(
  { scalar, vector }: Pick<Side<N>, 'scalar' | 'vector'>,
  layer: Layer<N>,
  { terms, factors }: Layered<N>,
  at: number,
): Received<N> => {
  const factor = factors[at]
  const here = terms[at] ?? []
  if (here.length === 0) return { amounts: undefined, factor }
  const sums = vector(layer.target.length)
  for (const [which, { node, amounts }] of here.entries()) {
    const column = layer.paid.get(node) ?? new Int32Array(0)
    for (let edge = 0; edge < sums.length; edge++) {
      const amount = amounts[column[edge] ?? 0] ?? scalar.zero
      sums[edge] = which === 0 ? amount : scalar.add(sums[edge] ?? scalar.zero, amount)
    }
  }
  return { amounts: sums, factor }
}

/** By layer, how likely its states are, decisions being taken by `weightsAt` each layer. */
export const reachOn = <N>(
  { kernels, trellis: { layers }, vector, scalar }: Side<N>,
  weightsAt: (layer: Layer<N>) => Vector<N>,
): readonly Vector<N>[] => {
  const start = vector(1)
  start[0] = scalar.one
  const reach = [start]
  for (const [at, layer] of layers.entries())
    reach.push(kernels.forward(layer, reach[at] ?? start, weightsAt(layer)))
  return reach
}

export const byProfile = <N>({ weights }: Layer<N>): Vector<N> => weights

/** What was received on the way to the states of the next layer, times how likely they are; nothing for none. */
export const pastStep = <N>(
  side: Side<N>,
  reach: readonly Vector<N>[],
  layered: Layered<N>,
  weightsAt: (layer: Layer<N>) => Vector<N>,
  at: number,
  before: Vector<N> | undefined,
): Vector<N> | undefined => {
  const layer = side.trellis.layers[at]
  if (layer === undefined) return undefined
  const { amounts } = receivedOn(side, layer, layered, at)
  return side.kernels.past(layer, reach[at] ?? side.vector(0), before, weightsAt(layer), amounts)
}

/** What is expected to come in from a layer on under the profile, `next` being so from the next layer on. */
export const laterStep = <N>(
  side: Side<N>,
  layered: Layered<N>,
  at: number,
  next: Vector<N> | undefined,
): Vector<N> | undefined => {
  const layer = side.trellis.layers[at]
  if (layer === undefined) return undefined
  return side.kernels.backward(layer, next, layer.weights, receivedOn(side, layer, layered, at))
}

/** By layer, what is expected to come in from there on under the profile. */
export const laterOn = <N>(side: Side<N>, layered: Layered<N>): readonly (Vector<N> | undefined)[] => {
  const { layers } = side.trellis
  const later: (Vector<N> | undefined)[] = new Array<Vector<N> | undefined>(layers.length + 1).fill(undefined)
  for (let at = layers.length - 1; at >= 0; at--) later[at] = laterStep(side, layered, at, later[at + 1])
  return later
}
