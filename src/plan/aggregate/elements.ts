/**
 * What independent parts of a game add to some aggregates, as whole numbers: the vectors of the elements that they
 * add to each, which are a commutative monoid again.
 */
import type { AggregateNode, Carrier } from '../diagram.ts'

export interface Elements {
  readonly empty: number
  readonly combine: (a: number, b: number) => number
  /** Whether `combine` adds the numbers. */
  readonly adds: boolean
  /** The number of a vector that has one element for each aggregate. */
  readonly place: (vector: readonly number[]) => number
  readonly vector: (element: number) => readonly number[]
}

/** Memory of a binary operation on small whole numbers. */
const remembering = (combine: (a: number, b: number) => number): ((a: number, b: number) => number) => {
  const rows: Int32Array[] = []
  return (a, b) => {
    let row = rows[a]
    if (row === undefined || b >= row.length) {
      const wider = new Int32Array(2 * b + 16).fill(-1)
      if (row !== undefined) wider.set(row)
      rows[a] = row = wider
    }
    const known = row[b] ?? -1
    if (known >= 0) return known
    const made = combine(a, b)
    row[b] = made
    return made
  }
}

/** Vectors of elements, numbered as they are met. */
export const jointElements = (aggregates: readonly AggregateNode[]): Elements => {
  const carriers = aggregates.map(({ carrier }) => carrier)
  const [only, ...others] = carriers
  if (only !== undefined && others.length === 0) return soleElements(only)
  const vectors: (readonly number[])[] = []
  const known = new Map<string, number>()
  const place = (vector: readonly number[]): number => {
    const key = vector.join()
    const found = known.get(key)
    if (found !== undefined) return found
    known.set(key, vectors.length)
    vectors.push(vector)
    return vectors.length - 1
  }
  const vectorOf = (element: number): readonly number[] => vectors[element] ?? []
  return {
    empty: place(carriers.map(({ empty }) => empty)),
    place,
    vector: vectorOf,
    adds: false,
    combine: remembering((a, b) => {
      const [left, right] = [vectorOf(a), vectorOf(b)]
      return place(carriers.map(({ combine }, k) => combine(left[k] ?? 0, right[k] ?? 0)))
    }),
  }
}

const soleElements = (carrier: Carrier): Elements => ({
  empty: carrier.empty,
  place: ([element]) => element ?? carrier.empty,
  vector: element => [element],
  adds: false,
  combine: remembering(carrier.combine),
})
