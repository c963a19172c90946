/** Combinations of many values, one partial result after the other instead of one table over all. */
import type { Numeric, Value } from '../core/value.ts'
import type { ValueCarrier } from './carrier.ts'
import { interner } from './interner.ts'
import { domainOf, type Finite, type Store, TooWide } from './store.ts'

/** Elements that partial combinations of an aggregate may have. */
const mostElements = 1_000_000

/** An aggregate, its values found by combining the sets of what the terms may add. */
export const aggregateOf = <N extends Numeric, A>(
  s: Store<N>,
  parents: readonly number[],
  carrier: ValueCarrier<A>,
  lifts: readonly Int32Array[],
  finished: (element: A) => Value<N>,
): Finite<N> => {
  let reached = new Set([carrier.empty])
  for (const [k, lift] of lifts.entries()) {
    const next = new Set<number>()
    for (const element of reached) for (const added of lift) next.add(carrier.combine(element, added))
    if (next.size > mostElements) throw new TooWide(parents[k], next.size)
    reached = next
  }
  const { places, values, place } = interner<Value<N>>()
  const indices = new Map<number, number>()
  const finish = (element: number): number => {
    const known = indices.get(element)
    if (known !== undefined) return known
    const value = carrier.elements[element]
    if (value === undefined) throw new RangeError('no such element')
    const index = place(finished(value))
    indices.set(element, index)
    return index
  }
  for (const element of reached) finish(element)
  const domain = domainOf(s, places, values)
  return { kind: 'aggregate', parents, carrier, lifts, finish, domain, failures: new Map() }
}
