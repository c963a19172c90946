/** `coplay sweep`: the questions of a file at many values of its parameters. */
import { InvalidArgumentError } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Numeric } from '../core/value.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { type FloatSolver, loadHighs } from '../linear/highs.ts'
import { double } from '../markov/double.ts'
import { exact, type Rational, rational } from '../markov/rational.ts'
import type { Scalar } from '../markov/scalar.ts'
import { type Answered, type AnswerOptions, judgeCertain } from '../questions/answer.ts'
import type { SolveOptions } from '../questions/solving.ts'
import { typedProgram } from '../questions/typedProgram.ts'
import { numeralOf, ratioOf } from '../report/numeral.ts'
import { type SweepPoint, sweepJsonLine, sweepPoint, type ThresholdRecord } from '../report/sweep.ts'
import { sweepPicture } from '../report/sweepPicture.ts'
import { sweepText } from '../report/sweepText.ts'
import type { Method, SolvedConcept } from '../solver/search.ts'
import type { Source } from '../source/source.ts'
import { type Axis, axisOf, axisValue, mostPoints } from '../sweep/axis.ts'
import { answerAt, distinctErrors, type Place, placesOf, type Sweeping } from '../sweep/sweep.ts'
import { bisect, type Threshold } from '../sweep/threshold.ts'
import { type ExitStatus, exitStatus, statusOfDiagnostics, worst } from './exitStatus.ts'
import { notWritten } from './fileErrors.ts'
import type { Io } from './io.ts'
import { answerOptions, type RunOptions, type Setting } from './options.ts'
import { importReader, readSource } from './sources.ts'
import { styleOfReports, tell } from './terminal.ts'

export interface SweepCommandOptions extends RunOptions {
  readonly for?: SolvedConcept
  readonly method?: Method
  readonly all?: boolean
  readonly threshold?: boolean
  readonly tolerance: Rational
  readonly svg?: string
  readonly of?: string
  readonly threads?: number
  /** The places that this run answers, as one of several: `1/4` those whose number leaves 1 when divided by 4. */
  readonly part?: Part
}

export interface Part {
  readonly index: number
  readonly of: number
}

/** A sweep that can be begun. */
interface Plan {
  readonly axes: readonly Axis[]
  readonly source: Source
  readonly fixed: readonly Setting[]
}

/** Sweeps the parameters of one file. Status: 0 whatever the verdicts are, 2 and 3 where a place had an error or a limit. */
export const sweepFile = async (io: Io, path: string, options: SweepCommandOptions): Promise<ExitStatus> => {
  const plan = planOf(io, path, options)
  if (E.isLeft(plan)) {
    tell(io, plan.left, new Map(), options)
    return exitStatus.wrongInput
  }
  const floats = options.for === undefined ? undefined : await loadHighs()
  return options.exact === true
    ? sweepIn(io, exact, plan.right, options, floats)
    : sweepIn(io, double, plan.right, options, floats, judgeCertain)
}

const wrong = (title: string, hint: string): E.Either<readonly Diagnostic[], never> =>
  E.left([diagnostic('G7005', title, { hint })])

const planOf = (
  io: Io,
  path: string,
  { set = [], threshold = false }: SweepCommandOptions,
): E.Either<readonly Diagnostic[], Plan> => {
  const source = readSource(io, path)
  if (E.isLeft(source)) return E.left([source.left])
  const axes: Axis[] = []
  const fixed: Setting[] = []
  for (const setting of set) {
    const axis = axisOf(setting.name, setting.text)
    if (E.isLeft(axis))
      return wrong(`--set ${axis.left}`, 'write `--set p=0..1:0.05` or `--set "p=[1, 2, 5]"`')
    if (axis.right === undefined) fixed.push(setting)
    else axes.push(axis.right)
  }
  const [first] = axes
  if (first === undefined)
    return wrong(
      'sweep: no parameter has several values',
      'write `--set p=0..1:0.05` or `--set "p=[1, 2, 5]"`',
    )
  if (axes.length > 2)
    return wrong('sweep: more than two parameters', 'sweep two, and set the others to one value')
  if (axes.reduce((product, { values }) => product * values.length, 1) > mostPoints)
    return wrong(`sweep: more than ${mostPoints} points`, 'take a larger step')
  if (threshold && (axes.length > 1 || first.values.some(({ number }) => number === undefined)))
    return wrong(
      '--threshold: it needs one parameter, which is a number',
      'sweep one parameter, as `--set p=0..1:0.1`',
    )
  return E.right({ axes, source: source.right, fixed })
}

