/**
 * How far the numbers of a plan in doubles may be from the exact ones.
 *
 * Everything that passes compute is a sum of products of inputs, weights being positive, divided by such a sum that has
 * no negative terms. Each rounding multiplies what it rounds by `1 + d`, `|d| <= u`; with at most `k` of them on the
 * way from an input to a result, the result is off by at most `gamma(k) = k u / (1 - k u)` times the same sum over
 * absolute values. Compensated sums count as three roundings (Ogita, Rump and Oishi, Accurate sum and dot product,
 * 2005).
 *
 * Source: Higham, Accuracy and Stability of Numerical Algorithms (2002), lemma 3.1 and section 3.1.
 */
import type { Scalar } from '../../markov/scalar.ts'
import type { Receipt } from '../diagram.ts'
import { accountOn } from './account.ts'
import type { Judged } from './judging.ts'
import type { Side } from './side.ts'
import type { Layer } from './trellis.ts'

/** Bounds of the absolute errors of one information state, its actions in the order of the state's. */
export interface StateBounds {
  readonly payoff: number
  readonly actions: readonly { readonly payoff: number; readonly total: number; readonly earlier: number }[]
}

/** The side with every receipt as large as it is in absolute value: what its results come to bounds rounding errors. */
export const absoluteSide = <N>(side: Side<N>): Side<N> => {
  const { scalar, trellis } = side
  const receipts = side.receipts.map(receipt => absoluteReceipt(scalar, receipt))
  return {
    ...side,
    receipts,
    minus: scalar.add,
    account: accountOn(scalar, receipts, trellis.layerOf, trellis.layers.length),
  }
}

const absoluteReceipt = <N>(scalar: Scalar<N>, receipt: Receipt<N>): Receipt<N> => {
  const absolute = (n: N): N => (scalar.compare(n, scalar.zero) < 0 ? scalar.sub(scalar.zero, n) : n)
  return receipt.kind === 'pay'
    ? { ...receipt, amounts: receipt.amounts.map(absolute) }
    : { ...receipt, factor: absolute(receipt.factor), constant: absolute(receipt.constant) }
}

/** What a magnitude is multiplied by to bound the error of the number that it is the magnitude of. */
export const relativeError = <N>(side: Side<N>): number => {
  if (side.scalar.exact) return 0
  const product = roundings(side) * unitRoundoff
  // The magnitudes are rounded, too.
  return product < 0.01 ? (1.02 * product) / (1 - product) : Number.POSITIVE_INFINITY
}

const unitRoundoff = 2 ** -53

/** The most roundings between an input and a result, in passes through all layers and in accounts. */
const roundings = <N>({ trellis, receipts, account }: Side<N>): number =>
  trellis.layers.reduce(
    (sum, layer, at) => sum + throughLayer(layer) + 2 * (account.later.terms[at]?.length ?? 0),
    20 + 5 * receipts.length,
  )

/**
 * Likelihoods go through a layer forward and count twice, for they divide; receipts go through it either way. An input
 * is rounded once itself.
 */
const throughLayer = <N>({ first, target, ends }: Layer<N>): number => {
  const arriving = new Int32Array(ends)
  for (let edge = 0; edge < target.length; edge++) {
    const to = target[edge] ?? 0
    arriving[to] = (arriving[to] ?? 0) + 1
  }
  let most = 0
  for (let s = 0; s < ends; s++) most = Math.max(most, arriving[s] ?? 0)
  let leaving = 0
  for (let s = 0; s + 1 < first.length; s++)
    leaving = Math.max(leaving, (first[s + 1] ?? 0) - (first[s] ?? 0))
  return 2 * most + leaving + 10
}

/** Below this probability numbers may have been rounded to nothing on the way, which the bounds do not count. */
const leastProbability = 1e-200

/** The bounds of a state, given the same state on the absolute side. */
export const stateBounds = <N>(
  scalar: Scalar<N>,
  relative: number,
  { state: { payoff, actions }, condition }: Judged<N>,
): StateBounds => {
  const isSmall = !scalar.exact && scalar.toNumber(condition) < leastProbability
  const bound = (magnitude: N): number =>
    isSmall ? Number.POSITIVE_INFINITY : relative * scalar.toNumber(magnitude)
  return {
    payoff: bound(payoff),
    actions: actions.map(action => ({
      payoff: bound(action.payoff),
      total: bound(action.total),
      earlier: bound(action.earlier),
    })),
  }
}
