/** The questions of a program at many values of its parameters. */
import type { Numeric } from '../core/value.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { type Answered, type AnswerOptions, answer } from '../questions/answer.ts'
import { solveProgram } from '../questions/solveProgram.ts'
import type { SolveOptions } from '../questions/solving.ts'
import type { TypedProgram } from '../questions/typedProgram.ts'
import { numeralOf } from '../report/numeral.ts'
import { type SweepPoint, sweepSchema } from '../report/sweep.ts'
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

export interface Sweeping<N extends Numeric> {
  readonly file: string
  readonly program: TypedProgram
  readonly options: AnswerOptions<N>
  /** What is searched for at each place, instead of the questions of the file. */
  readonly solving: SolveOptions | undefined
}

/** What is found at one place; what is wrong there is part of it, and the other places have their own. */
export const answerAt = <N extends Numeric>(
  { file, program, options, solving }: Sweeping<N>,
  place: Place,
): { readonly point: SweepPoint; readonly answered: Answered } => {
  const sources = place.map(([name, { text }]): Source => ({ path: `--set ${name}`, text }))
  const settings = new Map(options.settings ?? [])
  for (const [k, [name]] of place.entries()) {
    const source = sources[k]
    if (source !== undefined) settings.set(name, parseExpression(source).tree)
  }
  const asked: AnswerOptions<N> = {
    ...options,
    settings,
    settingSources: [...(options.settingSources ?? []), ...sources],
  }
  const answered =
    solving === undefined ? answer(file, program, asked) : solveProgram(file, program, asked, solving)
  return { answered, point: pointOf(options, place, answered) }
}

const pointOf = <N extends Numeric>(
  { scalar }: AnswerOptions<N>,
  place: Place,
  { report }: Answered,
): SweepPoint => ({
  ...report,
  schema: sweepSchema,
  set: Object.fromEntries(
    place.map(([name, { text, number }]) => [
      name,
      number === undefined ? text : numeralOf(scalar, scalar.fromRatio(number.numerator, number.denominator)),
    ]),
  ),
})

/** Errors, each told once though many places have it, with how many. */
export const distinctErrors = (all: readonly Diagnostic[]): readonly Diagnostic[] => {
  const met = new Map<string, { readonly first: Diagnostic; places: number }>()
  for (const each of all) {
    if (each.severity !== 'error') continue
    const { span } = each.primary ?? {}
    const key = span === undefined ? `${each.code} ${each.title}` : `${each.code} ${span.path} ${span.start}`
    const known = met.get(key)
    if (known === undefined) met.set(key, { first: each, places: 1 })
    else known.places += 1
  }
  return [...met.values()].map(({ first, places }) =>
    places === 1
      ? first
      : {
          ...first,
          explanation: [...(first.explanation ?? []), `So, or alike, at ${places} places of the sweep.`],
        },
  )
}
