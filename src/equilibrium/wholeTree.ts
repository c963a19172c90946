/** What the concepts that quantify over the others' play read off a tree in which every decision is a choice. */
import type { Ledger } from '../game/game.ts'
import { balance } from '../game/ledger.ts'
import type { Choice, Tree } from '../game/tree.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Move } from './verdict.ts'

export type GameTree<N> = Tree<N, Ledger<N>>
export type GameChoice<N> = Choice<N, Ledger<N>>

/** A node of each information set, by its name. */
export const informationSets = <N>(tree: GameTree<N>): ReadonlyMap<string, GameChoice<N>> => {
  const found = new Map<string, GameChoice<N>>()
  const visit = (node: GameTree<N>): void => {
    switch (node.kind) {
      case 'leaf':
        return
      case 'chance':
        for (const [subtree] of node.branches) visit(subtree)
        return
      case 'choice':
        if (!found.has(node.informationSet)) found.set(node.informationSet, node)
        for (const branch of node.branches) visit(branch)
    }
  }
  visit(tree)
  return found
}

/** Everybody who receives something in some play. */
export const playersPaid = <N>(tree: GameTree<N>): ReadonlySet<string> => {
  const players = new Set<string>()
  const visit = (node: GameTree<N>): void => {
    switch (node.kind) {
      case 'leaf':
        for (const player of Object.keys(node.value)) players.add(player)
        return
      case 'chance':
        for (const [subtree] of node.branches) visit(subtree)
        return
      case 'choice':
        for (const branch of node.branches) visit(branch)
    }
  }
  visit(tree)
  return players
}

/** Expected receipts of `player` when every choice is made as `weightsAt` says, action by action. */
export const expectedReceipts = <N>(
  scalar: Scalar<N>,
  tree: GameTree<N>,
  player: string,
  weightsAt: (choice: GameChoice<N>) => readonly N[],
): N => {
  switch (tree.kind) {
    case 'leaf':
      return balance(scalar, tree.value, player)
    case 'chance':
      return tree.branches.reduce(
        (total, [subtree, weight]) =>
          scalar.add(total, scalar.mul(weight, expectedReceipts(scalar, subtree, player, weightsAt))),
        scalar.zero,
      )
    case 'choice': {
      const weights = weightsAt(tree)
      return tree.branches.reduce((total, branch, index) => {
        const weight = weights[index] ?? scalar.zero
        return scalar.equals(weight, scalar.zero)
          ? total
          : scalar.add(total, scalar.mul(weight, expectedReceipts(scalar, branch, player, weightsAt)))
      }, scalar.zero)
    }
  }
}

/** The weights of one action being taken. */
export const certainly = <N>(scalar: Scalar<N>, actions: readonly unknown[], index: number): readonly N[] =>
  actions.map((_, i) => (i === index ? scalar.one : scalar.zero))

/** The action of an index at a choice, as somebody's move. */
export const moveAt = <N>({ decision, observation, actions }: GameChoice<N>, index: number): Move<N> => ({
  decision,
  observation,
  action: actions[index],
})
