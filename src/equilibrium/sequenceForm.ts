/**
 * The sequence form of one player's side of a game tree: its decisions in the order it meets them, each told
 * apart by everything the player has seen and done before.
 *
 * A player with perfect recall has each information set in one place of it; then backward induction over it is
 * the exact best response. Otherwise it is the best response of a player who remembers, which is an upper bound.
 * Source: von Stengel, Efficient computation of behavior strategies (1996).
 */
import type { Decision, Ledger } from '../game/game.ts'
import { balance } from '../game/ledger.ts'
import type { Choice, Tree } from '../game/tree.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Weighted } from '../markov/stochastic.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { constant, contingency, type Expression, sum } from './contingent.ts'

/** What follows after the player's moves so far. */
export interface Sequence<N> {
  /** Expected receipts over the plays in which the player does not move again, weighted by chance. */
  readonly receipts: N
  readonly states: readonly OwnState<N>[]
}

/** An information set as it is met after certain own moves. */
export interface OwnState<N> {
  readonly informationSet: string
  readonly decision: Decision<N>
  readonly observation: unknown
  readonly actions: readonly unknown[]
  /** What the profile plays, by action; empty where it has no strategy for this observation. */
  readonly strategy: Weighted<N, unknown>
  readonly weights: readonly N[]
  /** Probability that chance and the others lead here, given own moves. */
  readonly reach: N
  readonly after: readonly Sequence<N>[]
}

interface GrowingSequence<N> extends Sequence<N> {
  receipts: N
  readonly states: GrowingState<N>[]
  readonly byName: Map<string, GrowingState<N>>
}

interface GrowingState<N> extends OwnState<N> {
  reach: N
  readonly after: readonly GrowingSequence<N>[]
}

const emptySequence = <N>(scalar: Scalar<N>): GrowingSequence<N> => ({
  receipts: scalar.zero,
  states: [],
  byName: new Map(),
})

/** The sequence form for `player` of a tree in which only that player's decisions are choices. */
export const sequenceForm = <N>(scalar: Scalar<N>, tree: Tree<N, Ledger<N>>, player: string): Sequence<N> => {
  const walk = (node: Tree<N, Ledger<N>>, reach: N, after: GrowingSequence<N>): void => {
    switch (node.kind) {
      case 'leaf':
        after.receipts = scalar.add(after.receipts, scalar.mul(reach, balance(scalar, node.value, player)))
        return
      case 'chance':
        for (const [subtree, weight] of node.branches) walk(subtree, scalar.mul(reach, weight), after)
        return
      case 'choice': {
        const state = stateAfter(scalar, after, node)
        state.reach = scalar.add(state.reach, reach)
        for (const [index, branch] of node.branches.entries()) {
          const next = state.after[index]
          if (next !== undefined) walk(branch, reach, next)
        }
      }
    }
  }
  const root = emptySequence(scalar)
  walk(tree, scalar.one, root)
  return root
}

const stateAfter = <N>(
  scalar: Scalar<N>,
  sequence: GrowingSequence<N>,
  node: Choice<N, Ledger<N>>,
): GrowingState<N> => {
  const known = sequence.byName.get(node.informationSet)
  if (known !== undefined) return known
  const state: GrowingState<N> = {
    informationSet: node.informationSet,
    decision: node.decision,
    observation: node.observation,
    actions: node.actions,
    strategy: node.strategy,
    weights: weightsByAction(scalar, node.actions, node.strategy),
    reach: scalar.zero,
    after: node.actions.map(() => emptySequence(scalar)),
  }
  sequence.byName.set(node.informationSet, state)
  sequence.states.push(state)
  return state
}

/** The probability of each action; an action that is listed twice is counted where it is listed first. */
export const weightsByAction = <N>(
  scalar: Scalar<N>,
  actions: readonly unknown[],
  strategy: Weighted<N, unknown>,
): readonly N[] => {
  const weights = new Map<string, N>()
  for (const [action, weight] of strategy) {
    const key = structuralKey(action)
    weights.set(key, scalar.add(weights.get(key) ?? scalar.zero, weight))
  }
  return actions.map(action => {
    const key = structuralKey(action)
    const weight = weights.get(key) ?? scalar.zero
    weights.delete(key)
    return weight
  })
}

/** Every state of the form, earlier ones first. */
export const statesOf = <N>(sequence: Sequence<N>): readonly OwnState<N>[] =>
  sequence.states.flatMap(state => [state, ...state.after.flatMap(statesOf)])

/** The information sets in which the player has forgotten what it saw or did: a state of each. */
export const forgottenStates = <N>(sequence: Sequence<N>): readonly OwnState<N>[] => {
  const met = new Set<string>()
  const forgotten = new Map<string, OwnState<N>>()
  for (const state of statesOf(sequence)) {
    if (met.has(state.informationSet)) forgotten.set(state.informationSet, state)
    met.add(state.informationSet)
  }
  return [...forgotten.values()]
}

/** The player's expected total under its own part of the profile. */
export const valueOfProfile = <N>(scalar: Scalar<N>, sequence: Sequence<N>): N =>
  sequence.states.reduce((total, state) => {
    const values = state.after.map((after, index) => {
      const weight = state.weights[index] ?? scalar.zero
      return scalar.equals(weight, scalar.zero)
        ? scalar.zero
        : scalar.mul(weight, valueOfProfile(scalar, after))
    })
    return values.reduce(scalar.add, total)
  }, sequence.receipts)

/** The choice of a pure strategy as a contingent choice: what the player cannot tell apart has one name. */
export const pureChoice = <N>(scalar: Scalar<N>, sequence: Sequence<N>): Expression<N> =>
  sum(scalar, [
    [scalar.one, constant([sequence.receipts])],
    ...sequence.states.map(
      state =>
        [
          scalar.one,
          contingency(
            scalar,
            state.informationSet,
            state.after.map(after => pureChoice(scalar, after)),
          ),
        ] as const,
    ),
  ])
