/** The nodes that stand for what others add, and the aggregates that they are added to. */
import type { AggregateNode, ChanceNode, Domain, FunctionNode, Kernel, Menu } from '../diagram.ts'
import type { Distribution } from './distribution.ts'
import type { Elements } from './elements.ts'
import type { Case, Others } from './others.ts'
import type { Weights } from './weights.ts'

/** What others add, without its place in a diagram: values are vectors of one element for each aggregate. */
export type Sums<N> = Pick<ChanceNode<N>, 'domain' | 'kernel' | 'failures'>

/** Rows of distributions as a kernel; the same rows give the same objects, whoever they are for. */
export const sumsOf = <N, V>(
  weights: Weights<N, V>,
  { elements }: Others<V>,
): ((rows: readonly Case<V>[]) => Sums<N>) => {
  const numberOf = numbering()
  const known = new Map<string, Sums<N>>()
  const scalars = new Map<Distribution<V>, readonly N[]>()
  const supportLike = supports(elements)
  const weightsOf = (distribution: Distribution<V>): readonly N[] => {
    const found = scalars.get(distribution) ?? weights.toScalars(distribution.weights)
    scalars.set(distribution, found)
    return found
  }
  const soleRow = (distribution: Distribution<V>): Sums<N> => {
    const { domain, offsets, items } = supportLike(distribution.support)
    return { domain, kernel: { offsets, items, weights: weightsOf(distribution) }, failures: none }
  }
  const made = (rows: readonly Case<V>[]): Sums<N> => {
    const [only, ...others] = rows
    if (only?.kind === 'adds' && others.length === 0) return soleRow(only.distribution)
    const support = supportOf(rows)
    const indices = new Map([...support].map((element, k) => [element, k]))
    const failures = new Map<number, unknown>()
    const offsets = new Int32Array(rows.length + 1)
    const items: number[] = []
    const list: N[] = []
    for (const [row, found] of rows.entries()) {
      if (found.kind === 'fails') failures.set(row, found.error)
      else {
        for (const element of found.distribution.support) items.push(indices.get(element) ?? 0)
        for (const weight of weightsOf(found.distribution)) list.push(weight)
      }
      offsets[row + 1] = items.length
    }
    const kernel: Kernel<N> = { offsets, items: Int32Array.from(items), weights: list }
    return { domain: supportLike(support).domain, kernel, failures }
  }
  return rows => {
    const key = rows.map(row => numberOf(row.kind === 'adds' ? row.distribution : row.error)).join()
    const found = known.get(key) ?? made(rows)
    known.set(key, found)
    return found
  }
}

const none: ReadonlyMap<number, unknown> = new Map()

const supportOf = <V>(rows: readonly Case<V>[]): Int32Array => {
  const found = new Set<number>()
  for (const row of rows)
    if (row.kind === 'adds') for (const element of row.distribution.support) found.add(element)
  return Int32Array.from(found).sort()
}

/** A support as a domain, with the menu of one row of all that is in it. */
interface Support extends Menu {
  readonly elements: Int32Array
  readonly domain: Domain
}

/** Supports, of which equal ones are one object. */
const supports = ({ vector }: Elements): ((elements: Int32Array) => Support) => {
  const known = new Map<string, Support[]>()
  return elements => {
    const key = `${elements.length}:${elements[0]}:${elements.at(-1)}`
    const candidates = known.get(key) ?? []
    known.set(key, candidates)
    const found = candidates.find(candidate =>
      candidate.elements.every((element, k) => element === elements[k]),
    )
    if (found !== undefined) return found
    const made: Support = {
      elements,
      domain: { values: Array.from(elements, element => vector(element)) },
      offsets: Int32Array.of(0, elements.length),
      items: elements.map((_, k) => k),
    }
    candidates.push(made)
    return made
  }
}

/** Numbers for values, by identity. */
const numbering = (): ((value: unknown) => number) => {
  const numbers = new Map<unknown, number>()
  return value => {
    const number = numbers.get(value) ?? numbers.size
    numbers.set(value, number)
    return number
  }
}

/** Rows of an aggregate that become a table. */
const mostRows = 65_536

/** An aggregate of a few terms and what others add. Ids and parents are of the aggregate that stood there before. */
export interface Merging {
  readonly aggregate: AggregateNode
  /** Which of its terms stay, and the domains of these. */
  readonly kept: readonly number[]
  readonly domains: readonly Domain[]
  /** The domain of what others add, and which place of its vectors is for this aggregate. */
  readonly added: Domain
  readonly place: number
}

export type Merged =
  | Pick<FunctionNode, 'kind' | 'table'>
  | Pick<AggregateNode, 'kind' | 'carrier' | 'lifts' | 'finish'>

export type Merge = (merging: Merging) => Merged

/**
 * The aggregate with the terms that stay, in that order, and then what others add: a table where that is not large.
 * Aggregates of the same terms and others give the same table.
 */
export const merging = (): Merge => {
  const numberOf = numbering()
  const liftOf = new Map<string, Int32Array>()
  const likeLift = new Map<Int32Array, Int32Array>()
  const known = new Map<string, Merged>()
  return ({ aggregate, kept, domains, added, place }) => {
    const { carrier, finish } = aggregate
    const lifts = kept.map(k => {
      const lift = aggregate.lifts[k] ?? new Int32Array()
      const seen = likeLift.get(lift)
      if (seen !== undefined) return seen
      const key = lift.join()
      const found = liftOf.get(key) ?? lift
      liftOf.set(key, found)
      likeLift.set(lift, found)
      return found
    })
    const key = [...lifts, ...domains, carrier, finish, added].map(numberOf).join()
    const found = known.get(`${key}:${place}`)
    if (found !== undefined) return found
    const last = Int32Array.from(added.values, vector => elementIn(vector, place, carrier.empty))
    const rows = domains.reduce((product, { values }) => product * values.length, last.length)
    const all = [...lifts, last]
    const made: Merged =
      rows <= mostRows
        ? { kind: 'function', table: tableOf(aggregate, all) }
        : { kind: 'aggregate', carrier, lifts: all, finish }
    known.set(`${key}:${place}`, made)
    return made
  }
}

const elementIn = (vector: unknown, place: number, empty: number): number =>
  Array.isArray(vector) ? Number(vector[place]) : empty

const tableOf = ({ carrier, finish }: AggregateNode, lifts: readonly Int32Array[]): Int32Array => {
  let partial = Int32Array.of(carrier.empty)
  for (const lift of lifts) {
    const longer = new Int32Array(partial.length * lift.length)
    for (const [row, element] of partial.entries())
      for (const [k, added] of lift.entries()) longer[row * lift.length + k] = carrier.combine(element, added)
    partial = longer
  }
  return partial.map(finish)
}
