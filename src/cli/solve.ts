/** `coplay solve`: equilibria found. */
import { InvalidArgumentError } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import type { Numeric } from '../core/value.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { isGambit, isGambitSource, openGambit } from '../gambit/open.ts'
import { type FloatSolver, loadHighs } from '../linear/highs.ts'
import { budget, Interrupted } from '../markov/budget.ts'
import { double } from '../markov/double.ts'
import { exact, type Rational } from '../markov/rational.ts'
import type { Scalar } from '../markov/scalar.ts'
import { type Answered, type Progress, solvedIn } from '../questions/answer.ts'
import { solveProgram } from '../questions/solveProgram.ts'
import type { Select, SolveOptions } from '../questions/solving.ts'
import { solveForm } from '../questions/solvingForms.ts'
import { typedProgram } from '../questions/typedProgram.ts'
import { branchPicture } from '../report/branchPicture.ts'
import { numeralOf } from '../report/numeral.ts'
import { type Numeral, type SolutionRecord, toJsonLine } from '../report/report.ts'
import { reportText } from '../report/text.ts'
import type { Method, SolvedConcept } from '../solver/search.ts'
import { certifySolutions } from './certifySolutions.ts'
import { correlatedSvg } from './correlatedSvg.ts'
import { deliver } from './deliver.ts'
import { type ExitStatus, exitStatus, statusOf, worst } from './exitStatus.ts'
import { failed } from './failed.ts'
import type { Io } from './io.ts'
import { answerOptions, type RunOptions } from './options.ts'
import { importReader, readSource, standardInputName } from './sources.ts'
import { styleOfReports, tell } from './terminal.ts'

export interface SolveCommandOptions extends RunOptions {
  /** Seconds after which a search stops with what it has. */
  readonly time?: number
  readonly for: SolvedConcept
  readonly all?: boolean
  readonly select?: Select
  readonly method?: Method
  readonly svg?: string
  readonly certificate?: string
}

/** `welfare`, `risk`, or `player=NAME`. */
export const select = (text: string): Select => {
  if (text === 'welfare' || text === 'risk') return { kind: text }
  const player = /^player=(.+)$/.exec(text)?.[1]
  if (player === undefined) throw new InvalidArgumentError('It must be welfare, risk, or player=NAME.')
  return { kind: 'player', player }
}

/** What may need linear programs large enough for a guide in doubles. */
const guided: ReadonlySet<SolvedConcept> = new Set([
  'nash',
  'subgamePerfect',
  'correlated',
  'coarseCorrelated',
  'bayesCorrelated',
  'extensiveFormCorrelated',
  'communication',
  'mechanism',
  'rationalizable',
])

/** Solves the games of one file. Nothing found falls short; a search that was stopped has hit a limit. */
export const solveFile = async (
  world: Io,
  path: string,
  options: SolveCommandOptions,
): Promise<ExitStatus> => {
  const io = interruptible(world, options.time)
  const asked = askedOf(options, io.searching)
  const floats = guided.has(options.for) ? await loadHighs() : undefined
  const answered = isGambitAt(io, path)
    ? solvedForm(io, path, options, asked, floats)
    : options.exact === true
      ? solved(io, exact, path, options, asked, floats)
      : solved(io, double, path, options, asked, floats)
  const { report, sources } = answered
  const diagnostics = [
    ...answered.diagnostics,
    ...(answered.diagnostics.some(({ severity }) => severity === 'error')
      ? []
      : await drawingProblems(io, path, report.solutions, options)),
    ...(options.certificate === undefined
      ? []
      : certifySolutions(io, options.certificate, answered, options.set ?? [])),
  ]
  if (options.json === true) io.out(`${toJsonLine(report)}\n`)
  else {
    tell(io, diagnostics, sources, options)
    io.out(reportText(report, { style: styleOfReports(io, options), verbose: options.verbose ?? false }))
  }
  return worst([statusOf({ ...answered, diagnostics }), statusOfSearches(answered)])
}

