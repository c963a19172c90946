/** What others add to a bundle of aggregates, for all players who meet the bundle at once. */
import type { Scalar } from '../../markov/scalar.ts'
import type { AggregateNode, Node } from '../diagram.ts'
import { rowsOver } from '../diagram.ts'
import type { Bundle, Component } from './components.ts'
import { type Contribution, contribution } from './contribution.ts'
import type { Distribution } from './distribution.ts'
import { type Elements, jointElements } from './elements.ts'
import { rowAt } from './graph.ts'
import { latticeOf } from './lattice.ts'
import { type Products, productsOver } from './products.ts'
import type { Weights } from './weights.ts'

/** The distribution in one case of the boundary, or what a play of that case fails with. */
export type Case<V> =
  | { readonly kind: 'adds'; readonly distribution: Distribution<V> }
  | { readonly kind: 'fails'; readonly error: unknown }

export interface Others<V> {
  readonly elements: Elements
  /** For each row over the boundary of a bundle. */
  readonly cases: (bundle: Bundle) => readonly Case<V>[]
}

interface Part<N> {
  readonly component: Component
  readonly cases: readonly Contribution<N>[]
  /** Which factor the component is in each case; -1 where it fails. */
  readonly factors: Int32Array
}

/**
 * Prepares for `bundles`, all of the same aggregates, each with the components of one player's others. `cases` takes
 * any of them.
 */
export const othersOf = <N, V>(
  scalar: Scalar<N>,
  weights: Weights<N, V>,
  nodes: readonly Node<N>[],
  bundles: readonly Bundle[],
): Others<V> => {
  const aggregates = bundles[0]?.aggregates ?? []
  const raw = jointElements(aggregates)
  const partOf = parts(scalar, nodes, aggregates, raw)
  const lists = bundles.map(lister(partOf))
  const listFor = new Map(bundles.map((bundle, k) => [bundle, lists[k]]))
  const elements = finest(scalar, aggregates, raw, lists)
  const { factors, place } = factorTable(weights, raw, elements)
  for (const part of partsIn(lists))
    for (const [k, found] of part.cases.entries()) if (found.kind === 'adds') part.factors[k] = place(found)
  const unit = { support: Int32Array.of(elements.empty), weights: weights.from([scalar.one]) }
  const family = productsOver(elements, weights, factors, unit)
  const families = new Map<string, Products<V>>()
  const familyOf = ({ boundary }: Bundle, row: number) => {
    const key = `${boundary.join()}:${row}`
    const found = families.get(key) ?? family()
    families.set(key, found)
    return found
  }
  const find = powersOver(nodes, factors.length)
  const powersIn = (bundle: Bundle, row: number) => find(bundle, listFor.get(bundle), row)
  for (const bundle of bundles)
    for (let row = 0; row < rowsOver(nodes, bundle.boundary); row++) {
      const powers = powersIn(bundle, row)
      if (powers.kind === 'powers') familyOf(bundle, row).announce(powers.powers)
    }
  return {
    elements,
    cases: bundle =>
      Array.from({ length: rowsOver(nodes, bundle.boundary) }, (_, row) => {
        const powers = powersIn(bundle, row)
        return powers.kind === 'fails'
          ? powers
          : { kind: 'adds', distribution: familyOf(bundle, row).of(powers.powers) }
      }),
  }
}

/** The components of a bundle, gone through. */
interface PartList<N> {
  /** One object for all bundles with the same components. */
  readonly usual: readonly Part<N>[]
  readonly removed: ReadonlySet<Part<N>>
  readonly added: readonly Part<N>[]
}

/** Lists for bundles; components that many have in common are gone through once. */
const lister = <N>(partOf: (component: Component) => Part<N>) => {
  const known = new Map<readonly Component[], readonly Part<N>[]>()
  return ({ usual, removed, added }: Bundle): PartList<N> => {
    const found = known.get(usual) ?? usual.map(partOf)
    known.set(usual, found)
    return { usual: found, removed: new Set([...removed].map(partOf)), added: added.map(partOf) }
  }
}

