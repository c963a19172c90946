import { type Rational, rational } from '../markov/rational.ts'

/**
 * The solutions X of A X = B, given as the rows of (A | B), without a fraction in between (Bareiss, Sylvester's identity
 * and multistep integer-preserving Gaussian elimination, 1968): entries stay integers no longer than minors of the
 * matrix, and every division has no remainder.
 *
 * Requires: every leading principal minor of A is not zero, as in a matrix whose diagonal dominates its rows strictly.
 */
export const solveFractionFree = (
  rows: readonly (readonly Rational[])[],
): readonly (readonly Rational[])[] => {
  const m = rows.map(integral)
  let previous = 1n
  for (const [k, pivotRow] of m.entries()) {
    const pivot = pivotRow[k] ?? 0n
    for (let i = k + 1; i < m.length; i++) eliminate(m[i] ?? [], pivotRow, k, previous)
    previous = pivot
  }
  return substituted(m)
}

/** The row times the least common multiple of its denominators. */
const integral = (row: readonly Rational[]): bigint[] => {
  const multiple = row.reduce(
    (lcm, { denominator }) => rational(lcm, denominator).numerator * denominator,
    1n,
  )
  return row.map(({ numerator, denominator }) => numerator * (multiple / denominator))
}

const eliminate = (row: bigint[], pivotRow: readonly bigint[], k: number, previous: bigint): void => {
  const [pivot, head] = [pivotRow[k] ?? 0n, row[k] ?? 0n]
  for (let j = k + 1; j < row.length; j++)
    row[j] = ((row[j] ?? 0n) * pivot - head * (pivotRow[j] ?? 0n)) / previous
  row[k] = 0n
}

const substituted = (m: readonly (readonly bigint[])[]): readonly (readonly Rational[])[] => {
  const size = m.length
  const columns = (m[0]?.length ?? 0) - size
  // All entries of a triangular system over its last pivot, which is the determinant: one denominator for everything.
  const determinant = m[size - 1]?.[size - 1] ?? 1n
  const solution: bigint[][] = m.map(() => [])
  for (let i = size - 1; i >= 0; i--) {
    const row = m[i] ?? []
    for (let c = 0; c < columns; c++) {
      let sum = (row[size + c] ?? 0n) * determinant
      for (let j = i + 1; j < size; j++) sum -= (row[j] ?? 0n) * (solution[j]?.[c] ?? 0n)
      solution[i]?.push(sum / (row[i] ?? 1n))
    }
  }
  return solution.map(row => row.map(numerator => rational(numerator, determinant)))
}
