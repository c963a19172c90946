import * as E from 'fp-ts/lib/Either.js'
import { unit } from '../core/construct.ts'
import type { Core } from '../core/core.ts'
import { dependencies } from '../core/dependencies.ts'
import { desugar } from '../core/desugar.ts'
import { siteOf } from '../core/desugaring.ts'
import { evaluate } from '../core/evaluate.ts'
import { applyFunction } from '../core/function.ts'
import { fail } from '../core/machine.ts'
import type { Numeric, RecordValue } from '../core/value.ts'
import {
  expectBoolean,
  expectDist,
  expectFunction,
  expectGame,
  expectNumber,
  expectRecord,
} from '../core/view.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { positionAt, type Span } from '../source/source.ts'
import type {
  CheckDeclaration,
  Declaration,
  ExpectDeclaration,
  Expression,
  SolveDeclaration,
} from '../syntax/ast.ts'
import { attemptAt } from './attemptAt.ts'
import { boundaryOf } from './boundary.ts'
import { compileGame } from './compileGame.ts'
import type { Compiling } from './compiling.ts'
import { missingContext } from './context.ts'
import type {
  CheckQuestion,
  ClosedLanguageGame,
  CompiledStrategy,
  ExpectQuestion,
  Question,
  SolveQuestion,
} from './program.ts'
import type { StrategyOf } from './registry.ts'
import type { IsSound } from './soundness.ts'

type QuestionDeclaration = CheckDeclaration | ExpectDeclaration | SolveDeclaration

/** What questions are made from. */
export interface Asking<N extends Numeric> {
  readonly compiling: Compiling<N>
  readonly isSound: IsSound
  readonly strategyOf: StrategyOf<N>
}

const isQuestion = (d: Declaration): d is QuestionDeclaration =>
  d.kind === 'check' || d.kind === 'expect' || d.kind === 'solve'

const asked = <N extends Numeric>({ typed }: Compiling<N>, declaration: QuestionDeclaration) => {
  const { span } = declaration
  const source = typed.resolved.sources.get(span.path)
  return {
    span,
    line: source === undefined ? 1 : positionAt(source, span.start).line,
    text: source === undefined ? '' : source.text.slice(span.start, span.end),
  }
}

/** The questions of the file asked for, in file order. */
export const questionsOf = <N extends Numeric>(asking: Asking<N>): readonly Question<N>[] => {
  const { typed } = asking.compiling
  const file = typed.resolved.files.at(-1)
  return (file?.declarations ?? []).filter(isQuestion).map(declaration => {
    const question = typed.broken.has(declaration.id) ? undefined : questionOf(asking, declaration)
    return question ?? { kind: 'unasked', of: declaration.kind, ...asked(asking.compiling, declaration) }
  })
}

const questionOf = <N extends Numeric>(
  asking: Asking<N>,
  declaration: QuestionDeclaration,
): Question<N> | undefined => {
  switch (declaration.kind) {
    case 'check':
      return checkOf(asking, declaration)
    case 'expect':
      return expectOf(asking, declaration)
    case 'solve':
      return solveOf(asking, declaration)
  }
}

/** The core of an expression of a question, unless it needs what has errors. */
const coreOf = <N extends Numeric>(
  { compiling, isSound, strategyOf }: Asking<N>,
  expression: Expression,
): Core | undefined => {
  const core = desugar(compiling.desugaring, expression)
  const strategies = [...dependencies(compiling.core, [core])].filter(d => compiling.core.strategies.has(d))
  return isSound([core]) && strategies.every(d => strategyOf(d) !== undefined) ? core : undefined
}

const declarationNamed = <N extends Numeric>({ typed }: Compiling<N>, id: number): number | undefined => {
  const binding = typed.resolved.values.get(id)
  return binding?.kind === 'declaration' ? binding.declaration.id : undefined
}

// ---------------------------------------------------------------------------------------------- check

const checkOf = <N extends Numeric>(
  asking: Asking<N>,
  declaration: CheckDeclaration,
): CheckQuestion<N> | undefined => {
  const { compiling: c, strategyOf } = asking
  const named = declarationNamed(c, declaration.strategy.id)
  const strategy = named === undefined ? undefined : strategyOf(named)
  if (strategy === undefined) return undefined
  const epsilon = within(asking, declaration)
  const closed = inContext(asking, declaration, strategy)
  if (epsilon === undefined || closed === undefined) return undefined
  if (E.isLeft(epsilon)) {
    c.diagnostics.add(epsilon.left)
    return undefined
  }
  return {
    kind: 'check',
    ...asked(c, declaration),
    strategy,
    concept: declaration.concept.text,
    conceptSpan: declaration.concept.span,
    negated: declaration.negated,
    epsilon: epsilon.right,
    closed,
  }
}

