/**
 * Lists of the prelude, with Haskell's names, argument order and meaning. Every element touched is a step.
 */
import { checked, fromInteger, integerOf, wholeNumber } from './arithmetic.ts'
import { binary, bounded, type Primitives, ternary, unary } from './builtin.ts'
import { type Comparison, compare, equal } from './compare.ts'
import { just, list, nothing, tuple, unit } from './construct.ts'
import { call1, call2, combined, elements, presentOr, sift } from './items.ts'
import { fail, type Machine } from './machine.ts'
import { range, rangeBy } from './range.ts'
import type { Numeric, Value } from './value.ts'
import { expectBoolean, expectList, expectNumber, expectTuple, isUnit } from './view.ts'
import type { Monoid, Sifted } from './wire.ts'

const nonEmpty = <N extends Numeric>(
  m: Machine<N>,
  value: Value<N>,
  site: number,
  what: string,
): readonly [Value<N>, ...Value<N>[]] => {
  const [first, ...rest] = elements(m, value)
  return first === undefined ? fail(m, site, 'G5104', `${what} of an empty list`) : [first, ...rest]
}

/** The list of what is present. */
const relisted = <N extends Numeric>(m: Machine<N>, sifted: readonly Sifted<N>[]): Value<N> => {
  const { tracer } = m
  if (tracer !== undefined && sifted.some(({ present }) => tracer.isOpen(present)))
    return tracer.sieve(sifted)
  return list(sifted.flatMap(({ present, item }) => (expectBoolean(present) ? [item] : [])))
}

const bothHold = <N extends Numeric>(m: Machine<N>, first: Value<N>, second: () => Value<N>): Value<N> =>
  bounded(m, () => (expectBoolean(first) ? second() : false))

/** Functions that take and give lists. */
export const listPrimitives = <N extends Numeric>(m: Machine<N>): Primitives<N> => ({
  map: binary(m, (f, xs, site) =>
    relisted(
      m,
      sift(m, xs).map(({ present, item }) => ({ present, item: call1(f, item, site) })),
    ),
  ),
  filter: binary(m, (f, xs, site) =>
    relisted(
      m,
      sift(m, xs).map(({ present, item }) => ({
        present: present === true ? call1(f, item, site) : bothHold(m, present, () => call1(f, item, site)),
        item,
      })),
    ),
  ),
  concat: unary(m, xss => list(elements(m, xss).flatMap(xs => elements(m, xs)))),
  concatMap: binary(m, (f, xs, site) =>
    relisted(
      m,
      sift(m, xs).flatMap(({ present, item }) => {
        const inner = sift(m, call1(f, item, site))
        return present === true
          ? inner
          : inner.map(each => ({ ...each, present: bothHold(m, present, () => each.present) }))
      }),
    ),
  ),
  zip: binary(m, (xs, ys) => zipWith(m, xs, ys, (x, y) => tuple(x, y))),
  zipWith: ternary(m, (f, xs, ys, site) => zipWith(m, xs, ys, (x, y) => call2(f, x, y, site))),
  reverse: unary(m, xs => list([...elements(m, xs)].reverse())),
  take: binary(m, (n, xs, site) => list(elements(m, xs).slice(0, clamped(m, n, site)))),
  drop: binary(m, (n, xs, site) => list(elements(m, xs).slice(clamped(m, n, site)))),
  replicate: binary(m, (n, x, site) => {
    const times = clamped(m, n, site)
    m.budget.spend(times)
    return list(Array.from({ length: times }, () => x))
  }),
  range: binary(m, (from, to, site) => range(m, expectNumber<N>(from), expectNumber<N>(to), site)),
  rangeBy: ternary(m, (from, next, to, site) =>
    rangeBy(m, expectNumber<N>(from), expectNumber<N>(next), expectNumber<N>(to), site),
  ),
})

const zipWith = <N extends Numeric>(
  m: Machine<N>,
  xs: Value<N>,
  ys: Value<N>,
  combine: (x: Value<N>, y: Value<N>) => Value<N>,
): Value<N> => {
  const right = expectList(ys)
  return list(
    elements(m, xs).flatMap((x, i) => {
      const y = right[i]
      return y === undefined ? [] : [combine(x, y)]
    }),
  )
}

/** A count for `take`, `drop` and `replicate`: below zero is zero, as in Haskell. */
const clamped = <N extends Numeric>(m: Machine<N>, n: Value<N>, site: number): number => {
  const count = expectNumber<N>(n)
  return m.scalar.compare(count, m.scalar.zero) < 0 ? 0 : wholeNumber(m, count, site, 'a number of elements')
}

/** Whether `f` gives `decisive` for some item, which ends the search; else the opposite. */
const quantified = <N extends Numeric>(
  m: Machine<N>,
  f: Value<N>,
  xs: Value<N>,
  site: number,
  decisive: boolean,
): Value<N> => {
  const open: Value<N>[] = []
  for (const x of elements(m, xs)) {
    const holds = call1(f, x, site)
    if (m.tracer?.isOpen(holds) === true) open.push(holds)
    else if (expectBoolean(holds) === decisive) return decisive
  }
  const monoid: Monoid<N> = {
    name: decisive ? 'any' : 'all',
    empty: !decisive,
    combine: (a, b) => (expectBoolean(a) === decisive ? decisive : expectBoolean(b)),
  }
  return open.length === 0 ? !decisive : combined(m, monoid, open)
}

