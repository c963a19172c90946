/**
 * Values of a discounted chain: the solution of V = r + C V, where the rows of |C| sum to less than one.
 *
 * The matrix is taken apart into strongly connected components, from those that lead nowhere else backward, so that
 * the cost is that of the largest cycle of states and not that of all states. I - C has a diagonal that dominates its
 * rows, so that elimination needs no pivoting (Golub and Van Loan, Matrix Computations, 4th ed., 4.1.1).
 */
import type { Budget } from '../markov/budget.ts'
import { isRational, type Rational } from '../markov/rational.ts'
import type { Scalar } from '../markov/scalar.ts'
import { solveFractionFree } from './bareiss.ts'
import { accurateSum, type Sum } from './compensated.ts'
import { components } from './components.ts'

/** The entries of one row that are not zero, each column once. */
export type SparseRow<N> = readonly (readonly [column: number, entry: N])[]

export interface Solution<N> {
  /** For each right-hand side a value for each row. */
  readonly values: readonly (readonly N[])[]
  /**
   * No value is farther than this from the solution of the system as given; zero where arithmetic is exact. From the
   * residual: |V - V*| <= |r + C V - V| / (1 - |C|), computed in twice the precision.
   */
  readonly bound: number
}

/** Components beyond this size are iterated in doubles, where elimination takes cubic time. */
const largestEliminated = 400

/** One step of the budget stands for this many multiplications. */
const productsPerStep = 64

/** Solves V = r + C V for each r of `sides`. Errors: `OutOfSteps`. */
export const solveDiscounted = <N>(
  scalar: Scalar<N>,
  budget: Budget,
  matrix: readonly SparseRow<N>[],
  sides: readonly (readonly N[])[],
): Solution<N> => {
  const values = sides.map(side => [...side])
  const system: System<N> = { scalar, budget, matrix, sides, values }
  for (const component of components(matrix.map(row => row.map(([column]) => column))))
    solveComponent(system, component)
  return { values, bound: errorBound(system) }
}

interface System<N> {
  readonly scalar: Scalar<N>
  readonly budget: Budget
  readonly matrix: readonly SparseRow<N>[]
  readonly sides: readonly (readonly N[])[]
  readonly values: readonly N[][]
}

const solveComponent = <N>(system: System<N>, component: readonly number[]): void => {
  const { scalar, budget } = system
  const size = component.length
  if (!scalar.exact && size > largestEliminated) {
    iterate(system, component)
    return
  }
  budget.spend(Math.ceil(size ** 3 / productsPerStep))
  solveInto(system, component, { side: (k, row) => system.sides[k]?.[row] ?? scalar.zero, others: 'known' })
  // One step of refinement: what is left over is solved for again and added.
  if (!scalar.exact && size > 1) refine(system, component)
}

/** What stands on the right of the rows of a component, and whether the rows outside have values or count nothing. */
interface RightHand<N> {
  readonly side: (k: number, row: number) => N
  readonly others: 'known' | 'nothing'
}

const solveInto = <N>(
  { scalar, matrix, values }: System<N>,
  component: readonly number[],
  { side: given, others }: RightHand<N>,
): void => {
  const place = new Map(component.map((row, i) => [row, i]))
  const rows = component.map((row, i) => {
    const local = component.map((_, j) => (i === j ? scalar.one : scalar.zero))
    const known = values.map((_, k) => given(k, row))
    for (const [column, entry] of matrix[row] ?? []) {
      const j = place.get(column)
      if (j !== undefined) local[j] = scalar.sub(local[j] ?? scalar.zero, entry)
      else if (others === 'known')
        for (const [k, side] of values.entries())
          known[k] = scalar.add(known[k] ?? scalar.zero, scalar.mul(entry, side[column] ?? scalar.zero))
    }
    return [...local, ...known]
  })
  const solution = eliminated(scalar, rows)
  for (const [i, row] of component.entries())
    for (const [k, side] of values.entries()) side[row] = solution[i]?.[k] ?? scalar.zero
}

const eliminated = <N>(scalar: Scalar<N>, rows: readonly N[][]): readonly (readonly N[])[] => {
  const fractions = scalar.exact ? asRationals(rows) : undefined
  if (fractions === undefined) return solveByElimination(scalar, rows)
  return solveFractionFree(fractions).map(row => row.map(x => scalar.fromRatio(x.numerator, x.denominator)))
}

const asRationals = <N>(rows: readonly (readonly N[])[]): readonly (readonly Rational[])[] | undefined => {
  const found: readonly (readonly Rational[])[] = rows.map(row =>
    row.flatMap(x => (isRational(x) ? [x] : [])),
  )
  return found.every((row, i) => row.length === rows[i]?.length) ? found : undefined
}

