import type { Rational } from '../markov/rational.ts'
import { checked, floor } from './arithmetic.ts'
import { list } from './construct.ts'
import { literal } from './literal.ts'
import { fail, type Machine } from './machine.ts'
import type { Numeric, Value } from './value.ts'

/**
 * The rational that a number was meant to be: itself, or the decimal that a double is written as.
 *
 * So the elements of `[0, 0.1 .. 1]` are the doubles nearest to 0, 0.1, 0.2, 0.3 …, equal to the literals; adding
 * up the step would give 0.30000000000000004.
 */
const meant = (n: Numeric): Rational | undefined => (typeof n === 'number' ? literal(String(n)) : n)

const element = (from: Rational, next: Rational, i: bigint): readonly [bigint, bigint] => {
  const first = from.numerator * next.denominator
  const second = next.numerator * from.denominator
  return [first + (second - first) * i, from.denominator * next.denominator]
}

const elements = <N extends Numeric>(m: Machine<N>, from: N, next: N, count: number): readonly N[] => {
  const [first, second] = [meant(from), meant(next)]
  const step = m.scalar.sub(next, from)
  return Array.from({ length: count }, (_, i) => {
    if (first !== undefined && second !== undefined)
      return m.scalar.fromRatio(...element(first, second, BigInt(i)))
    return m.scalar.add(from, m.scalar.mul(step, m.scalar.fromRatio(BigInt(i), 1n)))
  })
}

/** How many steps lead from `from` as far as `to`, `to` included when hit up to rounding. */
const stepsBetween = <N extends Numeric>(m: Machine<N>, from: N, next: N, to: N, site: number): number => {
  const { scalar } = m
  const ratio = checked(m, scalar.div(scalar.sub(to, from), scalar.sub(next, from)), site)
  const slack = scalar.exact ? scalar.zero : scalar.fromRatio(1n, 1_000_000_000n)
  return scalar.toNumber(floor(m, scalar.add(ratio, slack)))
}

/** `[from, next .. to]`, up or down; a step of zero is an error. */
export const rangeBy = <N extends Numeric>(
  m: Machine<N>,
  from: N,
  next: N,
  to: N,
  site: number,
): Value<N> => {
  if (m.scalar.equals(from, next)) return fail(m, site, 'G5106', 'a range needs a step other than zero')
  const steps = stepsBetween(m, from, next, to, site)
  if (steps < 0) return list<N>([])
  m.budget.spend(steps + 1)
  return list<N>(elements(m, from, next, steps + 1))
}

/** `[from .. to]`, by ones; empty where `to` lies below. */
export const range = <N extends Numeric>(m: Machine<N>, from: N, to: N, site: number): Value<N> =>
  rangeBy(m, from, m.scalar.add(from, m.scalar.one), to, site)
