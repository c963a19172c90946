/**
 * Numbers, comparisons and functions of the prelude, under the names and with the meaning they have in Haskell;
 * there is one number type, so that `floor`, `round` and `length` give a Real.
 */
import {
  ceiling,
  checked,
  divide,
  exponential,
  floor,
  logarithm,
  negate,
  power,
  quotient,
  remainder,
  round,
  squareRoot,
} from './arithmetic.ts'
import { binary, type Primitives, ternary, unary } from './builtin.ts'
import { type Comparison, compare, equal } from './compare.ts'
import { list } from './construct.ts'
import { applyFunction } from './function.ts'
import { fail, type Machine } from './machine.ts'
import { show } from './show.ts'
import type { Numeric, Value } from './value.ts'
import {
  expectBoolean,
  expectFunction,
  expectList,
  expectNumber,
  expectText,
  expectTuple,
  isNumber,
  known,
} from './view.ts'
import type { Tracer } from './wire.ts'

type Operation<N extends Numeric> = (a: N, b: N, site: number) => N

const arithmetic = <N extends Numeric>(m: Machine<N>, run: Operation<N>): Value<N> =>
  binary(m, (a, b, site) => run(expectNumber<N>(a), expectNumber<N>(b), site))

/** An operation that is linear in one operand where the other is known: while a game is traced it stays a sum of terms. */
const linear = <N extends Numeric>(
  m: Machine<N>,
  run: Operation<N>,
  trace: (tracer: Tracer<N>, a: Value<N>, b: Value<N>) => Value<N> | undefined,
): Value<N> =>
  binary(m, (a, b, site) => {
    const { tracer } = m
    if (tracer !== undefined && (tracer.isOpen(a) || tracer.isOpen(b))) {
      const asFarAsKnown = (value: Value<N>) => (tracer.isOpen(value) ? value : known(value))
      const traced = trace(tracer, asFarAsKnown(a), asFarAsKnown(b))
      if (traced !== undefined) return traced
    }
    return run(expectNumber<N>(a), expectNumber<N>(b), site)
  })

const numeric = <N extends Numeric>(m: Machine<N>, run: (n: N, site: number) => N): Value<N> =>
  unary(m, (n, site) => run(expectNumber<N>(n), site))

export const numberPrimitives = <N extends Numeric>(m: Machine<N>): Primitives<N> => {
  const { scalar } = m
  const minusOne = scalar.sub(scalar.zero, scalar.one)
  return {
    '+': linear(
      m,
      (a, b, site) => checked(m, scalar.add(a, b), site),
      (tracer, a, b) => tracer.plus(a, b, scalar.one),
    ),
    '-': linear(
      m,
      (a, b, site) => checked(m, scalar.sub(a, b), site),
      (tracer, a, b) => tracer.plus(a, b, minusOne),
    ),
    '*': linear(
      m,
      (a, b, site) => checked(m, scalar.mul(a, b), site),
      (tracer, a, b) => (isNumber(a) ? tracer.times(b, a) : isNumber(b) ? tracer.times(a, b) : undefined),
    ),
    '/': linear(
      m,
      (a, b, site) => divide(m, a, b, site),
      (tracer, a, b) =>
        isNumber(b) && !scalar.equals(b, scalar.zero)
          ? tracer.times(a, scalar.div(scalar.one, b))
          : undefined,
    ),
    '^': arithmetic(m, (a, b, site) => power(m, a, b, site)),
    div: arithmetic(m, (a, b, site) => quotient(m, a, b, site)),
    mod: arithmetic(m, (a, b, site) => remainder(m, a, b, site)),
    negate: unary(m, n =>
      m.tracer?.isOpen(n) === true ? m.tracer.times(n, minusOne) : negate(m, expectNumber<N>(n)),
    ),
    abs: numeric(m, n => (scalar.compare(n, scalar.zero) < 0 ? negate(m, n) : n)),
    floor: numeric(m, n => floor(m, n)),
    ceiling: numeric(m, n => ceiling(m, n)),
    round: numeric(m, n => round(m, n)),
    sqrt: numeric(m, (n, site) => squareRoot(m, n, site)),
    exp: numeric(m, (n, site) => exponential(m, n, site)),
    log: numeric(m, (n, site) => logarithm(m, n, site)),
    literalOutOfRange: unary(m, (text, site) =>
      fail(m, site, 'G5106', `${expectText(text)} is out of range`),
    ),
  }
}

/** Equality and order; `tolerance` is how far numbers may be apart and still be equal. */
export const comparisonPrimitives = <N extends Numeric>(c: Comparison<N>): Primitives<N> => {
  const m = c.machine
  const ordered = (test: (order: number) => boolean): Value<N> =>
    binary(m, (a, b, site) => test(compare<N>(c, a, b, site)))
  return {
    '==': binary(m, (a, b, site) => equal<N>(c, a, b, site)),
    '/=': binary(m, (a, b, site) => !equal<N>(c, a, b, site)),
    '<': ordered(order => order < 0),
    '<=': ordered(order => order <= 0),
    '>': ordered(order => order > 0),
    '>=': ordered(order => order >= 0),
    min: binary(m, (a, b, site) => (compare<N>(c, a, b, site) <= 0 ? a : b)),
    max: binary(m, (a, b, site) => (compare<N>(c, a, b, site) > 0 ? a : b)),
  }
}

/** Text or lists, one after the other. */
const append = <N extends Numeric>(m: Machine<N>, front: Value<N>, b: Value<N>): Value<N> => {
  const a = known(front)
  if (typeof a === 'string') return a + expectText(b)
  const [left, right] = [expectList(a), expectList(b)]
  m.budget.spend(left.length + right.length)
  return list([...left, ...right])
}

export const functionPrimitives = <N extends Numeric>(m: Machine<N>): Primitives<N> => ({
  const: binary(m, a => a),
  id: unary(m, a => a),
  fst: unary(m, pair => component(pair, 0)),
  snd: unary(m, pair => component(pair, 1)),
  not: unary(m, a => !expectBoolean(a)),
  show: unary(m, a => show(m.scalar, a)),
  '&&': binary(m, (a, b) => expectBoolean(a) && expectBoolean(b)),
  '||': binary(m, (a, b) => expectBoolean(a) || expectBoolean(b)),
  '++': binary(m, (a, b) => append(m, a, b)),
  $: binary(m, (f, a, site) => applyFunction(expectFunction(f), [a], site)),
  '.': ternary(m, (f, g, a, site) =>
    applyFunction(expectFunction(f), [applyFunction(expectFunction(g), [a], site)], site),
  ),
})

const component = <N extends Numeric>(pair: Value<N>, index: number): Value<N> =>
  expectTuple(pair)[index] ?? pair
