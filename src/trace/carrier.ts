import type { Carrier } from '../plan/diagram.ts'
import { interner } from './interner.ts'

/** A carrier that is told its elements as values. */
export interface ValueCarrier<A> extends Carrier {
  readonly elements: readonly A[]
  readonly place: (element: A) => number
}

export const carrierOf = <A>(empty: A, combine: (a: A, b: A) => A): ValueCarrier<A> => {
  const { values, place } = interner<A>()
  const known = new Map<number, number>()
  return {
    empty: place(empty),
    elements: values,
    place,
    combine: (a, b) => {
      const key = a * 67_108_864 + b
      const found = known.get(key)
      if (found !== undefined) return found
      const [left, right] = [values[a], values[b]]
      if (left === undefined || right === undefined) throw new RangeError('no such element')
      const made = place(combine(left, right))
      known.set(key, made)
      return made
    },
  }
}

/** The elements that values stand for. */
export const placesOf = <A>(carrier: ValueCarrier<A>, elements: readonly A[]): Int32Array =>
  Int32Array.from(elements, (_, i) => {
    const element = elements[i]
    return element === undefined ? carrier.empty : carrier.place(element)
  })
