/**
 * Whether a vector is a combination of others with factors that are not negative, decided exactly.
 *
 * By the lemma of Farkas this answers every question about linear inequalities: one follows from others exactly when
 * its vector lies in their cone, and where it does not there is a point that satisfies them and not it.
 *
 * Phase one of the simplex method with Bland's rule (New finite pivoting rules for the simplex method, 1977), which
 * ends; over integers that share one denominator, so that every division is exact (Edmonds, Systems of distinct
 * representatives and linear algebra, 1967; as in Avis, lrs, 2000). No package for JavaScript solves linear programs
 * exactly.
 */

import type { Vector } from '../linear/vector.ts'
import { exact, type Rational, rational } from '../markov/rational.ts'

export type Membership =
  /** `target` is the sum of the generators times these factors. */
  | { readonly kind: 'inside'; readonly factors: readonly Rational[] }
  /** The product of `witness` with `target` is negative, and with no generator. */
  | { readonly kind: 'outside'; readonly witness: Vector }

/** Whether `target` lies in the cone of `generators`. */
export const membership = (generators: readonly Vector[], target: Vector): Membership => {
  const signs = target.map(t => (t < 0n ? -1n : 1n))
  const count = generators.length
  const rows = signs.map((sign, i) => [
    ...generators.map(g => sign * (g[i] ?? 0n)),
    ...signs.map((_, k) => (k === i ? 1n : 0n)),
    sign * (target[i] ?? 0n),
  ])
  const columns = Array.from({ length: count + signs.length + 1 }, (_, j) => j)
  // Cost of the artificial columns, expressed by the others.
  const cost = columns.map(j =>
    j >= count && j < count + signs.length ? 0n : -rows.reduce((sum, row) => sum + (row[j] ?? 0n), 0n),
  )
  const basis = signs.map((_, i) => count + i)
  const denominator = pivotAll({ rows, cost, basis, entering: count })
  const last = count + signs.length
  if (cost[last] === 0n) return { kind: 'inside', factors: factorsOf(rows, basis, count, denominator) }
  const witness = signs.map((sign, i) => sign * ((cost[count + i] ?? 0n) - denominator))
  return { kind: 'outside', witness }
}

interface Tableau {
  readonly rows: bigint[][]
  readonly cost: bigint[]
  readonly basis: number[]
  /** Columns before this one may enter the basis. */
  readonly entering: number
}

/** Pivots until the cost is least; gives the denominator that all entries share. */
const pivotAll = ({ rows, cost, basis, entering }: Tableau): bigint => {
  let denominator = 1n
  for (;;) {
    const column = cost.findIndex((c, j) => j < entering && c < 0n)
    const at = column < 0 ? -1 : leaving(rows, basis, column)
    const pivotRow = rows[at]
    if (pivotRow === undefined) return denominator
    const pivot = pivotRow[column] ?? 0n
    for (const row of rows) if (row !== pivotRow) eliminate(row, pivotRow, column, pivot, denominator)
    eliminate(cost, pivotRow, column, pivot, denominator)
    basis[at] = column
    denominator = pivot
  }
}

/** The row of the least ratio; of several, that of the first basic column. */
const leaving = (rows: readonly (readonly bigint[])[], basis: readonly number[], column: number): number => {
  let best = -1
  for (let i = 0; i < rows.length; i++) {
    const entry = rows[i]?.[column] ?? 0n
    if (entry <= 0n) continue
    const order = best < 0 ? -1 : compareRatios(rows[i], rows[best], column)
    if (order < 0 || (order === 0 && (basis[i] ?? 0) < (basis[best] ?? 0))) best = i
  }
  return best
}

const compareRatios = (a: readonly bigint[] = [], b: readonly bigint[] = [], column: number): number => {
  const left = (a.at(-1) ?? 0n) * (b[column] ?? 0n)
  const right = (b.at(-1) ?? 0n) * (a[column] ?? 0n)
  return left < right ? -1 : left > right ? 1 : 0
}

const eliminate = (
  row: bigint[],
  pivotRow: readonly bigint[],
  column: number,
  pivot: bigint,
  denominator: bigint,
): void => {
  const factor = row[column] ?? 0n
  for (let j = 0; j < row.length; j++)
    row[j] = ((row[j] ?? 0n) * pivot - factor * (pivotRow[j] ?? 0n)) / denominator
}

const factorsOf = (
  rows: readonly (readonly bigint[])[],
  basis: readonly number[],
  count: number,
  denominator: bigint,
): readonly Rational[] => {
  const factors = Array.from({ length: count }, () => exact.zero)
  for (const [i, j] of basis.entries())
    if (j < count) factors[j] = rational(rows[i]?.at(-1) ?? 0n, denominator)
  return factors
}
