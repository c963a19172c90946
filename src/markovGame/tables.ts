/** A game without end as finite tables: the stage of every state that any actions lead to, as a tree. */
import * as E from 'fp-ts/lib/Either.js'
import type { Decision, Profile } from '../game/game.ts'
import { type Tree, treeOf } from '../game/tree.ts'
import type { Budget } from '../markov/budget.ts'
import type { Scalar } from '../markov/scalar.ts'
import { type Explored, explore, type Unbounded } from './explore.ts'
import type { MarkovGame } from './markovGame.ts'
import { type StageEnd, stageEnds, untouched } from './stage.ts'

/** What a player may know when it decides: one for all nodes of a stage, or of several, at which it knows the same. */
export interface ChoicePlace<N> {
  readonly decision: Decision<N>
  readonly observation: unknown
  readonly actions: readonly unknown[]
}

export type StageTable<N> =
  | {
      readonly kind: 'end'
      /** By player, what is received in the stage. */
      readonly amounts: readonly N[]
      /** By player, what later receipts are multiplied by; the discount of the game comes on top. */
      readonly factors: readonly N[]
      /** The state that follows, by number. */
      readonly next: number
    }
  | {
      readonly kind: 'chance'
      readonly branches: readonly (readonly [node: StageTable<N>, probability: N])[]
    }
  | { readonly kind: 'choice'; readonly place: number; readonly children: readonly StageTable<N>[] }

export interface GameTables<N> {
  /** Those who decide. */
  readonly players: readonly string[]
  readonly places: readonly ChoicePlace<N>[]
  /** By state. */
  readonly stages: readonly StageTable<N>[]
  readonly start: readonly (readonly [state: number, probability: N])[]
  readonly discount: N
}

/**
 * The tables of a game.
 *
 * Errors: `Unbounded` where there is no finite table of states and payoffs; throws `OutOfSteps`, and as
 * `ClosedGame.play`.
 */
export const gameTables = <N, P extends Profile, S, U>(
  { scalar, budget }: { readonly scalar: Scalar<N>; readonly budget: Budget },
  game: MarkovGame<N, P, S, U>,
  profile: P,
): E.Either<Unbounded<S>, GameTables<N>> =>
  E.map(({ states }: Explored<S>): GameTables<N> => {
    const players = [...new Set(game.stage.decisions.map(({ player }) => player))]
    const numbers = new Map<string, number>()
    const places: ChoicePlace<N>[] = []
    const tableOf = (node: Tree<N, StageEnd<N, S>>): StageTable<N> => {
      switch (node.kind) {
        case 'leaf': {
          const { next, received } = node.value
          const got = players.map(player => received[player] ?? untouched(scalar))
          return {
            ...{ kind: 'end', next: states.indexOf(next) },
            amounts: got.map(({ amount }) => amount),
            factors: got.map(({ factor }) => factor),
          }
        }
        case 'chance':
          return { kind: 'chance', branches: node.branches.map(([branch, p]) => [tableOf(branch), p]) }
        case 'choice': {
          const { decision, observation, actions, informationSet, branches } = node
          const place = numbers.get(informationSet) ?? places.push({ decision, observation, actions }) - 1
          numbers.set(informationSet, place)
          return { kind: 'choice', place, children: branches.map(tableOf) }
        }
      }
    }
    const stages = states.values.map(state =>
      tableOf(
        treeOf<N, StageEnd<N, S>>(
          scalar,
          budget,
          interpretation => stageEnds(game, state)(interpretation, profile),
          () => true,
        ),
      ),
    )
    const start = game.start.map(([state, p]) => [states.indexOf(state), p] as const)
    return { players, places, stages, start, discount: game.discount }
  })(explore(scalar, budget, game, profile))

/** The same with other numbers, such as fractions. */
export const mapTables = <N, M>(
  { players, stages, start, discount }: GameTables<N>,
  other: (n: N) => M,
): Omit<GameTables<M>, 'places'> => {
  const mapped = (node: StageTable<N>): StageTable<M> => {
    switch (node.kind) {
      case 'end':
        return { ...node, amounts: node.amounts.map(other), factors: node.factors.map(other) }
      case 'chance':
        return { kind: 'chance', branches: node.branches.map(([child, p]) => [mapped(child), other(p)]) }
      case 'choice':
        return { ...node, children: node.children.map(mapped) }
    }
  }
  return {
    players,
    stages: stages.map(mapped),
    start: start.map(([state, p]) => [state, other(p)] as const),
    discount: other(discount),
  }
}
