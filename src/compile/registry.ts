import * as E from 'fp-ts/lib/Either.js'
import type { CoreStrategy } from '../core/core.ts'
import { EvaluationFailure } from '../core/failure.ts'
import type { Numeric } from '../core/value.ts'
import { IllTyped } from '../core/view.ts'
import { compileStrategy } from './compileStrategy.ts'
import type { Compiling } from './compiling.ts'
import type { CompiledStrategy } from './program.ts'
import { soundness } from './soundness.ts'

/** A strategy, or nothing where it has errors: they are among the diagnostics of the compilation. */
export type StrategyOf<N extends Numeric> = (declaration: number) => CompiledStrategy<N> | undefined

const isSound = <N extends Numeric>(c: Compiling<N>, strategy: CoreStrategy): boolean =>
  !c.typed.broken.has(strategy.id) &&
  soundness(c)([strategy.game, ...strategy.entries.map(entry => entry.value)])

/** Compiles each strategy once, when first asked for. */
export const strategyRegistry = <N extends Numeric>(compiling: () => Compiling<N>): StrategyOf<N> => {
  const known = new Map<number, CompiledStrategy<N> | undefined>()
  const compile = (declaration: number): CompiledStrategy<N> | undefined => {
    const c = compiling()
    const strategy = c.core.strategies.get(declaration)
    if (strategy === undefined || !isSound(c, strategy)) return undefined
    const compiled = compileStrategy(c, strategy)
    if (E.isRight(compiled)) return compiled.right
    for (const diagnostic of compiled.left) c.diagnostics.add(diagnostic)
    return undefined
  }
  return declaration => {
    if (!known.has(declaration)) known.set(declaration, compile(declaration))
    return known.get(declaration)
  }
}

/** The strategy for a function of questions, which is not evaluated where the strategy has errors. */
export const findIn =
  <N extends Numeric>(strategyOf: StrategyOf<N>) =>
  (declaration: number): CompiledStrategy<N> => {
    const strategy = strategyOf(declaration)
    if (strategy === undefined) throw new IllTyped('a strategy with errors was played')
    if (E.isLeft(strategy.closed)) throw new EvaluationFailure(strategy.closed.left)
    return strategy
  }
