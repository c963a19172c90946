/**
 * The information states that some profile reaches, with the beliefs that vanishing uniform trembles leave: a forward
 * pass in leading terms, as `markov/germ.ts` computes with them.
 */
import type { Vector } from '../tree/arithmetic.ts'
import type { Layered } from './account.ts'
import { throwAfterActions } from './failing.ts'
import { type Judged, judged } from './judging.ts'
import { receivedOn, type Side } from './side.ts'
import type { Information, Layer } from './trellis.ts'

/**
 * The player's states on a side on which everybody trembles. Trembles lead everywhere, so whatever fails up to
 * `lastDecision` is met.
 *
 * Errors: throws what fails on the way.
 */
export const tremblingStates = <N>(side: Side<N>, lastDecision: number): readonly Judged<N>[] => {
  const { layers } = side.trellis
  for (const { failures } of layers) for (const { at, error } of failures) if (at <= lastDecision) throw error
  const reach = tremblingReach(side)
  const leading = layers.map(({ information }, at) =>
    information === undefined ? undefined : leadingOrders(information, reach[at]),
  )
  const onlyLeading = (at: number, values: Vector<N> | undefined): Vector<N> | undefined => {
    const [information, orders, least] = [layers[at]?.information, reach[at]?.orders, leading[at]]
    if (values === undefined || information === undefined || least === undefined) return values
    const kept = side.vector(values.length)
    for (let s = 0; s < values.length; s++) {
      const value = values[s]
      if (value !== undefined && orders?.[s] === least[information.of[s] ?? 0]) kept[s] = value
    }
    return kept
  }
  const weights = reach.map(({ coefficients }, at) => onlyLeading(at, coefficients) ?? coefficients)
  throwAfterActions(side, weights)
  return judged(side, {
    weights,
    probability: (layer, known, condition) => (leading[layer]?.[known] === 0 ? condition : side.scalar.zero),
    pastStep: (layered, at, before) => tremblingStep(side, reach, layered, at, before),
    ofPlayer: onlyLeading,
  })
}

/** By state of a layer, the leading term `coefficient * epsilon ** order` of the probability of its being reached. */
interface Leading<N> {
  readonly orders: Int32Array
  readonly coefficients: Vector<N>
}

const unreached = 2_147_483_647

const tremblingReach = <N>({ scalar, vector, trellis: { layers } }: Side<N>): readonly Leading<N>[] => {
  const start = vector(1)
  start[0] = scalar.one
  const reach: Leading<N>[] = [{ orders: new Int32Array(1), coefficients: start }]
  let before = reach[0]
  for (const layer of layers) {
    if (before === undefined) break
    const { orders, coefficients } = before
    const next: Leading<N> = {
      orders: new Int32Array(layer.ends).fill(unreached),
      coefficients: vector(layer.ends),
    }
    const { isTremble, weights } = tremblesOf(scalar, vector, layer)
    for (let s = 0; s < layer.size; s++) {
      const here = coefficients[s] ?? scalar.zero
      for (let edge = layer.first[s] ?? 0; edge < (layer.first[s + 1] ?? 0); edge++) {
        const slot = layer.slot[edge] ?? 0
        const target = layer.target[edge] ?? 0
        const order = (orders[s] ?? 0) + (isTremble[slot] ?? 0)
        const known = next.orders[target] ?? unreached
        if (order > known) continue
        const sum = order === known ? (next.coefficients[target] ?? scalar.zero) : scalar.zero
        next.orders[target] = order
        next.coefficients[target] = scalar.add(sum, scalar.mul(here, weights[slot] ?? scalar.zero))
      }
    }
    reach.push(next)
    before = next
  }
  return reach
}

/** By slot, whether it is only played by mistake, and its weight or, up to epsilon, that of the mistake. */
const tremblesOf = <N>(
  scalar: Side<N>['scalar'],
  vector: Side<N>['vector'],
  { node, weights }: Layer<N>,
): { readonly isTremble: Uint8Array; readonly weights: Vector<N> } => {
  const isTremble = new Uint8Array(weights.length)
  if (node?.kind !== 'decision') return { isTremble, weights }
  const trembling = vector(weights.length)
  const { offsets } = node.menu
  for (let row = 0; row + 1 < offsets.length; row++) {
    const [from, to] = [offsets[row] ?? 0, offsets[row + 1] ?? 0]
    for (let slot = from; slot < to; slot++) {
      const weight = weights[slot] ?? scalar.zero
      const isMistake = scalar.equals(weight, scalar.zero)
      isTremble[slot] = isMistake ? 1 : 0
      trembling[slot] = isMistake ? scalar.fromRatio(1n, BigInt(to - from)) : weight
    }
  }
  return { isTremble, weights: trembling }
}

/** By information state, the least order of its states. */
const leadingOrders = <N>(
  { of, observations }: Information<N>,
  reach: Leading<N> | undefined,
): Int32Array => {
  const least = new Int32Array(observations.length).fill(unreached)
  for (let s = 0; s < of.length; s++) {
    const known = of[s] ?? 0
    least[known] = Math.min(least[known] ?? unreached, reach?.orders[s] ?? unreached)
  }
  return least
}

/** By state of the next layer, the sum over the likeliest ways there of their coefficient times what they bring. */
const tremblingStep = <N>(
  side: Side<N>,
  reach: readonly Leading<N>[],
  layered: Layered<N>,
  at: number,
  before: Vector<N> | undefined,
): Vector<N> | undefined => {
  const { scalar, vector } = side
  const [layer, here, there] = [side.trellis.layers[at], reach[at], reach[at + 1]]
  if (layer === undefined) return undefined
  const { amounts } = receivedOn(side, layer, layered, at)
  if (before === undefined && amounts === undefined) return undefined
  const { isTremble, weights } = tremblesOf(scalar, vector, layer)
  const next = vector(layer.ends)
  for (let s = 0; s < layer.size; s++) {
    const coefficient = here?.coefficients[s] ?? scalar.zero
    const end = layer.first[s + 1] ?? 0
    for (let edge: number = layer.first[s] ?? 0; edge < end; edge++) {
      const slot = layer.slot[edge] ?? 0
      const target = layer.target[edge] ?? 0
      if ((here?.orders[s] ?? 0) + (isTremble[slot] ?? 0) !== there?.orders[target]) continue
      const brought = scalar.mul(coefficient, amounts?.[edge] ?? scalar.zero)
      const held = scalar.add(before?.[s] ?? scalar.zero, brought)
      next[target] = scalar.add(next[target] ?? scalar.zero, scalar.mul(weights[slot] ?? scalar.zero, held))
    }
  }
  return next
}
