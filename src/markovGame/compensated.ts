/** Sums of products of doubles as if computed in twice the precision. */

export interface Sum {
  readonly value: number
  /** How far the value may be from the sum of the terms. */
  readonly error: number
}

/** Half a unit in the last place of 1. */
const roundoff = 2 ** -53

/** `start + Σ a * b`: algorithm Dot2 of Ogita, Rump and Oishi, Accurate sum and dot product (2005), with its bound (3.2). */
export const accurateSum = (start: number, terms: Iterable<readonly [a: number, b: number]>): Sum => {
  let value = start
  let lost = 0
  let magnitude = Math.abs(start)
  let count = 1
  for (const [a, b] of terms) {
    const product = a * b
    const sum = value + product
    const virtual = sum - value
    lost += value - (sum - virtual) + (product - virtual) + productError(a, b, product)
    value = sum
    magnitude += Math.abs(product)
    count += 1
  }
  const growth = (2 * count * roundoff) ** 2
  return { value: value + lost, error: 2 * roundoff * Math.abs(value + lost) + growth * magnitude }
}

/** What rounding took from a product (Veltkamp and Dekker 1971). */
const productError = (a: number, b: number, product: number): number => {
  const [x, y] = [split(a), split(b)]
  return x.low * y.low - (product - x.high * y.high - x.low * y.high - x.high * y.low)
}

const split = (a: number): { readonly high: number; readonly low: number } => {
  const c = (2 ** 27 + 1) * a
  const high = c - (c - a)
  return { high, low: a - high }
}
