/**
 * The information states that some profile reaches, with the beliefs that vanishing uniform trembles leave: the
 * leading terms of a tree in which every action has some weight, as `markov/germ.ts` computes with them.
 */
import type { InformationState } from '../../game/game.ts'
import type { Arithmetic, Vector } from './arithmetic.ts'
import { missingStrategy, throwAfterActions } from './failing.ts'
import { judged } from './judging.ts'
import type { Side } from './side.ts'
import { statesAsMet } from './visits.ts'

/** The states of a side on which everybody's decisions are choices. Errors: throws what fails on the way. */
export const tremblingStates = <N>(
  arithmetic: Arithmetic<N>,
  side: Side<N>,
): readonly InformationState<N>[] => {
  const { scalar, vector } = arithmetic
  const { tree, policy } = side
  throwMet(side)
  const trembles = reachOf(arithmetic, side)
  const { conditions, orders } = leading(arithmetic, side, trembles)
  const beliefs = vector(tree.size)
  for (let node = 0; node < tree.size; node++) {
    const state = tree.state[node] ?? -1
    if (state < 0 || trembles.orders[node] !== orders[state]) continue
    beliefs[node] = trembles.coefficients[node] ?? scalar.zero
  }
  throwAfterActions(scalar, tree, beliefs, policy)
  const probabilities = vector(tree.states.count)
  for (let state = 0; state < tree.states.count; state++)
    if (orders[state] === 0) probabilities[state] = conditions[state] ?? scalar.zero
  const order = statesAsMet(tree, () => true)
  return judged(scalar, side, beliefs, { order, conditions, probabilities })
}

/** Trembles lead everywhere, so whatever fails up to the last decision is met. */
const throwMet = <N>({ tree, counted }: Side<N>): void => {
  const lastDecision = Math.max(...counted.keys())
  for (const { at, error } of tree.failures.values()) if (at <= lastDecision) throw error
  for (const state of tree.states.decision.keys()) {
    const failure = missingStrategy(tree, state)
    if (failure !== undefined) throw failure.error
  }
}

/** By node, the leading term `coefficient * epsilon ** order` of the probability of its being reached. */
interface Trembles<N> {
  readonly orders: Int32Array
  readonly coefficients: Vector<N>
}

const reachOf = <N>({ scalar, vector }: Arithmetic<N>, { tree, policy }: Side<N>): Trembles<N> => {
  const { size, parent, slot, count, probability } = tree
  const orders = new Int32Array(size)
  const coefficients = vector(size)
  coefficients[0] = scalar.one
  for (let node = 1; node < size; node++) {
    const from = parent[node] ?? 0
    const taken = slot[node] ?? -1
    const weight = (taken < 0 ? probability[node] : policy[taken]) ?? scalar.zero
    const isTremble = taken >= 0 && scalar.equals(weight, scalar.zero)
    const share = isTremble ? scalar.fromRatio(1n, BigInt(count[from] ?? 1)) : weight
    orders[node] = (orders[from] ?? 0) + (isTremble ? 1 : 0)
    coefficients[node] = scalar.mul(coefficients[from] ?? scalar.zero, share)
  }
  return { orders, coefficients }
}

/** By information state, the least order of its nodes and the sum of the coefficients of that order. */
const leading = <N>(
  { scalar, vector }: Arithmetic<N>,
  { tree }: Side<N>,
  trembles: Trembles<N>,
): { readonly orders: Int32Array; readonly conditions: Vector<N> } => {
  const orders = new Int32Array(tree.states.count).fill(-1)
  const conditions = vector(tree.states.count)
  for (let node = 0; node < tree.size; node++) {
    const state = tree.state[node] ?? -1
    if (state < 0) continue
    const order = trembles.orders[node] ?? 0
    const least = orders[state] ?? -1
    if (least >= 0 && least < order) continue
    const sum = least === order ? (conditions[state] ?? scalar.zero) : scalar.zero
    orders[state] = order
    conditions[state] = scalar.add(sum, trembles.coefficients[node] ?? scalar.zero)
  }
  return { orders, conditions }
}
