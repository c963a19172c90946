/** `coplay sweep`: the questions of a file at many values of its parameters. */
import * as E from 'fp-ts/lib/Either.js'
import type { Numeric } from '../core/value.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { type FloatSolver, loadHighs } from '../linear/highs.ts'
import { double } from '../markov/double.ts'
import { exact, type Rational } from '../markov/rational.ts'
import type { Scalar } from '../markov/scalar.ts'
import { type AnswerOptions, judgeCertain } from '../questions/answer.ts'
import { numeralOf } from '../report/numeral.ts'
import { toJsonLine } from '../report/report.ts'
import {
  type SweepPoint,
  type SweepThreshold,
  sweepJsonLine,
  thresholdJsonLine,
  thresholdSchema,
} from '../report/sweep.ts'
import { sweepPicture } from '../report/sweepPicture.ts'
import { type Series, seriesNamed, seriesOf } from '../report/sweepSeries.ts'
import { sweepText } from '../report/sweepText.ts'
import type { Source } from '../source/source.ts'
import { axisValue } from '../sweep/axis.ts'
import {
  answerAt,
  distinctErrors,
  nothingAt,
  type Place,
  placesOf,
  type SweepAnswer,
  type SweepError,
  type Sweeping,
  type SweepTask,
  sourcesOf,
} from '../sweep/sweep.ts'
import { bisect, changesAlong, type Threshold } from '../sweep/threshold.ts'
import { type Crew, crew } from './crew.ts'
import { deliver } from './deliver.ts'
import { type ExitStatus, exitStatus, statusOfDiagnostics, worst } from './exitStatus.ts'
import { failed } from './failed.ts'
import { fault } from './fault.ts'
import type { Io } from './io.ts'
import { isOutOfMemory, memoryUsedUp } from './memory.ts'
import { answerOptions } from './options.ts'
import { type SweepCommandOptions, type SweepPlan, sweepPlan } from './sweepPlan.ts'
import { styleOfReports, tell } from './terminal.ts'

/** Places below which another thread takes longer to start than it helps. */
const leastForThread = 24

/**
 * Sweeps the parameters of one file. Status: 0 whatever the verdicts are, which nobody claims; 2 and 3 where a place
 * had an error or came to a limit.
 */
export const sweepFile = async (io: Io, path: string, options: SweepCommandOptions): Promise<ExitStatus> => {
  const plan = sweepPlan(io, path, options)
  if (E.isLeft(plan)) {
    return refused(io, path, plan.left, settingTexts(options), options)
  }
  const floats = options.for === undefined ? undefined : await loadHighs()
  return options.exact === true
    ? sweepIn(io, path, exact, plan.right, options, floats)
    : sweepIn(io, path, double, plan.right, options, floats, judgeCertain)
}

const sweepIn = async <N extends Numeric>(
  io: Io,
  path: string,
  scalar: Scalar<N>,
  plan: SweepPlan,
  options: SweepCommandOptions,
  floats: FloatSolver | undefined,
  judging?: AnswerOptions<N>['judging'],
): Promise<ExitStatus> => {
  const answering = answerOptions(io, scalar, { ...options, set: plan.fixed })
  if (E.isLeft(answering)) {
    return refused(io, path, answering.left.problems, answering.left.sources, options)
  }
  const { progress, ...asked } = answering.right
  const { source } = plan
  const sweeping: Sweeping<N> = {
    file: source.path,
    program: plan.program,
    options: {
      ...asked,
      ...(judging === undefined ? {} : { judging }),
      ...(floats === undefined ? {} : { floats }),
    },
    solving: solvingOf(options),
  }
  const answer = (task: SweepTask): SweepAnswer => {
    try {
      return answerAt(sweeping, task)
    } catch (error) {
      // A fault at one place must not hide what is found at the others.
      return nothingAt(sweeping, task, fault(error))
    }
  }
  if (io.serve !== undefined) return io.serve(answer)
  const lost = (task: SweepTask, error: unknown): SweepAnswer =>
    nothingAt(sweeping, task, isOutOfMemory(error) ? memoryUsedUp(source.path, 0) : fault(error))
  const places = placesOf(plan.axes)
  const help = crewFor(io, places.length, options, answer, lost)
  const found = await swept(io, help, { plan, places, progress, options, scalar })
  help.dismiss()
  return told(io, { ...found, plan, options, sources: sourcesIn(sweeping) })
}

/** The texts of all settings, those that are ranges, too. */
const settingTexts = ({ set = [] }: SweepCommandOptions): readonly Source[] =>
  set.map(({ name, text }) => ({ path: `--set ${name}`, text }))

