/** Points of a face of the simplex at which a matrix has equal values: equilibria of a support, extreme values of forms. */
import { exact, type Rational } from '../../markov/rational.ts'

export type Matrix<N> = readonly (readonly N[])[]

export interface Even {
  /** By index of the whole matrix; positive on the support and zero elsewhere. */
  readonly weights: readonly Rational[]
  /** The value that all rows of the support have. */
  readonly value: Rational
}

/**
 * The weights on a support, all positive and of sum one, for which `matrix * weights` has the same value in every row
 * of the support; nothing where there are none or where the linear system has more solutions than one.
 */
export const evenOn = (matrix: Matrix<Rational>, support: readonly number[]): Even | undefined => {
  const system = [
    ...support.map(i => [
      ...support.map(j => matrix[i]?.[j] ?? exact.zero),
      exact.sub(exact.zero, exact.one),
      exact.zero,
    ]),
    [...support.map(() => exact.one), exact.zero, exact.one],
  ]
  const solution = uniqueSolution(system)
  const value = solution?.[support.length]
  if (solution === undefined || value === undefined) return undefined
  const weights = matrix.map(() => exact.zero)
  for (const [k, i] of support.entries()) {
    const weight = solution[k] ?? exact.zero
    if (weight.numerator <= 0n) return undefined
    weights[i] = weight
  }
  return { weights, value }
}

/** The solution of a square system, each row with its right side last, by elimination; nothing where it is singular. */
const uniqueSolution = (system: readonly (readonly Rational[])[]): readonly Rational[] | undefined => {
  const rows = system.map(row => [...row])
  for (let c = 0; c < rows.length; c++) {
    const place = rows.findIndex((row, r) => r >= c && row[c]?.numerator !== 0n)
    const pivot = rows[place]
    const moved = rows[c]
    if (pivot === undefined || moved === undefined) return undefined
    rows[place] = moved
    const by = pivot[c] ?? exact.one
    const scaled = pivot.map(entry => exact.div(entry, by))
    for (const [r, row] of rows.entries()) {
      const factor = row[c] ?? exact.zero
      if (r === c || factor.numerator === 0n) continue
      rows[r] = row.map((entry, k) => exact.sub(entry, exact.mul(factor, scaled[k] ?? exact.zero)))
    }
    rows[c] = scaled
  }
  return rows.map(row => row[rows.length] ?? exact.zero)
}

/** Every nonempty subset of `0, ..., size - 1`, smaller ones first, lexicographic among those of a size. */
export function* supports(size: number): Generator<readonly number[]> {
  function* choose(from: number, count: number): Generator<readonly number[]> {
    if (count === 0) yield []
    for (let first = from; first <= size - count && count > 0; first++)
      for (const rest of choose(first + 1, count - 1)) yield [first, ...rest]
  }
  for (let count = 1; count <= size; count++) yield* choose(0, count)
}
