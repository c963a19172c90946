/**
 * Systems of linear equations in integers, solved exactly: the inverse modulo a prime lifts the solution digit by
 * digit, and fractions are read off it (Dixon, Exact solution of linear equations using p-adic expansions, 1982).
 *
 * The factors modulo the prime are sparse, with pivots chosen for little fill-in (Markowitz 1957), so that the systems
 * of linear programs over trees cost little more than to write them down.
 */
import type { Budget } from '../markov/budget.ts'

/** Products of residues below it are exact in doubles. */
const primes = [67_108_859, 67_108_837, 67_108_819]

export type SparseRow = readonly (readonly [column: number, coefficient: bigint])[]

/** `numerators[i] / denominator` solve the system. */
export interface ExactSolution {
  readonly numerators: readonly bigint[]
  readonly denominator: bigint
}

/** The one solution of a square system; nothing where it is singular. */
export const solveSystem = (
  budget: Budget,
  rows: readonly SparseRow[],
  right: readonly bigint[],
): ExactSolution | undefined => {
  for (const prime of primes) {
    const factors = factorsModulo(budget, rows, prime)
    if (factors !== undefined) return lifted(budget, rows, right, prime, factors)
  }
  return undefined
}

interface Factors {
  /** In order: subtract `factor` times the pivot row from a row. */
  readonly steps: readonly { readonly from: number; readonly to: number; readonly factor: number }[]
  /** Pivots in order, with what is left in the row of each: its columns and residues, the pivot's own left out. */
  readonly pivots: readonly {
    readonly row: number
    readonly column: number
    readonly inverse: number
    readonly columns: Int32Array
    readonly residues: Float64Array
  }[]
}

const factorsModulo = (budget: Budget, rows: readonly SparseRow[], prime: number): Factors | undefined => {
  const size = rows.length
  const left = rows.map(row => {
    const found = new Map<number, number>()
    for (const [column, coefficient] of row) {
      const residue = residueOf(coefficient, prime)
      if (residue !== 0) found.set(column, residue)
    }
    return found
  })
  const users = Array.from({ length: size }, () => new Set<number>())
  for (const [r, row] of left.entries()) for (const column of row.keys()) users[column]?.add(r)
  const open = new Set(left.keys())
  const steps: { from: number; to: number; factor: number }[] = []
  const pivots: Factors['pivots'][number][] = []
  for (let k = 0; k < size; k++) {
    const chosen = pivotIn(left, users, open)
    if (chosen === undefined) return undefined
    const { row, column } = chosen
    const pivotRow = left[row] ?? new Map<number, number>()
    const inverse = inverseOf(pivotRow.get(column) ?? 1, prime)
    open.delete(row)
    for (const c of pivotRow.keys()) users[c]?.delete(row)
    for (const r of users[column] ?? []) {
      const target = left[r] ?? new Map<number, number>()
      const factor = ((target.get(column) ?? 0) * inverse) % prime
      steps.push({ from: row, to: r, factor })
      budget.spend(1)
      for (const [c, residue] of pivotRow) {
        const before = target.get(c) ?? 0
        const after = (before + prime - ((factor * residue) % prime)) % prime
        if (after === 0) {
          target.delete(c)
          if (c !== column) users[c]?.delete(r)
        } else {
          target.set(c, after)
          if (before === 0) users[c]?.add(r)
        }
      }
    }
    users[column]?.clear()
    pivotRow.delete(column)
    pivots.push({
      row,
      column,
      inverse,
      columns: Int32Array.from(pivotRow.keys()),
      residues: Float64Array.from(pivotRow.values()),
    })
  }
  return { steps, pivots }
}

/** Rows that are looked at for a pivot: the shortest few are as good as all. */
const candidates = 4

const pivotIn = (
  left: readonly ReadonlyMap<number, number>[],
  users: readonly ReadonlySet<number>[],
  open: ReadonlySet<number>,
): { readonly row: number; readonly column: number } | undefined => {
  const shortest: { row: number; length: number }[] = []
  for (const row of open) {
    const length = left[row]?.size ?? 0
    if (length === 0) return undefined
    const last = shortest[candidates - 1]
    if (last !== undefined && length >= last.length) continue
    const at = shortest.findIndex(other => length < other.length)
    shortest.splice(at < 0 ? shortest.length : at, 0, { row, length })
    shortest.length = Math.min(shortest.length, candidates)
    if (length === 1) break
  }
  let best: { row: number; column: number } | undefined
  let least = Number.POSITIVE_INFINITY
  for (const { row, length } of shortest)
    for (const column of left[row]?.keys() ?? []) {
      const cost = (length - 1) * ((users[column]?.size ?? 1) - 1)
      if (cost < least) {
        least = cost
        best = { row, column }
      }
    }
  return best
}

