/** What others add to a bundle of aggregates, for all players who meet the bundle at once. */
import type { Scalar } from '../../markov/scalar.ts'
import type { AggregateNode, Node } from '../diagram.ts'
import { rowsOver } from '../diagram.ts'
import { type Contribution, contribution } from './contribution.ts'
import type { Distribution } from './distribution.ts'
import { type Elements, jointElements } from './elements.ts'
import { rowAt } from './graph.ts'
import { latticeOf } from './lattice.ts'
import { type Products, productsOver } from './products.ts'
import type { Bundle, Component } from './split.ts'
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
  const partsOf = new Map(bundles.map(bundle => [bundle, bundle.components.map(partOf)]))
  const elements = finest(aggregates, raw, [...partsOf.values()])
  const { factors, place } = factorTable(weights, raw, elements)
  for (const part of new Set([...partsOf.values()].flat()))
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
  const values = new Int32Array(nodes.length)
  const powersIn = (bundle: Bundle, row: number) => {
    setRow(nodes, bundle.boundary, row, values)
    return powersOf(nodes, partsOf.get(bundle) ?? [], factors.length, values)
  }
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
  const values = new Int32Array(nodes.length)
  return component => {
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
}

const isSame = (a: readonly number[], b: readonly number[]): boolean => {
  if (a.length !== b.length) return false
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false
  return true
}

/** Elements that are added as numbers where that can be, `raw` where it cannot. */
const finest = <N>(
  [aggregate, ...others]: readonly AggregateNode[],
  raw: Elements,
  lists: readonly (readonly Part<N>[])[],
): Elements => {
  if (aggregate === undefined || others.length > 0) return raw
  const { carrier } = aggregate
  const added = new Set<number>()
  const elementsOf = new Map<Part<N>, readonly number[]>()
  for (const part of new Set(lists.flat())) {
    const own = new Set<number>()
    for (const found of part.cases)
      if (found.kind === 'adds') for (const element of found.weights.keys()) own.add(element)
    elementsOf.set(part, [...own])
    for (const element of own) added.add(element)
  }
  const bounds = (multipleOf: (element: number) => number) => {
    const ends = new Map(
      [...elementsOf].map(([part, own]) => {
        const multiples = own.map(multipleOf)
        return [part, [Math.min(0, ...multiples), Math.max(0, ...multiples)] as const]
      }),
    )
    let [low, high] = [0, 0]
    for (const list of lists) {
      let [least, most] = [0, 0]
      for (const part of list) {
        const [from, to] = ends.get(part) ?? [0, 0]
        least += from
        most += to
      }
      low = Math.min(low, least)
      high = Math.max(high, most)
    }
    return [low, high] as const
  }
  return latticeOf(carrier, [...added], bounds) ?? raw
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

/** How often each factor is among the parts where the boundary has the given values. */
const powersOf = <N>(
  nodes: readonly Node<N>[],
  list: readonly Part<N>[],
  size: number,
  values: Int32Array,
): Found => {
  const powers = new Int32Array(size)
  for (const { component, cases, factors } of list) {
    const row = rowAt(nodes, component.boundary, values)
    const found = cases[row]
    if (found?.kind === 'fails') return found
    const factor = factors[row] ?? 0
    powers[factor] = (powers[factor] ?? 0) + 1
  }
  return { kind: 'powers', powers }
}
