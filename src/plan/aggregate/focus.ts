/**
 * Smaller diagrams, one for each player, that are equivalent for what that player is asked: what others add to sums,
 * maxima, counts and other aggregates becomes one chance node.
 */
import type { Scalar } from '../../markov/scalar.ts'
import type { Diagram, Node, Receipt } from '../diagram.ts'
import type { Bundle } from './components.ts'
import { TooManySums } from './distribution.ts'
import { type Graph, graphOf } from './graph.ts'
import { type Merge, merging, type Sums, sumsOf } from './merged.ts'
import { type Others, othersOf } from './others.ts'
import { type Split, splitting, unsplit } from './split.ts'
import { type Weights, withWeights } from './weights.ts'

export interface Focusing {
  /** Nodes that must stay beside what a player's payoff and decisions are made of, and what these depend on. */
  readonly alsoNeeded?: (player: string) => readonly number[]
  /** Whether all that the player can tell keeps its joint distribution, not only what is expected of each receipt. */
  readonly isJoint?: boolean
}

/**
 * The part of a diagram that matters to a player, the others as in the profile.
 *
 * It has the player's account and decisions alone: decisions of others are chance nodes. Parts of the game that are
 * independent of each other given the rest, and that matter to the player only through what they add to aggregates,
 * are one chance node for each set of aggregates that share such parts; its values are vectors of elements of their
 * carriers. Where nothing of that kind is found, what matters stays as it is. Given what the player knows and does,
 * each receipt has the distribution that it has in the whole.
 *
 * Results for different players share their tables where these are equal, and the work. A play that fails among what
 * is merged makes the row of the chance node fail.
 */
export const focus = <N>(
  diagram: Diagram<N>,
  scalar: Scalar<N>,
  focusing: Focusing = {},
): ((player: string) => Diagram<N>) =>
  withWeights(scalar, areKnown(scalar, diagram), {
    run: weights => focusWith(diagram, scalar, weights, focusing),
  })

/** Whether all probabilities have values to look at. */
const areKnown = <N>({ isKnown }: Scalar<N>, { nodes }: Diagram<N>): boolean =>
  isKnown === undefined ||
  nodes.every(node => {
    if (node.kind !== 'chance' && node.kind !== 'decision') return true
    return (node.kind === 'chance' ? node.kernel : node.strategy).weights.every(isKnown)
  })

/** `focus`, with the weights to compute with. */
export const focusWith = <N, V>(
  diagram: Diagram<N>,
  scalar: Scalar<N>,
  weights: Weights<N, V>,
  { alsoNeeded = () => [], isJoint = false }: Focusing,
): ((player: string) => Diagram<N>) => {
  const graph = graphOf(diagram, alsoNeeded)
  let prepared: Prepared<N> | undefined
  const known = new Map<string, Diagram<N>>()
  return player => {
    const found = known.get(player)
    if (found !== undefined) return found
    prepared ??= prepare(graph, scalar, weights, isJoint)
    const made = focused(graph, player, prepared)
    known.set(player, made)
    return made
  }
}

interface Prepared<N> {
  readonly splits: ReadonlyMap<string, Split>
  readonly sums: (bundle: Bundle) => Sums<N>
  readonly merge: Merge
}

/** Splits for all players come first, so that products are shared the same way whoever is asked about first. */
const prepare = <N, V>(
  graph: Graph<N>,
  scalar: Scalar<N>,
  weights: Weights<N, V>,
  isJoint: boolean,
): Prepared<N> => {
  const { diagram } = graph
  const splitFor = splitting(graph, isJoint)
  const splits = new Map(diagram.players.map(player => [player, splitFor(player)]))
  const shared = new Map<string, Bundle[]>()
  for (const bundle of [...splits.values()].flatMap(({ bundles }) => bundles)) {
    const key = keyOf(bundle)
    const found = shared.get(key)
    if (found === undefined) shared.set(key, [bundle])
    else found.push(bundle)
  }
  const makers = new Map<string, { others: Others<V>; make: ReturnType<typeof sumsOf<N, V>> }>()
  const makerOf = (bundle: Bundle) => {
    const key = keyOf(bundle)
    const found = makers.get(key)
    if (found !== undefined) return found
    const others = othersOf(scalar, weights, diagram.nodes, shared.get(key) ?? [])
    const made = { others, make: sumsOf(weights, others) }
    makers.set(key, made)
    return made
  }
  const sums = (bundle: Bundle) => {
    const { others, make } = makerOf(bundle)
    return make(others.cases(bundle))
  }
  return { splits, sums, merge: merging() }
}

