/** Sums of wires, tabulated when somebody looks at their value. */
import type { Numeric, Value } from '../core/value.ts'
import { expectNumber, isNumber } from '../core/view.ts'
import { isWire, type Wire } from '../core/wire.ts'
import type { Scalar } from '../markov/scalar.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { aggregateOf } from './aggregate.ts'
import { placesOf } from './carrier.ts'
import { interner } from './interner.ts'
import { add, domainAt, domainOf, type Finite, forRows, rowsOf, type Store, type Sum } from './store.ts'

/** What sums need of the tracer. */
export interface Summing<N extends Numeric> {
  readonly store: Store<N>
  readonly wire: (id: number) => Wire<N>
  readonly valueAt: (wire: number) => Value<N> | undefined
}

/** A number or an open wire as a sum; one that is tabulated already is a term of its own. */
export const sumOf = <N extends Numeric>({ store: s, valueAt }: Summing<N>, value: Value<N>): Sum<N> => {
  if (isNumber(value)) return { constant: value, terms: [] }
  if (!isWire(value)) return { constant: expectNumber<N>(value), terms: [] }
  const known = valueAt(value.id)
  if (known !== undefined) return { constant: expectNumber<N>(known), terms: [] }
  const sum = s.entries[value.id]?.kind === 'putOff' ? s.sums.get(value.id) : undefined
  return sum ?? { constant: s.scalar.zero, terms: [{ wire: value.id, coefficient: s.scalar.one }] }
}

/** `a + factor * b`. */
export const minus = <N extends Numeric>(scalar: Scalar<N>, a: Sum<N>, b: Sum<N>, factor: N): Sum<N> =>
  totalOf(scalar, [a, scaledSum(scalar, b, factor)])

/** The sum of many sums. */
export const totalOf = <N extends Numeric>(scalar: Scalar<N>, sums: readonly Sum<N>[]): Sum<N> => {
  const coefficients = new Map<number, N>()
  let { zero: constant } = scalar
  for (const sum of sums) {
    constant = scalar.add(constant, sum.constant)
    for (const { wire, coefficient } of sum.terms) {
      const old = coefficients.get(wire)
      coefficients.set(wire, old === undefined ? coefficient : scalar.add(old, coefficient))
    }
  }
  return {
    constant,
    terms: [...coefficients].flatMap(([wire, coefficient]) =>
      scalar.equals(coefficient, scalar.zero) ? [] : [{ wire, coefficient }],
    ),
  }
}

export const scaledSum = <N extends Numeric>(scalar: Scalar<N>, sum: Sum<N>, factor: N): Sum<N> => ({
  constant: scalar.mul(factor, sum.constant),
  terms: scalar.equals(factor, scalar.zero)
    ? []
    : sum.terms.map(({ wire, coefficient }) => ({ wire, coefficient: scalar.mul(factor, coefficient) })),
})

/** The sum as a value: a number, a wire that exists, or one whose values are not tabulated yet. */
export const sumWire = <N extends Numeric>({ store: s, wire }: Summing<N>, sum: Sum<N>): Value<N> => {
  const { scalar } = s
  const [first, ...others] = sum.terms
  if (first === undefined) return sum.constant
  const isPlain = scalar.equals(first.coefficient, scalar.one) && scalar.equals(sum.constant, scalar.zero)
  if (others.length === 0 && isPlain) return wire(first.wire)
  const key = `+${structuralKey([sum.constant, ...sum.terms.map(term => [term.wire, term.coefficient])])}`
  const known = s.tables.get(key)
  if (known !== undefined) return wire(known)
  const made = add(s, { kind: 'putOff', make: () => tabulated(s, sum) })
  s.sums.set(made, sum)
  s.tables.set(key, made)
  return wire(made)
}

/** What a sum is once its value matters: a table for two terms, an aggregate for more. */
const tabulated = <N extends Numeric>(s: Store<N>, sum: Sum<N>): Finite<N> => {
  const parents = sum.terms.map(term => term.wire)
  return parents.length <= 2 ? tableOfSum(s, parents, sum) : aggregateOfSum(s, parents, sum)
}

const numberAt = <N extends Numeric>(s: Store<N>, wire: number, index: number): N => {
  const value = domainAt(s, wire).values[index]
  // Only numbers are summed: types say so.
  return value as N
}

const tableOfSum = <N extends Numeric>(
  s: Store<N>,
  parents: readonly number[],
  { constant, terms }: Sum<N>,
): Finite<N> => {
  const { add: plus, mul } = s.scalar
  const { places, values, place } = interner<Value<N>>()
  const table = new Int32Array(rowsOf(s, parents))
  forRows(s, parents, (indices, row) => {
    let total = constant
    for (const [k, { wire, coefficient }] of terms.entries())
      total = plus(total, mul(coefficient, numberAt(s, wire, indices[k] ?? 0)))
    table[row] = place(total)
  })
  return { kind: 'function', parents, table, domain: domainOf(s, places, values), failures: new Map() }
}

const aggregateOfSum = <N extends Numeric>(
  s: Store<N>,
  parents: readonly number[],
  { constant, terms }: Sum<N>,
): Finite<N> => {
  const { scalar } = s
  const carrier = s.addition
  const lifts = terms.map(({ wire, coefficient }) =>
    placesOf(
      carrier,
      domainAt(s, wire).values.map((_, i) => scalar.mul(coefficient, numberAt(s, wire, i))),
    ),
  )
  return aggregateOf(s, parents, carrier, lifts, element => scalar.add(element, constant))
}
