/**
 * Answers to the questions of a program: each on its own, with steps of its own, so that one that fails leaves the
 * others their answers.
 */
import * as E from 'fp-ts/lib/Either.js'
import { type Adapt, type Compiled, compileProgram } from '../compile/compileProgram.ts'
import type { CompiledStrategy, Program, Question } from '../compile/program.ts'
import type { Settings, StandIn } from '../compile/settings.ts'
import type { Numeric } from '../core/value.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { sortDiagnostics, withoutRepeats } from '../diagnostic/order.ts'
import type { Means } from '../equilibrium/payoffs.ts'
import type { FloatSolver } from '../linear/highs.ts'
import { exact, type Rational } from '../markov/rational.ts'
import type { Scalar } from '../markov/scalar.ts'
import { diagnosticRecord, type Notation } from '../report/record.ts'
import { type Report, schema } from '../report/report.ts'
import { positionAt, type Source } from '../source/source.ts'
import { type Allowance, allowance } from './allowance.ts'
import { analysis } from './analysis.ts'
import { type Answer, type Asking, answerCheck, answerExpect } from './ask.ts'
import { type Counterpart, certifiedJudging } from './certified.ts'
import { judgingIntervals } from './continuous.ts'
import { inEveryInstance } from './everyInstance.ts'
import type { Evidence } from './evidence.ts'
import { actionNumbers, type OfActions } from './interval.ts'
import { type Judging, judging } from './judging.ts'
import { notation } from './notation.ts'
import { once } from './once.ts'
import { type Selection, selected, selectionProblems } from './selection.ts'
import { answerSolve, type Solvable } from './solveQuestion.ts'
import type { Solved } from './solving.ts'
import type { TypedProgram } from './typedProgram.ts'

export interface AnswerOptions<N extends Numeric> {
  readonly scalar: Scalar<N>
  /** Steps that compiling may take, and each question. */
  readonly steps: number
  /** Calls of the language under way at once, as many as the stack bears. */
  readonly maxDepth?: number
  /** Memory that the tables of a player may take, in MiB. */
  readonly memoryMb?: number
  /** Expressions for parameters, and the texts they stand in. */
  readonly settings?: Settings
  readonly settingSources?: readonly Source[]
  /** What `compileProgram` puts in the place of parameters and of primitives. */
  readonly standIn?: StandIn<N>
  readonly adapt?: Adapt<N>
  /** Regret forgiven where a check does not say. */
  readonly epsilon?: N
  readonly selection?: Selection
  readonly progress?: Progress
  /** Only the checks of the program are asked, where it has any; what it expects is left alone. */
  readonly asksChecksAlone?: boolean
  /** A guide for the linear programs of solvers. */
  readonly floats?: FloatSolver
  /** How games are judged; each program by itself where nothing is said. */
  readonly judging?: (of: JudgingOf<N>) => Judging<N>
}

/** Who is told how far the work is. */
export interface Progress {
  /** `place`: how many questions of the file come before, and how many there are, where that is known. */
  readonly question: (
    file: string,
    line: number,
    text: string,
    place?: { readonly before: number; readonly of: number; readonly unit?: 'place' | 'threshold' | 'step' },
  ) => void
  readonly spent: (steps: number) => void
  /** Which method is at work on the question, and how many it has found. */
  readonly searching?: (method: string, found: number) => void
}

/** What judges the games of a program. */
export interface JudgingOf<N extends Numeric> {
  readonly means: Means<N>
  readonly program: Program<N>
  /** The program compiled for exact numbers, where that succeeds. */
  readonly counterpart: () => Counterpart | undefined
}

/** Each program for itself. */
const judgeAlone = <N extends Numeric>({ means, program }: JudgingOf<N>): Judging<N> =>
  judging(means, program.trace)

/** With exact tables, and exact arithmetic where doubles are in doubt. */
export const judgeCertain = ({ means, program, counterpart }: JudgingOf<number>): Judging<number> =>
  certifiedJudging(means, program, counterpart)

