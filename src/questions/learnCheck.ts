/** What learners came to, put to the checker of strategies. */
import type * as E from 'fp-ts/lib/Either.js'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { check } from '../equilibrium/check.ts'
import type { Level } from '../equilibrium/verdict.ts'
import type { Gains, Played } from '../learning/point.ts'
import { double } from '../markov/double.ts'
import type { CheckedRecord } from '../report/learn.ts'
import { strategyText } from '../report/learnedStrategy.ts'
import { numeralOf } from '../report/numeral.ts'
import type { Prepared } from './answer.ts'
import { readied } from './judging.ts'
import { playedRecord } from './learn.ts'
import type { Learnable, LearnableGame } from './learnable.ts'
import type { OneGame } from './oneGame.ts'

/** Probabilities are told and checked in millionths. */
const unit = 1_000_000

/** The nearest millionths that sum to one: what rounding leaves goes to the likeliest. */
export const inMillionths = (played: Played): Played =>
  played.map(own => {
    const parts = own.map(p => Math.round(p * unit))
    const likeliest = parts.indexOf(Math.max(...parts))
    const rest = unit - parts.reduce((sum, part) => sum + part, 0)
    return parts.map((part, k) => (k === likeliest ? part + rest : part) / unit)
  })

/**
 * What the checker of `check … is equilibrium` says of a profile of a program, in millionths, with the strategy to paste.
 *
 * Errors: what the game itself fails with.
 */
export const checkLearned = (
  { asking: { means }, program }: Prepared<number>,
  { closed, name, span }: OneGame<number>,
  game: LearnableGame,
  of: CheckedRecord['of'],
  exactly: Played,
): E.Either<Diagnostic, CheckedRecord> => {
  const played = inMillionths(exactly)
  const profile = game.profile(played)
  const strategy = strategyText('learned', name, playedRecord(game, played))
  return program.attempt(span, () => {
    if (closed.forever !== undefined) return { ...judgedRecord(game, of, played), strategy }
    const { judged } = readied(means, program.trace, closed, profile)
    const {
      judgement,
      payoffs,
      levels = [],
    } = check('equilibrium', judged, {
      scalar: double,
      // So much is forgiven that every level is told.
      epsilon: 1e300,
    })
    return {
      ...{ of, strategy },
      payoffs: numerals(Object.entries(payoffs)),
      regret: numerals(levels.map(level => [level.player, regretOf(level)])),
      ...(judgement.kind === 'unknown' ? { note: 'not settled by the checker' } : {}),
    }
  })
}

/** The same of a table or a tree of Gambit's, by best replies. */
export const checkForm = (game: Learnable, of: CheckedRecord['of'], exactly: Played): CheckedRecord =>
  judgedRecord(game, of, inMillionths(exactly))

const judgedRecord = (game: Learnable, of: CheckedRecord['of'], played: Played): CheckedRecord => {
  const { payoffs, gains } = game.judge(played)
  return { of, payoffs: numbersOf(game, payoffs), regret: numbersOf(game, gains) }
}

const regretOf = ({ oneShot, joint }: Level<number>): number =>
  joint?.upper !== undefined && joint.upper > oneShot ? joint.upper : oneShot

const numerals = (figures: readonly (readonly [player: string, n: number])[]): CheckedRecord['regret'] =>
  Object.fromEntries(figures.map(([player, n]) => [player, numeralOf(double, n)]))

/** Those that are known. */
const numbersOf = ({ players }: Learnable, figures: Gains): CheckedRecord['regret'] =>
  numerals(
    players.flatMap((player, k) => {
      const figure = figures[k]
      return figure === undefined ? [] : [[player, figure] as const]
    }),
  )
