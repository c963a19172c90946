/** The options that commands share, and what becomes of them. */
import { type Command, InvalidArgumentError } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Settings } from '../compile/settings.ts'
import type { Numeric } from '../core/value.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import type { Rational } from '../markov/rational.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { AnswerOptions } from '../questions/answer.ts'
import { ratioOf } from '../report/numeral.ts'
import type { Source } from '../source/source.ts'
import type { Expression } from '../syntax/ast.ts'
import { parseExpression } from '../syntax/parse.ts'
import type { Io } from './io.ts'
import { leastMb, memoryOf, mostMb } from './memory.ts'
import { wholeNumberOf } from './numerals.ts'
import type { Loudness } from './terminal.ts'

/** Options of the commands that run a program. */
export interface RunOptions extends Loudness {
  readonly game?: string
  readonly strategy?: string
  readonly set?: readonly Setting[]
  readonly exact?: boolean
  readonly epsilon?: Rational
  readonly json?: boolean
  readonly steps: number
  /** In MiB. launch.ts has granted it, if it can be read. */
  readonly memory?: number
}

export interface Setting {
  readonly name: string
  readonly text: string
}

export const defaultSteps = 10_000_000

const invalid = (reason: string): never => {
  throw new InvalidArgumentError(reason)
}

/** A whole number that is exact as a double. */
export const count = (text: string): number =>
  O.match(
    () => invalid('It must be a whole number, 1 or more.'),
    (n: bigint) => Number(n),
  )(wholeNumberOf(text, 1n, BigInt(Number.MAX_SAFE_INTEGER)))

/** Seconds, above 0. */
export const seconds = (text: string): number => {
  const n = Number(text)
  return text.trim() !== '' && Number.isFinite(n) && n > 0
    ? n
    : invalid('It must be a number of seconds, above 0.')
}

/** Memory in MiB, between what a worker needs to start and what no machine has. */
export const megabytes = (text: string): number => {
  const size = memoryOf(text)
  return size ?? invalid(`It must be a whole number of MiB, from ${leastMb} to ${mostMb}.`)
}

/** The seed of a generator: 64 bits. */
export const seed = (text: string): bigint =>
  O.getOrElse<bigint>(() => invalid('It must be a whole number of at most 64 bits.'))(
    wholeNumberOf(text, -(2n ** 63n), 2n ** 64n - 1n),
  )

const tolerance = (text: string): Rational => {
  const ratio = ratioOf(text)
  if (O.isNone(ratio) || ratio.value.numerator < 0n) return invalid('It must be a number, 0 or more.')
  return ratio.value
}

const setting = (text: string, before: readonly Setting[] = []): readonly Setting[] => {
  const at = text.indexOf('=')
  const name = text.slice(0, Math.max(0, at)).trim()
  if (name === '') return invalid('It must be NAME=EXPR.')
  if (before.some(one => one.name === name)) return invalid(`${name} is set twice.`)
  return [...before, { name, text: text.slice(at + 1) }]
}

/** Adds the options of `Loudness`. */
export const addLoudness = (command: Command): Command =>
  command
    .option('--quiet', 'say only what is wrong')
    .option('--verbose', 'say everything, hints too')
    .option('--no-color', 'no colors')

/** Adds the options of `RunOptions`. */
export const addRunOptions = (command: Command): Command =>
  addLoudness(
    command
      .option('--game <name>', 'only this game')
      .option('--strategy <name>', 'only this strategy')
      .option(...settingOption)
      .option('--exact', 'compute with exact rational numbers')
      .option('--epsilon <number>', 'regret that is forgiven (default: 1e-9, or 0 with --exact)', tolerance)
      .option('--json', 'write a JSON object a file')
      .option('--steps <count>', 'the most steps that a question may take', count, defaultSteps)
      .option(...memoryOption),
  )

/** The arguments of commander for `--set`. */
export const settingOption: [
  string,
  string,
  (text: string, before?: readonly Setting[]) => readonly Setting[],
] = ['--set <name=expr>', 'give a parameter a value; may be repeated', setting]

/** The arguments of commander for `--memory`. */
export const memoryOption: [string, string, (text: string) => number] = [
  '--memory <mb>',
  'the most memory that the work may take, in MiB',
  megabytes,
]

/** The expressions that parameters are set to, or what is wrong with their syntax. */
export const settingsOf = (
  given: readonly Setting[],
): {
  readonly settings: Settings
  readonly sources: readonly Source[]
  readonly problems: readonly Diagnostic[]
} => {
  const parsed = given.map(({ name, text }) => {
    const source: Source = { path: `--set ${name}`, text }
    return { name, source, ...parseExpression(source) }
  })
  return {
    settings: new Map(parsed.map(({ name, tree }): [string, Expression] => [name, tree])),
    sources: parsed.map(({ source }) => source),
    problems: parsed.flatMap(({ diagnostics }) => diagnostics),
  }
}

/** The options of a run as the questions take them. Errors: expressions of `--set` with a wrong syntax. */
export const answerOptions = <N extends Numeric>(
  io: Io,
  scalar: Scalar<N>,
  { game, strategy, set = [], epsilon, steps, quiet = false, json = false }: RunOptions,
): E.Either<
  { readonly problems: readonly Diagnostic[]; readonly sources: readonly Source[] },
  AnswerOptions<N>
> => {
  const { settings, sources, problems } = settingsOf(set)
  if (problems.length > 0) return E.left({ problems, sources })
  return E.right({
    scalar,
    steps,
    settings,
    settingSources: sources,
    selection: {
      ...(game === undefined ? {} : { game }),
      ...(strategy === undefined ? {} : { strategy }),
    },
    ...(epsilon === undefined ? {} : { epsilon: scalar.fromRatio(epsilon.numerator, epsilon.denominator) }),
    progress: io.progress({ limit: steps, isJson: json, isQuiet: quiet }),
    ...(io.maxDepth === undefined ? {} : { maxDepth: io.maxDepth }),
    ...(io.memoryMb === undefined ? {} : { memoryMb: io.memoryMb }),
  })
}

/** G7005 for what commander has to say about the command line. */
export const optionNotUnderstood = (message: string): Diagnostic => {
  const [title = message, ...more] = message
    .replace(/^error: /, '')
    .trim()
    .split('\n')
  const guess = /^\(Did you mean (.*)\?\)$/s.exec(more.join(' ').trim())?.[1]
  return diagnostic('G7005', title.replace(/\.$/, ''), {
    hint: guess === undefined ? 'see `coplay --help`' : `did you mean \`${guess}\`?`,
  })
}
