import * as E from 'fp-ts/lib/Either.js'
import type { Decision, Ledger } from '../../game/game.ts'
import { informationSet, type Tree } from '../../game/tree.ts'
import type { Budget } from '../../markov/budget.ts'
import type { Scalar } from '../../markov/scalar.ts'
import type { Diagram } from '../diagram.ts'
import { actionsAt, observationAt, strategyAt } from './choosing.ts'
import { type FlatTree, flatTree, nodeType, type TooWide } from './flatTree.ts'
import { formOf } from './form.ts'
import { scalarArithmetic } from './scalars.ts'

/**
 * What `receiptsTree` makes of the game that `diagram` is of, up to chance that pays and informs nobody: the
 * decisions that `isChoice` selects are choice nodes, the others are chance as the profile plays them.
 *
 * Errors: `TooWide` with more than `limit` nodes; throws `OutOfSteps`, and the first
 * failure that a play comes to.
 */
export const diagramTree = <N>(
  scalar: Scalar<N>,
  budget: Budget,
  diagram: Diagram<N>,
  limit: number,
  isChoice: (decision: Decision<N>) => boolean = () => true,
): E.Either<TooWide, Tree<N, Ledger<N>>> => {
  const chosen = new Set(
    diagram.nodes.flatMap(node => (node.kind === 'decision' && isChoice(node.decision) ? [node.id] : [])),
  )
  const forms = diagram.players.map(player => formOf(scalar, diagram.accounts.get(player) ?? []))
  const grown = flatTree(scalarArithmetic(scalar), budget, diagram, {
    forms,
    isChoice: id => chosen.has(id),
    limit,
  })
  return E.isLeft(grown) ? grown : E.right(objectTree(scalar, grown.right, diagram.players))
}

const objectTree = <N>(
  scalar: Scalar<N>,
  tree: FlatTree<N>,
  players: readonly string[],
): Tree<N, Ledger<N>> => {
  for (const { error } of tree.failures.values()) throw error
  const { size, type, first, count, state, probability } = tree
  const informed = tree.states.decision.map((node, index) => {
    const observation = observationAt(tree.states, index)
    return {
      isIdle: node.decision.idle?.(observation) === true,
      place: {
        decision: node.decision,
        observation,
        informationSet: informationSet(node.decision.key, observation),
        actions: actionsAt(tree.states, index),
        strategy: strategyAt(tree.states, index),
      },
    }
  })
  const ledgerOf = (leaf: number): Ledger<N> =>
    Object.fromEntries(players.map((player, form) => [player, tree.values[form]?.[leaf] ?? scalar.zero]))
  const built = new Array<Tree<N, Ledger<N>>>(size)
  const childrenOf = (node: number) => {
    const from = first[node] ?? 0
    return { from, branches: built.slice(from, from + (count[node] ?? 0)) }
  }
  for (let node = size - 1; node >= 0; node--) {
    const information = informed[state[node] ?? -1]
    if (type[node] === nodeType.leaf) built[node] = { kind: 'leaf', value: ledgerOf(node) }
    else if (information !== undefined) {
      const { branches } = childrenOf(node)
      const [only] = branches
      built[node] =
        only !== undefined && information.isIdle ? only : { kind: 'choice', ...information.place, branches }
    } else {
      const { from, branches } = childrenOf(node)
      built[node] = {
        kind: 'chance',
        branches: branches.map((branch, at) => [branch, probability[from + at] ?? scalar.one] as const),
      }
    }
  }
  return built[0] ?? { kind: 'leaf', value: {} }
}
