/**
 * The vertices of a best-response polytope `{ z >= 0, matrix z <= 1 }`, exactly.
 *
 * Its bases are gone through from neighbor to neighbor, starting at the origin. Where it is not simple, the right side
 * is thought of as 1 + e, 1 + e^2, …, for so small an e that no two vertices of the simple polytope that this makes
 * coincide by chance; each vertex of the polytope is the limit of one or more of those (Charnes 1952). Numbers are
 * determinants over one denominator, the last pivot (Avis and Fukuda, A pivoting algorithm for convex hulls and vertex
 * enumeration, 1992; von Stengel, Computing equilibria for two-person games, 2002).
 */
import type { Budget } from '../../markov/budget.ts'

/** A vertex `z[i] = numerators[i] / denominator`, and what holds with equality there. */
export interface Vertex {
  readonly numerators: readonly bigint[]
  readonly denominator: bigint
  /** The variables that are zero, then, after all variables, the rows that are one, in order. */
  readonly tight: readonly number[]
}

/** A basis: variables and slacks are numbered together, variables first. */
export interface Dictionary {
  /** `cells[r][c] / denominator`, a row for each basic number; the last column is the right side. */
  readonly cells: bigint[][]
  readonly basic: number[]
  readonly nonbasic: number[]
  denominator: bigint
}

/** Entries that are computed anew in about the time of a step. */
const entriesAStep = 16

/** Entries of all dictionaries that wait. */
const mostEntries = 8_000_000

/**
 * Every vertex once, the origin first. `matrix` has rows of as many entries as there are variables and makes the
 * polytope bounded, as one of positive entries does.
 */
export function* verticesOf(budget: Budget, matrix: readonly (readonly bigint[])[]): Generator<Vertex> {
  const variables = matrix[0]?.length ?? 0
  const start = originOf(matrix)
  const seen = new Set([keyOf(start.nonbasic)])
  const met = new Set<string>()
  const open = [start]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const vertex = vertexOf(at, variables)
    const key = vertex.tight.join()
    if (!met.has(key)) {
      met.add(key)
      yield vertex
    }
    for (let column = 0; column < variables; column++) {
      const row = leaving(at, column, variables)
      if (row < 0) continue
      const next = keyOf(at.nonbasic.with(column, at.basic[row] ?? 0))
      if (seen.has(next)) continue
      seen.add(next)
      budget.spend(1 + Math.ceil((at.cells.length * variables) / entriesAStep))
      open.push(pivoted(at, row, column))
      // What is still to be gone through must fit: it is given up as if its steps were used up.
      if (open.length * at.cells.length * variables > mostEntries) budget.spend(Number.POSITIVE_INFINITY)
    }
  }
}

/** The basis of the slacks, whose vertex is the origin. */
export const originOf = (matrix: readonly (readonly bigint[])[]): Dictionary => {
  const variables = matrix[0]?.length ?? 0
  return {
    cells: matrix.map(row => [...row, 1n]),
    basic: matrix.map((_, r) => variables + r),
    nonbasic: Array.from({ length: variables }, (_, c) => c),
    denominator: 1n,
  }
}

const keyOf = (nonbasic: readonly number[]): string => [...nonbasic].sort((a, b) => a - b).join()

/** The vertex of a basis of so many variables. */
export const vertexOf = ({ cells, basic, nonbasic, denominator }: Dictionary, variables: number): Vertex => {
  const numerators = new Array<bigint>(variables).fill(0n)
  const tight = [...nonbasic]
  for (const [r, number] of basic.entries()) {
    const value = cells[r]?.[variables] ?? 0n
    if (number < variables) numerators[number] = value
    if (value === 0n) tight.push(number)
  }
  return { numerators, denominator, tight: tight.sort((a, b) => a - b) }
}

/** The basic row that bounds a column first; -1 where none does, which a bounded polytope has not. */
export const leaving = (dictionary: Dictionary, column: number, variables: number): number => {
  const { cells } = dictionary
  let found = -1
  for (let r = 0; r < cells.length; r++) {
    if ((cells[r]?.[column] ?? 0n) <= 0n) continue
    if (found < 0 || isLess(dictionary, r, found, column, variables)) found = r
  }
  return found
}

/** Whether the ratio of one row comes before that of another, ties broken by the coefficients of e, e^2, …. */
const isLess = (
  dictionary: Dictionary,
  one: number,
  other: number,
  column: number,
  variables: number,
): boolean => {
  const { cells, nonbasic, basic, denominator } = dictionary
  const [a, b] = [cells[one] ?? [], cells[other] ?? []]
  const [divisorA, divisorB] = [a[column] ?? 1n, b[column] ?? 1n]
  const left = (a[variables] ?? 0n) * divisorB
  const right = (b[variables] ?? 0n) * divisorA
  if (left !== right) return left < right
  // The inverse of the basis stands in the columns of the slacks; those of basic ones are unit vectors.
  const inverse = (row: number, cell: readonly bigint[], slack: number): bigint => {
    const at = nonbasic.indexOf(slack)
    if (at >= 0) return cell[at] ?? 0n
    return basic[row] === slack ? denominator : 0n
  }
  for (let slack = variables; slack < variables + cells.length; slack++) {
    const x = inverse(one, a, slack) * divisorB
    const y = inverse(other, b, slack) * divisorA
    if (x !== y) return x < y
  }
  return false
}

/** The neighboring basis, in which a column has taken the place of a row. */
export const pivoted = (
  { cells, basic, nonbasic, denominator }: Dictionary,
  row: number,
  column: number,
): Dictionary => {
  const pivotRow = cells[row] ?? []
  const by = pivotRow[column] ?? 1n
  return {
    denominator: by,
    basic: basic.with(row, nonbasic[column] ?? 0),
    nonbasic: nonbasic.with(column, basic[row] ?? 0),
    cells: cells.map((cell, r) => {
      if (r === row) return cell.with(column, denominator)
      const factor = cell[column] ?? 0n
      if (factor === 0n)
        return by === denominator ? cell : cell.map(entry => (entry === 0n ? 0n : (entry * by) / denominator))
      const next = new Array<bigint>(cell.length)
      for (let c = 0; c < cell.length; c++)
        next[c] = c === column ? -factor : ((cell[c] ?? 0n) * by - factor * (pivotRow[c] ?? 0n)) / denominator
      return next
    }),
  }
}
