/**
 * A typed program as games, profiles and questions. A definition with errors is left out with all that needs it,
 * and never keeps the rest from being asked.
 */
import * as E from 'fp-ts/lib/Either.js'
import { desugarProgram } from '../core/desugarProgram.ts'
import { evaluate } from '../core/evaluate.ts'
import { globals } from '../core/globals.ts'
import { type Machine, machine } from '../core/machine.ts'
import { prelude } from '../core/prelude.ts'
import type { Numeric, Value } from '../core/value.ts'
import { isStructure } from '../core/view.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Budget } from '../markov/budget.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Declaration } from '../syntax/ast.ts'
import { traceGame } from '../trace/diagram.ts'
import type { Typed } from '../types/typed.ts'
import { attemptAt } from './attemptAt.ts'
import { boundaryOf } from './boundary.ts'
import { compileGame } from './compileGame.ts'
import type { Compiling } from './compiling.ts'
import { type Driving, drivesOf } from './drives.ts'
import { holeDiagnostic, holesOf } from './holes.ts'
import type { Analysis, CompiledGame, Program } from './program.ts'
import { questionPrimitives } from './questionPrimitives.ts'
import { questionsOf } from './questions.ts'
import { findIn, strategyRegistry } from './registry.ts'
import { overridesOf, type Settings, type StandIn } from './settings.ts'
import { type IsSound, soundness } from './soundness.ts'

export interface CompileOptions<N extends Numeric> {
  readonly scalar: Scalar<N>
  readonly budget: Budget
  readonly analysis: Analysis<N>
  /** Expressions for parameters, `--set name=expression`. */
  readonly settings?: Settings
  readonly standIn?: StandIn<N>
  /** The primitives as the caller's numbers need them. */
  readonly adapt?: Adapt<N>
  /** Calls of the language that may be under way at once. */
  readonly maxDepth?: number
}

/** Makes other functions of those of the prelude, by name. */
export type Adapt<N extends Numeric> = (
  machine: Machine<N>,
  primitives: ReadonlyMap<string, Value<N>>,
) => ReadonlyMap<string, Value<N>>

export interface Compiled<N extends Numeric> {
  readonly program: Program<N>
  readonly diagnostics: readonly Diagnostic[]
}

/** How far apart numbers may be that an `expect` takes for equal, unless they are exact. */
const expectTolerance = 1e-9

/** Compiles a program; what it evaluates is what the shape of its games and its strategies depend on. */
export const compileProgram = <N extends Numeric>(typed: Typed, options: CompileOptions<N>): Compiled<N> => {
  const { program: core, desugaring } = desugarProgram(typed)
  const m = machine(options.scalar, options.budget, desugaring.spans, options.maxDepth, typed.resolved.trees)
  const strategyOf = strategyRegistry<N>(() => c)
  const functions = Object.entries(questionPrimitives(m, findIn(strategyOf), options.analysis))
  const adapt: Adapt<N> = options.adapt ?? ((_, all) => all)
  const primitives = (tolerance: number): ReadonlyMap<string, Value<N>> =>
    adapt(m, new Map([...prelude(m, tolerance), ...functions]))
  const diagnostics = new Set<Diagnostic>()
  const exact = primitives(0)
  const { settings = new Map(), standIn } = options
  const overrides = overridesOf(typed, globals(m, core, exact), { settings, standIn }, diagnostics)
  const runtime = globals(m, core, exact, overrides)
  const c: Compiling<N> = {
    typed,
    core,
    desugaring,
    machine: m,
    runtime,
    tolerant: { ...runtime, primitives: primitives(expectTolerance) },
    origins: new Map(),
    diagnostics,
  }
  const withParams: Driving<N>['withParams'] = given =>
    globals(m, core, exact, new Map([...overrides, ...given]))
  return compiled(c, strategyOf, withParams)
}

const compiled = <N extends Numeric>(
  c: Compiling<N>,
  strategyOf: ReturnType<typeof strategyRegistry<N>>,
  withParams: Driving<N>['withParams'],
): Compiled<N> => {
  const isSound = soundness(c)
  const declarations = c.typed.resolved.files.at(-1)?.declarations ?? []
  const strategies = declarations.flatMap(d => {
    const strategy = d.kind === 'strategy' ? strategyOf(d.id) : undefined
    return strategy === undefined ? [] : [strategy]
  })
  const games = declarations.flatMap(d => gameOf(c, isSound, d))
  const questions = questionsOf({ compiling: c, isSound, strategyOf })
  const holes = holesOf(c)
  const found = [...c.diagnostics, ...holes.map(hole => holeDiagnostic(c, hole))]
  return {
    program: {
      strategies,
      games,
      questions,
      drives: drivesOf({ compiling: c, isSound, withParams }),
      holes,
      attempt: (span, run) => attemptAt(c, span, run),
      trace: (closed, profile) => traceGame(c.machine, closed, profile),
      traceEven: closed => traceGame(c.machine, closed, {}, 'even'),
    },
    diagnostics: found,
  }
}

/** A declared game that needs no arguments. */
const gameOf = <N extends Numeric>(
  c: Compiling<N>,
  isSound: IsSound,
  declaration: Declaration,
): readonly CompiledGame<N>[] => {
  if (declaration.kind !== 'game' || declaration.parameters.length > 0 || c.typed.broken.has(declaration.id))
    return []
  const { text: name, span } = declaration.name
  const core = { kind: 'global', site: declaration.id, declaration: declaration.id, name } as const
  if (!isSound([core])) return []
  const game = attemptAt(c, span, () => {
    const value = evaluate(c.runtime, core)
    if (!isStructure(value) || value.kind !== 'game') return []
    return [compileGame(c, value.term, { name, span, boundary: boundaryOf(c.typed, core) })]
  })
  if (E.isRight(game)) return game.right
  c.diagnostics.add(game.left)
  return []
}
