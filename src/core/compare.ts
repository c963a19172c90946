/**
 * Equality and order of values, structural on everything but functions.
 *
 * Constructors are ordered as their type declares them, `False` before `True`, tuples and lists from the left,
 * records by their fields in alphabetical order. Numbers nearer than the tolerance are equal: within
 * `tolerance * max(1, |a|, |b|)`, so that it is absolute near one and relative for large numbers.
 */
import type { Scalar } from '../markov/scalar.ts'
import { fail, type Machine } from './machine.ts'
import type { DistValue, Numeric, RecordValue, Value } from './value.ts'
import {
  expectBoolean,
  expectDist,
  expectList,
  expectNumber,
  expectRecord,
  expectText,
  expectTuple,
  isNumber,
  isStructure,
  known,
} from './view.ts'

export interface Comparison<N extends Numeric> {
  readonly machine: Machine<N>
  /** 0 compares doubles exactly; exact numbers are always compared exactly. */
  readonly tolerance: number
}

/** Distributions that differ by rounding are equal: probabilities in doubles carry errors of this order. */
const probabilityTolerance = 1e-12

const near = <N extends Numeric>(scalar: Scalar<N>, tolerance: number, a: N, b: N): boolean => {
  if (scalar.exact || tolerance === 0) return scalar.equals(a, b)
  const [x, y] = [scalar.toNumber(a), scalar.toNumber(b)]
  return Math.abs(x - y) <= tolerance * Math.max(1, Math.abs(x), Math.abs(y))
}

const compareLists = <N extends Numeric>(
  c: Comparison<N>,
  left: readonly Value<N>[],
  right: readonly Value<N>[],
  site: number,
): number => {
  for (const [i, a] of left.entries()) {
    const b = right[i]
    if (b === undefined) return 1
    const order = compare(c, a, b, site)
    if (order !== 0) return order
  }
  return left.length - right.length
}

/** Negative, zero or positive as `a` comes before, with or after `b`; functions and games fail with G3007. */
export const compare = <N extends Numeric>(
  c: Comparison<N>,
  left: Value<N>,
  right: Value<N>,
  site: number,
): number => {
  c.machine.budget.spend(1)
  const a = known(left)
  const b = known(right)
  if (isNumber(a)) {
    const other: N = expectNumber(b)
    return near(c.machine.scalar, c.tolerance, a, other) ? 0 : c.machine.scalar.compare(a, other)
  }
  if (typeof a === 'string') return compareText(a, expectText(b))
  if (!isStructure(a)) return Number(a) - Number(expectBoolean(b))
  switch (a.kind) {
    case 'tuple':
      return compareLists(c, a.items, expectTuple(b), site)
    case 'list':
      return compareLists(c, a.items, expectList(b), site)
    case 'record':
      return compareRecords(c, a, expectRecord(b), site)
    case 'constructor':
      if (!isStructure(b) || b.kind !== 'constructor') return -1
      return a.order - b.order || compareLists(c, a.fields, b.fields, site)
    case 'dist':
      return compareDists(c, a, expectDist(b), site)
    default:
      return fail(c.machine, site, 'G3007', `a ${a.kind} cannot be compared`)
  }
}

/** Whether two values are equal. */
export const equal = <N extends Numeric>(c: Comparison<N>, a: Value<N>, b: Value<N>, site: number): boolean =>
  compare(c, a, b, site) === 0

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const compareRecords = <N extends Numeric>(
  c: Comparison<N>,
  a: RecordValue<N>,
  b: RecordValue<N>,
  site: number,
): number => {
  for (const name of Object.keys(a.fields).sort()) {
    const left = a.fields[name]
    const right = b.fields[name]
    if (left === undefined || right === undefined) return 1
    const order = compare(c, left, right, site)
    if (order !== 0) return order
  }
  return 0
}

/** Distributions are equal when every outcome has the same probability; otherwise ordered by size, then place. */
const compareDists = <N extends Numeric>(
  c: Comparison<N>,
  a: DistValue<N>,
  b: DistValue<N>,
  site: number,
): number => {
  const { scalar } = c.machine
  const tolerance = Math.max(c.tolerance, probabilityTolerance)
  const same = a.outcomes.every(([outcome, p]) => {
    const match = b.outcomes.find(([other]) => equal<N>(c, outcome, other, site))
    return match !== undefined && near(scalar, tolerance, p, match[1])
  })
  return same ? a.outcomes.length - b.outcomes.length : a.outcomes.length - b.outcomes.length || -1
}
