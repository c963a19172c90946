/** What `OpenGame.evaluate` finds, read off a tree: information states and what every action is worth there. */
import type { ActionValue, InformationState } from '../../game/game.ts'
import type { Scalar } from '../../markov/scalar.ts'
import type { Arithmetic, Vector } from './arithmetic.ts'
import { actionsAt, observationAt, strategyAt } from './choosing.ts'
import { throwAfterActions, throwReached } from './failing.ts'
import type { Counting, Side } from './side.ts'
import { statesAsMet } from './visits.ts'

/** The information states of a side's choices that the profile reaches. Errors: throws what fails on the way. */
export const reachedStates = <N>(
  arithmetic: Arithmetic<N>,
  side: Side<N>,
): readonly InformationState<N>[] => {
  const { scalar } = arithmetic
  const { tree, passes, policy } = side
  const reach = passes.reach(policy)
  throwReached(scalar, tree, reach)
  throwAfterActions(scalar, tree, reach, policy)
  const probabilities = sumByState(arithmetic, side, reach)
  const isReached = (node: number) => !scalar.equals(reach[node] ?? scalar.zero, scalar.zero)
  const order = statesAsMet(tree, isReached)
  return judged(scalar, side, reach, { order, conditions: probabilities, probabilities })
}

/** By information state, the sum of `weights` over its nodes. */
export const sumByState = <N>(
  { scalar, vector }: Arithmetic<N>,
  { tree }: Side<N>,
  weights: Vector<N>,
): Vector<N> => {
  const sums = vector(tree.states.count)
  for (let node = 0; node < tree.size; node++) {
    const state = tree.state[node] ?? -1
    if (state >= 0) sums[state] = scalar.add(sums[state] ?? scalar.zero, weights[node] ?? scalar.zero)
  }
  return sums
}

/** How likely the information states are. */
export interface Likelihood<N> {
  /** The states that are judged. */
  readonly order: readonly number[]
  /** The sum of the beliefs over the nodes of each state. */
  readonly conditions: Vector<N>
  readonly probabilities: Vector<N>
}

/** What every action is worth where the nodes of a state are as likely as `beliefs`, later play by the profile. */
export const judged = <N>(
  scalar: Scalar<N>,
  side: Side<N>,
  beliefs: Vector<N>,
  { order, conditions, probabilities }: Likelihood<N>,
): readonly InformationState<N>[] => {
  const { states } = side.tree
  const values = actionValues(scalar, side, beliefs)
  return order.flatMap(state => {
    const node = states.decision[state]
    const condition = conditions[state] ?? scalar.zero
    const counted = side.counted.get(node?.id ?? -1)
    if (node === undefined || counted === undefined) return []
    const offset = states.offset[state] ?? 0
    const given = (counting: Counting<N>, action: number): N =>
      counting.kind === 'constant'
        ? counting.amount
        : scalar.div(values.get(counting.index)?.[offset + action] ?? scalar.zero, condition)
    const actions = actionsAt(states, state).map(
      (action, index): ActionValue<N> => ({
        action,
        payoff: given(counted.onward, index),
        total: given(counted.total, index),
        earlier: given(counted.earlier, index),
      }),
    )
    return [
      {
        decision: node.decision,
        observation: observationAt(states, state),
        probability: probabilities[state] ?? scalar.zero,
        strategy: strategyAt(states, state),
        payoff: actions.reduce(
          (sum, { payoff }, index) =>
            scalar.add(sum, scalar.mul(side.policy[offset + index] ?? scalar.zero, payoff)),
          scalar.zero,
        ),
        actions,
      },
    ]
  })
}

/** By form, what each slot's action brings, weighted by the beliefs. */
const actionValues = <N>(
  scalar: Scalar<N>,
  { passes, policy, counted, tree }: Side<N>,
  beliefs: Vector<N>,
): ReadonlyMap<number, readonly N[]> => {
  const slots = tree.states.offset[tree.states.count] ?? 0
  const byForm = new Map<number, readonly N[]>()
  for (const counting of [...counted.values()].flatMap(({ onward, total, earlier }) => [
    onward,
    total,
    earlier,
  ])) {
    if (counting.kind === 'constant' || byForm.has(counting.index)) continue
    const sums = passes.actionValues(beliefs, passes.values(counting.index, policy))
    byForm.set(
      counting.index,
      Array.from({ length: slots }, (_, slot) => sums[slot] ?? scalar.zero),
    )
  }
  return byForm
}
