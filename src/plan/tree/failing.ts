import type { Scalar } from '../../markov/scalar.ts'
import type { Vector } from './arithmetic.ts'
import { type Failure, type FlatTree, nodeType } from './flatTree.ts'

/** Whether anything in the tree can fail, the profile's having no strategy somewhere included. */
export const canFail = <N>(tree: FlatTree<N>): boolean =>
  tree.failures.size > 0 || tree.states.decision.some((_, state) => lacksStrategy(tree, state))

const lacksStrategy = <N>({ states }: FlatTree<N>, state: number): boolean => {
  const { offsets } = states.decision[state]?.strategy ?? { offsets: undefined }
  const row = states.row[state] ?? 0
  return offsets !== undefined && offsets[row] === offsets[row + 1]
}

/** Why the profile cannot go on from a node, if it cannot. */
const failureAt = <N>(tree: FlatTree<N>, node: number): Failure | undefined => {
  if (tree.type[node] === nodeType.failure) return tree.failures.get(node)
  const state = tree.state[node] ?? -1
  return state < 0 ? undefined : missingStrategy(tree, state)
}

/** Why the profile does not say what to do at an information state, if it does not. */
export const missingStrategy = <N>(tree: FlatTree<N>, state: number): Failure | undefined => {
  if (!lacksStrategy(tree, state)) return undefined
  const decision = tree.states.decision[state]
  if (decision === undefined) return undefined
  return { at: decision.id, error: decision.failures.get(tree.states.row[state] ?? 0) }
}

/** Throws the first failure that is met with positive probability. */
export const throwReached = <N>(scalar: Scalar<N>, tree: FlatTree<N>, reach: Vector<N>): void => {
  if (!canFail(tree)) return
  for (let node = 0; node < tree.size; node++) {
    if (scalar.equals(reach[node] ?? scalar.zero, scalar.zero)) continue
    const failure = failureAt(tree, node)
    if (failure !== undefined) throw failure.error
  }
}

/** Throws the first failure that the policy meets after some action at a node of positive `reach`. */
export const throwAfterActions = <N>(
  scalar: Scalar<N>,
  tree: FlatTree<N>,
  reach: Vector<N>,
  policy: Vector<N>,
): void => {
  if (!canFail(tree)) return
  const failures = failuresBelow(scalar, tree, policy)
  for (let node = 1; node < tree.size; node++) {
    if ((tree.slot[node] ?? -1) < 0) continue
    if (scalar.equals(reach[tree.parent[node] ?? 0] ?? scalar.zero, scalar.zero)) continue
    const failure = failures[node]
    if (failure !== undefined) throw failure.error
  }
}

/** For each node a failure that the policy meets from there on with positive probability. */
const failuresBelow = <N>(
  scalar: Scalar<N>,
  tree: FlatTree<N>,
  policy: Vector<N>,
): readonly (Failure | undefined)[] => {
  const failures = Array.from({ length: tree.size }, (_, node) => failureAt(tree, node))
  for (let node = tree.size - 1; node > 0; node--) {
    const slot = tree.slot[node] ?? -1
    const isTaken = slot < 0 || !scalar.equals(policy[slot] ?? scalar.zero, scalar.zero)
    const parent = tree.parent[node] ?? 0
    if (isTaken && failures[node] !== undefined) failures[parent] = failures[node]
  }
  return failures
}