/** The same world, in which an interruption, or the end of `seconds`, ends a search, and what was found is told. */
const interruptible = (
  io: Io,
  seconds = Number.POSITIVE_INFINITY,
): Io & { readonly searching: NonNullable<Progress['searching']> } => {
  let current: Progress | undefined
  const isStopped = io.heed?.() ?? (() => false)
  const end = performance.now() + 1000 * seconds
  const stop = (steps: number): void => {
    if (isStopped()) throw new Interrupted(steps, 'interrupted')
    if (performance.now() > end) throw new Interrupted(steps, `stopped after ${seconds} s`)
  }
  return {
    ...io,
    searching: (method, found) => {
      // What checks a profile takes an interruption for the end of its steps: the next profile is not begun.
      stop(0)
      current?.searching?.(method, found)
    },
    progress: run => {
      const progress = io.progress(run)
      current = progress
      return {
        ...progress,
        spent: steps => {
          stop(steps)
          progress.spent(steps)
        },
      }
    },
  }
}

/** Draws the picture that is asked for; what keeps it from being drawn. */
const drawingProblems = async (
  io: Io,
  path: string,
  solutions: readonly SolutionRecord[],
  options: SolveCommandOptions,
): Promise<readonly Diagnostic[]> => {
  const { svg, for: concept } = options
  if (svg === undefined) return []
  if (concept === 'correlated') {
    const drawn = correlatedSvg(io, path, options)
    return E.isLeft(drawn) ? [drawn.left] : deliver(io, svg, drawn.right)
  }
  if (concept !== 'qre')
    return [
      diagnostic('G7005', `--svg: there is no picture of what \`--for ${concept}\` finds`, {
        hint: 'ask for quantal responses with `--for qre`, or for the polytope with `--for correlated`',
      }),
    ]
  return solutions.length === 0 ? [] : deliver(io, svg, await branchPicture(solutions))
}

const statusOfSearches = ({ report: { searches = [] } }: Answered): ExitStatus => {
  if (searches.some(({ found, complete }) => found === 0 && !complete)) return exitStatus.limitHit
  return searches.some(({ found }) => found === 0) ? exitStatus.fellShort : exitStatus.holds
}

/** By the name of a file; what comes in is known by its first word. */
const isGambitAt = (io: Io, path: string): boolean => {
  if (path !== standardInputName) return isGambit(path)
  const source = readSource(io, path)
  return E.isRight(source) && isGambitSource(source.right)
}

/** The game of a file of Gambit's. */
const solvedForm = (
  io: Io,
  path: string,
  options: SolveCommandOptions,
  asked: SolveOptions,
  floats: FloatSolver | undefined,
): Answered => {
  const source = readSource(io, path)
  if (E.isLeft(source)) return failed(path, [source.left])
  const opened = openGambit(source.right)
  if (E.isLeft(opened)) return failed(path, opened.left, [source.right])
  const { game, diagnostics } = opened.right
  const progress = io.progress({
    limit: options.steps,
    isJson: options.json ?? false,
    isQuiet: options.quiet ?? false,
  })
  progress.question(path, 0, 'solve')
  const numeral = (n: Rational): Numeral =>
    options.exact === true ? numeralOf(exact, n) : numeralOf(double, exact.toNumber(n))
  const result = solveForm({ budget: budget(options.steps, progress.spent), floats }, game, asked, numeral)
  const told = failed(path, [...diagnostics, ...(E.isLeft(result) ? [result.left] : [])], [source.right])
  if (E.isLeft(result)) return told
  const { evidence } = result.right
  return {
    ...told,
    report: { ...told.report, ...solvedIn([result.right]) },
    evidence: evidence === undefined ? [] : [evidence],
  }
}

/** A picture is drawn of all points. */
const askedOf = (
  { for: concept, svg, all = svg !== undefined, method, select }: SolveCommandOptions,
  searching: NonNullable<SolveOptions['searching']>,
): SolveOptions => ({
  ...{ concept, all, searching },
  ...(method === undefined ? {} : { method }),
  ...(select === undefined ? {} : { select }),
})

const solved = <N extends Numeric>(
  io: Io,
  scalar: Scalar<N>,
  path: string,
  options: SolveCommandOptions,
  asked: SolveOptions,
  floats: FloatSolver | undefined,
): Answered => {
  const answering = answerOptions(io, scalar, options)
  if (E.isLeft(answering)) return failed(path, answering.left.problems, answering.left.sources)
  const source = readSource(io, path)
  if (E.isLeft(source)) return failed(path, [source.left])
  return solveProgram(
    source.right.path,
    typedProgram(source.right, importReader(io.disk)),
    { ...answering.right, ...(floats === undefined ? {} : { floats }) },
    asked,
  )
}
