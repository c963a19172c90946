/** A game without end as an arena: a stage for each state that any actions lead to. */
import * as E from 'fp-ts/lib/Either.js'
import type { Profile } from '../game/game.ts'
import type { Budget } from '../markov/budget.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Unbounded } from '../markovGame/explore.ts'
import type { MarkovGame } from '../markovGame/markovGame.ts'
import { type ChoicePlace, type GameTables, gameTables, type StageTable } from '../markovGame/tables.ts'
import type { Arena, Spot } from './arena.ts'

export interface EndlessArena<N> {
  readonly arena: Arena
  /** What the places of the arena are in the game. */
  readonly places: readonly ChoicePlace<N>[]
  /** The same in the numbers of the game. */
  readonly tables: GameTables<N>
}

/**
 * Errors: `Unbounded` where there is no finite table of states and payoffs; throws `OutOfSteps`, and as
 * `ClosedGame.play`. `show` writes observations and actions.
 */
export const endlessArena = <N, P extends Profile, S, U>(
  means: { readonly scalar: Scalar<N>; readonly budget: Budget },
  game: MarkovGame<N, P, S, U>,
  profile: P,
  show: (value: unknown) => string,
): E.Either<Unbounded<S>, EndlessArena<N>> =>
  E.map((tables: GameTables<N>): EndlessArena<N> => {
    const { toNumber } = means.scalar
    const { players, places } = tables
    let spots = 0
    const spotOf = (node: StageTable<N>): Spot => {
      const id = spots++
      switch (node.kind) {
        case 'end':
          return {
            ...{ kind: 'ends', id, next: node.next },
            payoffs: node.amounts.map(toNumber),
            factors: node.factors.map(toNumber),
          }
        case 'chance':
          return {
            ...{ kind: 'draws', id },
            branches: node.branches.map(([branch]) => spotOf(branch)),
            probabilities: node.branches.map(([, p]) => toNumber(p)),
          }
        case 'choice':
          return { kind: 'decides', id, place: node.place, branches: node.children.map(spotOf) }
      }
    }
    const stages = tables.stages.map(spotOf)
    const sets = places.map(({ decision, observation, actions }) => {
      const seen = show(observation)
      return {
        player: players.indexOf(decision.player),
        label: seen === '()' ? decision.path : `${decision.path} ${seen}`,
        actions: actions.map(show),
      }
    })
    return {
      ...{ places, tables },
      arena: {
        ...{ players, places: sets, stages, spots },
        start: tables.start.map(([state, p]) => [state, toNumber(p)] as const),
        discount: toNumber(tables.discount),
      },
    }
  })(gameTables(means, game, profile))
