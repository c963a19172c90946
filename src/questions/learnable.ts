/** What can be learned in: a game as a table where that fits, and as situations in which players decide. */
import * as E from 'fp-ts/lib/Either.js'
import type { ValueProfile } from '../compile/program.ts'
import { EvaluationFailure } from '../core/failure.ts'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { type ExtensiveForm, mapNumbers } from '../form/extensiveForm.ts'
import { mapPayoffs, type NormalForm, regrets } from '../form/normalForm.ts'
import { forgotten } from '../form/recall.ts'
import { behaviorOf, reducedForm } from '../form/reduced.ts'
import { treeOfTable } from '../form/tableTree.ts'
import type { GambitGame } from '../gambit/open.ts'
import { type Arena, arenaOfTree } from '../learning/arena.ts'
import { endlessArena } from '../learning/endlessArena.ts'
import { type JudgedPlay, judgedInTree } from '../learning/judgedPlay.ts'
import type { Played } from '../learning/point.ts'
import { measuring } from '../learning/repeatedPlay.ts'
import { OutOfSteps } from '../markov/budget.ts'
import { double } from '../markov/double.ts'
import { exact, type Rational } from '../markov/rational.ts'
import { foreverPlan } from '../markovGame/foreverPlan.ts'
import type { Prepared } from './answer.ts'
import { endlessRegret, unbounded } from './endless.ts'
import { gameForm, type Place, profileAt } from './gameForm.ts'
import type { OneGame } from './oneGame.ts'

/** A situation in which a player decides. */
export interface NamedPlace {
  readonly player: number
  readonly decision: string
  readonly observation: string
  readonly actions: readonly string[]
}

export interface TableOfGame {
  readonly form: NormalForm<number>
  /** By place, of probabilities of strategies. */
  readonly behavior: (mixed: Played) => Played
}

export interface Learnable {
  readonly name: string
  readonly players: readonly string[]
  readonly places: readonly NamedPlace[]
  /** Nothing of a game without end, and where the table would be too large or somebody forgets. */
  readonly table: () => TableOfGame | undefined
  readonly tree: ExtensiveForm<number> | undefined
  readonly arena: Arena
  /** What a profile brings, and what each could gain against the others, by best replies. Throws `OutOfSteps`. */
  readonly judge: (played: Played) => JudgedPlay
  /** Steps that judging takes, where it does not spend them itself. */
  readonly effort: number
}

/** Profiles that a table may have in which is learned. */
const mostProfiles = 20_000

/** Nodes that a tree may have. */
const mostNodes = 200_000

/** A table or a tree of Gambit's. */
export const learnableForm = (game: GambitGame): Learnable => {
  const name = game.form.title === '' ? 'game' : game.form.title
  if (game.kind === 'table') {
    const form = mapPayoffs(game.form, exact.toNumber)
    const places = form.players.map((decision, player) => ({
      ...{ player, decision, observation: '()' },
      actions: form.strategies[player] ?? [],
    }))
    const tree = treeOfTable(form)
    return {
      ...{ name, players: form.players, places, tree: undefined, effort: measuring(form) },
      arena: arenaOfTree(tree),
      table: () => ({ form, behavior: mixed => mixed }),
      judge: played => {
        const { payoffs, regrets: gains } = regrets(double, form, played)
        return { payoffs, gains }
      },
    }
  }
  const places = game.form.informationSets.map(({ player, label, actions }) => ({
    ...{ player, actions },
    decision: game.form.players[player] ?? '',
    observation: label,
  }))
  return learnableTree(name, game.form, places)
}

const learnableTree = (
  name: string,
  form: ExtensiveForm<Rational>,
  places: readonly NamedPlace[],
): Learnable => {
  const tree = mapNumbers(form, exact.toNumber)
  return {
    ...{ name, players: form.players, places, tree },
    arena: arenaOfTree(tree),
    table: () => {
      // A mixture of whole strategies of one who forgets is no behavior.
      if (forgotten(tree) !== undefined) return undefined
      const reduced = reducedForm(double, tree, mostProfiles)
      return E.isLeft(reduced)
        ? undefined
        : {
            form: reduced.right.form,
            behavior: mixed => behaviorOf(double, tree, reduced.right, mixed),
          }
    },
    judge: played => judgedInTree(tree, played),
    effort: tree.nodes.length * (tree.players.length + 1),
  }
}

export interface LearnableGame extends Learnable {
  /** What is played by place, as a profile of the program. */
  readonly profile: (played: Played) => ValueProfile<number>
}

/**
 * A game of a program, its numbers doubles.
 *
 * Errors: G5006 for too large a tree, and what every play meets.
 */
export const learnableGame = (
  { asking, program, notation }: Prepared<number>,
  { name, span, closed }: OneGame<number>,
): E.Either<Diagnostic, LearnableGame> =>
  program.attempt(span, () => {
    const { means } = asking
    const { forever } = closed
    if (forever !== undefined) {
      const made = endlessArena(means, forever, {}, notation.show)
      if (E.isLeft(made)) throw new EvaluationFailure(unbounded(double, made.left))
      const { arena } = made.right
      // What is observed and done in a language game are values.
      const places = made.right.places as readonly Place<number>[]
      const profile = profileOf(places)
      return {
        ...{
          name,
          players: arena.players,
          arena,
          profile,
          table: () => undefined,
          tree: undefined,
          effort: 0,
        },
        places: namedPlaces(places, arena.players, notation.show),
        judge: played => {
          const made = foreverPlan(means, forever, profile(played))
          // All states were found when the arena was made: what is missing now are steps.
          if (E.isLeft(made)) throw new OutOfSteps(means.budget.limit)
          const plan = made.right
          const ledger = plan.payoffs()
          const gains = arena.players.map(player => {
            const { lower, upper } = endlessRegret(double, plan, player)
            // Apart where the player does not see or recall all that its best reply would depend on.
            return upper > 0 && lower === 0 ? undefined : upper
          })
          return { gains, payoffs: arena.players.map(player => ledger[player] ?? 0) }
        },
      }
    }
    const grown = gameForm(means, program, closed, { title: name, show: notation.show }, mostNodes)
    if (E.isLeft(grown)) throw new EvaluationFailure(tooLarge(name))
    const { form, places } = grown.right
    return {
      ...learnableTree(name, form, namedPlaces(places, form.players, notation.show)),
      profile: profileOf(places),
    }
  })

const tooLarge = (name: string): Diagnostic =>
  diagnostic('G5006', `\`${name}\` is too large to be learned in`, {
    explanation: [`Its tree has more than ${mostNodes} nodes.`],
  })

const namedPlaces = (
  places: readonly Place<number>[],
  players: readonly string[],
  show: (value: unknown) => string,
): readonly NamedPlace[] =>
  places.map(({ decision, observation, actions }) => ({
    player: players.indexOf(decision.player),
    decision: decision.path,
    observation: show(observation),
    actions: actions.map(show),
  }))

const profileOf =
  (places: readonly Place<number>[]) =>
  (played: Played): ValueProfile<number> =>
    profileAt(places, (place, action) => {
      const p = played[place]?.[action] ?? 0
      return p > 0 ? p : undefined
    })
