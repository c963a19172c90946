/**
 * The vertices of a best-response polytope by their bases, in doubles and with proof.
 *
 * The right side is `1 + e p` for an infinitely small `e` and numbers `p` that no two vertices share by chance, so that
 * the polytope is simple (Charnes 1952). From every basis all neighbors are gone to, at first those near the origin, so
 * that no tableau has come through many pivots. Each basis is proved to be feasible: with `C` the inverse that the tableau
 * holds, `|I - C B| < 1` proves the basis matrix to be regular, and bounds how far the basic numbers are from what the
 * doubles say (Rump, Verification methods: rigorous results using floating-point arithmetic, Acta Numerica 19, 2010); a
 * number that may be zero is so where one basis of its vertex, in integers, says that all of them are tight there. Then
 * nothing is missing: two bases that differ in one number are the ends of an edge, each basis has one found neighbor for
 * each of its edges, and the graph of a polytope is connected (Balinski 1961).
 */
import type { Budget } from '../../markov/budget.ts'
import { exactBasis } from './basis.ts'
import { type Vertex, vertexOf } from './vertices.ts'

/** Numbers are bits of a word. */
export const mostNumbers = 32

/** Doubles that the tableaux take that wait. */
const mostWaiting = 32_000_000

/** Entries that are computed anew in about the time of a step. */
const entriesAStep = 64

/** A bound of what one rounding changes, relatively. */
const rounding = 2 ** -52

/** What is taken for zero, or for equal, until it is proved. */
const tolerance = 1e-9

const largest = 2n ** 50n

/** `cells[r * (variables + 2) + c]`: the two last columns are the right side and what `e` adds to it. */
interface Tableau {
  readonly cells: Float64Array
  /** As in `Dictionary`. */
  readonly basic: Uint8Array
  readonly nonbasic: Uint8Array
}

/** A vertex by a word with a bit for each number that is zero there, variables first. */
export interface TightSet {
  readonly tight: number
  /** Whether it lies on no more planes than it must. */
  readonly isSimple: boolean
}

export interface SimpleVertices {
  /** Each once, that of the origin first. */
  readonly vertices: readonly TightSet[]
  /** A vertex in integers; nothing for the origin. */
  readonly exactly: (vertex: TightSet) => Vertex | undefined
}

/**
 * The vertices of the polytope `{ z >= 0, matrix z <= 1 }`, whose entries are positive. Nothing where doubles cannot
 * prove them to be all, or where numbers are too many or too large.
 */
export const simpleVertices = (
  budget: Budget,
  matrix: readonly (readonly bigint[])[],
): SimpleVertices | undefined => {
  const rows = matrix.length
  const variables = matrix[0]?.length ?? 0
  const count = rows + variables
  if (count > mostNumbers || matrix.some(row => row.some(n => n > largest))) return undefined
  const known = new Map<number, Vertex | undefined>()
  const exactly = ({ tight }: TightSet, nonbasic = tight): Vertex | undefined => {
    if (known.has(tight)) return known.get(tight)
    const basis = exactBasis(budget, matrix, numbersOutside(nonbasic, count))
    const vertex = basis === undefined ? undefined : vertexOf(basis, variables)
    known.set(tight, vertex)
    return vertex
  }
  const scaled = inDoubles(matrix)
  const prove = prover(scaled, rows, variables)
  const start = originOf(scaled, rows, variables)
  const origin = wordOf(start.nonbasic)
  const seen = new Set([origin])
  const vertices: TightSet[] = [{ tight: origin, isSimple: true }]
  const met = new Set<number>()
  const cost = 1 + Math.ceil((rows * variables) / entriesAStep)
  const done: Tableau[] = []
  let open: Tableau[] = [start]
  while (open.length > 0) {
    const next: Tableau[] = []
    for (const at of open) {
      const word = wordOf(at.nonbasic)
      for (let column = 0; column < variables; column++) {
        const row = leaving(at, column, rows, variables)
        if (row < 0) return undefined
        const neighbor = (word ^ (1 << (at.nonbasic[column] ?? 0))) | (1 << (at.basic[row] ?? 0))
        if (seen.has(neighbor)) continue
        seen.add(neighbor)
        budget.spend(cost)
        const tableau = pivoted(at, row, column, done.pop())
        const zeros = prove(tableau)
        if (zeros === undefined) return undefined
        const vertex = { tight: neighbor | zeros, isSimple: zeros === 0 }
        // The first basis of a vertex on more planes than it must is done in integers, too.
        if (zeros !== 0 && tightIn(exactly(vertex, neighbor)) !== vertex.tight) return undefined
        if (zeros === 0 || !met.has(vertex.tight)) vertices.push(vertex)
        if (zeros !== 0) met.add(vertex.tight)
        next.push(tableau)
      }
      if (next.length * rows * variables > mostWaiting) return undefined
      done.push(at)
    }
    open = next
  }
  return { vertices, exactly: vertex => exactly(vertex) }
}

