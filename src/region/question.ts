/** `coplay region`: a program asked for which values of its parameters a strategy is an equilibrium. */
import * as E from 'fp-ts/lib/Either.js'
import type { ClosedLanguageGame, CompiledStrategy } from '../compile/program.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/suggest.ts'
import { exact, type Rational } from '../markov/rational.ts'
import { type AnswerOptions, type Prepared, prepare, tidy } from '../questions/answer.ts'
import { choose } from '../questions/play.ts'
import type { TypedProgram } from '../questions/typedProgram.ts'
import { diagnosticRecord } from '../report/record.ts'
import type { RegionReport } from '../report/region.ts'
import type { Source } from '../source/source.ts'
import { parameter } from './affine.ts'
import { type Forms, formsIn } from './forms.ts'
import { placed } from './placed.ts'
import { recordOf } from './record.ts'
import { type Region, region } from './region.ts'

export interface RegionOptions extends Omit<AnswerOptions<Rational>, 'scalar' | 'standIn' | 'adapt'> {
  /** The names of the parameters. */
  readonly over: readonly string[]
}

export interface Regional {
  /** Absent where there is none to tell. */
  readonly answer: { readonly region: Region; readonly declared: readonly Rational[] } | undefined
  readonly report: RegionReport | undefined
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: ReadonlyMap<string, Source>
}

/** The region of the strategy selected, or of the only one there is. */
export const regionOf = (file: string, program: TypedProgram, options: RegionOptions): Regional => {
  const { over } = options
  const forms = formsIn(over)
  const declared = new Map<string, Rational>()
  const prepared = prepare(program, {
    ...options,
    scalar: forms.affine.scalar,
    adapt: forms.adapt,
    standIn: (name, value) => {
      const index = over.indexOf(name)
      declared.set(name, value)
      return index < 0 ? undefined : parameter(forms.affine, index)
    },
  })
  const { sources } = prepared
  const found = answerOf(file, prepared, options, { forms, declared })
  const said = E.isLeft(found)
    ? [...prepared.diagnostics, ...found.left]
    : // What else in the file cannot be computed for all parameters was not asked about.
      prepared.diagnostics.filter(({ code }) => code !== 'G5110')
  const diagnostics = tidy(prepared, said)
  const records = diagnostics.map(d => diagnosticRecord(d, path => sources.get(path)))
  return {
    answer: E.isRight(found) ? found.right : undefined,
    report: E.isRight(found) ? { ...found.right.report, diagnostics: records } : undefined,
    diagnostics,
    sources,
  }
}

interface Given {
  readonly forms: Forms
  readonly declared: ReadonlyMap<string, Rational>
}

type Found = E.Either<
  readonly Diagnostic[],
  { readonly region: Region; readonly declared: readonly Rational[]; readonly report: RegionReport }
>

const answerOf = (
  file: string,
  prepared: Prepared<Rational>,
  options: RegionOptions,
  { forms, declared }: Given,
): Found => {
  const unknown = options.over.flatMap(name => parameterProblem(name, [...declared.keys()]))
  if (unknown.length > 0) return E.left(unknown)
  const chosen = choose(prepared, { ...options, scalar: forms.affine.scalar })
  if (E.isLeft(chosen)) return chosen
  const strategy = chosen.right
  const closed = closedGame(prepared, strategy)
  if (E.isLeft(closed)) return E.left([closed.left])
  const epsilon = options.epsilon ?? exact.zero
  const { budget } = prepared.asking
  options.progress?.question(file, 0, `region of ${strategy.name}`)
  budget.renew()
  const found = prepared.program.attempt(strategy.span, () =>
    placed(strategy, () =>
      region(options.over.length, {
        scalar: forms.affine.scalar,
        budget,
        game: closed.right,
        profile: strategy.profile,
        epsilon,
      }),
    ),
  )
  if (E.isLeft(found)) return E.left([found.left])
  const values = options.over.map(name => declared.get(name) ?? exact.zero)
  const { name, gameName: game } = strategy
  const asked = { file, game, strategy: name, over: options.over, declared: values, epsilon }
  return E.right({
    region: found.right,
    declared: values,
    report: recordOf(asked, found.right, forms.affine, prepared.notation.show),
  })
}

/** The game of the strategy; an open one in the context of the first question that gives it one. */
const closedGame = (
  { program }: Prepared<Rational>,
  { name, gameName, closed }: CompiledStrategy<Rational>,
): E.Either<Diagnostic, ClosedLanguageGame<Rational>> => {
  if (E.isRight(closed)) return closed
  for (const question of program.questions)
    if (
      question.kind === 'check' &&
      question.strategy.name === name &&
      question.strategy.gameName === gameName
    )
      if (E.isRight(question.closed)) return question.closed
  return closed
}

const parameterProblem = (name: string, names: readonly string[]): readonly Diagnostic[] =>
  names.includes(name)
    ? []
    : [
        diagnostic('G4109', `the program has no parameter \`${name}\` that is a number`, {
          explanation:
            names.length === 0 ? [] : [`There ${names.length === 1 ? 'is' : 'are'} ${list(names)}.`],
          hint: didYouMean(name, names),
        }),
      ]

const list = (names: readonly string[]): string => names.map(name => `\`${name}\``).join(', ')