const partsIn = <N>(lists: readonly PartList<N>[]): ReadonlySet<Part<N>> => {
  const found = new Set<Part<N>>()
  for (const usual of new Set(lists.map(list => list.usual))) for (const part of usual) found.add(part)
  for (const { added } of lists) for (const part of added) found.add(part)
  return found
}

/** Gives nodes the values that a row over them is of. */
const setRow = <N>(nodes: readonly Node<N>[], ids: readonly number[], row: number, values: Int32Array) => {
  let rest = row
  for (let k = ids.length - 1; k >= 0; k--) {
    const id = ids[k] ?? 0
    const size = nodes[id]?.domain.values.length ?? 1
    values[id] = rest % size
    rest = Math.floor(rest / size)
  }
}

/** Components with what they add, each gone through once for all players. */
const parts = <N>(
  scalar: Scalar<N>,
  nodes: readonly Node<N>[],
  aggregates: readonly AggregateNode[],
  elements: Elements,
): ((component: Component) => Part<N>) => {
  const known = new Map<number, Part<N>[]>()
  const byIdentity = new Map<Component, Part<N>>()
  const values = new Int32Array(nodes.length)
  const find = (component: Component): Part<N> => {
    const first = component.nodes[0] ?? 0
    const candidates = known.get(first) ?? []
    known.set(first, candidates)
    const found = candidates.find(part => isSame(part.component.nodes, component.nodes))
    if (found !== undefined) return found
    const cases = Array.from({ length: rowsOver(nodes, component.boundary) }, (_, row) => {
      setRow(nodes, component.boundary, row, values)
      return contribution(scalar, nodes, aggregates, elements, component, values)
    })
    const made = { component, cases, factors: new Int32Array(cases.length).fill(-1) }
    candidates.push(made)
    return made
  }
  return component => {
    const part = byIdentity.get(component) ?? find(component)
    byIdentity.set(component, part)
    return part
  }
}

const isSame = (a: readonly number[], b: readonly number[]): boolean => {
  if (a.length !== b.length) return false
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false
  return true
}

/** Elements that are added as numbers where that can be, `raw` where it cannot. */
const finest = <N>(
  { isKnown = () => true }: Scalar<N>,
  [aggregate, ...others]: readonly AggregateNode[],
  raw: Elements,
  lists: readonly PartList<N>[],
): Elements => {
  if (aggregate === undefined || others.length > 0) return raw
  const all = partsIn(lists)
  const added = new Set<number>()
  for (const part of all) for (const element of elementsOf(part)) added.add(element)
  const bounds = (multipleOf: (element: number) => number) => {
    const ends = new Map<Part<N>, readonly [low: number, high: number]>()
    for (const part of all) {
      const multiples = elementsOf(part).map(multipleOf)
      ends.set(part, [Math.min(0, ...multiples), Math.max(0, ...multiples)])
    }
    return reachOf(lists, ends)
  }
  // Where some numbers have no value, numbers are rationals.
  return latticeOf(aggregate.carrier, [...added], bounds, n => isKnown(n as N)) ?? raw
}

const elementsOf = <N>({ cases }: Part<N>): readonly number[] =>
  cases.flatMap(found => (found.kind === 'adds' ? [...found.weights.keys()] : []))

