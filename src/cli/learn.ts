/** `coplay learn`: learners that play a game again and again, and what is measured of it. */
import { InvalidArgumentError } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { isGambitSource, openGambit } from '../gambit/open.ts'
import { tieRules } from '../learning/fictitiousPlay.ts'
import { type LearnerChoice, learnerNames, settingsOf } from '../learning/learners.ts'
import type { Played } from '../learning/point.ts'
import { double } from '../markov/double.ts'
import { type Allowance, allowance } from '../questions/allowance.ts'
import { prepare, tidy } from '../questions/answer.ts'
import { type Learned, learn } from '../questions/learn.ts'
import { type Learnable, learnableForm, learnableGame } from '../questions/learnable.ts'
import { checkForm, checkLearned } from '../questions/learnCheck.ts'
import { oneGame } from '../questions/oneGame.ts'
import { typedProgram } from '../questions/typedProgram.ts'
import {
  type CheckedRecord,
  type LearnedRecord,
  learningLine,
  learningSchema,
  type PointRecord,
} from '../report/learn.ts'
import { learnPicture } from '../report/learnPicture.ts'
import { headline, learnedText } from '../report/learnText.ts'
import { diagnosticRecord } from '../report/record.ts'
import type { Source } from '../source/source.ts'
import { deliver } from './deliver.ts'
import { type ExitStatus, exitStatus, statusOfDiagnostics, worst } from './exitStatus.ts'
import type { Io } from './io.ts'
import { answerOptions, type RunOptions } from './options.ts'
import { importReader, readSource } from './sources.ts'
import { styleOfReports, tell } from './terminal.ts'

export interface LearnCommandOptions extends RunOptions {
  readonly by: LearnerChoice
  readonly player?: ReadonlyMap<string, LearnerChoice>
  readonly rounds: number
  readonly seed: bigint
  readonly points?: number
  readonly expected?: boolean
  readonly check?: CheckedRecord['of']
  readonly svg?: string
}

const invalid = (reason: string): never => {
  throw new InvalidArgumentError(reason)
}

/** `NAME`, or `NAME,rate=0.1,ties=even`. */
export const learner = (text: string): LearnerChoice => {
  const [given = '', ...settings] = text.split(',')
  const name = learnerNames.find(one => one === given)
  if (name === undefined) return invalid(`It must be one of ${learnerNames.join(', ')}.`)
  return settings.reduce<LearnerChoice>(withSetting, { name })
}

const withSetting = (choice: LearnerChoice, setting: string): LearnerChoice => {
  const [given = '', value = ''] = setting.split('=')
  const own = settingsOf(choice.name)
  const key = own.find(one => one === given)
  if (key === undefined)
    return invalid(
      own.length === 0
        ? `Nothing follows ${choice.name}.`
        : `What follows ${choice.name} is ${own.map(one => `${one}=`).join(' or ')}.`,
    )
  if (key === 'exploration') return { ...choice, exploration: share(value) }
  if (key !== 'ties') return { ...choice, [key]: positive(value) }
  const ties = tieRules.find(rule => rule === value)
  return ties === undefined ? invalid(`ties must be one of ${tieRules.join(', ')}.`) : { ...choice, ties }
}

const positive = (text: string): number => {
  const n = Number(text)
  return text.trim() !== '' && Number.isFinite(n) && n > 0 ? n : invalid(`${text} must be a number above 0.`)
}

const share = (text: string): number => {
  const n = positive(text)
  return n <= 1 ? n : invalid(`${text} must be at most 1.`)
}

/** `PLAYER=LEARNER`; may be repeated. */
export const playerLearner = (
  text: string,
  before: ReadonlyMap<string, LearnerChoice> = new Map(),
): ReadonlyMap<string, LearnerChoice> => {
  const at = text.indexOf('=')
  if (at <= 0) return invalid('It must be PLAYER=LEARNER.')
  const name = text.slice(0, at)
  if (before.has(name)) return invalid(`${name} is given twice.`)
  return new Map([...before, [name, learner(text.slice(at + 1))]])
}

interface Opened {
  /** Nothing where the diagnostics say why. */
  readonly game?: Learnable
  /** What its measures spend of, too. */
  readonly budget?: Allowance
  readonly check?: (of: CheckedRecord['of'], played: Played) => E.Either<Diagnostic, CheckedRecord>
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: ReadonlyMap<string, Source>
}

