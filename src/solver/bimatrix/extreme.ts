/**
 * All extreme equilibria of a two-player game, exactly: the pairs of vertices of the best-response polytopes of which
 * one has every label that the other lacks (Mangasarian, Equilibrium points of bimatrix games, 1964; Avis, Rosenberg,
 * Savani and von Stengel, Enumeration of Nash equilibria for two-player games, Economic Theory 42, 2010).
 *
 * Every equilibrium is a convex combination of extreme ones that share the set it lies in. The number of vertices grows
 * exponentially with the number of strategies: tens of thousands at 12 by 12.
 */
import type { NormalForm } from '../../form/normalForm.ts'
import type { Budget } from '../../markov/budget.ts'
import { exact, type Rational, rational } from '../../markov/rational.ts'
import { mostNumbers, type SimpleVertices, simpleVertices, type TightSet } from './simple.ts'
import { type Vertex, verticesOf } from './vertices.ts'

/** A strategy of each player; equal strategies are the same object. */
export interface ExtremeEquilibrium {
  readonly row: readonly Rational[]
  readonly column: readonly Rational[]
}

/** The extreme equilibria of a game of two players, each as it is found. */
export function* extremeEquilibria(
  budget: Budget,
  form: NormalForm<Rational>,
): Generator<ExtremeEquilibrium> {
  const { best, bestOfColumns } = bestResponses(form)
  const m = best.length
  const n = bestOfColumns.length
  if (Math.min(m, n) >= fewestForDoubles) {
    const found = guidedEquilibria(budget, best, bestOfColumns)
    if (found !== undefined) {
      yield* found
      return
    }
  }
  // Labels are rows, then columns.
  const columnSide = labeled(verticesOf(budget, best), n, tight => (tight < n ? m + tight : tight - n))
  const known = indexed([...columnSide], m + n)
  for (const vertex of labeled(verticesOf(budget, bestOfColumns), m, tight => tight)) {
    budget.spend(1)
    for (const partner of known.withAll(missing(vertex.labels, m + n))) {
      if (vertex.isOrigin || partner.isOrigin) continue
      yield { row: vertex.strategy(), column: partner.strategy() }
    }
  }
}

/** Strategies from which on doubles save time. */
const fewestForDoubles = 5

/** Vertices in doubles, with proof, and only those of equilibria as fractions; nothing where that cannot be done. */
const guidedEquilibria = (
  budget: Budget,
  best: readonly (readonly bigint[])[],
  bestOfColumns: readonly (readonly bigint[])[],
): readonly ExtremeEquilibrium[] | undefined => {
  const [m, n] = [best.length, bestOfColumns.length]
  const rowSide = simpleVertices(budget, bestOfColumns)
  const columnSide = rowSide === undefined ? undefined : simpleVertices(budget, best)
  if (rowSide === undefined || columnSide === undefined) return undefined
  // Numbers of the row side are labels: rows, then columns; those of the column side are turned round.
  const all = m + n === mostNumbers ? -1 : (1 << (m + n)) - 1
  const turned = columnSide.vertices.map(vertex => ({
    vertex,
    labels: ((vertex.tight << m) | (vertex.tight >>> n)) & all,
  }))
  const simple = new Map(turned.flatMap(one => (one.vertex.isSimple ? [[one.labels, one] as const] : [])))
  const others = turned.filter(one => !one.vertex.isSimple)
  const [rows, columns] = [strategiesOf(rowSide), strategiesOf(columnSide)]
  const found: ExtremeEquilibrium[] = []
  for (const vertex of rowSide.vertices.slice(1)) {
    const missing = all & ~vertex.tight
    const single = simple.get(missing)
    budget.spend(1 + Math.ceil((vertex.isSimple ? others.length : turned.length) / labelsAStep))
    const candidates = vertex.isSimple ? (single === undefined ? others : [single, ...others]) : turned
    for (const partner of candidates) {
      if ((partner.labels & missing) !== missing || partner === turned[0]) continue
      const row = rows(vertex)
      const column = columns(partner.vertex)
      if (row === undefined || column === undefined) return undefined
      found.push({ row, column })
    }
  }
  return found
}

/** Words that are compared in about the time of a step. */
const labelsAStep = 64

