/**
 * The simplex method in integers: every entry of the tableau is a determinant of the matrix over one common
 * denominator, the last pivot (Edmonds, Systems of distinct representatives and linear algebra, 1967; Bareiss 1968).
 */
import type { Budget } from '../markov/budget.ts'
import { exact, type Rational, rational } from '../markov/rational.ts'
import type { LinearOutcome, LinearProgram } from './program.ts'
import { type StandardProgram, standardOf } from './standard.ts'

/** Pivots that change nothing after which the choice is that of Bland, which cannot cycle. */
const patience = 30

/**
 * The optimum, exactly. The column of the largest coefficient enters; after a run of degenerate pivots the first that
 * improves and the first that leaves do (Bland, New finite pivoting rules for the simplex method, 1977).
 *
 * Spends a step for so many entries of the tableau at each pivot.
 */
export const solveExactly = (budget: Budget, program: LinearProgram<Rational>): LinearOutcome<Rational> => {
  const standard = standardOf(program)
  const tableau = tableauOf(standard)
  const isFeasible = feasible(budget, standard, tableau)
  if (!isFeasible) return { kind: 'infeasible' }
  priceBy(tableau, standard.objective)
  if (!improve(budget, tableau, standard.artificial)) return { kind: 'unbounded' }
  return outcomeOf(program, standard, tableau)
}

/** Entries that are computed anew in about the time of a step. */
const cellsAStep = 64

/** `rows[r][c] / denominator` is the tableau; the last column is the right side, the last row the reduced costs. */
interface Tableau {
  readonly rows: bigint[][]
  readonly basis: number[]
  denominator: bigint
  readonly columns: number
}

const tableauOf = ({ rows, bounds, columns, units }: StandardProgram): Tableau => {
  const dense = rows.map((row, r) => {
    const found = new Array<bigint>(columns + 1).fill(0n)
    for (const [column, coefficient] of row) found[column] = coefficient
    found[columns] = bounds[r] ?? 0n
    return found
  })
  return {
    rows: [...dense, new Array<bigint>(columns + 1).fill(0n)],
    basis: [...units],
    denominator: 1n,
    columns,
  }
}

/** Makes the last row the reduced costs of an objective: what a unit of each column would lose. */
const priceBy = (tableau: Tableau, objective: readonly bigint[]): void => {
  const { rows, basis, columns, denominator } = tableau
  const costs = rows[rows.length - 1] ?? []
  for (let c = 0; c <= columns; c++) {
    let sum = c < columns ? -(objective[c] ?? 0n) * denominator : 0n
    for (const [r, column] of basis.entries()) {
      const cost = objective[column] ?? 0n
      if (cost !== 0n) sum += cost * (rows[r]?.[c] ?? 0n)
    }
    costs[c] = sum
  }
}

/** Drives the artificial variables to zero, and out of the basis where a row is not redundant. */
const feasible = (budget: Budget, { artificial, columns }: StandardProgram, tableau: Tableau): boolean => {
  if (tableau.basis.every(column => column < artificial)) return true
  priceBy(
    tableau,
    Array.from({ length: columns }, (_, c) => (c < artificial ? 0n : -1n)),
  )
  improve(budget, tableau, columns)
  const costs = tableau.rows[tableau.rows.length - 1] ?? []
  if ((costs[columns] ?? 0n) !== 0n) return false
  for (const [r, column] of tableau.basis.entries()) {
    if (column < artificial) continue
    const row = tableau.rows[r] ?? []
    const entering = row.findIndex((entry, c) => c < artificial && entry !== 0n)
    if (entering >= 0) pivot(budget, tableau, r, entering)
  }
  return true
}

/** Pivots until nothing improves; false where nothing bounds the objective. Columns from `barred` on stay out. */
const improve = (budget: Budget, tableau: Tableau, barred: number): boolean => {
  let idle = 0
  for (;;) {
    const isCautious = idle > patience
    const column = entering(tableau, barred, isCautious)
    if (column < 0) return true
    const row = leaving(tableau, column)
    if (row < 0) return false
    idle = tableau.rows[row]?.[tableau.columns] === 0n ? idle + 1 : 0
    pivot(budget, tableau, row, column)
  }
}

