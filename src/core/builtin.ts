import type { Machine } from './machine.ts'
import type { FunctionValue, Numeric, Value } from './value.ts'
import { IllTyped } from './view.ts'

/** Functions of the prelude by name, for one machine. */
export type Primitives<N extends Numeric> = { readonly [name: string]: Value<N> }

const missing = (): never => {
  throw new IllTyped('a builtin was called with too few arguments')
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
    return a === undefined ? missing() : run(a, site)
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
    return a === undefined || b === undefined ? missing() : run(a, b, site)
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
    return a === undefined || b === undefined || c === undefined ? missing() : run(a, b, c, site)
  },
})
