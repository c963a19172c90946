import { applyFunction } from './function.ts'
import type { Machine } from './machine.ts'
import type { FunctionValue, Numeric, Value } from './value.ts'
import { IllTyped } from './view.ts'
import type { Evaluated } from './wire.ts'

/** Functions of the prelude by name, for one machine. */
export type Primitives<N extends Numeric> = { readonly [name: string]: Value<N> }

const missing = (): never => {
  throw new IllTyped('a builtin was called with too few arguments')
}

/** What `run` gives; while a game is traced it may turn out to need values that only a play determines. */
export const bounded = <N extends Numeric>(
  m: Machine<N>,
  run: () => Value<N>,
  of?: () => Evaluated<N>,
): Value<N> => (m.tracer === undefined ? run() : m.tracer.bounded(run, of))

/** A function of the program applied to what flows on one wire of a game. */
export const whole = <N extends Numeric>(
  m: Machine<N>,
  f: FunctionValue<N>,
  values: readonly Value<N>[],
  site: number,
): Value<N> => {
  const run = () => applyFunction(f, [...values], site)
  return m.tracer === undefined ? run() : m.tracer.whole(run, { code: [f], values })
}

/** A builtin of one argument: a step of the budget, then `run`. */
export const unary = <N extends Numeric>(
  m: Machine<N>,
  run: (a: Value<N>, site: number) => Value<N>,
): FunctionValue<N> => ({
  kind: 'function',
  arity: 1,
  call: ([a], site) => {
    m.budget.spend(1)
    return a === undefined
      ? missing()
      : bounded(
          m,
          () => run(a, site),
          () => ({ code: [run], values: [a] }),
        )
  },
})

/** A builtin of two arguments. */
export const binary = <N extends Numeric>(
  m: Machine<N>,
  run: (a: Value<N>, b: Value<N>, site: number) => Value<N>,
): FunctionValue<N> => ({
  kind: 'function',
  arity: 2,
  call: ([a, b], site) => {
    m.budget.spend(1)
    return a === undefined || b === undefined
      ? missing()
      : bounded(
          m,
          () => run(a, b, site),
          () => ({ code: [run], values: [a, b] }),
        )
  },
})

/** A builtin of three arguments. */
export const ternary = <N extends Numeric>(
  m: Machine<N>,
  run: (a: Value<N>, b: Value<N>, c: Value<N>, site: number) => Value<N>,
): FunctionValue<N> => ({
  kind: 'function',
  arity: 3,
  call: ([a, b, c], site) => {
    m.budget.spend(1)
    return a === undefined || b === undefined || c === undefined
      ? missing()
      : bounded(
          m,
          () => run(a, b, c, site),
          () => ({ code: [run], values: [a, b, c] }),
        )
  },
})