const sweepIn = async <N extends Numeric>(
  io: Io,
  scalar: Scalar<N>,
  { axes, source, fixed }: Plan,
  options: SweepCommandOptions,
  floats: FloatSolver | undefined,
  judging?: AnswerOptions<N>['judging'],
): Promise<ExitStatus> => {
  const answering = answerOptions(io, scalar, { ...options, set: fixed })
  if (E.isLeft(answering)) {
    tell(io, answering.left.problems, new Map(answering.left.sources.map(each => [each.path, each])), options)
    return exitStatus.wrongInput
  }
  const sweeping: Sweeping<N> = {
    file: source.path,
    program: typedProgram(source, importReader(io.disk)),
    options: {
      ...answering.right,
      ...(judging === undefined ? {} : { judging }),
      ...(floats === undefined ? {} : { floats }),
    },
    solving: solvingOf(options),
  }
  const places = placesOf(axes)
  const threads = threadsOf(io, places.length, options)
  const { points, answers, statuses } =
    threads === 1
      ? answeredHere(io, sweeping, places, options)
      : await answeredByMany(io, sweeping, places, threads, options)
  if (options.part !== undefined) return worst(statuses)
  const thresholds =
    options.threshold === true ? thresholdsOf(withoutProgress(sweeping), axes, points, options.tolerance) : []
  const told = thresholds.map((each): ThresholdRecord => thresholdRecord(scalar, axes, each))
  const errors = distinctErrors(answers.flatMap(({ diagnostics }) => diagnostics))
  const drawn = await drawingProblems(io, points, axes, options)
  const names = axes.map(({ name }) => name)
  if (options.json === true)
    for (const each of told) io.out(`${JSON.stringify({ schema: 'coplay/threshold@1', ...each })}\n`)
  else {
    const sources = new Map(answers.flatMap(({ sources }) => [...sources]))
    tell(io, [...errors, ...drawn], sources, options)
    io.out(sweepText(points, names, told, styleOfReports(io, options)))
  }
  return worst([...statuses, statusOfDiagnostics(drawn)])
}

/** What was found at places, in their order. */
interface Found {
  readonly points: readonly SweepPoint[]
  /** What was answered, of places that had an error of their own at least. */
  readonly answers: readonly Answered[]
  readonly statuses: readonly ExitStatus[]
}

const answeredHere = <N extends Numeric>(
  io: Io,
  sweeping: Sweeping<N>,
  places: readonly Place[],
  { part, json = false }: SweepCommandOptions,
): Found => {
  const points: SweepPoint[] = []
  const answers: Answered[] = []
  for (const [k, place] of places.entries()) {
    if (part !== undefined && k % part.of !== part.index) continue
    sweeping.options.progress?.question(sweeping.file, 0, 'sweep', { before: k, of: places.length })
    const { point, answered } = answerAt(withoutProgress(sweeping), place)
    points.push(point)
    answers.push(answered)
    if (json || part !== undefined) io.out(`${sweepJsonLine(point)}\n`)
  }
  return { points, answers, statuses: answers.map(({ diagnostics }) => statusOfDiagnostics(diagnostics)) }
}

/** Places below which another thread takes longer to start than it helps. */
const leastForThread = 24

const threadsOf = (io: Io, places: number, { part, threads }: SweepCommandOptions): number => {
  if (part !== undefined || io.hire === undefined) return 1
  return threads ?? Math.max(1, Math.min(io.threads ?? 1, Math.floor(places / leastForThread)))
}

/** The places dealt out to threads, each of which runs this command for its part. */
const answeredByMany = async <N extends Numeric>(
  io: Io,
  sweeping: Sweeping<N>,
  places: readonly Place[],
  threads: number,
  { json = false }: SweepCommandOptions,
): Promise<Found> => {
  const points = new Map<number, SweepPoint>()
  const came = Array.from({ length: threads }, () => 0)
  let told = 0
  const statuses = await io.hire?.(
    came.map((_, index) => ['--part', `${index}/${threads}`]),
    (index, line) => {
      const found = sweepPoint.decode(JSON.parse(line))
      if (E.isLeft(found)) return
      points.set(index + (came[index] ?? 0) * threads, found.right)
      came[index] = (came[index] ?? 0) + 1
      sweeping.options.progress?.question(sweeping.file, 0, 'sweep', {
        before: points.size,
        of: places.length,
      })
      for (let next = points.get(told); next !== undefined; next = points.get(told)) {
        if (json) io.out(`${sweepJsonLine(next)}\n`)
        told += 1
      }
    },
  )
  const all = places.flatMap((_, k) => points.get(k) ?? [])
  // Errors are told with their place in the text, which only answering knows: one place for each kind of them.
  const seen = new Set<string>()
  const answers = places.flatMap((place, k) => {
    const errors = (points.get(k)?.diagnostics ?? []).filter(({ severity }) => severity === 'error')
    const places = errors.map(({ code, start }) => `${code} ${start?.offset ?? ''}`)
    const fresh = places.filter(each => !seen.has(each))
    for (const each of fresh) seen.add(each)
    return fresh.length === 0 ? [] : [answerAt(withoutProgress(sweeping), place).answered]
  })
  return { points: all, answers, statuses: statuses ?? [] }
}