/** Bounds of the sums of what the parts of any list, or of some of them, may add. */
const reachOf = <N>(
  lists: readonly PartList<N>[],
  ends: ReadonlyMap<Part<N>, readonly [low: number, high: number]>,
): readonly [low: number, high: number] => {
  const sumOf = (parts: Iterable<Part<N>>, side: 0 | 1): number => {
    let sum = 0
    for (const part of parts) sum += ends.get(part)?.[side] ?? 0
    return sum
  }
  const usual = new Map<readonly Part<N>[], readonly [number, number]>()
  let [low, high] = [0, 0]
  for (const list of lists) {
    const found = usual.get(list.usual) ?? [sumOf(list.usual, 0), sumOf(list.usual, 1)]
    usual.set(list.usual, found)
    const [least, most] = found
    low = Math.min(low, least - sumOf(list.removed, 0) + sumOf(list.added, 0))
    high = Math.max(high, most - sumOf(list.removed, 1) + sumOf(list.added, 1))
  }
  return [low, high]
}

/** Distributions, each kept once. */
const factorTable = <N, V>(weights: Weights<N, V>, raw: Elements, elements: Elements) => {
  const factors: Distribution<V>[] = []
  const known = new Map<string, number>()
  const place = ({ weights: found }: Contribution<N> & { readonly kind: 'adds' }): number => {
    const entries = [...found].map(([element, weight]) => {
      const placed = elements === raw ? element : elements.place(raw.vector(element))
      return [placed, weight] as const
    })
    entries.sort(([a], [b]) => a - b)
    const support = Int32Array.from(entries, ([element]) => element)
    const made = weights.from(entries.map(([, weight]) => weight))
    const key = `${support.join()}:${weights.key(made)}`
    const old = known.get(key)
    if (old !== undefined) return old
    known.set(key, factors.length)
    factors.push({ support, weights: made })
    return factors.length - 1
  }
  return { factors, place }
}

type Found =
  | { readonly kind: 'powers'; readonly powers: Int32Array }
  | { readonly kind: 'fails'; readonly error: unknown }

/** What the usual parts are in one case. */
interface Usual<N> {
  readonly powers: Int32Array
  readonly failing: readonly Part<N>[]
}

/** How often each factor is among the parts of a bundle where a row over its boundary is the case. */
const powersOver = <N>(nodes: readonly Node<N>[], size: number) => {
  const values = new Int32Array(nodes.length)
  const known = new Map<readonly Part<N>[], Map<string, Usual<N>>>()
  const rowOf = ({ component }: Part<N>) => rowAt(nodes, component.boundary, values)
  const count = (powers: Int32Array, part: Part<N>, times: number): void => {
    const factor = part.factors[rowOf(part)] ?? -1
    if (factor >= 0) powers[factor] = (powers[factor] ?? 0) + times
  }
  const usualIn = (parts: readonly Part<N>[], boundary: readonly number[], key: string): Usual<N> => {
    const cases = known.get(parts) ?? new Map<string, Usual<N>>()
    known.set(parts, cases)
    const found = cases.get(key)
    if (found !== undefined) return found
    const powers = new Int32Array(size)
    const within = parts.filter(part => isWithin(part, boundary))
    for (const part of within) count(powers, part, 1)
    const failing = within.filter(part => part.cases[rowOf(part)]?.kind === 'fails')
    const made = { powers, failing }
    cases.set(key, made)
    return made
  }
  return ({ boundary }: Bundle, list: PartList<N> | undefined, row: number): Found => {
    setRow(nodes, boundary, row, values)
    const { usual = [], removed = new Set<Part<N>>(), added = [] } = list ?? {}
    const { powers: all, failing } = usualIn(usual, boundary, `${boundary.join()}:${row}`)
    for (const part of [...failing, ...added]) {
      const found = removed.has(part) ? undefined : part.cases[rowOf(part)]
      if (found?.kind === 'fails') return found
    }
    const powers = all.slice()
    for (const part of removed) if (isWithin(part, boundary)) count(powers, part, -1)
    for (const part of added) count(powers, part, 1)
    return { kind: 'powers', powers }
  }
}

/** Whether the case of a part is told by a boundary; parts of which it is not are met by other players only. */
const isWithin = <N>({ component }: Part<N>, boundary: readonly number[]): boolean =>
  component.boundary.every(id => boundary.includes(id))