/** The program with the same settings in exact numbers. */
export const preparedExactly = <N extends Numeric>(
  program: TypedProgram,
  { steps, settings, settingSources, maxDepth }: AnswerOptions<N>,
  budget: Allowance,
): Prepared<Rational> =>
  prepare(
    program,
    {
      scalar: exact,
      steps,
      ...(settings === undefined ? {} : { settings }),
      ...(settingSources === undefined ? {} : { settingSources }),
      ...(maxDepth === undefined ? {} : { maxDepth }),
    },
    budget,
  )

/** The program with the same settings in numbers that are functions of an action. */
export const preparedOfActions = <N extends Numeric>(
  program: TypedProgram,
  { steps, settings, settingSources, maxDepth }: AnswerOptions<N>,
  budget: Allowance,
): OfActions => {
  const { ratios, adapt } = actionNumbers(budget)
  const prepared = prepare(
    program,
    {
      scalar: ratios.scalar,
      adapt,
      steps,
      ...(settings === undefined ? {} : { settings }),
      ...(settingSources === undefined ? {} : { settingSources }),
      ...(maxDepth === undefined ? {} : { maxDepth }),
    },
    budget,
  )
  return { program: prepared.program, ratios, budget }
}

export interface Answered {
  readonly report: Report
  /** Everything there is to say about the file, in order. */
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: ReadonlyMap<string, Source>
  /** What was found, for who wants to prove it again; only of `solve`. */
  readonly evidence?: readonly Evidence[]
  /** Whether the file asks no question, so that every strategy was looked at instead. */
  readonly isSurvey: boolean
}

/** A program compiled to be asked, and what asking needs. */
export interface Prepared<N extends Numeric> {
  readonly asking: Asking<N>
  readonly program: Program<N>
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: ReadonlyMap<string, Source>
  readonly notation: Notation<N>
}

/** Compiles a program with the engine that its questions call. */
export const prepare = <N extends Numeric>(
  { typed, diagnostics }: TypedProgram,
  options: AnswerOptions<N>,
  budget: Allowance = allowance(options.steps, options.progress?.spent, options.memoryMb),
): Prepared<N> => {
  const { scalar, settings, standIn, adapt, maxDepth, epsilon } = options
  const means = { scalar, budget }
  const compiled: Compiled<N> = compileProgram(typed, {
    scalar,
    budget,
    analysis: analysis(means, (closed, profile) => judge(closed, profile)),
    ...(settings === undefined ? {} : { settings }),
    ...(standIn === undefined ? {} : { standIn }),
    ...(adapt === undefined ? {} : { adapt }),
    ...(maxDepth === undefined ? {} : { maxDepth }),
  })
  const { program } = compiled
  const listed: Judging<N> = (options.judging ?? judgeAlone)({
    means,
    program,
    counterpart: once(() => ({
      program: preparedExactly({ typed, diagnostics }, options, budget).program,
      budget,
    })),
  })
  const judge = judgingIntervals(
    means,
    listed,
    () => program,
    once(() => preparedOfActions({ typed, diagnostics }, options, budget)),
  )
  const given = options.settingSources ?? []
  return {
    program,
    notation: notation(scalar),
    asking: { program, means, judge, budget, notation: notation(scalar), epsilon, linted: new Set() },
    diagnostics: [...diagnostics, ...compiled.diagnostics],
    sources: new Map([...typed.resolved.sources, ...given.map(source => [source.path, source] as const)]),
  }
}

