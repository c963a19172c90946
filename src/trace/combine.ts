/** Lists of wires combined or sorted, without a table over all of them. */
import type { ListValue, Numeric, Value } from '../core/value.ts'
import { expectList, expectTuple, isStructure } from '../core/view.ts'
import { isWire, type Monoid, type Sorting, type Wire } from '../core/wire.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { aggregateOf } from './aggregate.ts'
import { carrierOf, placesOf, type ValueCarrier } from './carrier.ts'
import { valueKey } from './interner.ts'
import { identified } from './recall.ts'
import { domainAt, type Finite, once, type Store } from './store.ts'

/** What combining needs of the tracer. */
export interface Aggregating<N extends Numeric> {
  readonly store: Store<N>
  readonly wire: (id: number) => Wire<N>
  /** A value as one wire, or as it is where it has none. */
  readonly single: (value: Value<N>) => Value<N>
  /** By what they combine: aggregates of one carrier can be taken together. */
  readonly carriers: Map<string, ValueCarrier<Value<N>>>
}

/** Terms up to which one table does as well as an aggregate. */
const fewTerms = 2

/** The combination of the items as an aggregate; nothing where one table is as good. */
export const aggregate = <N extends Numeric>(
  a: Aggregating<N>,
  monoid: Monoid<N>,
  items: readonly Value<N>[],
): Value<N> | undefined => {
  const { store } = a
  const terms = items.map(a.single)
  const open = terms.filter(isWire)
  if (open.length <= fewTerms) return undefined
  const called = monoid.of === undefined ? monoid.name : identified(store, monoid.name, monoid.of)
  if (called === undefined) return undefined
  const known = terms.filter(term => !isWire(term))
  const parents = open.map(({ id }) => id)
  monoid.check?.([...known, ...parents.flatMap(id => domainAt(store, id).values)])
  const carrier = a.carriers.get(called) ?? carrierOf(monoid.empty, monoid.combine)
  a.carriers.set(called, carrier)
  const rest = known.reduce(monoid.combine, monoid.empty)
  const lifts = parents.map(id => placesOf(carrier, domainAt(store, id).values))
  const name = `${store.numberOf(carrier)}&${parents.join(',')}&${valueKey(rest)}`
  return a.wire(
    once(store, name, () =>
      aggregateOf(store, parents, carrier, lifts, total => monoid.combine(total, rest)),
    ),
  )
}

/**
 * The items in order, each place an aggregate of its own: the k-th of n is known from the k lowest, or from the n - k
 * highest, of any part of them. Nothing where one table is as good.
 */
export const sorted = <N extends Numeric>(
  a: Aggregating<N>,
  { key, compare, by }: Sorting<N>,
  items: readonly Value<N>[],
): Value<N> | undefined => {
  const terms = items.map(a.single)
  const open = terms.filter(isWire)
  if (open.length <= fewTerms) return undefined
  const name = identified(a.store, 'sorted', [by, ...terms])
  if (name === undefined) return undefined
  const entry = (item: Value<N>, place: number): Value<N> => {
    const by = key(item)
    // Items that are their own keys cannot be told apart where keys are equal; others keep their order.
    const isOwnKey = structuralKey(by) === structuralKey(item)
    const { scalar } = a.store
    return tupleOf(by, item, scalar.fromRatio(BigInt(isOwnKey ? 0 : place), 1n))
  }
  const order = (left: Value<N>, right: Value<N>): number => {
    const [byLeft, , placeLeft] = expectTuple(left)
    const [byRight, , placeRight] = expectTuple(right)
    if (byLeft === undefined || byRight === undefined) return 0
    return compare(byLeft, byRight) || numberOf(a, placeLeft) - numberOf(a, placeRight)
  }
  const carriers = new Map<string, ValueCarrier<Value<N>>>()
  const kept = (side: Side): ValueCarrier<Value<N>> => {
    const name = `${side.end}${side.most}`
    const known =
      carriers.get(name) ?? carrierOf<Value<N>>(listOf<N>([]), (x, y) => nearest(side, order, x, y))
    carriers.set(name, known)
    return known
  }
  const placed = (rank: number): Finite<N> => {
    const side = sideOf(rank, terms.length)
    const carrier = kept(side)
    const rest = terms.flatMap((term, k) => (isWire(term) ? [] : [listOf([entry(term, k)])]))
    const known = rest.reduce<Value<N>>(carrierCombine(side, order), listOf<N>([]))
    const lifts = terms.flatMap((term, k) =>
      isWire(term)
        ? [
            placesOf(
              carrier,
              domainAt(a.store, term.id).values.map(value => listOf([entry(value, k)])),
            ),
          ]
        : [],
    )
    const parents = open.map(({ id }) => id)
    return aggregateOf(a.store, parents, carrier, lifts, total =>
      itemAt(side, nearest(side, order, total, known), rank, terms.length),
    )
  }
  return listOf(
    terms.map((_, rank) =>
      a.wire(once(a.store, `${name}${rank}`, () => ({ kind: 'putOff', make: () => placed(rank) }))),
    ),
  )
}

/** Which entries of a sorted list are kept: so many from one end. */
interface Side {
  readonly end: 'low' | 'high'
  readonly most: number
}

const sideOf = (rank: number, count: number): Side =>
  rank < count - 1 - rank ? { end: 'low', most: rank + 1 } : { end: 'high', most: count - rank }

type Order<N extends Numeric> = (left: Value<N>, right: Value<N>) => number

const nearest = <N extends Numeric>(
  { end, most }: Side,
  order: Order<N>,
  left: Value<N>,
  right: Value<N>,
): Value<N> => {
  const all = [...expectList(left), ...expectList(right)].sort(order)
  return listOf(end === 'low' ? all.slice(0, most) : all.slice(Math.max(0, all.length - most)))
}

const carrierCombine =
  <N extends Numeric>(side: Side, order: Order<N>) =>
  (left: Value<N>, right: Value<N>): Value<N> =>
    nearest(side, order, left, right)

/** The item of a rank in what is kept; partial lists, which no play ends with, give their last. */
const itemAt = <N extends Numeric>(side: Side, kept: Value<N>, rank: number, count: number): Value<N> => {
  const entries = expectList(kept)
  const place = side.end === 'low' ? rank : entries.length - (count - rank)
  const entry = entries[Math.min(Math.max(place, 0), entries.length - 1)]
  return (entry === undefined ? undefined : expectTuple<N>(entry)[1]) ?? listOf<N>([])
}

const listOf = <N extends Numeric>(items: readonly Value<N>[]): ListValue<N> => ({ kind: 'list', items })

const tupleOf = <N extends Numeric>(...items: readonly Value<N>[]): Value<N> => ({ kind: 'tuple', items })

const numberOf = <N extends Numeric>({ store }: Aggregating<N>, value: Value<N> | undefined): number =>
  value === undefined || typeof value === 'string' || typeof value === 'boolean' || isStructure(value)
    ? 0
    : store.scalar.toNumber(value)