const within = <N extends Numeric>(
  asking: Asking<N>,
  { within: expression }: CheckDeclaration,
): E.Either<Diagnostic, N | undefined> | undefined => {
  if (expression === undefined) return E.right(undefined)
  const { compiling: c } = asking
  const core = coreOf(asking, expression)
  if (core === undefined) return undefined
  return attemptAt(c, expression.span, () => {
    const epsilon = expectNumber<N>(evaluate(c.runtime, core))
    const { scalar } = c.machine
    if (scalar.compare(epsilon, scalar.zero) >= 0) return epsilon
    return fail(c.machine, siteOf(c.desugaring, expression), 'G5106', 'a tolerance is 0 or more')
  })
}

const inContext = <N extends Numeric>(
  asking: Asking<N>,
  { context: expression, strategy: name, span }: CheckDeclaration,
  strategy: CompiledStrategy<N>,
): E.Either<Diagnostic, ClosedLanguageGame<N>> | undefined => {
  if (expression === undefined) return E.mapLeft(asAsked(strategy, span))(strategy.closed)
  const { compiling: c } = asking
  const core = coreOf(asking, expression)
  if (core === undefined) return undefined
  if (strategy.hole !== undefined) return E.left(strategy.hole)
  const record = attemptAt(c, expression.span, () => expectRecord(evaluate(c.runtime, core)))
  if (E.isLeft(record)) return record
  const { fields } = record.right
  const missing = missingContext(strategyBoundary(c, name.id), expression.span, fields)
  return missing === undefined ? E.right(strategy.close(contextOf(c, fields, core.site))) : E.left(missing)
}

/** A context that is missing is missing in the question. */
const asAsked =
  <N extends Numeric>(strategy: CompiledStrategy<N>, span: Span) =>
  (refused: Diagnostic): Diagnostic =>
    refused.code === 'G4105'
      ? { ...refused, primary: { span }, secondary: [{ span: strategy.span, text: 'its game is open' }] }
      : refused

const strategyBoundary = <N extends Numeric>(c: Compiling<N>, id: number) => {
  const named = declarationNamed(c, id)
  const core = named === undefined ? undefined : c.core.strategies.get(named)
  return core === undefined ? undefined : boundaryOf(c.typed, core.game)
}

const contextOf = <N extends Numeric>(
  { machine }: Compiling<N>,
  fields: RecordValue<N>['fields'],
  site: number,
) => {
  const { input, continuation } = fields
  const next = continuation === undefined ? undefined : expectFunction(continuation)
  return {
    input: input === undefined ? ([[unit, machine.scalar.one]] as const) : expectDist(input).outcomes,
    continuation:
      next === undefined
        ? () => unit
        : (y: Parameters<typeof next.call>[0][number]) => applyFunction(next, [y], site),
  }
}

// ---------------------------------------------------------------------------------------------- expect, solve

const expectOf = <N extends Numeric>(
  asking: Asking<N>,
  declaration: ExpectDeclaration,
): ExpectQuestion | undefined => {
  const { compiling: c } = asking
  const core = coreOf(asking, declaration.condition)
  if (core === undefined) return undefined
  const holds = () =>
    attemptAt(c, declaration.condition.span, () => expectBoolean(evaluate(c.tolerant, core)))
  return { kind: 'expect', ...asked(c, declaration), about: strategiesIn(c, core), holds }
}

const strategiesIn = <N extends Numeric>(
  { core: program }: Compiling<N>,
  core: Core,
): ExpectQuestion['about'] =>
  [...dependencies(program, [core])].flatMap(id => {
    const strategy = program.strategies.get(id)
    return strategy === undefined ? [] : [{ strategy: strategy.name, game: strategy.gameName }]
  })

const solveOf = <N extends Numeric>(
  asking: Asking<N>,
  declaration: SolveDeclaration,
): SolveQuestion<N> | undefined => {
  const { compiling: c, isSound } = asking
  const named = declarationNamed(c, declaration.game.id)
  if (named === undefined) return undefined
  const { span, text: name } = declaration.game
  const site = siteOf(c.desugaring, declaration.game)
  const head: Core = { kind: 'global', site, declaration: named, name }
  const values = declaration.arguments.map(a => desugar(c.desugaring, a))
  const core: Core = values.length === 0 ? head : { kind: 'apply', site, function: head, arguments: values }
  if (!isSound([core])) return undefined
  const game = attemptAt(c, span, () =>
    compileGame(c, expectGame(evaluate(c.runtime, core)), {
      name,
      span,
      boundary: boundaryOf(c.typed, core),
    }),
  )
  if (E.isLeft(game)) {
    c.diagnostics.add(game.left)
    return undefined
  }
  const { concept } = declaration
  return {
    kind: 'solve',
    ...asked(c, declaration),
    game: game.right,
    concept: concept.text,
    conceptSpan: concept.span,
  }
}
