/** The questions of a program at many values of its parameters. */
import type { Numeric } from '../core/value.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { type AnswerOptions, answer } from '../questions/answer.ts'
import { solveProgram } from '../questions/solveProgram.ts'
import type { SolveOptions } from '../questions/solving.ts'
import type { TypedProgram } from '../questions/typedProgram.ts'
import { numeralOf } from '../report/numeral.ts'
import { diagnosticRecord } from '../report/record.ts'
import type { CheckRecord } from '../report/report.ts'
import { type SweepCheck, type SweepPoint, sweepSchema } from '../report/sweep.ts'
import type { Source } from '../source/source.ts'
import { parseExpression } from '../syntax/parse.ts'
import type { Axis, AxisValue } from './axis.ts'

/** A value for each parameter that is swept, in the order of the axes. */
export type Place = readonly (readonly [name: string, value: AxisValue])[]

/** Every combination of values, the last axis fastest. */
export const placesOf = (axes: readonly Axis[]): readonly Place[] =>
  axes.reduce<readonly Place[]>(
    (before, { name, values }) =>
      before.flatMap(place => values.map(value => [...place, [name, value] as const])),
    [[]],
  )

/** What is to be found out at one place: of all that is asked, or of one strategy. Plain data. */
export interface SweepTask {
  readonly place: Place
  readonly strategy?: string
}

/** What is found at one place, with the errors met there. Plain data. */
export interface SweepAnswer {
  readonly point: SweepPoint
  readonly errors: readonly Diagnostic[]
}

export interface Sweeping<N extends Numeric> {
  readonly file: string
  readonly program: TypedProgram
  readonly options: AnswerOptions<N>
  /** What is searched for at each place, instead of the questions of the file. */
  readonly solving: SolveOptions | undefined
}

/** The texts that the values of a place stand in. */
export const sourcesOf = (place: Place): readonly Source[] =>
  place.map(([name, { text }]) => ({ path: `--set ${name}`, text }))

/** What is found at one place; what is wrong there is part of it, and the other places have their own. */
export const answerAt = <N extends Numeric>(
  { file, program, options, solving }: Sweeping<N>,
  { place, strategy }: SweepTask,
): SweepAnswer => {
  const settings = new Map(options.settings ?? [])
  const sources = sourcesOf(place)
  for (const [k, [name]] of place.entries()) {
    const source = sources[k]
    if (source !== undefined) settings.set(name, parseExpression(source).tree)
  }
  const asked: AnswerOptions<N> = {
    ...options,
    settings,
    settingSources: [...(options.settingSources ?? []), ...sources],
    asksChecksAlone: true,
    ...(strategy === undefined ? {} : { selection: { ...options.selection, strategy } }),
  }
  const { report, diagnostics } =
    solving === undefined ? answer(file, program, asked) : solveProgram(file, program, asked, solving)
  const point: SweepPoint = {
    schema: sweepSchema,
    file,
    set: setOf(options, place),
    checks: report.checks.map(checkOf),
    solutions: report.solutions,
    ...(report.searches === undefined ? {} : { searches: report.searches }),
    diagnostics: report.diagnostics.filter(({ severity }) => severity === 'error'),
  }
  return { point, errors: diagnostics.filter(({ severity }) => severity === 'error') }
}

/** The answer for a place at which what was to answer was lost. */
export const nothingAt = <N extends Numeric>(
  { file, options }: Pick<Sweeping<N>, 'file' | 'options'>,
  { place }: SweepTask,
  why: Diagnostic,
): SweepAnswer => ({
  point: {
    schema: sweepSchema,
    file,
    set: setOf(options, place),
    checks: [],
    solutions: [],
    diagnostics: [{ file, ...diagnosticRecord(why, () => undefined) }],
  },
  errors: [why],
})

const setOf = <N extends Numeric>({ scalar }: AnswerOptions<N>, place: Place): SweepPoint['set'] =>
  Object.fromEntries(
    place.map(([name, { text, number }]) => [
      name,
      number === undefined ? text : numeralOf(scalar, scalar.fromRatio(number.numerator, number.denominator)),
    ]),
  )

/** The check with what each player can gain, and without its information states. */
const checkOf = ({
  line,
  text,
  game,
  strategy,
  concept,
  negated,
  holds,
  payoffs,
  levels = [],
}: CheckRecord): SweepCheck => ({
  line,
  text,
  game,
  strategy,
  concept,
  negated,
  holds,
  payoffs,
  regrets: Object.fromEntries(levels.map(({ player, oneShot, joint }) => [player, joint?.lower ?? oneShot])),
})

/** An error, the first place that has it, and how many have. */
export interface SweepError {
  readonly error: Diagnostic
  readonly place: Place
  readonly places: number
}

/** Errors that many places have, each told once. */
export const distinctErrors = (
  answers: readonly { readonly place: Place; readonly errors: readonly Diagnostic[] }[],
): readonly SweepError[] => {
  const met = new Map<string, { readonly error: Diagnostic; readonly place: Place; places: number }>()
  for (const { place, errors } of answers)
    for (const error of errors) {
      const { span } = error.primary ?? {}
      const key =
        span === undefined ? `${error.code} ${error.title}` : `${error.code} ${span.path} ${span.start}`
      const known = met.get(key)
      if (known === undefined) met.set(key, { error, place, places: 1 })
      else known.places += 1
    }
  return [...met.values()]
}
