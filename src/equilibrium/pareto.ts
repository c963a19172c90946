/** Pareto efficiency among pure profiles: none pays everybody at least as much and somebody more. */
import type { Ledger } from '../game/game.ts'
import { balance } from '../game/ledger.ts'
import type { Scalar } from '../markov/scalar.ts'
import { searchLimit } from './bestResponse.ts'
import { type Assignment, constant, contingency, type Expression, sum } from './contingent.ts'
import { rootBound, search } from './search.ts'
import { exceeds, isSame } from './tolerance.ts'
import type { ParetoFailure, Payoffs, Unknown } from './verdict.ts'
import { type GameTree, informationSets, moveAt, playersPaid } from './wholeTree.ts'

/**
 * The pure profile of `tree`, in which every decision is a choice, that is better than `reached` for all, if
 * there is one. Somebody must gain more than `epsilon`; nobody may lose at all.
 */
export const paretoFailure = <N>(
  scalar: Scalar<N>,
  tree: GameTree<N>,
  reached: Payoffs<N>,
  epsilon: N,
): ParetoFailure<N> | Unknown<N> | undefined => {
  const unpaid = [...playersPaid(tree)].map(player => [player, scalar.zero] as const)
  const payoffs: Payoffs<N> = { ...reached, ...Object.fromEntries(unpaid), ...reached }
  const players = Object.keys(payoffs)
  const together = Object.values(payoffs).reduce(scalar.add, scalar.zero)
  const current = [together, ...Object.values(payoffs)]
  const profiles = profileChoice(scalar, tree, players)
  let better: { readonly values: readonly N[]; readonly assignment: Assignment } | undefined
  const isComplete = search(
    scalar,
    profiles,
    {
      admits: values => mayImprove(scalar, current, values, epsilon),
      found: (values, assignment) => {
        better = { values, assignment }
        return 'stop'
      },
    },
    searchLimit,
  )
  if (better !== undefined) return improvement(tree, payoffs, better.values, better.assignment)
  if (isComplete) return undefined
  const [upper = together] = rootBound(scalar, profiles)
  return { kind: 'pareto', lower: together, upper }
}

/** Whether nobody has less than now and somebody more; the first component is everybody together. */
const mayImprove = <N>(scalar: Scalar<N>, current: readonly N[], values: readonly N[], epsilon: N): boolean =>
  current.every((now, k) => {
    const then = values[k] ?? now
    return !exceeds(scalar, now, then) || isSame(scalar, now, then)
  }) && current.some((now, k) => k > 0 && exceeds(scalar, scalar.sub(values[k] ?? now, now), epsilon))

/** The choice of a pure profile, valued by everybody's receipts together and by those of each of `players`. */
const profileChoice = <N>(
  scalar: Scalar<N>,
  tree: GameTree<N>,
  players: readonly string[],
): Expression<N> => {
  const valued = (ledger: Ledger<N>): Expression<N> => {
    const receipts = players.map(player => balance(scalar, ledger, player))
    return constant([receipts.reduce(scalar.add, scalar.zero), ...receipts])
  }
  const express = (node: GameTree<N>): Expression<N> => {
    switch (node.kind) {
      case 'leaf':
        return valued(node.value)
      case 'chance':
        return sum(
          scalar,
          node.branches.map(([subtree, weight]) => [weight, express(subtree)] as const),
        )
      case 'choice':
        return contingency(scalar, node.informationSet, node.branches.map(express))
    }
  }
  return express(tree)
}

const improvement = <N>(
  tree: GameTree<N>,
  payoffs: Payoffs<N>,
  values: readonly N[],
  assignment: Assignment,
): ParetoFailure<N> => {
  const choices = informationSets(tree)
  return {
    kind: 'pareto',
    moves: [...assignment].flatMap(([name, index]) => {
      const choice = choices.get(name)
      return choice === undefined ? [] : [moveAt(choice, index)]
    }),
    payoffs,
    better: Object.fromEntries(
      Object.entries(payoffs).map(([player, now], k) => [player, values[k + 1] ?? now]),
    ),
  }
}
