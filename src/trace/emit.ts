/** What a tracer found, as a diagram: the nodes that decisions and payments depend on, under the names of the program. */
import type { Numeric, Value } from '../core/value.ts'
import { isWire } from '../core/wire.ts'
import type { Decision, Outcome } from '../game/game.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Diagram, Node, Receipt } from '../plan/diagram.ts'
import { Account, receiptsOf } from './account.ts'
import type { DecidedWire } from './diagram.ts'
import { domainAt, type Entry, type Finite, type Store, type Sum } from './store.ts'
import { sumOf } from './sum.ts'
import type { Tracing } from './tracer.ts'

export interface Played<N extends Numeric> {
  readonly outcome: Outcome<N>
  /** How many entries the account of a decision's player has once the decision is paid. */
  readonly cuts: ReadonlyMap<string, number>
  readonly decided: readonly DecidedWire<N>[]
  /** The wires that some plays have no value for. */
  readonly failing: readonly number[]
}

export const emitted = <N extends Numeric>(
  t: Tracing<N>,
  decisions: readonly Decision<N>[],
  { outcome, cuts, decided, failing }: Played<N>,
): Diagram<N> => {
  const { store } = t
  const books = booksOf(t, outcome)
  const paying = [...books.values()].flatMap(book => book.receipts.flatMap(r => r.wires))
  const needed = neededBy(store, [...paying, ...decided.map(({ wire }) => wire), ...failing])
  const places = new Map(needed.map((wire, id) => [wire, id]))
  const names = namesOf(store, outcome, decided)
  const cutOf = new Map(decisions.map(d => [d.key, books.get(d.player)?.cuts[cuts.get(d.key) ?? 0] ?? 0]))
  const nodes = needed.flatMap((wire, id) => {
    const entry = store.entries[wire]
    return hasValues(entry) ? [nodeOf(entry, id, names(wire), places, cutOf)] : []
  })
  const players = new Set([...decisions.map(d => d.player), ...books.keys()])
  return {
    nodes,
    decisions: decided.flatMap(({ wire }) => places.get(wire) ?? []),
    players: [...players],
    accounts: new Map(
      [...players].map(player => [
        player,
        (books.get(player)?.receipts ?? []).map(({ receipt }) => receipt(places)),
      ]),
    ),
  }
}

const hasValues = <N extends Numeric>(entry: Entry<N> | undefined): entry is Finite<N> =>
  entry !== undefined && entry.kind !== 'putOff' && entry.kind !== 'later'

const placed = (places: ReadonlyMap<number, number>, wires: readonly number[]): readonly number[] =>
  wires.map(wire => places.get(wire) ?? -1)

const nodeOf = <N extends Numeric>(
  entry: Finite<N>,
  id: number,
  name: string,
  places: ReadonlyMap<number, number>,
  cuts: ReadonlyMap<string, number>,
): Node<N> => {
  const parents = placed(places, entry.parents)
  if (entry.kind !== 'decision') return { ...entry, id, name, parents }
  const observed = placed(places, entry.observed)
  return { ...entry, id, name, parents, observed, cut: cuts.get(entry.decision.key) ?? 0 }
}

/** The wires and all that they are made from, in the order in which they were made. */
const neededBy = <N extends Numeric>(store: Store<N>, roots: readonly number[]): readonly number[] => {
  const found = new Set(roots)
  for (const wire of found) {
    domainAt(store, wire)
    const entry = store.entries[wire]
    if (!hasValues(entry)) continue
    for (const parent of entry.parents) found.add(parent)
    if (entry.kind === 'decision') for (const seen of entry.observed) found.add(seen)
  }
  return [...found].sort((a, b) => a - b)
}

// ---------------------------------------------------------------------------------------------- accounts

interface Entry1<N extends Numeric> {
  readonly wires: readonly number[]
  readonly receipt: (places: ReadonlyMap<number, number>) => Receipt<N>
}

