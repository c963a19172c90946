/** Lemke's path in doubles, for its last basis. */
import type { Budget } from '../../markov/budget.ts'
import type { Complementarity } from './lemke.ts'

/** By how much bounds are moved, in turn, so that rows do not tie. */
const moves = [1e-7, 1e-9, 1e-5]

/** Entries below this are noise. */
const noise = 1e-9

const pivotsARow = 60

/** What `take` makes of the last basis of the first path of which it makes something. */
export const pathInDoubles = <A>(
  budget: Budget,
  problem: Complementarity,
  take: (basis: readonly number[]) => A | undefined,
): A | undefined => {
  for (const move of moves) {
    const basis = lastBasis(budget, problem, move)
    const taken = basis === undefined ? undefined : take(basis)
    if (taken !== undefined) return taken
  }
  return undefined
}

const lastBasis = (
  budget: Budget,
  { size, rows, bounds }: Complementarity,
  move: number,
): readonly number[] | undefined => {
  const scale = rows.reduce(
    (most, row) => row.reduce((m, [, c]) => Math.max(m, Math.abs(Number(c))), most),
    1,
  )
  const cells = rows.map((row, r) => {
    const found = new Float64Array(size + 2)
    // Costs are brought to the size of the rows that plans meet.
    const isPlan = row.every(([, c]) => c === 1n || c === -1n)
    for (const [column, c] of row) found[column] = isPlan ? Number(c) : Number(c) / scale
    found[size] = -1
    found[size + 1] = Number(bounds[r] ?? 0n) + move * (0.5 + fraction(r))
    return found
  })
  const basic = Int32Array.from({ length: size }, (_, r) => r)
  const nonbasic = Int32Array.from({ length: size + 1 }, (_, c) => size + c)
  let column = size
  let row = leastRow(cells, size)
  if ((cells[row]?.[size + 1] ?? 0) >= 0) return undefined
  for (let pivots = 0; pivots < pivotsARow * size; pivots++) {
    budget.spend(1 + Math.ceil((size * size) / 256))
    const left = basic[row] ?? 0
    pivot(cells, row, column)
    basic[row] = nonbasic[column] ?? 0
    nonbasic[column] = left
    if (left === 2 * size) return [...basic]
    column = nonbasic.indexOf(left < size ? left + size : left - size)
    row = leaving(cells, column, size)
    if (row < 0) return undefined
  }
  return undefined
}

/** A number from 0 to 1 for each row, with no two alike. */
const fraction = (k: number): number => (k * 0.6180339887498949) % 1

const leastRow = (cells: readonly Float64Array[], size: number): number => {
  let found = 0
  for (let r = 1; r < cells.length; r++)
    if ((cells[r]?.[size + 1] ?? 0) < (cells[found]?.[size + 1] ?? 0)) found = r
  return found
}

const leaving = (cells: readonly Float64Array[], column: number, size: number): number => {
  let found = -1
  let least = Number.POSITIVE_INFINITY
  for (let r = 0; r < cells.length; r++) {
    const entry = cells[r]?.[column] ?? 0
    if (entry <= noise) continue
    const ratio = (cells[r]?.[size + 1] ?? 0) / entry
    if (ratio < least) {
      least = ratio
      found = r
    }
  }
  return found
}

const pivot = (cells: readonly Float64Array[], row: number, column: number): void => {
  const pivotRow = cells[row]
  if (pivotRow === undefined) return
  const by = pivotRow[column] ?? 1
  for (let c = 0; c < pivotRow.length; c++) pivotRow[c] = (pivotRow[c] ?? 0) / by
  pivotRow[column] = 1 / by
  for (let r = 0; r < cells.length; r++) {
    const cell = cells[r]
    if (cell === undefined || r === row) continue
    const factor = cell[column] ?? 0
    if (factor === 0) continue
    for (let c = 0; c < cell.length; c++) cell[c] = (cell[c] ?? 0) - factor * (pivotRow[c] ?? 0)
    cell[column] = -factor / by
  }
}
