/** Bases named by their numbers, computed exactly. */
import type { Budget } from '../../markov/budget.ts'
import { type Dictionary, originOf, pivoted } from './vertices.ts'

/** The dictionary of a basis, from the origin with a pivot for each variable; nothing where it is no vertex. */
export const exactBasis = (
  budget: Budget,
  matrix: readonly (readonly bigint[])[],
  basis: readonly number[],
): Dictionary | undefined => {
  const variables = matrix[0]?.length ?? 0
  const wanted = new Set(basis)
  // The origin is no strategy; in degenerate games doubles may lead back to it.
  if (basis.every(number => number >= variables)) return undefined
  let at = originOf(matrix)
  for (const entering of basis.filter(number => number < variables)) {
    budget.spend(matrix.length)
    const column = at.nonbasic.indexOf(entering)
    const row = at.basic.findIndex((number, r) => !wanted.has(number) && (at.cells[r]?.[column] ?? 0n) !== 0n)
    if (row < 0) return undefined
    at = pivoted(at, row, column)
  }
  // The last pivot, the denominator, may be negative here, as rows are not chosen by ratios.
  const isIn = at.cells.every(cell => {
    const right = cell[variables] ?? 0n
    return at.denominator > 0n ? right >= 0n : right <= 0n
  })
  return isIn ? at : undefined
}