/** Gaussian elimination of the rows of (A | B), which are overwritten. */
const solveByElimination = <N>(scalar: Scalar<N>, rows: readonly N[][]): readonly (readonly N[])[] => {
  const size = rows.length
  const subtract = (row: N[], factor: N, other: readonly N[], from: number): void => {
    for (let j = from; j < row.length; j++)
      row[j] = scalar.sub(row[j] ?? scalar.zero, scalar.mul(factor, other[j] ?? scalar.zero))
  }
  for (const [k, pivotRow] of rows.entries())
    for (const row of rows.slice(k + 1)) {
      const head = row[k] ?? scalar.zero
      if (!scalar.equals(head, scalar.zero))
        subtract(row, scalar.div(head, pivotRow[k] ?? scalar.one), pivotRow, k + 1)
    }
  for (let k = size - 1; k >= 0; k--) {
    const pivotRow = rows[k] ?? []
    const pivot = pivotRow[k] ?? scalar.one
    for (let j = size; j < pivotRow.length; j++) pivotRow[j] = scalar.div(pivotRow[j] ?? scalar.zero, pivot)
    for (const row of rows.slice(0, k)) subtract(row, row[k] ?? scalar.zero, pivotRow, size)
  }
  return rows.map(row => row.slice(size))
}

/** `r + C V - V` at a row, for one right-hand side. */
const residual = <N>({ scalar, matrix, sides, values }: System<N>, k: number, row: number): N => {
  const side = values[k] ?? []
  const sum = (matrix[row] ?? []).reduce(
    (total, [column, entry]) => scalar.add(total, scalar.mul(entry, side[column] ?? scalar.zero)),
    sides[k]?.[row] ?? scalar.zero,
  )
  return scalar.sub(sum, side[row] ?? scalar.zero)
}

const refine = <N>(system: System<N>, component: readonly number[]): void => {
  const { scalar, values } = system
  const before = values.map(side => component.map(row => side[row] ?? scalar.zero))
  const place = new Map(component.map((row, i) => [row, i]))
  const left = values.map((_, k) =>
    component.map(row => asScalar(scalar, accurateResidual(system, k, row).value)),
  )
  solveInto(system, component, {
    side: (k, row) => left[k]?.[place.get(row) ?? -1] ?? scalar.zero,
    others: 'nothing',
  })
  for (const [k, side] of values.entries())
    for (const [i, row] of component.entries())
      side[row] = scalar.add(side[row] ?? scalar.zero, before[k]?.[i] ?? scalar.zero)
}

/** `residual` in twice the precision of doubles. */
const accurateResidual = <N>({ scalar, matrix, sides, values }: System<N>, k: number, row: number): Sum => {
  const number = (n: N | undefined): number => (n === undefined ? 0 : scalar.toNumber(n))
  const side = values[k] ?? []
  const terms = (matrix[row] ?? []).map(([column, entry]) => [number(entry), number(side[column])] as const)
  return accurateSum(number(sides[k]?.[row]), [...terms, [-1, number(side[row])]])
}

/** The scalar that is nearest to a double; a double itself where that is what is computed in. */
const asScalar = <N>(scalar: Scalar<N>, x: number): N => {
  const scale = 2 ** Math.max(0, 60 - Math.ceil(Math.log2(Math.abs(x) || 1)))
  return Number.isFinite(scale) ? scalar.fromRatio(BigInt(Math.round(x * scale)), BigInt(scale)) : scalar.zero
}

/** Gauss-Seidel sweeps until nothing moves any more but by rounding: each brings the values nearer by the factor |C|. */
const iterate = <N>(system: System<N>, component: readonly number[]): void => {
  const { scalar, budget, matrix, values } = system
  const entries = component.reduce((sum, row) => sum + (matrix[row]?.length ?? 0), 0)
  for (const [k, side] of values.entries()) {
    let moved = Number.POSITIVE_INFINITY
    let before = Number.POSITIVE_INFINITY
    // Sweeps contract, so that the first that moves no less than the one before moves by rounding alone.
    do {
      budget.spend(Math.ceil(entries / productsPerStep))
      before = moved
      moved = 0
      for (const row of component) {
        const change = residual(system, k, row)
        side[row] = scalar.add(side[row] ?? scalar.zero, change)
        moved = Math.max(moved, Math.abs(scalar.toNumber(change)))
      }
    } while (moved > 0 && (moved < before || before === Number.POSITIVE_INFINITY))
  }
}

const errorBound = <N>(system: System<N>): number => {
  const { scalar, matrix, values } = system
  if (scalar.exact) return 0
  let norm = 0
  let worst = 0
  for (const [row, entries] of matrix.entries()) {
    norm = Math.max(
      norm,
      accurateSum(
        0,
        entries.map(([, entry]) => [1, Math.abs(scalar.toNumber(entry))]),
      ).value,
    )
    for (const k of values.keys()) {
      const { value, error } = accurateResidual(system, k, row)
      worst = Math.max(worst, Math.abs(value) + error)
    }
  }
  const bound = (worst / (1 - norm)) * (1 + 1e-9)
  return norm < 1 && Number.isFinite(bound) ? bound : Number.POSITIVE_INFINITY
}
