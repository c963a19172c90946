/**
 * Weak dominance: whatever pure strategies the others play, no deviation of the player gains.
 *
 * Certified by the relaxation of lock step; where that is positive, a deviation and a profile of the others
 * are searched that bear it out.
 */
import type { Scalar } from '../markov/scalar.ts'
import { merged } from '../markov/weighted.ts'
import { searchLimit } from './bestResponse.ts'
import type { Assignment, Expression } from './contingent.ts'
import { deviationName, lockStep } from './lockStep.ts'
import { maximize, rootBound } from './search.ts'
import { weightsByAction } from './sequenceForm.ts'
import { exceeds, isSame } from './tolerance.ts'
import type { Change, DominatedFailure, Move, Unknown } from './verdict.ts'
import {
  certainly,
  expectedReceipts,
  type GameChoice,
  type GameTree,
  informationSets,
  moveAt,
} from './wholeTree.ts'

/** Pairs of nodes that lock step visits before it gives up: some hundred megabytes. */
const pairLimit = 1_000_000

/** How `player`'s strategy fails to be dominant in `tree`, in which every decision is a choice, if it does. */
export const dominanceFailure = <N>(
  scalar: Scalar<N>,
  tree: GameTree<N>,
  player: string,
  epsilon: N,
): DominatedFailure<N> | Unknown<N> | undefined => {
  const { gain, isComplete } = lockStep(scalar, tree, player, pairLimit)
  const [upper = scalar.zero] = isComplete ? rootBound(scalar, gain) : gain.upper
  if (isForgiven(scalar, upper, epsilon)) return undefined
  const unknown: Unknown<N> = { kind: 'dominant', player, lower: scalar.zero, upper }
  if (!isComplete) return unknown
  const { best, isExhausted } = bestWitness(scalar, gain, epsilon)
  if (best !== undefined) return witness(scalar, tree, player, best)
  return isExhausted ? undefined : unknown
}

const isForgiven = <N>(scalar: Scalar<N>, gain: N, epsilon: N): boolean =>
  !exceeds(scalar, gain, epsilon) || isSame(scalar, gain, scalar.zero)

const bestWitness = <N>(
  scalar: Scalar<N>,
  gain: Expression<N>,
  epsilon: N,
): { readonly best: Assignment | undefined; readonly isExhausted: boolean } => {
  const { best, isComplete } = maximize(scalar, gain, epsilon, searchLimit)
  return { best: best?.assignment, isExhausted: isComplete }
}

/** The failure that an assignment of the deviation and of the others' moves amounts to, payoffs computed anew. */
const witness = <N>(
  scalar: Scalar<N>,
  tree: GameTree<N>,
  player: string,
  assignment: Assignment,
): DominatedFailure<N> => {
  const follow = (choice: GameChoice<N>): readonly N[] =>
    choice.decision.player === player
      ? weightsByAction(scalar, choice.actions, choice.strategy)
      : certainly(scalar, choice.actions, assignment.get(choice.informationSet) ?? 0)
  const deviate = (choice: GameChoice<N>): readonly N[] =>
    choice.decision.player === player
      ? certainly(scalar, choice.actions, assignment.get(deviationName(choice.informationSet)) ?? 0)
      : follow(choice)
  const payoff = expectedReceipts(scalar, tree, player, follow)
  const deviationPayoff = expectedReceipts(scalar, tree, player, deviate)
  return {
    kind: 'dominated',
    player,
    ...named(scalar, tree, player, assignment),
    payoff,
    deviationPayoff,
    gain: scalar.sub(deviationPayoff, payoff),
  }
}

const named = <N>(
  scalar: Scalar<N>,
  tree: GameTree<N>,
  player: string,
  assignment: Assignment,
): { readonly changes: readonly Change<N>[]; readonly against: readonly Move<N>[] } => {
  const changes: Change<N>[] = []
  const against: Move<N>[] = []
  for (const [name, choice] of informationSets(tree)) {
    const isOwn = choice.decision.player === player
    const index = assignment.get(isOwn ? deviationName(name) : name)
    if (index === undefined) continue
    if (!isOwn) against.push(moveAt(choice, index))
    else if (!playsSurely(scalar, choice, index))
      changes.push({
        decision: choice.decision,
        observation: choice.observation,
        from: merged(scalar, choice.strategy),
        to: choice.actions[index],
      })
  }
  return { changes, against }
}

const playsSurely = <N>(scalar: Scalar<N>, { actions, strategy }: GameChoice<N>, index: number): boolean =>
  scalar.equals(weightsByAction(scalar, actions, strategy)[index] ?? scalar.zero, scalar.one)