const residueOf = (n: bigint, prime: number): number => {
  const residue = Number(n % BigInt(prime))
  return residue < 0 ? residue + prime : residue
}

/** By Euclid's algorithm. */
const inverseOf = (n: number, prime: number): number => {
  let [a, b, x, y] = [n, prime, 1, 0]
  while (b !== 0) {
    const quotient = Math.floor(a / b)
    ;[a, b, x, y] = [b, a - quotient * b, y, x - quotient * y]
  }
  return ((x % prime) + prime) % prime
}

const solveModulo = ({ steps, pivots }: Factors, right: readonly bigint[], prime: number): Float64Array => {
  const values = Float64Array.from(right, n => residueOf(n, prime))
  for (const { from, to, factor } of steps)
    values[to] = ((values[to] ?? 0) + prime - ((factor * (values[from] ?? 0)) % prime)) % prime
  const solution = new Float64Array(right.length)
  for (let k = pivots.length - 1; k >= 0; k--) {
    const pivot = pivots[k]
    if (pivot === undefined) continue
    const { row, column, inverse, columns, residues } = pivot
    let sum = values[row] ?? 0
    for (let c = 0; c < columns.length; c++)
      sum = (sum + prime - (((residues[c] ?? 0) * (solution[columns[c] ?? 0] ?? 0)) % prime)) % prime
    solution[column] = (sum * inverse) % prime
  }
  return solution
}

const lifted = (
  budget: Budget,
  rows: readonly SparseRow[],
  right: readonly bigint[],
  prime: number,
  factors: Factors,
): ExactSolution | undefined => {
  const base = BigInt(prime)
  const most = digitsNeeded(rows, right, prime)
  const found = right.map(() => 0n)
  let rest = [...right]
  let power = 1n
  let tried = 4
  for (let digit = 1; ; digit++) {
    budget.spend(rows.length)
    const next = solveModulo(factors, rest, prime)
    for (const [i, value] of next.entries()) found[i] = (found[i] ?? 0n) + BigInt(value) * power
    power *= base
    rest = rest.map((value, r) => (value - product(rows[r] ?? [], next)) / base)
    if (digit < tried && digit < most) continue
    tried *= 2
    const fractions = fractionsOf(found, power)
    if (fractions !== undefined && isSolution(rows, right, fractions)) return fractions
    if (digit >= most) return undefined
  }
}

const product = (row: SparseRow, values: Float64Array): bigint =>
  row.reduce((sum, [column, coefficient]) => sum + coefficient * BigInt(values[column] ?? 0), 0n)

/** Hadamard's bound on the determinants in Cramer's rule says how far lifting can have to go. */
const digitsNeeded = (rows: readonly SparseRow[], right: readonly bigint[], prime: number): number => {
  let bits = 2
  for (const [r, row] of rows.entries()) {
    const all = [...row.map(([, coefficient]) => coefficient), right[r] ?? 0n]
    const squares = all.reduce((sum, n) => sum + n * n, 0n)
    bits += squares.toString(2).length
  }
  return Math.ceil((bits + 64) / Math.log2(prime)) + 2
}

/** The fractions with one denominator that are these residues; nothing where none is small enough. */
const fractionsOf = (residues: readonly bigint[], modulus: bigint): ExactSolution | undefined => {
  let denominator = 1n
  for (const residue of residues) {
    const fraction = fractionOf((residue * denominator) % modulus, modulus)
    if (fraction === undefined) return undefined
    denominator *= fraction
  }
  const half = modulus / 2n
  const numerators = residues.map(residue => {
    const value = (residue * denominator) % modulus
    return value > half ? value - modulus : value
  })
  return { numerators, denominator }
}

/** The denominator of the fraction with small parts that is `residue` (Wang 1981), by half of Euclid's algorithm. */
const fractionOf = (residue: bigint, modulus: bigint): bigint | undefined => {
  const bound = squareRoot(modulus / 2n)
  let [a, b, x, y] = [modulus, residue, 0n, 1n]
  while (b > bound) {
    const quotient = a / b
    ;[a, b, x, y] = [b, a - quotient * b, y, x - quotient * y]
  }
  const denominator = y < 0n ? -y : y
  return denominator === 0n || denominator > bound ? undefined : denominator
}

const squareRoot = (n: bigint): bigint => {
  if (n < 2n) return n
  let root = 1n << BigInt((n.toString(2).length + 1) >> 1)
  for (;;) {
    const next = (root + n / root) >> 1n
    if (next >= root) return root
    root = next
  }
}

const isSolution = (
  rows: readonly SparseRow[],
  right: readonly bigint[],
  { numerators, denominator }: ExactSolution,
): boolean =>
  rows.every(
    (row, r) =>
      row.reduce((sum, [column, coefficient]) => sum + coefficient * (numerators[column] ?? 0n), 0n) ===
      (right[r] ?? 0n) * denominator,
  )