/** The strategies of vertices, the same one each time. */
const strategiesOf = ({ exactly }: SimpleVertices) => {
  const made = new Map<number, readonly Rational[] | undefined>()
  return (vertex: TightSet): readonly Rational[] | undefined => {
    if (!made.has(vertex.tight)) {
      const found = exactly(vertex)
      made.set(vertex.tight, found === undefined ? undefined : normalized(found))
    }
    return made.get(vertex.tight)
  }
}

/**
 * The matrices of the best-response polytopes: `best z <= 1` for what the column player does, with a row for each
 * strategy of the row player; `bestOfColumns z <= 1` for what the row player does.
 */
export const bestResponses = (form: NormalForm<Rational>) => {
  const [own = [], others = []] = form.payoffs
  const [rows = [], columns = []] = form.strategies
  const n = columns.length
  const [a, b] = [positive(own), positive(others)]
  return {
    best: rows.map((_, i) => columns.map((_, j) => a[i * n + j] ?? 1n)),
    bestOfColumns: columns.map((_, j) => rows.map((_, i) => b[i * n + j] ?? 1n)),
  }
}

interface Labeled {
  /** Sorted. */
  readonly labels: readonly number[]
  readonly isOrigin: boolean
  readonly strategy: () => readonly Rational[]
}

function* labeled(
  vertices: Iterable<Vertex>,
  variables: number,
  label: (tight: number) => number,
): Generator<Labeled> {
  for (const vertex of vertices) {
    let made: readonly Rational[] | undefined
    yield {
      labels: vertex.tight.map(label).sort((x, y) => x - y),
      isOrigin: vertex.tight.filter(tight => tight < variables).length === variables,
      strategy: () => {
        made ??= normalized(vertex)
        return made
      },
    }
  }
}

/** The vertex as a strategy; it is not the origin. */
export const normalized = ({ numerators }: Vertex): readonly Rational[] => {
  const total = numerators.reduce((sum, n) => sum + n, 0n)
  return numerators.map(n => rational(n, total))
}

const missing = (labels: readonly number[], count: number): readonly number[] => {
  const held = new Set(labels)
  return Array.from({ length: count }, (_, label) => label).filter(label => !held.has(label))
}

/** Vertices by their labels: by all of them where none has more than its share, else by each. */
const indexed = (vertices: readonly Labeled[], labels: number) => {
  const fewest = vertices.reduce((least, vertex) => Math.min(least, vertex.labels.length), labels)
  const byLabels = new Map<string, Labeled>()
  for (const vertex of vertices) byLabels.set(vertex.labels.join(), vertex)
  const words = Math.ceil(vertices.length / 32)
  let holders: readonly Uint32Array[] | undefined
  const holdersOf = (): readonly Uint32Array[] => {
    const made = Array.from({ length: labels }, () => new Uint32Array(words))
    for (const [v, vertex] of vertices.entries())
      for (const label of vertex.labels) {
        const word = made[label]
        if (word !== undefined) word[v >>> 5] = (word[v >>> 5] ?? 0) | (1 << (v & 31))
      }
    return made
  }
  const isSimple = vertices.every(vertex => vertex.labels.length === fewest)
  return {
    /** The vertices that have all of `wanted`. */
    withAll: (wanted: readonly number[]): readonly Labeled[] => {
      if (isSimple && wanted.length === fewest) {
        const found = byLabels.get(wanted.join())
        return found === undefined ? [] : [found]
      }
      holders ??= holdersOf()
      const left = new Uint32Array(words).fill(0xffffffff)
      for (const label of wanted) {
        const held = holders[label]
        if (held !== undefined) for (let w = 0; w < words; w++) left[w] = (left[w] ?? 0) & (held[w] ?? 0)
      }
      return vertices.filter((_, v) => ((left[v >>> 5] ?? 0) & (1 << (v & 31))) !== 0)
    },
  }
}

/** Payoffs as integers of the same order and differences up to a factor, all positive. */
const positive = (payoffs: readonly Rational[]): readonly bigint[] => {
  const common = payoffs.reduce((all, { denominator }) => (all / gcd(all, denominator)) * denominator, 1n)
  const whole = payoffs.map(payoff => exact.mul(payoff, rational(common)).numerator)
  const least = whole.reduce((low, n) => (n < low ? n : low), whole[0] ?? 0n)
  const divisor = whole.reduce((all, n) => gcd(all, n - least), 0n)
  return whole.map(n => (divisor === 0n ? 1n : (n - least) / divisor + 1n))
}

const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x < 0n ? -x : x
}
