import * as fc from 'fast-check'
import { close } from '../../game/close.ts'
import type { OpenGame, Profile, Strategy } from '../../game/game.ts'
import { gameTree, informationSet, type Tree } from '../../game/tree.ts'
import { unlimited } from '../../markov/budget.ts'
import type { Scalar } from '../../markov/scalar.ts'
import type { Boundary } from './context.ts'
import { proportionally, ratios } from './table.ts'

/** Where a player has to move: the decision's key, what it observes, and what it can do. */
export interface InformationSet {
  readonly key: string
  readonly name: string
  readonly actions: readonly unknown[]
}

/** All information sets that some profile reaches from some input. */
export const informationSets = <N, X, S, Y, R>(
  scalar: Scalar<N>,
  game: OpenGame<N, Profile, X, S, Y, R>,
  { inputs, returns: [returned] }: Boundary<X, R>,
): readonly InformationSet[] => {
  const weight = scalar.fromRatio(1n, BigInt(inputs.length))
  const input = inputs.map(x => [x, weight] as const)
  const closed = close(game, { input, continuation: () => returned })
  const found = new Map<string, InformationSet>()
  collect(gameTree(scalar, unlimited, closed, {}), found)
  return [...found.values()]
}

const collect = <N, A>(tree: Tree<N, A>, found: Map<string, InformationSet>): void => {
  switch (tree.kind) {
    case 'leaf':
      return
    case 'chance':
      for (const [subtree] of tree.branches) collect(subtree, found)
      return
    case 'choice': {
      const { informationSet: name, decision, actions, branches } = tree
      found.set(name, { key: decision.key, name, actions })
      for (const subtree of branches) collect(subtree, found)
    }
  }
}

/**
 * Random profiles of behaviour strategies, often pure, for any game that can be played from the inputs given.
 *
 * `entry` is what a profile holds for a strategy: the strategy itself where it is left out.
 */
export const profileOf = <N, X, S, Y, R>(
  scalar: Scalar<N>,
  game: OpenGame<N, Profile, X, S, Y, R>,
  boundary: Boundary<X, R>,
  entry: (strategy: Strategy<N, unknown, unknown>) => unknown = strategy => strategy,
): fc.Arbitrary<Profile> => {
  const sets = informationSets(scalar, game, boundary)
  const weights = sets.map(({ actions }) =>
    fc.oneof(
      ratios(actions.length),
      fc.nat(actions.length - 1).map(chosen => actions.map((_, i) => (i === chosen ? 1 : 0))),
    ),
  )
  return fc.tuple(...weights).map(chosen => {
    const played = new Map(
      sets.map(({ name, actions }, i) => [name, proportionally(scalar, actions, chosen[i] ?? [])]),
    )
    const strategyAt =
      (key: string): Strategy<N, unknown, unknown> =>
      observation =>
        played.get(informationSet(key, observation)) ?? []
    return Object.fromEntries(game.decisions.map(({ key }) => [key, entry(strategyAt(key))]))
  })
}
