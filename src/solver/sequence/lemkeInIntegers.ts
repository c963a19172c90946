/** Lemke's path in integers: entries are determinants over one denominator, ties are broken lexicographically. */
import type { Budget } from '../../markov/budget.ts'
import { exact, type Rational, rational } from '../../markov/rational.ts'
import type { Complementarity } from './lemke.ts'

/** The `z` at the end of the path; nothing where it ends in a ray. Spends a step for so many entries of each pivot. */
export const pathInIntegers = (budget: Budget, problem: Complementarity): readonly Rational[] | undefined => {
  const { size, rows, bounds } = problem
  // Columns: the z, then z0, then the right side; what is basic leaves its column to what is not.
  const cells = rows.map((row, r) => {
    const found = new Array<bigint>(size + 2).fill(0n)
    for (const [column, coefficient] of row) found[column] = coefficient
    found[size] = -1n
    found[size + 1] = bounds[r] ?? 0n
    return found
  })
  const basic = rows.map((_, r) => r)
  const nonbasic = Array.from({ length: size + 1 }, (_, c) => size + c)
  const state: Tableau = { cells, basic, nonbasic, denominator: 1n }
  let column = size
  let row = firstRow(bounds)
  if (row < 0) return problem.bounds.map(() => exact.zero)
  for (;;) {
    budget.spend(1 + Math.ceil((size * size) / 64))
    const left = basic[row] ?? 0
    pivot(state, row, column)
    if (left === 2 * size) break
    column = nonbasic.indexOf(left < size ? left + size : left - size)
    row = leaving(state, column, size)
    if (row < 0) return undefined
  }
  return Array.from({ length: size }, (_, k) => {
    const place = basic.indexOf(size + k)
    return place < 0 ? exact.zero : rational(cells[place]?.[size + 1] ?? 0n, state.denominator)
  })
}

interface Tableau {
  readonly cells: bigint[][]
  readonly basic: number[]
  readonly nonbasic: number[]
  denominator: bigint
}

/** The last of the rows with the least bound: the least lexicographically, as earlier rows are raised by more. */
const firstRow = (bounds: readonly bigint[]): number => {
  let found = -1
  for (const [r, bound] of bounds.entries())
    if (bound < 0n && (found < 0 || bound <= (bounds[found] ?? 0n))) found = r
  return found
}

const leaving = (state: Tableau, column: number, size: number): number => {
  let found = -1
  for (let r = 0; r < size; r++) {
    if ((state.cells[r]?.[column] ?? 0n) <= 0n) continue
    if (found < 0 || isLess(state, r, found, column, size)) found = r
  }
  return found
}

const isLess = (
  { cells, basic, nonbasic, denominator }: Tableau,
  a: number,
  b: number,
  column: number,
  size: number,
): boolean => {
  const [one, other] = [cells[a] ?? [], cells[b] ?? []]
  const [by, byOther] = [one[column] ?? 1n, other[column] ?? 1n]
  const left = (one[size + 1] ?? 0n) * byOther
  const right = (other[size + 1] ?? 0n) * by
  if (left !== right) return left < right
  const inverse = (row: number, cell: readonly bigint[], slack: number): bigint => {
    const at = nonbasic.indexOf(slack)
    if (at >= 0) return cell[at] ?? 0n
    return basic[row] === slack ? denominator : 0n
  }
  for (let slack = 0; slack < size; slack++) {
    const x = inverse(a, one, slack) * byOther
    const y = inverse(b, other, slack) * by
    if (x !== y) return x < y
  }
  return false
}

const pivot = (state: Tableau, row: number, column: number): void => {
  const { cells, basic, nonbasic, denominator } = state
  const pivotRow = cells[row] ?? []
  // The denominator stays positive: only the first pivot is negative.
  if ((pivotRow[column] ?? 0n) < 0n) {
    for (let c = 0; c < pivotRow.length; c++) pivotRow[c] = -(pivotRow[c] ?? 0n)
    exchange(state, row, column, -denominator)
  } else exchange(state, row, column, denominator)
  const entering = nonbasic[column] ?? 0
  nonbasic[column] = basic[row] ?? 0
  basic[row] = entering
}

/** `own` is what the entry of the leaving variable in its row is: the denominator, up to the sign of the row. */
const exchange = (state: Tableau, row: number, column: number, own: bigint): void => {
  const { cells, denominator } = state
  const pivotRow = cells[row] ?? []
  const by = pivotRow[column] ?? 1n
  for (const [r, cell] of cells.entries()) {
    if (r === row) continue
    const factor = cell[column] ?? 0n
    for (let c = 0; c < cell.length; c++) {
      const above = c === column ? own : (pivotRow[c] ?? 0n)
      const entry = c === column ? 0n : (cell[c] ?? 0n)
      if (above === 0n && entry === 0n) continue
      cell[c] = (entry * by - factor * above) / denominator
    }
  }
  pivotRow[column] = own
  state.denominator = by
}
