/**
 * The nodes that a tracer makes: interned value sets, tables that are made once, and sums that are tabulated only where
 * something looks at their value.
 */
import type { Numeric, Value } from '../core/value.ts'
import type { Sifted } from '../core/wire.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { AggregateNode, ChanceNode, DecisionNode, Domain, FunctionNode } from '../plan/diagram.ts'
import { carrierOf, type ValueCarrier } from './carrier.ts'
import { interner } from './interner.ts'

/** A domain of the language, with the places of its values. */
export interface ValueDomain<N extends Numeric> extends Domain {
  readonly values: readonly Value<N>[]
  readonly places: ReadonlyMap<string, number>
}

type Tracked<T> = Omit<T, 'id' | 'name' | 'domain'>

/** A wire whose values are known. */
export type Finite<N extends Numeric> = { readonly domain: ValueDomain<N> } & (
  | Tracked<FunctionNode>
  | Tracked<ChanceNode<N>>
  | Tracked<AggregateNode>
  | Tracked<DecisionNode<N>>
)

/** What a wire stands for. What is `put off` has no values until somebody asks for one; `later` never has any. */
export type Entry<N extends Numeric> =
  | Finite<N>
  | { readonly kind: 'putOff'; readonly make: () => Finite<N> }
  | { readonly kind: 'later' }

/** `constant` and the wires, each times its coefficient. */
export interface Sum<N extends Numeric> {
  readonly constant: N
  readonly terms: readonly { readonly wire: number; readonly coefficient: N }[]
}

/** A value, or the wire that has it. */
export type Made<N extends Numeric> =
  | { readonly kind: 'value'; readonly value: Value<N> }
  | { readonly kind: 'wire'; readonly wire: number }

/** The value of a row, or what evaluating it failed with. */
export type Cell<N extends Numeric> =
  | { readonly kind: 'value'; readonly value: Value<N> }
  | { readonly kind: 'failed'; readonly error: unknown }

/** More rows, values or partial results than a table may have. */
export class TooWide {
  readonly wire: number | undefined
  readonly size: number
  constructor(wire: number | undefined, size: number) {
    this.wire = wire
    this.size = size
  }
}

/** Rows of one table, and values of one wire. Past it a game is refused, or enumerated where it is small. */
export const widest = 4_000_000

export interface Store<N extends Numeric> {
  readonly scalar: Scalar<N>
  readonly entries: Entry<N>[]
  /** The wires that are sums: they are paid term by term, tabulated or not. */
  readonly sums: Map<number, Sum<N>>
  readonly domains: Map<string, ValueDomain<N>>
  readonly tables: Map<string, number>
  /** Tables by their length and hash. */
  readonly contents: Map<string, readonly Int32Array[]>
  /** Numbers for tables, domains and carriers, each its own. */
  readonly numberOf: (object: object) => number
  /** The wires that are lists of which the play determines what is in them. */
  readonly sieves: Map<number, readonly Sifted<N>[]>
  /** The numbers that sums of many terms go through; one carrier, so that such sums can be taken together. */
  readonly addition: ValueCarrier<N>
}

/** Numbers for objects, each its own. */
const numbering = () => {
  const numbers = new WeakMap<object, number>()
  let last = 0
  return (object: object): number => {
    const known = numbers.get(object)
    if (known !== undefined) return known
    last += 1
    numbers.set(object, last)
    return last
  }
}

export const store = <N extends Numeric>(scalar: Scalar<N>): Store<N> => ({
  scalar,
  entries: [],
  sums: new Map(),
  domains: new Map(),
  tables: new Map(),
  contents: new Map(),
  numberOf: numbering(),
  sieves: new Map(),
  addition: carrierOf(scalar.zero, scalar.add),
})

export const add = <N extends Numeric>({ entries }: Store<N>, entry: Entry<N>): number => {
  entries.push(entry)
  return entries.length - 1
}

/** The domain of these values, one object for equal lists. */
export const domainOf = <N extends Numeric>(
  { domains }: Store<N>,
  places: ReadonlyMap<string, number>,
  values: readonly Value<N>[],
): ValueDomain<N> => {
  const key = [...places.keys()].join('')
  const known = domains.get(key)
  if (known !== undefined) return known
  const domain = { values, places }
  domains.set(key, domain)
  return domain
}

/** The values that a wire may have; what was put off is made. */
export const domainAt = <N extends Numeric>(s: Store<N>, wire: number): ValueDomain<N> => {
  const entry = s.entries[wire]
  if (entry === undefined || entry.kind === 'later') throw new TooWide(wire, Number.POSITIVE_INFINITY)
  if (entry.kind !== 'putOff') return entry.domain
  const made = entry.make()
  s.entries[wire] = made
  return made.domain
}

