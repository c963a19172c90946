import type { CoreProgram } from './core.ts'
import { evaluate, type Runtime } from './evaluate.ts'
import { EvaluationFailure } from './failure.ts'
import { fail, type Machine } from './machine.ts'
import type { Numeric, Value } from './value.ts'
import { IllTyped } from './view.ts'

type State<N extends Numeric> =
  | { readonly kind: 'evaluating' }
  | { readonly kind: 'value'; readonly value: Value<N> }
  | { readonly kind: 'failed'; readonly failure: EvaluationFailure }

/**
 * The top-level values of a program, each evaluated once, when first used.
 *
 * A value that needs itself is G2012 where it does so. A failure is kept, so that every question that meets it
 * reports one and the same diagnostic. `overrides` are values for parameters, by declaration.
 */
export const globals = <N extends Numeric>(
  machine: Machine<N>,
  program: CoreProgram,
  primitives: ReadonlyMap<string, Value<N>>,
  overrides: ReadonlyMap<number, Value<N>> = new Map(),
): Runtime<N> => {
  const states = new Map<number, State<N>>()
  const runtime: Runtime<N> = {
    machine,
    primitives,
    global: (declaration, site) => {
      const given = overrides.get(declaration)
      if (given !== undefined) return given
      const state = states.get(declaration)
      if (state?.kind === 'value') return state.value
      if (state?.kind === 'failed') throw state.failure
      if (state?.kind === 'evaluating') return fail(machine, site, 'G2012', 'this value is defined by itself')
      states.set(declaration, { kind: 'evaluating' })
      try {
        const value = define(runtime, program, declaration)
        states.set(declaration, { kind: 'value', value })
        return value
      } catch (error) {
        if (error instanceof EvaluationFailure) states.set(declaration, { kind: 'failed', failure: error })
        else states.delete(declaration)
        throw error
      }
    },
  }
  return runtime
}

const define = <N extends Numeric>(
  runtime: Runtime<N>,
  program: CoreProgram,
  declaration: number,
): Value<N> => {
  const definition = program.definitions.get(declaration)
  if (definition !== undefined) return evaluate(runtime, definition.core)
  const strategy = program.strategies.get(declaration)
  if (strategy !== undefined) return { kind: 'strategy', name: strategy.name, declaration }
  throw new IllTyped('a name stands for no value')
}