const keyOf = ({ aggregates }: Bundle): string => aggregates.map(({ id }) => id).join()

const focused = <N>(graph: Graph<N>, player: string, { splits, sums, merge }: Prepared<N>): Diagram<N> => {
  const split = splits.get(player) ?? unsplit(graph, player)
  try {
    return rebuilt(graph, player, split, new Map(split.bundles.map(bundle => [bundle, sums(bundle)])), merge)
  } catch (error) {
    if (!(error instanceof TooManySums || error instanceof Knotted)) throw error
    return rebuilt(graph, player, unsplit(graph, player), new Map(), merge)
  }
}

/** What others add to aggregates taken together depends on one of these: the player is looked at with all nodes. */
class Knotted extends Error {
  override readonly name = 'Knotted'
}

const rebuilt = <N>(
  { diagram }: Graph<N>,
  player: string,
  { explicit, bundles }: Split,
  sums: ReadonlyMap<Bundle, Sums<N>>,
  merge: Merge,
): Diagram<N> => {
  const nodes: Node<N>[] = []
  const places = new Map<number, number>()
  const placesOfSums = new Map<Bundle, number>()
  const bundleOf = new Map(
    bundles.flatMap(bundle => bundle.aggregates.map(({ id }) => [id, bundle] as const)),
  )
  const isExplicit = new Set(explicit)
  const underway = new Set<number>()
  const place = (id: number): number => {
    const known = places.get(id)
    if (known !== undefined) return known
    const node = diagram.nodes[id]
    if (node === undefined) throw new RangeError('no such node')
    if (underway.has(id)) throw new Knotted()
    underway.add(id)
    const made = placed(node)
    places.set(id, nodes.length)
    nodes.push({ ...made, id: nodes.length })
    return nodes.length - 1
  }
  const placed = (node: Node<N>): Node<N> => {
    const { id, name, domain, failures } = node
    const bundle = bundleOf.get(id)
    const found = bundle === undefined ? undefined : sums.get(bundle)
    if (node.kind === 'aggregate' && bundle !== undefined && found !== undefined) {
      const kept = [...node.parents.keys()].filter(k => isExplicit.has(node.parents[k] ?? -1))
      const stay = kept.map(k => node.parents[k] ?? -1)
      const parents = [...stay.map(place), placeSums(bundle, found)]
      const domains = stay.flatMap(parent => diagram.nodes[parent]?.domain ?? [])
      const which = bundle.aggregates.indexOf(node)
      const merged = merge({ aggregate: node, kept, domains, added: found.domain, place: which })
      return { id, name, domain, parents, failures, ...merged }
    }
    const parents = node.parents.map(place)
    if (node.kind !== 'decision') return { ...node, parents }
    if (node.decision.player === player) return { ...node, parents, observed: node.observed.map(place) }
    return { kind: 'chance', id, name, domain, parents, failures, kernel: node.strategy }
  }
  const placeSums = (bundle: Bundle, { domain, kernel, failures }: Sums<N>): number => {
    const known = placesOfSums.get(bundle)
    if (known !== undefined) return known
    const parents = bundle.boundary.map(place)
    const id = nodes.length
    const name = `what others add to ${bundle.aggregates.map(aggregate => aggregate.name).join(', ')}`
    nodes.push({ kind: 'chance', id, name, domain, parents, failures, kernel })
    placesOfSums.set(bundle, id)
    return id
  }
  for (const id of explicit) place(id)
  const receipts = (diagram.accounts.get(player) ?? []).map(
    (receipt): Receipt<N> =>
      receipt.kind === 'pay' && receipt.node !== undefined
        ? { ...receipt, node: place(receipt.node) }
        : receipt,
  )
  return {
    nodes,
    decisions: nodes.flatMap(({ id, kind }) => (kind === 'decision' ? [id] : [])),
    players: [player],
    accounts: new Map([[player, receipts]]),
  }
}