const tightIn = (vertex: Vertex | undefined): number | undefined =>
  vertex?.tight.reduce((word, number) => word | (1 << number), 0)

const numbersOutside = (word: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, number) => number).filter(number => ((word >>> number) & 1) === 0)

/** Entries, exactly, times a power of two that makes them 1 or less. */
const inDoubles = (matrix: readonly (readonly bigint[])[]): Float64Array => {
  const entries = Float64Array.from(matrix.flatMap(row => row.map(Number)))
  const scale = 2 ** -Math.ceil(Math.log2(entries.reduce((most, entry) => Math.max(most, entry), 1)))
  return entries.map(entry => entry * scale)
}

/** What is added to the right side, from 1 to 2: the roots of primes are not made of each other by fractions. */
const shifts = Float64Array.from(
  [
    2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103,
    107, 109, 113, 127, 131,
  ],
  prime => 1 + (Math.sqrt(prime) % 1),
)

const originOf = (matrix: Float64Array, rows: number, variables: number): Tableau => {
  const width = variables + 2
  const cells = new Float64Array(rows * width)
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < variables; c++) cells[r * width + c] = matrix[r * variables + c] ?? 0
    cells[r * width + variables] = 1
    cells[r * width + variables + 1] = shifts[r] ?? 1
  }
  return {
    cells,
    basic: Uint8Array.from({ length: rows }, (_, r) => variables + r),
    nonbasic: Uint8Array.from({ length: variables }, (_, c) => c),
  }
}

const wordOf = (nonbasic: Uint8Array): number => {
  let word = 0
  for (const number of nonbasic) word |= 1 << number
  return word
}

/** The row of the least ratio, ties broken by what `e` adds; -1 where there is none. The proof finds out wrong ones. */
const leaving = ({ cells }: Tableau, column: number, rows: number, variables: number): number => {
  const width = variables + 2
  let found = -1
  let least = Number.POSITIVE_INFINITY
  let second = Number.POSITIVE_INFINITY
  for (let r = 0; r < rows; r++) {
    const at = r * width
    const by = cells[at + column] ?? 0
    if (by <= tolerance) continue
    const right = cells[at + variables] ?? 0
    const ratio = right <= tolerance ? 0 : right / by
    const shift = (cells[at + variables + 1] ?? 0) / by
    const isTie = Math.abs(ratio - least) <= tolerance * least || ratio === least
    if (isTie ? shift < second : ratio < least) {
      least = ratio
      second = shift
      found = r
    }
  }
  return found
}

