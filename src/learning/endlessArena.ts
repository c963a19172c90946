/** A game without end as an arena: a stage for each state that any actions lead to. */
import * as E from 'fp-ts/lib/Either.js'
import type { InformationSet } from '../form/extensiveForm.ts'
import type { Decision, Profile } from '../game/game.ts'
import { type Tree, treeOf } from '../game/tree.ts'
import type { Budget } from '../markov/budget.ts'
import type { Scalar } from '../markov/scalar.ts'
import { type Explored, explore, type Unbounded } from '../markovGame/explore.ts'
import type { MarkovGame } from '../markovGame/markovGame.ts'
import { type StageEnd, stageEnds, untouched } from '../markovGame/stage.ts'
import type { Arena, Spot } from './arena.ts'

/** What a place of the arena is in the game. */
export interface EndlessPlace<N> {
  readonly decision: Decision<N>
  readonly observation: unknown
  readonly actions: readonly unknown[]
}

export interface EndlessArena<N> {
  readonly arena: Arena
  readonly places: readonly EndlessPlace<N>[]
}

/**
 * Errors: `Unbounded` where there is no finite table of states and payoffs; throws `OutOfSteps`, and as
 * `ClosedGame.play`. `show` writes observations and actions.
 */
export const endlessArena = <N, P extends Profile, S, U>(
  { scalar, budget }: { readonly scalar: Scalar<N>; readonly budget: Budget },
  game: MarkovGame<N, P, S, U>,
  profile: P,
  show: (value: unknown) => string,
): E.Either<Unbounded<S>, EndlessArena<N>> =>
  E.map(({ states }: Explored<S>): EndlessArena<N> => {
    const players = [...new Set(game.stage.decisions.map(({ player }) => player))]
    const numbers = new Map<string, number>()
    const places: EndlessPlace<N>[] = []
    const sets: InformationSet[] = []
    let spots = 0
    const placeOf = (node: Extract<Tree<N, StageEnd<N, S>>, { kind: 'choice' }>): number => {
      const known = numbers.get(node.informationSet)
      if (known !== undefined) return known
      const { decision, observation, actions } = node
      numbers.set(node.informationSet, places.length)
      const seen = show(observation)
      sets.push({
        player: players.indexOf(decision.player),
        label: seen === '()' ? decision.path : `${decision.path} ${seen}`,
        actions: actions.map(show),
      })
      return places.push({ decision, observation, actions }) - 1
    }
    const spotOf = (node: Tree<N, StageEnd<N, S>>): Spot => {
      const id = spots++
      switch (node.kind) {
        case 'leaf': {
          const { next, received } = node.value
          const got = players.map(player => received[player] ?? untouched(scalar))
          return {
            ...{ kind: 'ends', id, next: states.indexOf(next) },
            payoffs: got.map(({ amount }) => scalar.toNumber(amount)),
            factors: got.map(({ factor }) => scalar.toNumber(factor)),
          }
        }
        case 'chance':
          return {
            ...{ kind: 'draws', id },
            branches: node.branches.map(([branch]) => spotOf(branch)),
            probabilities: node.branches.map(([, p]) => scalar.toNumber(p)),
          }
        case 'choice':
          return { kind: 'decides', id, place: placeOf(node), branches: node.branches.map(spotOf) }
      }
    }
    const stages = states.values.map(state =>
      spotOf(
        treeOf<N, StageEnd<N, S>>(
          scalar,
          budget,
          interpretation => stageEnds(game, state)(interpretation, profile),
          () => true,
        ),
      ),
    )
    return {
      places,
      arena: {
        ...{ players, places: sets, stages, spots },
        start: game.start.map(([state, p]) => [states.indexOf(state), scalar.toNumber(p)] as const),
        discount: scalar.toNumber(game.discount),
      },
    }
  })(explore(scalar, budget, game, profile))
