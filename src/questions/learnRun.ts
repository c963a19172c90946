/** A run of learners in a game: which kind of run suits, and its points by places of the game. */
import * as E from 'fp-ts/lib/Either.js'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/suggest.ts'
import { arenaPlay } from '../learning/arenaPlay.ts'
import { canExpect, type LearnerChoice, learnersOf, usualMeeting } from '../learning/learners.ts'
import { placedLearners, placedNames } from '../learning/placedLearners.ts'
import type { LearningPoint } from '../learning/point.ts'
import { type Meeting, repeatedPlay } from '../learning/repeatedPlay.ts'
import { type Budget, OutOfSteps } from '../markov/budget.ts'
import { splitMix64 } from '../markov/splitMix64.ts'
import type { Learnable, TableOfGame } from './learnable.ts'

export interface LearnOptions {
  /** The learner of everybody who is not named. */
  readonly by: LearnerChoice
  readonly players: ReadonlyMap<string, LearnerChoice>
  readonly rounds: number
  readonly seed: bigint
  readonly points: number
  readonly meeting?: Meeting
}

export interface Run {
  readonly over: 'strategies' | 'situations'
  readonly meeting: Meeting
  /** By player. */
  readonly learners: readonly LearnerChoice[]
  readonly points: readonly LearningPoint[]
  /** Whether the steps were used up before the last round. */
  readonly isStopped: boolean
}

/**
 * The points of a run, each told to `onPoint` as it is found.
 *
 * Errors: G7005 for players that there are not and for learners that do not suit the game.
 */
export const runLearners = (
  budget: Budget,
  game: Learnable,
  options: LearnOptions,
  onPoint: (point: LearningPoint) => void,
): E.Either<Diagnostic, Run> => {
  const stranger = [...options.players.keys()].find(name => !game.players.includes(name))
  if (stranger !== undefined) return E.left(notAPlayer(stranger, game.players))
  const learners = game.players.map(player => options.players.get(player) ?? options.by)
  const kind = kindOfRun(game, learners)
  if (E.isLeft(kind)) return kind
  const { table } = kind.right
  const meeting = options.meeting ?? (table === undefined ? 'drawn' : usualMeeting(learners))
  if (meeting === 'expected' && (table === undefined || !canExpect(learners))) return E.left(mustDraw())
  const points: LearningPoint[] = []
  const isStopped = taken(runOf(budget, game, learners, table, meeting, options), point => {
    points.push(point)
    onPoint(point)
  })
  return E.right({
    ...{ over: table === undefined ? 'situations' : 'strategies', meeting, learners, points, isStopped },
  })
}

const runOf = (
  budget: Budget,
  game: Learnable,
  learners: readonly LearnerChoice[],
  table: TableOfGame | undefined,
  meeting: Meeting,
  { rounds, seed, points }: LearnOptions,
): Iterable<LearningPoint> => {
  const random = splitMix64(seed)
  if (table === undefined)
    return arenaPlay(budget, game.arena, placedLearners(game.arena, learners), {
      ...{ rounds, random, points, gains: played => game.judge(played).gains },
    })
  const made = learnersOf(table.form, learners, rounds, random)
  return inPlaces(table, repeatedPlay(budget, table.form, made, { rounds, meeting, random, points }))
}

function* inPlaces(
  { behavior }: TableOfGame,
  points: Iterable<LearningPoint>,
): Generator<LearningPoint, void> {
  for (const point of points)
    yield { ...point, current: behavior(point.current), average: behavior(point.average) }
}

/** Takes the points until there are no more; whether the steps were used up. */
const taken = (points: Iterable<LearningPoint>, take: (point: LearningPoint) => void): boolean => {
  try {
    for (const point of points) take(point)
    return false
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error
    return true
  }
}

/**
 * Learners that know situations learn there, wherever somebody has several; all others play whole strategies of the table
 * of the game.
 */
const kindOfRun = (
  game: Learnable,
  learners: readonly LearnerChoice[],
): E.Either<Diagnostic, { readonly table: TableOfGame | undefined }> => {
  const other = learners.find(({ name }) => !placedNames.includes(name))
  const isOneShot = game.players.every(
    (_, player) => game.places.filter(place => place.player === player).length <= 1,
  )
  if (other === undefined && !isOneShot) return E.right({ table: undefined })
  const table = game.table()
  if (table !== undefined) return E.right({ table })
  return other === undefined ? E.right({ table: undefined }) : E.left(unsuited(game, other))
}

const unsuited = ({ name, tree }: Learnable, learner: LearnerChoice): Diagnostic =>
  diagnostic('G7005', `\`${learner.name}\` does not suit \`${name}\``, {
    explanation: [
      tree === undefined
        ? 'It learns whole strategies, and a game without end has too many of them.'
        : 'It learns whole strategies, and there are too many of them, or somebody forgets.',
    ],
    hint: `let all learn by one of ${placedNames.map(one => `\`${one}\``).join(', ')}`,
  })

const notAPlayer = (name: string, players: readonly string[]): Diagnostic =>
  diagnostic('G7005', `--player: the game has no \`${name}\``, {
    explanation: [`There are ${players.map(player => `\`${player}\``).join(', ')}.`],
    hint: didYouMean(name, players),
  })

const mustDraw = (): Diagnostic =>
  diagnostic('G7005', '--expected: one of these learners sees only what is drawn', {
    hint: 'leave it out, or let all learn from values, as by `regretMatching` or `multiplicativeWeights`',
  })