/** The neighbor, in the place of a tableau that is done with where there is one. */
const pivoted = (
  { cells, basic, nonbasic }: Tableau,
  row: number,
  column: number,
  into: Tableau | undefined,
): Tableau => {
  const rows = basic.length
  const variables = nonbasic.length
  const width = variables + 2
  const next = into?.cells ?? new Float64Array(cells.length)
  next.set(cells)
  const from = row * width
  const by = cells[from + column] ?? 1
  next[from + column] = 1
  for (let c = 0; c < width; c++) next[from + c] = (next[from + c] ?? 0) / by
  for (let r = 0; r < rows; r++) {
    const to = r * width
    const factor = cells[to + column] ?? 0
    if (r === row || factor === 0) continue
    next[to + column] = 0
    for (let c = 0; c < width; c++) next[to + c] = (next[to + c] ?? 0) - factor * (next[from + c] ?? 0)
  }
  const made = into ?? { cells: next, basic: new Uint8Array(rows), nonbasic: new Uint8Array(variables) }
  made.basic.set(basic)
  made.nonbasic.set(nonbasic)
  made.basic[row] = nonbasic[column] ?? 0
  made.nonbasic[column] = basic[row] ?? 0
  return made
}

/**
 * What proves that all basic numbers of a tableau are positive, or zero and positive with `e`: the word of those that may
 * be zero, or nothing where there is no proof.
 */
const prover = (matrix: Float64Array, rows: number, variables: number) => {
  const width = variables + 2
  const inverse = new Float64Array(rows * rows)
  const few = (rows + 4) * rounding
  /** How far a right side is at most from what solves the equations, which have `given` on their right. */
  const left = new Float64Array(rows)
  const errorOf = ({ cells, basic }: Tableau, side: number, given: (row: number) => number): number => {
    for (let s = 0; s < rows; s++) {
      let sum = given(s)
      let size = sum
      for (let r = 0; r < rows; r++) {
        const number = basic[r] ?? 0
        const by =
          number < variables ? (matrix[s * variables + number] ?? 0) : number - variables === s ? 1 : 0
        const product = by * (cells[r * width + side] ?? 0)
        sum -= product
        size += Math.abs(product)
      }
      left[s] = Math.abs(sum) + few * size
    }
    let most = 0
    for (let r = 0; r < rows; r++) {
      let error = 0
      for (let s = 0; s < rows; s++) error += Math.abs(inverse[r * rows + s] ?? 0) * (left[s] ?? 0)
      most = Math.max(most, error)
    }
    // The inverse of `B` is `(I - E)^-1 C` with an `E` of a norm below 1/2.
    return 2 * (1 + few) * most
  }
  /** Whether `|I - C B| < 1/2`. */
  const isRegular = (basic: Uint8Array): boolean => {
    for (let r = 0; r < rows; r++) {
      let norm = 0
      for (let k = 0; k < rows; k++) {
        const number = basic[k] ?? 0
        // The columns of basic slacks are unit vectors on both sides.
        if (number >= variables) continue
        let sum = r === k ? 1 : 0
        let size = 1
        for (let s = 0; s < rows; s++) {
          const product = (inverse[r * rows + s] ?? 0) * (matrix[s * variables + number] ?? 0)
          sum -= product
          size += Math.abs(product)
        }
        norm += Math.abs(sum) + few * size
      }
      if (!(norm < 0.5)) return false
    }
    return true
  }
  return (tableau: Tableau): number | undefined => {
    const { cells, basic, nonbasic } = tableau
    // The columns of the slacks are the inverse; those of basic ones are unit vectors.
    inverse.fill(0)
    for (let r = 0; r < rows; r++) {
      const number = basic[r] ?? 0
      if (number >= variables) inverse[r * rows + number - variables] = 1
    }
    for (let c = 0; c < variables; c++) {
      const slack = (nonbasic[c] ?? 0) - variables
      if (slack >= 0) for (let r = 0; r < rows; r++) inverse[r * rows + slack] = cells[r * width + c] ?? 0
    }
    if (!isRegular(basic)) return undefined
    const bound = errorOf(tableau, variables, () => 1)
    let zeros = 0
    let shiftBound: number | undefined
    for (let r = 0; r < rows; r++) {
      const value = cells[r * width + variables] ?? 0
      if (value > bound && value > tolerance) continue
      shiftBound ??= errorOf(tableau, variables + 1, s => shifts[s] ?? 1)
      if (!((cells[r * width + variables + 1] ?? 0) > shiftBound)) return undefined
      zeros |= 1 << (basic[r] ?? 0)
    }
    return zeros
  }
}