const entering = ({ rows }: Tableau, barred: number, isCautious: boolean): number => {
  const costs = rows[rows.length - 1] ?? []
  let found = -1
  let least = 0n
  for (let c = 0; c < barred; c++) {
    const cost = costs[c] ?? 0n
    if (cost >= least) continue
    if (isCautious) return c
    found = c
    least = cost
  }
  return found
}

/** The row of the least ratio, among equal ones that of the first basic column. */
const leaving = ({ rows, basis, columns }: Tableau, column: number): number => {
  let found = -1
  for (let r = 0; r < basis.length; r++) {
    const entry = rows[r]?.[column] ?? 0n
    if (entry <= 0n) continue
    if (found < 0) {
      found = r
      continue
    }
    const left = (rows[r]?.[columns] ?? 0n) * (rows[found]?.[column] ?? 0n)
    const right = (rows[found]?.[columns] ?? 0n) * entry
    if (left < right || (left === right && (basis[r] ?? 0) < (basis[found] ?? 0))) found = r
  }
  return found
}

const pivot = (budget: Budget, tableau: Tableau, row: number, column: number): void => {
  const { rows, basis, denominator } = tableau
  budget.spend(1 + Math.ceil((rows.length * tableau.columns) / cellsAStep))
  const pivotRow = rows[row] ?? []
  const isNegative = (pivotRow[column] ?? 0n) < 0n
  // The denominator stays positive: the row of a negative pivot, which only a zero right side has, changes its sign.
  if (isNegative) for (let c = 0; c < pivotRow.length; c++) pivotRow[c] = -(pivotRow[c] ?? 0n)
  const by = pivotRow[column] ?? 1n
  for (const [r, entries] of rows.entries()) {
    if (r === row) continue
    const factor = entries[column] ?? 0n
    if (factor === 0n) {
      if (by !== denominator)
        for (let c = 0; c < entries.length; c++) {
          const entry = entries[c] ?? 0n
          if (entry !== 0n) entries[c] = (entry * by) / denominator
        }
      continue
    }
    for (let c = 0; c < entries.length; c++) {
      const entry = entries[c] ?? 0n
      const above = pivotRow[c] ?? 0n
      if (above === 0n && entry === 0n) continue
      entries[c] = (entry * by - factor * above) / denominator
    }
  }
  tableau.denominator = by
  basis[row] = column
}

const outcomeOf = (
  program: LinearProgram<Rational>,
  standard: StandardProgram,
  { rows, basis, denominator, columns }: Tableau,
): LinearOutcome<Rational> => {
  const values = new Map(basis.map((column, r) => [column, rows[r]?.[columns] ?? 0n]))
  const costs = rows[rows.length - 1] ?? []
  return solutionOf(program, standard, {
    value: column => rational(values.get(column) ?? 0n, denominator),
    // A unit column costs nothing, so that its reduced cost is the dual of its row.
    dual: row => rational(costs[standard.units[row] ?? 0] ?? 0n, denominator),
  })
}

/** A solution of the standard program in terms of the program that it is of. */
export const solutionOf = (
  { objective }: LinearProgram<Rational>,
  { places, factors, objectiveFactor }: StandardProgram,
  solved: { readonly value: (column: number) => Rational; readonly dual: (row: number) => Rational },
): LinearOutcome<Rational> => {
  const point = places.map(([column, negative]) =>
    negative === undefined ? solved.value(column) : exact.sub(solved.value(column), solved.value(negative)),
  )
  return {
    kind: 'optimal',
    point,
    value: point.reduce((sum, x, i) => exact.add(sum, exact.mul(x, objective[i] ?? exact.zero)), exact.zero),
    duals: factors.map((factor, row) => exact.div(exact.mul(solved.dual(row), factor), objectiveFactor)),
  }
}