/** The number of rows over some wires; `TooWide` past the limit. */
export const rowsOf = <N extends Numeric>(s: Store<N>, parents: readonly number[]): number => {
  let rows = 1
  for (const parent of parents) rows *= domainAt(s, parent).values.length
  if (rows > widest) throw new TooWide(parents.at(-1), rows)
  return rows
}

/** Calls `visit` for every row with the indices of the parents' values, which it must not keep. */
export const forRows = <N extends Numeric>(
  s: Store<N>,
  parents: readonly number[],
  visit: (indices: readonly number[], row: number) => void,
): void => {
  const rows = rowsOf(s, parents)
  const sizes = parents.map(parent => domainAt(s, parent).values.length)
  const indices = parents.map(() => 0)
  for (let row = 0; row < rows; row++) {
    visit(indices, row)
    for (let k = sizes.length - 1; k >= 0; k--) {
      const next = (indices[k] ?? 0) + 1
      indices[k] = next < (sizes[k] ?? 0) ? next : 0
      if (next < (sizes[k] ?? 0)) break
    }
  }
}

/** The table itself, or one with the same content that was made before: equal tables are shared. */
const sharedTable = <N extends Numeric>({ contents }: Store<N>, table: Int32Array): Int32Array => {
  const key = `${table.length}:${hashOf(table)}`
  const alike = contents.get(key) ?? []
  const known = alike.find(other => isSameTable(other, table))
  if (known !== undefined) return known
  contents.set(key, [...alike, table])
  return table
}

/** Fowler, Noll and Vo's hash, over words instead of bytes. */
const hashOf = (table: Int32Array): number => {
  let hash = 0x811c9dc5
  for (const word of table) hash = Math.imul(hash ^ word, 0x01000193)
  return hash
}

const isSameTable = (a: Int32Array, b: Int32Array): boolean => a.every((word, k) => word === b[k])

/**
 * The function of `parents` that these cells are: a value where all are the same, a wire that exists already where one
 * has the same values, else a new one.
 */
export const functionOf = <N extends Numeric>(
  s: Store<N>,
  parents: readonly number[],
  cell: (indices: readonly number[]) => Cell<N>,
): Made<N> => {
  const { places, values, place } = interner<Value<N>>()
  const table = new Int32Array(rowsOf(s, parents))
  const failures = new Map<number, unknown>()
  forRows(s, parents, (indices, row) => {
    const found = cell(indices)
    if (found.kind === 'value') table[row] = place(found.value)
    else {
      table[row] = -1
      failures.set(row, found.error)
    }
  })
  const [only] = values
  if (values.length === 1 && only !== undefined && failures.size === 0) return { kind: 'value', value: only }
  if (only === undefined) place(nothing)
  const domain = domainOf(s, places, values)
  const [parent] = parents
  if (parents.length === 1 && parent !== undefined && domainAt(s, parent) === domain && isIdentity(table))
    return { kind: 'wire', wire: parent }
  const shared = sharedTable(s, table)
  return {
    kind: 'wire',
    wire: once(s, keyOf(s, parents, domain, shared, failures), () => ({
      kind: 'function',
      parents,
      table: shared,
      domain,
      failures,
    })),
  }
}

/** A program is run again for every value that it turns out to need: what it makes each time must be the same wire. */
export const once = <N extends Numeric>(s: Store<N>, key: string, make: () => Entry<N>): number => {
  const known = s.tables.get(key)
  if (known !== undefined) return known
  const made = add(s, make())
  s.tables.set(key, made)
  return made
}

const keyOf = <N extends Numeric>(
  { numberOf }: Store<N>,
  parents: readonly number[],
  domain: ValueDomain<N>,
  table: Int32Array,
  failures: ReadonlyMap<number, unknown>,
): string => `${parents.join(',')}|${numberOf(domain)}|${numberOf(table)}|${failures.size}`

/** A table of its own for what is made already. */
export const copied = <N extends Numeric>(s: Store<N>, made: Made<N>): Finite<N> => {
  const failures = new Map<number, unknown>()
  if (made.kind === 'value') {
    const { places, values, place } = interner<Value<N>>()
    place(made.value)
    return {
      kind: 'function',
      parents: [],
      table: new Int32Array(1),
      domain: domainOf(s, places, values),
      failures,
    }
  }
  const domain = domainAt(s, made.wire)
  return {
    kind: 'function',
    parents: [made.wire],
    table: Int32Array.from(domain.values.keys()),
    domain,
    failures,
  }
}

/** The value of what always fails. */
const nothing = { kind: 'tuple', items: [] } as const

const isIdentity = (table: Int32Array): boolean => table.every((value, row) => value === row)
