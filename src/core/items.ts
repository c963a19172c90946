/** The items of lists, and what is made of many of them, in a play and while a game is traced. */
import { bounded } from './builtin.ts'
import { applyFunction } from './function.ts'
import type { Machine } from './machine.ts'
import type { Numeric, Value } from './value.ts'
import { expectBoolean, expectFunction, expectList, known } from './view.ts'
import type { Monoid, Sifted } from './wire.ts'

/** The elements of a list, a step of the budget each. */
export const elements = <N extends Numeric>(m: Machine<N>, value: Value<N>): readonly Value<N>[] => {
  const items = expectList(value)
  m.budget.spend(items.length)
  return items
}

export const call1 = <N extends Numeric>(f: Value<N>, a: Value<N>, site: number): Value<N> =>
  applyFunction(expectFunction(f), [a], site)

export const call2 = <N extends Numeric>(f: Value<N>, a: Value<N>, b: Value<N>, site: number): Value<N> =>
  applyFunction(expectFunction(f), [a, b], site)

/** The items of a list, each with whether it is in it: while a game is traced only the play may determine that. */
export const sift = <N extends Numeric>(m: Machine<N>, xs: Value<N>): readonly Sifted<N>[] =>
  m.tracer?.sifted(xs) ?? elements(m, xs).map(item => ({ present: true, item }))

export const presentOr = <N extends Numeric>(
  m: Machine<N>,
  { present, item }: Sifted<N>,
  otherwise: Value<N>,
): Value<N> =>
  present === true
    ? item
    : bounded(
        m,
        () => (expectBoolean(present) ? item : otherwise),
        () => ({ code: [presentOr], values: [present, item, otherwise] }),
      )

/**
 * The combination of many values in a commutative monoid; while a game is traced, term by term where one table over
 * all of them would be large.
 */
export const combined = <N extends Numeric>(
  m: Machine<N>,
  monoid: Monoid<N>,
  items: readonly Value<N>[],
): Value<N> => {
  const aggregated = m.tracer?.aggregate(monoid, items)
  if (aggregated !== undefined) return aggregated
  if (monoid.check === undefined) return items.reduce(monoid.combine, monoid.empty)
  const settled = items.map(known)
  monoid.check(settled)
  return settled.reduce(monoid.combine, monoid.empty)
}
