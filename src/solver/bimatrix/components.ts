/**
 * Sets of equilibria: where two-player games are degenerate, equilibria fill polytopes (Winkels, An algorithm to
 * determine all equilibrium points of a bimatrix game, 1979).
 */
import type { Budget } from '../../markov/budget.ts'
import type { Rational } from '../../markov/rational.ts'
import type { ExtremeEquilibrium } from './extreme.ts'

/** A maximal Nash subset: any mixture of its row strategies with any of its column strategies is an equilibrium. */
export interface NashSubset {
  readonly rows: readonly (readonly Rational[])[]
  readonly columns: readonly (readonly Rational[])[]
}

/** Equilibria that are connected through equilibria: one point, or subsets that overlap. */
export interface Component {
  /** Places in the list of extreme equilibria. */
  readonly extreme: readonly number[]
  readonly subsets: readonly NashSubset[]
}

/** The components, in the order of their first extreme equilibrium. Equal strategies must be the same object. */
export const componentsOf = (
  budget: Budget,
  equilibria: readonly ExtremeEquilibrium[],
): readonly Component[] => {
  const rows = numbered(equilibria.map(({ row }) => row))
  const columns = numbered(equilibria.map(({ column }) => column))
  const edges = equilibria.map(({ row, column }) => ({ r: rows.place(row), c: columns.place(column) }))
  const group = grouping(rows.all.length + columns.all.length)
  for (const { r, c } of edges) group.join(r, rows.all.length + c)
  const members = new Map<number, number[]>()
  for (const [e, { r }] of edges.entries()) {
    const root = group.of(r)
    const own = members.get(root)
    if (own === undefined) members.set(root, [e])
    else own.push(e)
  }
  return [...members.values()].map(extreme => ({
    extreme,
    subsets: maximalPairs(
      budget,
      extreme.flatMap(e => edges[e] ?? []),
    ).map(pair => ({
      rows: pair.rows.flatMap(r => [rows.all[r] ?? []]),
      columns: pair.columns.flatMap(c => [columns.all[c] ?? []]),
    })),
  }))
}

interface Edge {
  readonly r: number
  readonly c: number
}

/** The maximal sets of rows and columns all of whose pairs are edges: each is closed under what its rows share. */
const maximalPairs = (budget: Budget, edges: readonly Edge[]) => {
  const partners = new Map<number, Set<number>>()
  for (const { r, c } of edges) {
    const own = partners.get(r)
    if (own === undefined) partners.set(r, new Set([c]))
    else own.add(c)
  }
  const shared = new Map<string, ReadonlySet<number>>()
  const keep = (columns: ReadonlySet<number>): void => {
    if (columns.size > 0) shared.set([...columns].sort((a, b) => a - b).join(), columns)
  }
  for (const own of partners.values()) {
    const before = [...shared.values()]
    budget.spend(before.length + 1)
    keep(own)
    for (const other of before) keep(new Set([...other].filter(c => own.has(c))))
  }
  return [...shared.values()].map(columns => ({
    columns: [...columns],
    rows: [...partners].flatMap(([r, own]) => ([...columns].every(c => own.has(c)) ? [r] : [])),
  }))
}

const numbered = <A>(items: readonly A[]) => {
  const all = [...new Set(items)]
  const places = new Map(all.map((item, place) => [item, place]))
  return { all, place: (item: A): number => places.get(item) ?? -1 }
}

/** Sets that are joined (union and find). */
const grouping = (size: number) => {
  const parent = Array.from({ length: size }, (_, k) => k)
  const of = (k: number): number => {
    let at = k
    while ((parent[at] ?? at) !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at
      at = parent[at] ?? at
    }
    return at
  }
  return {
    of,
    join: (a: number, b: number): void => {
      const [first, second] = [of(a), of(b)].sort((x, y) => x - y)
      if (first !== undefined && second !== undefined) parent[second] = first
    },
  }
}
