/**
 * Whether what a player believes at its decisions depends on how it plays: where it does not, backward induction over
 * its own decisions finds its best reply.
 *
 * That holds for perfect recall, and also where what is forgotten does not matter: given what the player sees, the
 * chances of what it does not see are the same whatever it saw and did at its decision before. (By induction they are then
 * the same for every strategy.) Or it may be that what is forgotten is separated in the graph from what is received
 * later: solubility by single policies (Lauritzen and Nilsson, Representing and solving decision problems with limited
 * information, Management Science 47, 2001).
 */
import type { Decision } from '../../game/game.ts'
import type { DecisionNode } from '../diagram.ts'
import { connectedTo, dependenceOf, descendantsOf } from '../relevance.ts'
import type { Vector } from '../tree/arithmetic.ts'
import type { Side } from './side.ts'
import type { Information, Layer } from './trellis.ts'

/** A decision whose beliefs depend on what was done at an earlier one. */
export interface Forgets<N> {
  readonly kind: 'forgets'
  readonly decision: Decision<N>
  readonly earlier: Decision<N>
}

/** The first decision that forgets what matters; `weights` is how each layer is played, own decisions uniformly. */
export const firstForgetting = <N>(
  side: Side<N>,
  reach: readonly Vector<N>[],
  weights: readonly Vector<N>[],
): Forgets<N> | undefined => {
  let before = -1
  let areBeliefsSettled = true
  const own: DecisionNode<N>[] = []
  for (const [at, { information }] of side.trellis.layers.entries()) {
    if (information === undefined) continue
    const earlier = own.at(-1)
    if (earlier !== undefined && !seesAll(information)) {
      areBeliefsSettled = areBeliefsSettled && isIndependent(side, reach, weights, before, at)
      if (!areBeliefsSettled && !isIrrelevant(side, own, information.node))
        return { kind: 'forgets', decision: information.node.decision, earlier: earlier.decision }
    }
    own.push(information.node)
    before = at
  }
  return undefined
}

/** Whether what the player saw and did before tells nothing more about what a decision may bring. */
const isIrrelevant = <N>(
  { scope: { nodes, relevant, readsOf }, receipts }: Side<N>,
  earlier: readonly DecisionNode<N>[],
  node: DecisionNode<N>,
): boolean => {
  const dependence = dependenceOf(nodes, relevant, readsOf)
  const after = descendantsOf(dependence, [node.id])
  const paid = receipts.flatMap(receipt =>
    receipt.kind === 'pay' && receipt.node !== undefined && after.has(receipt.node) ? [receipt.node] : [],
  )
  const telling = connectedTo(dependence, paid, [node.id, ...readsOf(node)])
  return !earlier.some(({ id, observed }) => telling.has(id) || observed.some(read => telling.has(read)))
}

/** Whether beliefs at layer `to` are the same whatever was seen and done at layer `from`. */
const isIndependent = <N>(
  side: Side<N>,
  reach: readonly Vector<N>[],
  weights: readonly Vector<N>[],
  from: number,
  to: number,
): boolean => {
  const { layers } = side.trellis
  const [earlier, later] = [layers[from], layers[to]]
  if (earlier?.information === undefined || later?.information === undefined) return true
  return (
    remembers(layers.slice(from, to), later.information, earlier.information) ||
    believesTheSame(side, reach, weights, from, to, later.information)
  )
}

/** Whether there is one state for each information state. */
const seesAll = <N>({ of, observations }: Information<N>): boolean => of.length === observations.length

const several = -2

/** Whether each information state has one that came before, and one action there. */
const remembers = <N>(
  between: readonly Layer<N>[],
  later: Information<N>,
  earlier: Information<N>,
): boolean => {
  let last = new Int32Array(0)
  for (const [at, { first, target, slot, size, ends }] of between.entries()) {
    const next = new Int32Array(ends).fill(-1)
    for (let s = 0; s < size; s++)
      for (let edge = first[s] ?? 0; edge < (first[s + 1] ?? 0); edge++) {
        const done = at === 0 ? actionOf(earlier, s, slot[edge] ?? 0) : (last[s] ?? several)
        const to = target[edge] ?? 0
        next[to] = next[to] === -1 || next[to] === done ? done : several
      }
    last = next
  }
  const done = new Int32Array(later.observations.length).fill(-1)
  for (let s = 0; s < later.of.length; s++) {
    const known = later.of[s] ?? 0
    const here = last[s] ?? several
    if (here === several || (done[known] !== -1 && done[known] !== here)) return false
    done[known] = here
  }
  return true
}

/** The number of an action over all information states of a decision. */
const actionOf = <N>({ of, offsets, starts }: Information<N>, state: number, slot: number): number => {
  const known = of[state] ?? 0
  return (offsets[known] ?? 0) + slot - (starts[known] ?? 0)
}

/** Follows each action at layer `from` for itself, and compares what is then likely at layer `to`. */
const believesTheSame = <N>(
  side: Side<N>,
  reach: readonly Vector<N>[],
  weights: readonly Vector<N>[],
  from: number,
  to: number,
  later: Information<N>,
): boolean => {
  const { kernels, scalar, trellis, vector } = side
  const start = trellis.layers[from]
  const earlier = start?.information
  if (start === undefined || earlier === undefined) return true
  const reference = vector(later.of.length)
  const sums = vector(later.observations.length)
  const actions = earlier.offsets.at(-1) ?? 0
  for (let action = 0; action < actions; action++) {
    let belief = afterAction(side, start, earlier, reach[from] ?? reference, action)
    for (let at = from + 1; at < to; at++) {
      const layer = trellis.layers[at]
      if (layer !== undefined) belief = kernels.forward(layer, belief, weights[at] ?? layer.weights)
    }
    const conditions = kernels.classSums(later, belief)
    for (let s = 0; s < later.of.length; s++) {
      const known = later.of[s] ?? 0
      const condition = conditions[known] ?? scalar.zero
      if (scalar.equals(condition, scalar.zero)) continue
      const likely = scalar.div(belief[s] ?? scalar.zero, condition)
      if (scalar.equals(sums[known] ?? scalar.zero, scalar.zero)) reference[s] = likely
      else if (!isNear(side, likely, reference[s] ?? scalar.zero)) return false
    }
    for (let known = 0; known < sums.length; known++)
      sums[known] = scalar.add(sums[known] ?? scalar.zero, conditions[known] ?? scalar.zero)
  }
  return true
}

const afterAction = <N>(
  { vector, scalar }: Side<N>,
  layer: Layer<N>,
  information: Information<N>,
  reach: Vector<N>,
  action: number,
): Vector<N> => {
  const next = vector(layer.ends)
  for (let s = 0; s < layer.size; s++)
    for (let edge = layer.first[s] ?? 0; edge < (layer.first[s + 1] ?? 0); edge++) {
      if (actionOf(information, s, layer.slot[edge] ?? 0) !== action) continue
      const target = layer.target[edge] ?? 0
      next[target] = scalar.add(next[target] ?? scalar.zero, reach[s] ?? scalar.zero)
    }
  return next
}

/** How far two computations of one probability may be apart. */
const slack = 1e-11

const isNear = <N>({ scalar }: Side<N>, a: N, b: N): boolean =>
  scalar.exact
    ? scalar.equals(a, b)
    : Math.abs(scalar.toNumber(a) - scalar.toNumber(b)) <=
      slack * Math.max(scalar.toNumber(a), scalar.toNumber(b))
