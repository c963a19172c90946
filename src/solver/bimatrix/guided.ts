/**
 * One equilibrium of a large two-player game: paths of Lemke and Howson in doubles, and the basis at the end of one
 * computed again in integers. What the doubles find is only a guess of which numbers are basic; it counts where the
 * exact vertices of those bases are in both polytopes.
 */
import type { NormalForm } from '../../form/normalForm.ts'
import type { Budget } from '../../markov/budget.ts'
import { exact, type Rational } from '../../markov/rational.ts'
import { exactBasis } from './basis.ts'
import { bestResponses, type ExtremeEquilibrium, normalized } from './extreme.ts'
import { shortestLemkeHowson } from './lemkeHowson.ts'
import { vertexOf } from './vertices.ts'

/** Pivots of the longest path that doubles are trusted with. */
const longest = 4096

/** What is taken for zero in a tableau whose entries begin at 1 or below. */
const tolerance = 1e-9

/**
 * An equilibrium, exactly. All labels are tried with paths of at most 8 pivots, then 16, and so on, as the lengths of
 * paths differ widely; where no path in doubles ends at an equilibrium, the exact paths are followed.
 */
export const guidedLemkeHowson = (budget: Budget, form: NormalForm<Rational>): ExtremeEquilibrium => {
  const { best, bestOfColumns } = bestResponses(form)
  const labels = best.length + bestOfColumns.length
  for (let limit = 8; limit <= longest; limit *= 2)
    for (let label = 0; label < labels; label++) {
      const found = endOf(budget, best, bestOfColumns, label, limit)
      if (found !== undefined) return found
    }
  return shortestLemkeHowson(budget, form)
}

/** The different equilibria at the ends of the paths of all labels, where doubles find their way: odd ones out of many. */
export function* accessibleEquilibria(
  budget: Budget,
  form: NormalForm<Rational>,
): Generator<ExtremeEquilibrium> {
  const { best, bestOfColumns } = bestResponses(form)
  const labels = best.length + bestOfColumns.length
  const met = new Set<string>()
  for (let label = 0; label < labels; label++) {
    const found = endOf(budget, best, bestOfColumns, label, longest)
    if (found === undefined) continue
    const key = [...found.row, ...found.column].map(exact.show).join()
    if (!met.has(key)) yield found
    met.add(key)
  }
}

/** The equilibrium at the end of a path in doubles, exactly; nothing where the path is longer, or its end is none. */
const endOf = (
  budget: Budget,
  best: readonly (readonly bigint[])[],
  bestOfColumns: readonly (readonly bigint[])[],
  label: number,
  limit: number,
): ExtremeEquilibrium | undefined => {
  const ends = pathEnd(budget, best, bestOfColumns, label, limit)
  if (ends === undefined) return undefined
  const row = exactBasis(budget, bestOfColumns, ends.row)
  const column = exactBasis(budget, best, ends.column)
  return row === undefined || column === undefined
    ? undefined
    : {
        row: normalized(vertexOf(row, best.length)),
        column: normalized(vertexOf(column, bestOfColumns.length)),
      }
}

/** As `Dictionary`, in doubles and with 1 for a denominator; changed in place. */
interface Tableau {
  readonly cells: readonly Float64Array[]
  readonly basic: number[]
  readonly nonbasic: number[]
}

const tableauOf = (matrix: readonly (readonly bigint[])[]): Tableau => {
  const variables = matrix[0]?.length ?? 0
  const largest = matrix.reduce((most, row) => row.reduce((a, b) => (a > b ? a : b), most), 1n)
  const scale = Number(largest)
  return {
    cells: matrix.map(row => Float64Array.from([...row.map(entry => Number(entry) / scale), 1])),
    basic: matrix.map((_, r) => variables + r),
    nonbasic: Array.from({ length: variables }, (_, c) => c),
  }
}

/** The basic numbers of both polytopes at the end of a path; nothing where it is longer, or lost. */
const pathEnd = (
  budget: Budget,
  best: readonly (readonly bigint[])[],
  bestOfColumns: readonly (readonly bigint[])[],
  missing: number,
  limit: number,
) => {
  const [m, n] = [best.length, bestOfColumns.length]
  const row = tableauOf(bestOfColumns)
  const column = tableauOf(best)
  let entering = missing
  let isRow = missing < m
  for (let pivots = 0; pivots < limit; pivots++) {
    budget.spend(isRow ? n : m)
    // Labels are rows, then columns; numbers in the polytope of the column player are columns, then rows.
    const number = isRow ? entering : entering < m ? n + entering : entering - m
    const left = exchange(isRow ? row : column, number)
    if (left === undefined) return undefined
    entering = isRow ? left : left < n ? m + left : left - n
    if (entering === missing) return { row: row.basic, column: column.basic }
    isRow = !isRow
  }
  return undefined
}

/** Pivots in place; the number that has left. */
const exchange = ({ cells, basic, nonbasic }: Tableau, entering: number): number | undefined => {
  const at = nonbasic.indexOf(entering)
  const last = nonbasic.length
  let row = -1
  let least = Number.POSITIVE_INFINITY
  for (let r = 0; r < cells.length; r++) {
    const by = cells[r]?.[at] ?? 0
    const ratio = by > tolerance ? (cells[r]?.[last] ?? 0) / by : Number.POSITIVE_INFINITY
    if (ratio < least) [row, least] = [r, ratio]
  }
  const own = cells[row]
  const left = basic[row]
  if (own === undefined || left === undefined) return undefined
  const by = own[at] ?? 1
  own[at] = 1
  for (let c = 0; c <= last; c++) own[c] = (own[c] ?? 0) / by
  for (const [r, other] of cells.entries()) {
    const factor = other[at] ?? 0
    if (r === row || factor === 0) continue
    other[at] = 0
    for (let c = 0; c <= last; c++) other[c] = (other[c] ?? 0) - factor * (own[c] ?? 0)
  }
  basic[row] = entering
  nonbasic[at] = left
  return left
}
