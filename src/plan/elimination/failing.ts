/** Which of the failures of a trellis are met. */
import type { Vector } from '../tree/arithmetic.ts'
import type { Side } from './side.ts'
import type { FailedEdge } from './trellis.ts'

export const canFail = <N>({ trellis }: Side<N>): boolean =>
  trellis.layers.some(({ failures }) => failures.length > 0)

/** Throws the first failure that the profile meets. `reach` is by layer. */
export const throwReached = <N>(side: Side<N>, reach: readonly Vector<N>[]): void => {
  const isZero = isZeroOf(side)
  for (const [at, { failures, weights }] of side.trellis.layers.entries())
    for (const failure of failures)
      if (!isZero(reach[at]?.[failure.state]) && (failure.slot < 0 || !isZero(weights[failure.slot])))
        throw failure.error
}

const isZeroOf =
  <N>({ scalar }: Side<N>) =>
  (n: N | undefined): boolean =>
    n === undefined || scalar.equals(n, scalar.zero)

/** Throws the first failure that the profile meets after some action where the player may be. */
export const throwAfterActions = <N>(side: Side<N>, beliefs: readonly (Vector<N> | undefined)[]): void => {
  if (!canFail(side)) return
  const isZero = isZeroOf(side)
  const below = failuresBelow(side)
  for (const [at, layer] of side.trellis.layers.entries()) {
    const belief = beliefs[at]
    if (layer.information === undefined || belief === undefined) continue
    for (const { state, error, lacksStrategy } of layer.failures)
      if (!lacksStrategy && !isZero(belief[state])) throw error
    for (let s = 0; s < layer.size; s++) {
      if (isZero(belief[s])) continue
      for (let edge = layer.first[s] ?? 0; edge < (layer.first[s + 1] ?? 0); edge++) {
        const failure = below[at + 1]?.[layer.target[edge] ?? 0]
        if (failure !== undefined) throw failure.error
      }
    }
  }
}

/** By layer and state, a failure that the profile meets from there on. */
const failuresBelow = <N>(side: Side<N>): readonly (readonly (FailedEdge | undefined)[])[] => {
  const isZero = isZeroOf(side)
  const { layers } = side.trellis
  let next: readonly (FailedEdge | undefined)[] = []
  const below = [next]
  for (const { size, first, target, slot, weights, failures } of [...layers].reverse()) {
    const here = new Array<FailedEdge | undefined>(size).fill(undefined)
    for (const failure of failures)
      if (failure.slot < 0 || !isZero(weights[failure.slot])) here[failure.state] ??= failure
    for (let s = 0; s < size; s++)
      for (let edge = first[s] ?? 0; edge < (first[s + 1] ?? 0); edge++)
        if (!isZero(weights[slot[edge] ?? 0])) here[s] ??= next[target[edge] ?? 0]
    next = here
    below.push(next)
  }
  return below.reverse()
}
