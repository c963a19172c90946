import type { Elements } from './elements.ts'
import type { Weights } from './weights.ts'

/** A distribution of finite support, which ascends and where no weight is zero. */
export interface Distribution<V> {
  readonly support: Int32Array
  readonly weights: V
}

/** Pairs that one product may go through: of numbers, which is fast, and of elements of any other kind. */
const mostSums = 20_000_000
const mostPairs = 1_000_000

/** Sums of what independent parts add would be too many. */
export class TooManySums extends Error {}

/** What two independent parts add together. */
export const product = <N, V>(
  elements: Elements,
  weights: Weights<N, V>,
  a: Distribution<V>,
  b: Distribution<V>,
): Distribution<V> => {
  if (isEmpty(elements, a)) return b
  if (isEmpty(elements, b)) return a
  // The inner loop goes over the longer of the two.
  const [left, right] = a.support.length <= b.support.length ? [a, b] : [b, a]
  const most = elements.adds ? mostSums : mostPairs
  if (left.support.length * right.support.length > most) throw new TooManySums()
  return elements.adds ? sum(weights, left, right) : combination(elements, weights, left, right)
}

/** Whether nothing is added for sure. One weight alone is one. */
const isEmpty = <V>({ empty }: Elements, { support }: Distribution<V>): boolean =>
  support.length === 1 && support[0] === empty

const sum = <N, V>(weights: Weights<N, V>, a: Distribution<V>, b: Distribution<V>): Distribution<V> => {
  const [fromA, fromB] = [a.support[0] ?? 0, b.support[0] ?? 0]
  const span = (a.support.at(-1) ?? 0) - fromA + (b.support.at(-1) ?? 0) - fromB + 1
  const targets = b.support.map(element => element - fromB)
  const room = weights.room(span, a.weights, b.weights)
  for (const [i, element] of a.support.entries())
    weights.addProducts(room, a.weights, i, b.weights, targets, element - fromA)
  const indices = new Int32Array(span)
  let found = 0
  for (let i = 0; i < span; i++) if (!weights.isZero(room, i)) indices[found++] = i
  return {
    support: indices.subarray(0, found).map(i => i + fromA + fromB),
    weights: found === span ? room : weights.pick(room, indices.subarray(0, found)),
  }
}

const combination = <N, V>(
  { combine }: Elements,
  weights: Weights<N, V>,
  a: Distribution<V>,
  b: Distribution<V>,
): Distribution<V> => {
  const width = b.support.length
  const targets = new Int32Array(a.support.length * width)
  const slots: number[] = []
  const found: number[] = []
  for (const [i, left] of a.support.entries())
    for (let j = 0; j < width; j++) {
      const element = combine(left, b.support[j] ?? 0)
      let slot = slots[element]
      if (slot === undefined) {
        slots[element] = slot = found.length
        found.push(element)
      }
      targets[i * width + j] = slot
    }
  const room = weights.room(found.length, a.weights, b.weights)
  for (let i = 0; i < a.support.length; i++)
    weights.addProducts(room, a.weights, i, b.weights, targets.subarray(i * width, (i + 1) * width), 0)
  const support = Int32Array.from(found).sort()
  const indices = support.map(element => slots[element] ?? 0).filter(slot => !weights.isZero(room, slot))
  return {
    support: indices.map(slot => found[slot] ?? 0),
    weights: weights.pick(room, indices),
  }
}
