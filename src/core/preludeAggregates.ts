/**
 * What a program makes of many values in any order: counts, sorted lists, and combinations in a commutative monoid of
 * its own. The plan takes them term by term, so a game of many players stays small.
 */

import { fromInteger } from './arithmetic.ts'
import { binary, type Primitives, ternary, unary } from './builtin.ts'
import { type Comparison, compare, equal } from './compare.ts'
import { list } from './construct.ts'
import { call1, call2, combined, elements, presentOr, sift } from './items.ts'
import { fail, type Machine } from './machine.ts'
import { show } from './show.ts'
import type { FunctionValue, Numeric, Value } from './value.ts'
import { expectBoolean, expectFunction } from './view.ts'
import type { Monoid } from './wire.ts'

/** Elements on which laws are tried: triples of them are looked at. */
const mostTried = 12

/** What is forgiven of a law in doubles, as an `expect` forgives. */
const lawTolerance = 1e-9

export const aggregatePrimitives = <N extends Numeric>(c: Comparison<N>): Primitives<N> => {
  const m = c.machine
  const lawful = laws({ ...c, tolerance: lawTolerance })
  return {
    count: binary(m, (f, xs, site) => {
      const { one, zero } = m.scalar
      const sifted = sift(m, xs).map(({ present, item }) => ({ present, holds: call1(f, item, site) }))
      const { tracer } = m
      if (tracer === undefined)
        return fromInteger(m, sifted.filter(({ holds }) => expectBoolean(holds)).length)
      const counted = sifted.map(({ present, holds }) =>
        presentOr(m, { present, item: presentOr(m, { present: holds, item: one }, zero) }, zero),
      )
      return tracer.total(counted)
    }),
    sort: unary(m, (xs, site) => {
      const items = elements(m, xs)
      const byItself = (a: Value<N>, b: Value<N>): number => compare(c, a, b, site)
      const ordered = m.tracer?.sorted({ by: 'itself', key: x => x, compare: byItself }, items)
      return ordered ?? list([...items].sort(byItself))
    }),
    aggregate: ternary(m, (empty, op, xs, site) => {
      const monoid: Monoid<N> = {
        name: 'aggregate',
        of: [empty, op],
        empty,
        combine: (a, b) => call2(op, a, b, site),
        check: items => lawful({ empty, op: expectFunction(op), site }, items),
      }
      return combined(
        m,
        monoid,
        sift(m, xs).map(one => presentOr(m, one, empty)),
      )
    }),
  }
}

interface Tried<N extends Numeric> {
  readonly empty: Value<N>
  readonly op: FunctionValue<N>
  readonly site: number
}

/** Tries the laws of a commutative monoid on elements that occur; G5109 where they show that one does not hold. */
const laws = <N extends Numeric>(c: Comparison<N>) => {
  const known = new WeakMap<FunctionValue<N>, Set<string>>()
  return ({ empty, op, site }: Tried<N>, elements: readonly Value<N>[]): void => {
    const m = c.machine
    const tried = distinct(m, elements).slice(0, mostTried)
    const held = known.get(op) ?? new Set<string>()
    known.set(op, held)
    const key = tried.map(each => show(m.scalar, each)).join('\n')
    if (held.has(key)) return
    const combine = (a: Value<N>, b: Value<N>): Value<N> => call2(op, a, b, site)
    const demand = (law: string, left: Value<N>, right: Value<N>): void => {
      if (!equal(c, left, right, site)) broken(m, site, law, left, right)
    }
    const text = (value: Value<N>): string => show(m.scalar, value)
    for (const a of tried) demand(`the unit with ${text(a)}`, combine(empty, a), a)
    for (const [i, a] of tried.entries())
      for (const b of tried.slice(0, i))
        demand(`${text(a)} with ${text(b)} either way round`, combine(a, b), combine(b, a))
    for (const x of tried)
      for (const y of tried)
        for (const z of tried)
          demand(
            `${text(x)}, ${text(y)} and ${text(z)} either way grouped`,
            combine(combine(x, y), z),
            combine(x, combine(y, z)),
          )
    held.add(key)
  }
}

const distinct = <N extends Numeric>(m: Machine<N>, values: readonly Value<N>[]): readonly Value<N>[] => [
  ...new Map(values.map(value => [show(m.scalar, value), value] as const)).values(),
]

const broken = <N extends Numeric>(
  m: Machine<N>,
  site: number,
  law: string,
  left: Value<N>,
  right: Value<N>,
): never =>
  fail(m, site, 'G5109', 'this is no commutative monoid', {
    explanation: [
      `Combining ${law} gives \`${show(m.scalar, left)}\` and \`${show(m.scalar, right)}\`.`,
      'What `aggregate` makes of a list must not depend on the order of its elements.',
    ],
    hint: 'fold in the order of the list with `foldl`, or give an operation that is associative and commutative',
  })
