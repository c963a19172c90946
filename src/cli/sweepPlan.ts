/** What the options of `coplay sweep` come to: the axes, and what is set once and for all. */
import { InvalidArgumentError } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { isGambitSource } from '../gambit/open.ts'
import { budget } from '../markov/budget.ts'
import { type Rational, rational } from '../markov/rational.ts'
import { type TypedProgram, typedProgram } from '../questions/typedProgram.ts'
import { ratioOf } from '../report/numeral.ts'
import type { Method, SolvedConcept } from '../solver/search.ts'
import type { Source } from '../source/source.ts'
import { type Axis, axisOf, howToSweep, mostPoints } from '../sweep/axis.ts'
import type { Io } from './io.ts'
import type { RunOptions, Setting } from './options.ts'
import { importReader, readSource } from './sources.ts'

export interface SweepCommandOptions extends RunOptions {
  readonly for?: SolvedConcept
  readonly method?: Method
  readonly all?: boolean
  readonly threshold?: boolean
  readonly tolerance: Rational
  readonly svg?: string
  readonly of?: string
  readonly threads?: number
}

/** A sweep that can be begun. */
export interface SweepPlan {
  readonly axes: readonly Axis[]
  readonly source: Source
  readonly program: TypedProgram
  readonly fixed: readonly Setting[]
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

const wrong = (title: string, hint: string): E.Either<readonly Diagnostic[], never> =>
  E.left([diagnostic('G7005', title, { hint })])

/** The plan of a sweep of one file. Errors: G7005 where there is nothing to sweep or too much, and those of reading. */
export const sweepPlan = (
  io: Io,
  path: string,
  { set = [], threshold = false, steps }: SweepCommandOptions,
): E.Either<readonly Diagnostic[], SweepPlan> => {
  const source = readSource(io, path)
  if (E.isLeft(source)) return E.left([source.left])
  if (isGambitSource(source.right))
    return wrong('sweep: a file of Gambit’s has no parameters', 'sweep a .game file, which may import it')
  const program = typedProgram(source.right, importReader(io.disk))
  const context = { typed: program.typed, budget: budget(steps) }
  const axes: Axis[] = []
  const fixed: Setting[] = []
  for (const setting of set) {
    const axis = axisOf(context, setting.name, setting.text)
    if (E.isLeft(axis)) return E.left([axis.left])
    if (axis.right === undefined) fixed.push(setting)
    else axes.push(axis.right)
  }
  const [first] = axes
  if (first === undefined) return wrong('sweep: no parameter has several values', howToSweep)
  if (axes.length > 2)
    return wrong('sweep: more than two parameters', 'sweep two, and set the others to one value')
  if (axes.some(({ values }) => values.length === 0)) return wrong('sweep: an empty list', howToSweep)
  if (axes.reduce((product, { values }) => product * values.length, 1) > mostPoints)
    return wrong(`sweep: more than ${mostPoints} places`, 'take a larger step')
  if (threshold && (axes.length > 1 || first.values.some(({ number }) => number === undefined)))
    return wrong(
      '--threshold: it needs one parameter, which is a number',
      'sweep one parameter, as `--set p=0..1:0.1`',
    )
  return E.right({ axes, source: source.right, program, fixed })
}
