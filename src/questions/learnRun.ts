/** A run of learners in a game: which kind of run suits, and its points by places of the game. */
import * as E from 'fp-ts/lib/Either.js'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/suggest.ts'
import { arenaPlay } from '../learning/arenaPlay.ts'
import { informationPlay } from '../learning/informationPlay.ts'
import { evenly } from '../learning/learner.ts'
import {
  canExpect,
  informationNames,
  type LearnerChoice,
  learnersOf,
  usualMeeting,
} from '../learning/learners.ts'
import { informationLearners, placedLearners, placedNames } from '../learning/placedLearners.ts'
import type { LearningPoint, Played } from '../learning/point.ts'
import { type Meeting, measuring, repeatedPlay } from '../learning/repeatedPlay.ts'
import { type Budget, OutOfSteps } from '../markov/budget.ts'
import { splitMix64 } from '../markov/splitMix64.ts'
import { sequenceGame } from '../solver/regret/sequenceGame.ts'
import type { Learnable, TableOfGame } from './learnable.ts'

export interface LearnOptions {
  /** The learner of everybody who is not named. */
  readonly by: LearnerChoice
  readonly players: ReadonlyMap<string, LearnerChoice>
  readonly rounds: number
  readonly seed: bigint
  /** About how many points are measured; as many as suit if nothing is said. */
  readonly points?: number
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
 * Errors: G7005 for players that there are not and for learners that do not suit the game, G5001 where the steps end before
 * the first point.
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
  const made = runOf(budget, game, learners, options)
  if (E.isLeft(made)) return made
  const { over, meeting, points: coming } = made.right
  const points: LearningPoint[] = []
  const isStopped = isOutOfSteps(() => {
    for (const point of coming) {
      points.push(point)
      onPoint(point)
    }
  })
  if (points.length === 0) return E.left(tooFewSteps(budget))
  return E.right({ over, meeting, learners, points, isStopped })
}

interface Coming extends Pick<Run, 'over' | 'meeting'> {
  readonly points: Iterable<LearningPoint>
}

/**
 * Learners that know situations learn there, wherever somebody has several; all others play whole strategies of the table
 * of the game and, where that would be too large, learn at information sets.
 */
const runOf = (
  budget: Budget,
  game: Learnable,
  learners: readonly LearnerChoice[],
  options: LearnOptions,
): E.Either<Diagnostic, Coming> => {
  const { rounds, seed } = options
  const random = splitMix64(seed)
  const gains = (played: Played) => {
    budget.spend(game.effort)
    return game.judge(played).gains
  }
  const other = learners.find(({ name }) => !placedNames.includes(name))
  const table = other === undefined && !isOneShot(game) ? undefined : game.table()
  const points = options.points ?? affordable(budget, game, table)
  if (table !== undefined) {
    const meeting = options.meeting ?? usualMeeting(learners)
    if (meeting === 'expected' && !canExpect(learners)) return E.left(mustDraw())
    const made = learnersOf(table.form, learners, rounds, random)
    const run = repeatedPlay(budget, table.form, made, { rounds, meeting, random, points })
    return E.right({ over: 'strategies', meeting, points: inPlaces(table, run) })
  }
  if (other === undefined) {
    if (options.meeting === 'expected') return E.left(mustDraw())
    const placed = placedLearners(game.arena, learners)
    const run = arenaPlay(budget, game.arena, placed, { rounds, random, points, gains })
    return E.right({ over: 'situations', meeting: 'drawn', points: run })
  }
  const sequences = game.tree === undefined ? undefined : sequenceGame(game.tree)
  const stranger = learners.find(({ name }) => !informationNames.includes(name))
  if (sequences === undefined || E.isLeft(sequences) || stranger !== undefined)
    return E.left(unsuited(game, stranger ?? other))
  const made = informationLearners(game.arena, learners, rounds)
  const run = informationPlay(budget, sequences.right, made, { rounds, points, gains })
  return E.right({ over: 'situations', meeting: 'expected', points: run })
}

/** Points of a curve where measuring them costs little. */
const usualPoints = 50

/** As many points as usual; fewer where measuring them would take more than half of the steps. */
const affordable = (budget: Budget, game: Learnable, table: TableOfGame | undefined): number => {
  const before = budget.spent()
  const even = game.places.map(({ actions }) => evenly(actions.length))
  if (game.effort === 0 && isOutOfSteps(() => game.judge(even))) return 1
  const each = 2 * (budget.spent() - before + (table === undefined ? game.effort : measuring(table.form)))
  return Math.max(2, Math.min(usualPoints, Math.floor(budget.limit / 2 / Math.max(1, each))))
}

const isOneShot = ({ players, places }: Learnable): boolean =>
  players.every((_, player) => places.filter(place => place.player === player).length <= 1)

function* inPlaces(
  { behavior }: TableOfGame,
  points: Iterable<LearningPoint>,
): Generator<LearningPoint, void> {
  for (const point of points)
    yield { ...point, current: behavior(point.current), average: behavior(point.average) }
}

const isOutOfSteps = (run: () => unknown): boolean => {
  try {
    run()
    return false
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error
    return true
  }
}

const tooFewSteps = ({ limit }: Budget): Diagnostic =>
  diagnostic('G5001', `more than ${limit} steps`, {
    explanation: ['They were used up before there was anything to measure.'],
    hint: 'raise the limit with `--steps`, or measure fewer points with `--points`',
  })

const unsuited = ({ name, tree }: Learnable, learner: LearnerChoice): Diagnostic =>
  diagnostic('G7005', `\`${learner.name}\` does not suit \`${name}\``, {
    explanation: [
      tree === undefined
        ? 'It learns whole strategies, and a game without end has too many of them.'
        : 'It learns whole strategies, and there are too many of them, or somebody forgets.',
    ],
    hint: `let all learn by one of ${namesFor(tree)
      .map(one => `\`${one}\``)
      .join(', ')}`,
  })

const namesFor = (tree: Learnable['tree']): readonly string[] =>
  tree === undefined ? placedNames : [...placedNames, ...informationNames]

const notAPlayer = (name: string, players: readonly string[]): Diagnostic =>
  diagnostic('G7005', `--player: the game has no \`${name}\``, {
    explanation: [`There are ${players.map(player => `\`${player}\``).join(', ')}.`],
    hint: didYouMean(name, players),
  })

const mustDraw = (): Diagnostic =>
  diagnostic('G7005', '--expected: one of these learners sees only what is drawn', {
    hint: 'leave it out, or let all learn from values, as by `regretMatching` or `multiplicativeWeights`',
  })