/** Answers every `check` and `expect` of a program; of one without questions, whether its strategies are equilibria. */
export const answer = <N extends Numeric>(
  file: string,
  program: TypedProgram,
  options: AnswerOptions<N>,
): Answered => {
  const prepared = prepare(program, options)
  const { strategies } = prepared.program
  const questions = prepared.program.questions.filter(one => options.asksChecksAlone !== true || isCheck(one))
  const selection = options.selection ?? {}
  const isSurvey = questions.length === 0
  const driven = drivenIn(program)
  const asked = isSurvey
    ? strategies.flatMap(s => (E.isLeft(s.closed) && driven.has(s.name) ? [] : [survey(prepared, s)]))
    : questions
  const toAnswer = isMisset(prepared, options) ? [] : selected(selection, asked)
  const exactly = once(() => preparedExactly(program, options, prepared.asking.budget))
  const ofActions = once(() => preparedOfActions(program, options, prepared.asking.budget))
  const solvable: Solvable<N> = { prepared, exactly, ofActions, floats: options.floats }
  const answers = toAnswer.map((question, before) => {
    options.progress?.question(file, question.line, question.text, { before, of: toAnswer.length })
    prepared.asking.budget.renew()
    return answerOf(solvable, question, isSurvey)
  })
  const diagnostics = tidy(prepared, [
    ...prepared.diagnostics,
    ...selectionProblems(selection, prepared.program),
    ...answers.flatMap(one => one.diagnostics),
    ...inEveryInstance(answers.flatMap(({ look }) => (look === undefined ? [] : [look]))),
  ])
  const report: Report = {
    schema,
    file,
    diagnostics: diagnostics.map(d => diagnosticRecord(d, path => prepared.sources.get(path))),
    checks: answers.flatMap(({ check }) => (check === undefined ? [] : [check])),
    expects: answers.flatMap(({ expect }) => (expect === undefined ? [] : [expect])),
    ...solvedIn(answers.flatMap(({ solved }) => (solved === undefined ? [] : [solved]))),
  }
  return { report, diagnostics, sources: prepared.sources, isSurvey }
}

/** What the file drives: an open game gets its input from the grid, and is not asked about without. */
const drivenIn = ({ typed }: TypedProgram): ReadonlySet<string> =>
  new Set(
    (typed.resolved.files.at(-1)?.declarations ?? []).flatMap(d =>
      d.kind === 'drive' ? [d.driven.text] : [],
    ),
  )

const isCheck = <N extends Numeric>(question: Question<N>): boolean =>
  question.kind === 'check' || (question.kind === 'unasked' && question.of === 'check')

/** Whether a parameter did not get the value asked for: answers would be about another program. */
const isMisset = <N extends Numeric>(
  { diagnostics }: Prepared<N>,
  { settingSources = [] }: AnswerOptions<N>,
): boolean =>
  diagnostics.some(
    ({ severity, primary }) =>
      severity === 'error' && settingSources.some(({ path }) => path === primary?.span.path),
  )

/** In the order of files and places, each once. */
export const tidy = <N extends Numeric>(
  { sources }: Pick<Prepared<N>, 'sources'>,
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] => withoutRepeats(sortDiagnostics([...new Set(diagnostics)], [...sources.keys()]))

/** Searches and solutions as a report has them: the solutions of the first search come first. */
export const solvedIn = (solved: readonly Solved[]): Pick<Report, 'solutions' | 'searches'> => ({
  solutions: solved.flatMap(({ solutions }) => solutions),
  ...(solved.length === 0 ? {} : { searches: solved.map(({ search }) => search) }),
})

const answerOf = <N extends Numeric>(
  solvable: Solvable<N>,
  question: Question<N>,
  isSurvey: boolean,
): Answer => {
  const { asking } = solvable.prepared
  switch (question.kind) {
    case 'check':
      return answerCheck(asking, question, isSurvey)
    case 'expect':
      return answerExpect(question)
    case 'solve':
      return answerSolve(solvable, question)
    case 'unasked':
      return { diagnostics: [] }
  }
}

/** The question put to the strategy of a program that asks none. */
const survey = <N extends Numeric>({ sources }: Prepared<N>, strategy: CompiledStrategy<N>): Question<N> => {
  const source = sources.get(strategy.span.path)
  return {
    kind: 'check',
    strategy,
    span: strategy.span,
    line: source === undefined ? 1 : positionAt(source, strategy.span.start).line,
    text: `strategy ${strategy.name} for ${strategy.gameName}`,
    concept: 'equilibrium',
    conceptSpan: strategy.span,
    negated: false,
    epsilon: undefined,
    closed: strategy.closed,
  }
}