interface Book<N extends Numeric> {
  readonly receipts: readonly Entry1<N>[]
  /** How many receipts the first so many entries of the account are. */
  readonly cuts: readonly number[]
}

const booksOf = <N extends Numeric>(t: Tracing<N>, { ledger }: Outcome<N>): ReadonlyMap<string, Book<N>> =>
  new Map(
    Object.entries<unknown>(ledger).map(([player, account]) => [
      player,
      account instanceof Account ? bookOf(t, account) : { receipts: [], cuts: [0] },
    ]),
  )

const bookOf = <N extends Numeric>(t: Tracing<N>, account: Account<N>): Book<N> => {
  const receipts: Entry1<N>[] = []
  const cuts = [0]
  for (const entered of receiptsOf(account)) {
    if (entered.kind === 'scale') receipts.push({ wires: [], receipt: () => entered })
    else
      receipts.push(
        ...paidFor(t, sumOf({ store: t.store, wire: t.wire, valueAt: () => undefined }, entered.amount)),
      )
    cuts.push(receipts.length)
  }
  return { receipts, cuts }
}

/** A sum is paid term by term: expectations are linear, and tables of one term are smaller than those of the sum. */
const paidFor = <N extends Numeric>(
  { store }: Tracing<N>,
  { constant, terms }: Sum<N>,
): readonly Entry1<N>[] => {
  const { scalar } = store
  const fixed: Entry1<N> = {
    wires: [],
    receipt: () => ({ kind: 'pay', node: undefined, amounts: [constant] }),
  }
  const varying = terms.map(
    ({ wire, coefficient }): Entry1<N> => ({
      wires: [wire],
      receipt: places => ({
        kind: 'pay',
        node: places.get(wire),
        amounts: domainAt(store, wire).values.map(value => timesNumber(scalar, coefficient, value)),
      }),
    }),
  )
  return scalar.equals(constant, scalar.zero) ? varying : [fixed, ...varying]
}

/** Payments are numbers: types say so. */
const timesNumber = <N extends Numeric>(scalar: Scalar<N>, coefficient: N, value: Value<N>): N =>
  scalar.mul(coefficient, value as N)

// ---------------------------------------------------------------------------------------------- names

/** Named wires that a nameless one is described by. */
const mostNamed = 3

/** What a user knows a wire by: the name of the program, else what it depends on. */
const namesOf = <N extends Numeric>(
  store: Store<N>,
  { trace }: Outcome<N>,
  decided: readonly DecidedWire<N>[],
): ((wire: number) => string) => {
  const named = new Map<number, string>(decided.map(({ wire, decision }) => [wire, decision.path]))
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return
    if (isWire(value as Value<N>)) {
      const { id } = value as { readonly id: number }
      if (!named.has(id)) named.set(id, path)
      return
    }
    if ('kind' in value && typeof value.kind === 'string') {
      visitParts(value, path)
      return
    }
    for (const [name, inner] of Object.entries(value)) visit(inner, path === '' ? name : `${path}.${name}`)
  }
  const visitParts = (value: object, path: string): void => {
    if ('items' in value && Array.isArray(value.items))
      for (const [place, item] of value.items.entries()) visit(item, `${path}[${place}]`)
    if ('fields' in value && typeof value.fields === 'object' && value.fields !== null)
      for (const [name, field] of Object.entries(value.fields)) visit(field, `${path}.${name}`)
  }
  visit(trace.names, '')
  const described = new Map<number, readonly string[]>()
  const nearest = (wire: number): readonly string[] => {
    const own = named.get(wire)
    if (own !== undefined) return [own]
    const known = described.get(wire)
    if (known !== undefined) return known
    const entry = store.entries[wire]
    const parents = hasValues(entry) ? entry.parents.slice(0, mostNamed) : []
    const names = [...new Set(parents.flatMap(nearest))].slice(0, mostNamed)
    described.set(wire, names)
    return names
  }
  return wire => named.get(wire) ?? `of ${nearest(wire).join(', ')}`
}
