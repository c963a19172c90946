/** `coplay learn`: what learners come to in a game, as records. */
import * as E from 'fp-ts/lib/Either.js'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { LearnerChoice } from '../learning/learners.ts'
import type { Gains, LearningPoint, Played } from '../learning/point.ts'
import type { Budget } from '../markov/budget.ts'
import {
  type LearnedRecord,
  learningSchema,
  type MeasuredRecord,
  type PlayedRecord,
  type PointRecord,
} from '../report/learn.ts'
import type { Learnable } from './learnable.ts'
import { type LearnOptions, type Run, runLearners } from './learnRun.ts'

export interface Learned {
  /** Nothing where steps were used up before there was anything to measure. */
  readonly record: LearnedRecord | undefined
  readonly run: Run
}

/** Runs the learners; `onPoint` is told of each point of the curve. Errors: as `runLearners`. */
export const learn = (
  budget: Budget,
  file: string,
  game: Learnable,
  options: LearnOptions,
  onPoint: (point: PointRecord) => void,
): E.Either<Diagnostic, Learned> =>
  E.map((run: Run): Learned => ({ run, record: recordOf(file, game, options, run) }))(
    runLearners(budget, game, options, point =>
      onPoint({ schema: learningSchema, kind: 'point', game: game.name, ...measuredIn(game, point) }),
    ),
  )

const recordOf = (
  file: string,
  game: Learnable,
  { seed }: LearnOptions,
  { over, meeting, learners, points, isStopped }: Run,
): LearnedRecord | undefined => {
  const last = points.at(-1)
  if (last === undefined) return undefined
  const { swing } = last
  return {
    ...{ schema: learningSchema, kind: 'learned', file, game: game.name, over, meeting },
    learners: byPlayer(game, player => learnerText(learners[player])),
    seed: String(seed),
    ...measuredIn(game, last),
    ...(swing === undefined ? {} : { swing: { average: swing.average, last: swing.current } }),
    ...(isStopped ? { note: 'the steps were used up before the last round' } : {}),
  }
}

/** As on the command line. */
export const learnerText = (choice: LearnerChoice | undefined): string =>
  choice === undefined
    ? ''
    : [
        choice.name,
        ...Object.entries(choice).flatMap(([key, value]) => (key === 'name' ? [] : [`${key}=${value}`])),
      ].join(',')

const measuredIn = (game: Learnable, point: LearningPoint): MeasuredRecord => {
  const { round, payoffs, hindsight, gains, average, current } = point
  return {
    round,
    payoffs: byPlayer(game, player => payoffs[player]),
    ...(hindsight === undefined
      ? {}
      : {
          regret: byPlayer(game, player => hindsight[player]?.external),
          ...(hindsight.some(({ internal }) => internal !== undefined)
            ? { swapRegret: byPlayer(game, player => hindsight[player]?.internal) }
            : {}),
        }),
    gains: { average: gainsRecord(game, gains.average), last: gainsRecord(game, gains.current) },
    average: playedRecord(game, average),
    last: playedRecord(game, current),
  }
}

const gainsRecord = (game: Learnable, gains: Gains) => byPlayer(game, player => gains[player])

/** Those of whom it is known. */
const byPlayer = <A>(
  { players }: Learnable,
  of: (player: number) => A | undefined,
): Readonly<Record<string, A>> =>
  Object.fromEntries(
    players.flatMap((name, player) => {
      const found = of(player)
      return found === undefined ? [] : [[name, found]]
    }),
  )

/** By decision; what is never done is left out. */
export const playedRecord = ({ places }: Learnable, played: Played): PlayedRecord => {
  const found = new Map<
    string,
    { observation: string; strategy: { action: string; probability: number }[] }[]
  >()
  for (const [k, { decision, observation, actions }] of places.entries()) {
    const own = found.get(decision) ?? []
    found.set(decision, own)
    own.push({
      observation,
      strategy: actions.flatMap((action, a) => {
        const probability = played[k]?.[a] ?? 0
        return probability === 0 ? [] : [{ action, probability }]
      }),
    })
  }
  return Object.fromEntries(found)
}