/** Functions that look at a list and give something else. */
export const foldPrimitives = <N extends Numeric>(m: Machine<N>): Primitives<N> => ({
  foldl: ternary(m, (f, start, xs, site) =>
    elements(m, xs).reduce((before, x) => call2(f, before, x, site), start),
  ),
  foldr: ternary(m, (f, start, xs, site) =>
    elements(m, xs).reduceRight((after, x) => call2(f, x, after, site), start),
  ),
  sum: unary(m, (xs, site) => {
    const sifted = m.tracer?.sifted(xs)
    if (sifted !== undefined && m.tracer !== undefined)
      return m.tracer.total(sifted.map(one => presentOr(m, one, m.scalar.zero)))
    const items = elements(m, xs)
    if (m.tracer !== undefined && items.some(m.tracer.isOpen)) return m.tracer.total(items)
    return items.reduce<N>(
      (total, x) => checked(m, m.scalar.add(total, expectNumber<N>(x)), site),
      m.scalar.zero,
    )
  }),
  product: unary(m, (xs, site) => {
    const times = (a: Value<N>, b: Value<N>): N =>
      checked(m, m.scalar.mul(expectNumber<N>(a), expectNumber<N>(b)), site)
    return combined(m, { name: 'product', empty: m.scalar.one, combine: times }, elements(m, xs))
  }),
  length: unary(m, xs => {
    const { one, zero } = m.scalar
    const sifted = m.tracer?.sifted(xs)
    if (sifted !== undefined && m.tracer !== undefined)
      return m.tracer.total(sifted.map(({ present }) => presentOr(m, { present, item: one }, zero)))
    return fromInteger(m, expectList(xs).length)
  }),
  all: binary(m, (f, xs, site) => quantified(m, f, xs, site, false)),
  any: binary(m, (f, xs, site) => quantified(m, f, xs, site, true)),
  head: unary(m, (xs, site) => nonEmpty(m, xs, site, 'head')[0]),
  last: unary(m, (xs, site) => {
    const items = nonEmpty(m, xs, site, 'last')
    return items[items.length - 1] ?? items[0]
  }),
  '!!': binary(m, (xs, n, site) => at(m, expectList(xs), expectNumber<N>(n), site)),
})

const at = <N extends Numeric>(m: Machine<N>, items: readonly Value<N>[], n: N, site: number): Value<N> => {
  const index = integerOf(m, n)
  const item = index === undefined ? undefined : items[index]
  if (item !== undefined) return item
  return fail(m, site, 'G5107', `no element ${m.scalar.show(n)} in a list of ${items.length}`, {
    hint: 'the first element has index 0',
  })
}

/** Functions of lists that compare their elements. */
export const orderedListPrimitives = <N extends Numeric>(c: Comparison<N>): Primitives<N> => {
  const m = c.machine
  const best =
    (wins: (order: number) => boolean) => (items: readonly [Value<N>, ...Value<N>[]], site: number) =>
      items.reduce((a, b) => (wins(compare<N>(c, b, a, site)) ? b : a))
  const greatest = best(order => order >= 0)
  const least = best(order => order < 0)
  /** The extreme of none is `()`, which no list has among comparable elements of another type. */
  const extreme = (
    name: string,
    of: typeof greatest,
    items: readonly [Value<N>, ...Value<N>[]],
    site: number,
  ): Value<N> => {
    const combine = (a: Value<N>, b: Value<N>): Value<N> => (isUnit(a) ? b : isUnit(b) ? a : of([a, b], site))
    return m.tracer?.aggregate({ name, empty: unit, combine }, items) ?? of(items, site)
  }
  return {
    maximum: unary(m, (xs, site) => extreme('maximum', greatest, nonEmpty(m, xs, site, 'maximum'), site)),
    minimum: unary(m, (xs, site) => extreme('minimum', least, nonEmpty(m, xs, site, 'minimum'), site)),
    elem: binary(m, (x, xs, site) => elements(m, xs).some(y => equal<N>(c, x, y, site))),
    lookup: binary(m, (x, pairs, site) => {
      const found = elements(m, pairs)
        .map(expectTuple)
        .find(([key]) => key !== undefined && equal<N>(c, x, key, site))
      const value = found?.[1]
      return value === undefined ? nothing() : just(value)
    }),
    sortOn: binary(m, (f, xs, site) => {
      const items = elements(m, xs)
      const ordered = m.tracer?.sorted(
        { by: f, key: x => call1(f, x, site), compare: (a, b) => compare<N>(c, a, b, site) },
        items,
      )
      if (ordered !== undefined) return ordered
      const keyed = items.map(x => ({ x, key: call1(f, x, site) }))
      return list(keyed.sort((a, b) => compare<N>(c, a.key, b.key, site)).map(({ x }) => x))
    }),
  }
}