/** `1/4` */
export const part = (text: string): Part => {
  const [index, of] = text.split('/').map(Number)
  if (index === undefined || of === undefined || !(index >= 0 && index < of))
    throw new InvalidArgumentError('It must be INDEX/OF.')
  return { index, of }
}

/** A positive number, as small as one likes. */
export const toleranceOf = (text: string): Rational => {
  const ratio = ratioOf(text)
  if (O.isNone(ratio) || ratio.value.numerator <= 0n)
    throw new InvalidArgumentError('It must be a number, more than 0.')
  return ratio.value
}

/** What is known of a threshold where nobody says: a billionth. */
export const usualTolerance = rational(1n, 10n ** 9n)

/** The places are counted, not the questions at each. */
const withoutProgress = <N extends Numeric>(sweeping: Sweeping<N>): Sweeping<N> => {
  const { progress, ...options } = sweeping.options
  return progress === undefined
    ? sweeping
    : { ...sweeping, options: { ...options, progress: { question: () => undefined, spent: progress.spent } } }
}

const solvingOf = ({ for: concept, all = false, method }: SweepCommandOptions): SolveOptions | undefined =>
  concept === undefined ? undefined : { concept, all, ...(method === undefined ? {} : { method }) }

/** Every change of a verdict between neighboring points, narrowed down. */
const thresholdsOf = <N extends Numeric>(
  sweeping: Sweeping<N>,
  [axis]: readonly Axis[],
  points: readonly SweepPoint[],
  tolerance: Rational,
): readonly Threshold[] => {
  if (axis === undefined) return []
  const found: Threshold[] = []
  for (const [k, right] of axis.values.entries()) {
    const left = axis.values[k - 1]
    const [before, after] = [points[k - 1], points[k]]
    if (
      left?.number === undefined ||
      right.number === undefined ||
      before === undefined ||
      after === undefined
    )
      continue
    for (const [question, below] of verdictsOf(before)) {
      const above = verdictsOf(after).get(question)
      if (above === undefined || above === below) continue
      const change = { question, below, above, lo: left.number, hi: right.number }
      const strategy = before.checks.find(check => questionOf(check) === question)?.strategy
      const asked = strategy === undefined ? sweeping : onlyAbout(sweeping, strategy)
      found.push(
        bisect(change, tolerance, n => {
          const place: Place = [[axis.name, axisValue(n)]]
          return verdictsOf(answerAt(asked, place).point).get(question)
        }),
      )
    }
  }
  return found
}

const questionOf = ({ strategy, game, concept }: SweepPoint['checks'][number]): string =>
  `${strategy} for ${game} is ${concept}`

/** The same sweep with no questions but those about a strategy. */
const onlyAbout = <N extends Numeric>(sweeping: Sweeping<N>, strategy: string): Sweeping<N> => ({
  ...sweeping,
  options: { ...sweeping.options, selection: { ...sweeping.options.selection, strategy } },
})

/** What is answered, in words, by question. */
const verdictsOf = ({ checks, searches = [] }: SweepPoint): ReadonlyMap<string, string> =>
  new Map([
    ...checks.map((check): [string, string] => [
      questionOf(check),
      check.holds === null ? 'not settled' : check.holds ? 'holds' : 'does not hold',
    ]),
    ...searches.map(({ game, concept, found }): [string, string] => [
      `${game} for ${concept}`,
      `${found} found`,
    ]),
  ])

const thresholdRecord = <N extends Numeric>(
  scalar: Scalar<N>,
  [axis]: readonly Axis[],
  { question, below, above, lo, hi }: Threshold,
): ThresholdRecord => {
  const numeral = ({ numerator, denominator }: Rational) =>
    numeralOf(scalar, scalar.fromRatio(numerator, denominator))
  return { question, parameter: axis?.name ?? '', below, above, lo: numeral(lo), hi: numeral(hi) }
}

const drawingProblems = async (
  io: Io,
  points: readonly SweepPoint[],
  axes: readonly Axis[],
  { svg, of }: SweepCommandOptions,
): Promise<readonly Diagnostic[]> => {
  if (svg === undefined) return []
  const drawn = await sweepPicture(
    points,
    axes.map(({ name }) => name),
    of,
  )
  if ('problem' in drawn) return [diagnostic('G7005', `--svg: ${drawn.problem}`)]
  const written = io.disk.write(svg, drawn.svg)
  return E.isLeft(written) ? [notWritten(svg, written.left)] : []
}