/** Says why nothing is swept; as the report of a file where lines of JSON are wanted. */
const refused = (
  io: Io,
  path: string,
  problems: readonly Diagnostic[],
  sources: readonly Source[],
  options: SweepCommandOptions,
): ExitStatus => {
  if (options.json === true) io.out(`${toJsonLine(failed(path, problems, sources).report)}\n`)
  else tell(io, problems, mapOf(sources), options)
  return statusOfDiagnostics(problems)
}

const mapOf = (sources: readonly Source[]): ReadonlyMap<string, Source> =>
  new Map(sources.map(source => [source.path, source]))

const sourcesIn = <N extends Numeric>({ program, options }: Sweeping<N>): readonly Source[] => [
  ...program.typed.resolved.sources.values(),
  ...(options.settingSources ?? []),
]

const solvingOf = ({
  for: concept,
  all = false,
  method,
}: SweepCommandOptions): Sweeping<number>['solving'] =>
  concept === undefined ? undefined : { concept, all, ...(method === undefined ? {} : { method }) }

type Help = Crew<SweepTask, SweepAnswer>

/** Threads that answer; where there are none to be had the command does so itself. */
const crewFor = (
  { crew: hiring }: Io,
  places: number,
  { threads }: SweepCommandOptions,
  answer: (task: SweepTask) => SweepAnswer,
  lost: (task: SweepTask, error: unknown) => SweepAnswer,
): Help => {
  if (hiring === undefined) return { ask: async task => answer(task), dismiss: () => undefined }
  const usual = Math.min(hiring.threads, Math.floor(places / leastForThread))
  return crew(Math.max(1, Math.min(threads ?? usual, places)), hiring.hire, lost)
}

interface Sweep<N extends Numeric> {
  readonly plan: SweepPlan
  readonly places: readonly Place[]
  readonly progress: AnswerOptions<N>['progress']
  readonly options: SweepCommandOptions
  readonly scalar: Scalar<N>
}

/** What is found, in the order of places; all of it, or what there was when the user had enough. */
interface Swept {
  readonly answers: readonly { readonly place: Place; readonly answer: SweepAnswer }[]
  readonly thresholds: readonly SweepThreshold[]
  readonly isInterrupted: boolean
}

const swept = async <N extends Numeric>(io: Io, help: Help, sweep: Sweep<N>): Promise<Swept> => {
  const { places, options } = sweep
  const answers = new Map<number, SweepAnswer>()
  const thresholds: SweepThreshold[] = []
  const lines = linesOf(io, options, answers)
  const work = async (): Promise<void> => {
    await everyPlace(help, sweep, answers, lines)
    if (options.threshold === true) await everyThreshold(help, sweep, answers, thresholds)
  }
  const interrupted = io.crew?.interrupted().then(() => true)
  const isInterrupted = await Promise.race([
    work().then(() => false),
    ...(interrupted === undefined ? [] : [interrupted]),
  ])
  lines.rest()
  return {
    answers: places.flatMap((place, k) => {
      const answer = answers.get(k)
      return answer === undefined ? [] : [{ place, answer }]
    }),
    thresholds,
    isInterrupted,
  }
}

/** Writes what is found where lines are wanted, in order: as far as there is no gap, and in the end what is left. */
const linesOf = (
  io: Io,
  { json = false }: SweepCommandOptions,
  answers: ReadonlyMap<number, SweepAnswer>,
) => {
  let written = 0
  const write = ({ point }: SweepAnswer): void => {
    if (json) io.out(`${sweepJsonLine(point)}\n`)
  }
  return {
    ready: (): void => {
      for (let next = answers.get(written); next !== undefined; next = answers.get(written)) {
        write(next)
        written += 1
      }
    },
    rest: (): void => {
      for (const [k, answer] of [...answers].sort(([a], [b]) => a - b)) if (k >= written) write(answer)
    },
  }
}

/** Asks at every place. */
const everyPlace = async <N extends Numeric>(
  help: Help,
  { plan: { source }, places, progress }: Sweep<N>,
  answers: Map<number, SweepAnswer>,
  lines: ReturnType<typeof linesOf>,
): Promise<void> => {
  const tellProgress = (before: number): void =>
    progress?.question(source.path, 0, '', { before, of: places.length, unit: 'place' })
  tellProgress(0)
  await Promise.all(
    places.map(async (place, k) => {
      answers.set(k, await help.ask({ place }))
      tellProgress(answers.size)
      lines.ready()
    }),
  )
}

