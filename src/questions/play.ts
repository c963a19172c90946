/** The distribution of the play under one strategy, enumerated or drawn. */
import * as E from 'fp-ts/lib/Either.js'
import { outcomesOf, payoffOf, playersOf } from '../compile/play.ts'
import type { CompiledStrategy } from '../compile/program.ts'
import { playOf } from '../compile/toGame.ts'
import type { Numeric } from '../core/value.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/suggest.ts'
import type { Outcome } from '../game/game.ts'
import { classes } from '../markov/classes.ts'
import { finite } from '../markov/finite.ts'
import { sampling } from '../markov/sampling.ts'
import type { Weighted } from '../markov/stochastic.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { total } from '../markov/weighted.ts'
import { numeralOf } from '../report/numeral.ts'
import { type PlayReport, playSchema } from '../report/play.ts'
import { diagnosticRecord } from '../report/record.ts'
import { positionAt, type Source } from '../source/source.ts'
import { type AnswerOptions, type Prepared, prepare, tidy } from './answer.ts'
import type { TypedProgram } from './typedProgram.ts'

export interface PlayOptions<N extends Numeric> extends AnswerOptions<N> {
  /** How many plays are drawn; all plays are enumerated where this is absent. */
  readonly samples?: number
  readonly seed: bigint
}

export interface Played {
  /** Absent where the strategy cannot be played. */
  readonly report: PlayReport | undefined
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: ReadonlyMap<string, Source>
}

/** Plays the strategy selected, or the only one there is. */
export const play = <N extends Numeric>(
  file: string,
  program: TypedProgram,
  options: PlayOptions<N>,
): Played => {
  const prepared = prepare(program, options)
  const { sources } = prepared
  const chosen = choose(prepared, options)
  const found = E.isLeft(chosen) ? chosen : playOne(file, prepared, chosen.right, options)
  const diagnostics = tidy(prepared, [...prepared.diagnostics, ...(E.isLeft(found) ? found.left : [])])
  const records = diagnostics.map(d => diagnosticRecord(d, path => sources.get(path)))
  return {
    report: E.isRight(found) ? { ...found.right, diagnostics: records } : undefined,
    diagnostics,
    sources,
  }
}

/** The strategy selected, or the only one there is. */
export const choose = <N extends Numeric>(
  { program, diagnostics }: Prepared<N>,
  { selection = {} }: AnswerOptions<N>,
): E.Either<readonly Diagnostic[], CompiledStrategy<N>> => {
  const { strategy: name, game } = selection
  const playable = program.strategies.filter(s => game === undefined || s.gameName === game)
  const [only, ...others] = playable.filter(s => name === undefined || s.name === name)
  if (only !== undefined && others.length === 0) return E.right(only)
  const isBroken = diagnostics.some(({ severity }) => severity === 'error')
  if (only === undefined && isBroken) return E.left([])
  const names = playable.map(s => s.name)
  const known = names.map(n => `\`${n}\``).join(', ')
  const title =
    name !== undefined ? `there is no strategy \`${name}\` to play` : 'which strategy to play is not said'
  return E.left([
    diagnostic('G7005', names.length === 0 && name === undefined ? 'there is no strategy to play' : title, {
      explanation: names.length === 0 ? [] : [`There ${names.length === 1 ? 'is' : 'are'} ${known}.`],
      hint: (name === undefined ? undefined : didYouMean(name, names)) ?? 'choose one with `--strategy NAME`',
    }),
  ])
}

const playOne = <N extends Numeric>(
  file: string,
  { asking, program, notation, sources }: Prepared<N>,
  strategy: CompiledStrategy<N>,
  options: PlayOptions<N>,
): E.Either<readonly Diagnostic[], PlayReport> => {
  const { closed, span } = strategy
  if (E.isLeft(closed)) return E.left([closed.left])
  const { samples, seed, scalar } = options
  const { budget } = asking
  const source = sources.get(span.path)
  const line = source === undefined ? 0 : positionAt(source, span.start).line
  options.progress?.question(file, line, `play ${strategy.name}`)
  budget.renew()
  const outcomes = program.attempt(span, () =>
    samples === undefined
      ? outcomesOf(finite(scalar, budget), closed.right, strategy.profile)
      : outcomesOf(sampling({ scalar, budget, samples, seed }), closed.right, strategy.profile),
  )
  if (E.isLeft(outcomes)) return E.left([outcomes.left])
  const players = playersOf(closed.right, outcomes.right)
  const payoffsIn = (some: Weighted<N, Outcome<N>>) =>
    Object.fromEntries(players.map(p => [p, numeralOf(scalar, payoffOf(scalar, some, p))]))
  return E.right({
    schema: playSchema,
    file,
    game: strategy.gameName,
    strategy: strategy.name,
    exact: scalar.exact,
    ...(samples === undefined ? {} : { samples, seed: String(seed) }),
    payoffs: payoffsIn(outcomes.right),
    outcomes: byPlay(strategy, outcomes.right).map(({ seen, members }) => {
      const probability = total(scalar, members)
      const conditional = members.map(([o, p]) => [o, scalar.div(p, probability)] as const)
      return {
        play: notation.show(seen),
        probability: numeralOf(scalar, probability),
        payoffs: payoffsIn(conditional),
      }
    }),
    diagnostics: [],
  })
}

/** Outcomes with the same play together, in order of appearance. */
const byPlay = <N extends Numeric>({ playIsList }: CompiledStrategy<N>, outcomes: Weighted<N, Outcome<N>>) =>
  classes(
    outcomes.map(outcome => ({ outcome, seen: playOf<N>(outcome[0].trace.names, playIsList) })),
    ({ seen }) => structuralKey(seen),
  ).map(({ first, members }) => ({ seen: first.seen, members: members.map(({ outcome }) => outcome) }))