/** Lets learners play the game of one file. Whatever comes of it holds: nothing was claimed. */
export const learnFile = (io: Io, path: string, options: LearnCommandOptions): ExitStatus => {
  const { json = false, quiet = false } = options
  const opened = open(io, path, options)
  const progress = io.progress({ limit: options.steps, isJson: json, isQuiet: quiet })
  progress.question(path, 0, 'learn')
  const curve: PointRecord[] = []
  const learned =
    opened.game === undefined
      ? undefined
      : learn(
          opened.budget ?? allowance(options.steps, progress.spent),
          path,
          opened.game,
          {
            ...{ by: options.by, players: options.player ?? new Map() },
            ...{ rounds: options.rounds, seed: options.seed },
            ...(options.points === undefined ? {} : { points: options.points }),
            ...(options.expected === true ? { meeting: 'expected' as const } : {}),
          },
          point => {
            curve.push(point)
            if (json) io.out(`${learningLine(point)}\n`)
          },
        )
  const found = learned !== undefined && E.isRight(learned) ? learned.right : undefined
  const checked = found === undefined ? undefined : checkOf(opened, found, options)
  const record =
    found?.record === undefined || checked === undefined || E.isLeft(checked)
      ? found?.record
      : { ...found.record, checked: checked.right }
  const diagnostics = [
    ...opened.diagnostics,
    ...[learned, checked].flatMap(one => (one !== undefined && E.isLeft(one) ? [one.left] : [])),
    ...(record === undefined || options.svg === undefined
      ? []
      : deliver(io, options.svg, learnPicture(curve, headline(record)))),
  ]
  if (json) io.out(`${lastLine(path, record, diagnostics, opened.sources)}\n`)
  else {
    tell(io, diagnostics, opened.sources, options)
    if (record !== undefined) io.out(learnedText(record, styleOfReports(io, options)))
  }
  return worst([
    statusOfDiagnostics(diagnostics),
    found?.run.isStopped === true ? exitStatus.limitHit : exitStatus.holds,
  ])
}

/** What the checker says of the last point, where it is asked. */
const checkOf = (
  { check }: Opened,
  { run }: Learned,
  { check: of }: LearnCommandOptions,
): E.Either<Diagnostic, CheckedRecord> | undefined => {
  const last = run.points.at(-1)
  if (of === undefined || last === undefined) return undefined
  return check?.(of, of === 'average' ? last.average : last.current)
}

const lastLine = (
  file: string,
  record: LearnedRecord | undefined,
  diagnostics: readonly Diagnostic[],
  sources: Opened['sources'],
): string =>
  learningLine(
    record ?? {
      ...{ schema: learningSchema, kind: 'failed', file },
      diagnostics: diagnostics.map(one => diagnosticRecord(one, at => sources.get(at))),
    },
  )

const open = (io: Io, path: string, options: LearnCommandOptions): Opened => {
  const none: Opened['sources'] = new Map()
  const source = readSource(io, path)
  if (E.isLeft(source)) return { diagnostics: [source.left], sources: none }
  const own = new Map([[source.right.path, source.right]])
  if (isGambitSource(source.right)) {
    const read = openGambit(source.right)
    if (E.isLeft(read)) return { diagnostics: read.left, sources: own }
    const game = learnableForm(read.right.game)
    const check = (of: CheckedRecord['of'], played: Played) => E.right(checkForm(game, of, played))
    return { game, check, diagnostics: read.right.diagnostics, sources: own }
  }
  const answering = answerOptions(io, double, options)
  if (E.isLeft(answering)) return { diagnostics: answering.left.problems, sources: none }
  const prepared = prepare(typedProgram(source.right, importReader(io.disk)), answering.right)
  const told = (more: readonly Diagnostic[]): Opened => ({
    diagnostics: tidy(prepared, [...prepared.diagnostics, ...more]),
    sources: prepared.sources,
  })
  const meant = oneGame(prepared, answering.right.selection ?? {})
  if (E.isLeft(meant)) return told(meant.left)
  prepared.asking.budget.renew()
  const made = learnableGame(prepared, meant.right)
  if (E.isLeft(made)) return told([made.left])
  prepared.asking.budget.renew()
  const game = made.right
  return {
    ...told([]),
    game,
    budget: prepared.asking.budget,
    check: (of, played) => {
      prepared.asking.budget.renew()
      return checkLearned(prepared, meant.right, game, of, played)
    },
  }
}