/** Narrows down every change of a verdict between neighboring places. */
const everyThreshold = async <N extends Numeric>(
  help: Help,
  { plan: { axes, source }, places, progress, options, scalar }: Sweep<N>,
  answers: ReadonlyMap<number, SweepAnswer>,
  found: SweepThreshold[],
): Promise<void> => {
  const [axis] = axes
  if (axis === undefined) return
  const points = places.flatMap((_, k) => answers.get(k)?.point ?? [])
  const numeral = ({ numerator, denominator }: Rational) =>
    numeralOf(scalar, scalar.fromRatio(numerator, denominator))
  const changes = changesAlong(axis.values, points)
  let done = 0
  const narrowed = changes.map(async change => {
    const { strategy } = change
    const narrow = await bisect(change, options.tolerance, async n => {
      const place: Place = [[axis.name, axisValue(n)]]
      return (await help.ask({ place, ...(strategy === undefined ? {} : { strategy }) })).point
    })
    done += 1
    progress?.question(source.path, 0, '', { before: done, of: changes.length, unit: 'threshold' })
    return narrow
  })
  for (const one of narrowed) {
    const { question, below, above, lo, hi }: Threshold = await one
    const ends = { lo: numeral(lo), hi: numeral(hi) }
    found.push({
      schema: thresholdSchema,
      file: source.path,
      question,
      parameter: axis.name,
      below,
      above,
      ...ends,
    })
  }
}

interface Telling extends Swept {
  readonly plan: SweepPlan
  readonly options: SweepCommandOptions
  readonly sources: readonly Source[]
}

/** Says what was found, and how the command ends. */
const told = async (
  io: Io,
  { answers, thresholds, isInterrupted, plan: { axes, program }, options, sources }: Telling,
): Promise<ExitStatus> => {
  const points = answers.map(({ answer }) => answer.point)
  const names = axes.map(({ name }) => name)
  const errors = distinctErrors(answers.map(({ place, answer: { errors } }) => ({ place, errors })))
  const of = seriesAsked(points, options)
  const problems = [
    ...(E.isLeft(of) ? [of.left] : []),
    ...(await drawingProblems(io, points, names, E.isRight(of) ? of.right : undefined, options)),
  ]
  if (options.json === true) for (const one of thresholds) io.out(`${thresholdJsonLine(one)}\n`)
  else {
    const warnings = program.diagnostics.filter(({ severity }) => severity !== 'error')
    tell(io, warnings, mapOf(sources), options)
    for (const error of errors)
      tell(io, [placed(error)], mapOf([...sources, ...sourcesOf(error.place)]), options)
    const style = styleOfReports(io, options)
    if (options.svg !== '-')
      io.out(sweepText(points, thresholds, { style, names, of: E.isRight(of) ? of.right : undefined }))
  }
  tell(io, problems, new Map(), options)
  if (isInterrupted) return exitStatus.interrupted
  return worst([statusOfDiagnostics(errors.map(({ error }) => error)), statusOfDiagnostics(problems)])
}

/** The error with the place where it was met first. */
const placed = ({ error, place, places }: SweepError): Diagnostic => {
  const where = place.map(([name, { text }]) => `${name} = ${text}`).join(', ')
  return {
    ...error,
    explanation: [
      ...error.explanation,
      `Met at ${where}${places > 1 ? `, and so or alike at ${places - 1} more of the places` : ''}.`,
    ],
  }
}

const seriesAsked = (
  points: readonly SweepPoint[],
  { of }: SweepCommandOptions,
): E.Either<Diagnostic, Series | undefined> => {
  if (of === undefined) return E.right(undefined)
  const all = seriesOf(points)
  const series = seriesNamed(all, of)
  if (series !== undefined) return E.right(series)
  const known = all.map(({ name }) => `\`${name}\``).join(', ')
  return E.left(
    diagnostic('G7005', `--of: there is no number \`${of}\``, {
      explanation: [known === '' ? 'There is none at all.' : `There are ${known}.`],
    }),
  )
}

const drawingProblems = async (
  io: Io,
  points: readonly SweepPoint[],
  names: readonly string[],
  of: Series | undefined,
  { svg, of: asked }: SweepCommandOptions,
): Promise<readonly Diagnostic[]> => {
  if (svg === undefined || (asked !== undefined && of === undefined)) return []
  const drawn = await sweepPicture(points, names, of)
  return 'problem' in drawn ? [diagnostic('G7005', `--svg: ${drawn.problem}`)] : deliver(io, svg, drawn.svg)
}
