/**
 * Two copies of a game played in lock step: in one a player follows its strategy, in the other it deviates;
 * chance and the others' choices are the same in both as far as they can be.
 *
 * The value is what deviating gains. Its relaxation lets everybody see everything, in both copies at once, so
 * it bounds the gain of every deviation against every profile of the others from above. Coupling chance changes
 * no expectation, since the value is a difference of sums.
 */
import type { Ledger } from '../game/game.ts'
import { legalStrategy } from '../game/invalidPlay.ts'
import { balance } from '../game/ledger.ts'
import type { Chance } from '../game/tree.ts'
import type { Scalar } from '../markov/scalar.ts'
import { constant, contingency, type Expression, sum } from './contingent.ts'
import { weightsByAction } from './sequenceForm.ts'
import { larger } from './tolerance.ts'
import type { GameChoice, GameTree } from './wholeTree.ts'

/** Names of the deviating copy's own information sets, apart from those of the prescribed play. */
export const deviationName = (informationSet: string): string => `deviation ${informationSet}`

/** The gain of deviating as a contingent choice of the deviation and of what the others play. */
export interface LockStep<N> {
  readonly gain: Expression<N>
  /** Whether all pairs of nodes were visited; what was not counts with a bound instead. */
  readonly isComplete: boolean
}

/** Lock step of `tree`, in which every decision is a choice, visiting at most `limit` pairs of nodes. */
export const lockStep = <N>(
  scalar: Scalar<N>,
  tree: GameTree<N>,
  player: string,
  limit: number,
): LockStep<N> => {
  const walk: Walk<N> = { scalar, player, limit, ranges: new Map(), visited: 0 }
  const gain = gainOf(walk, tree, tree)
  return { gain, isComplete: walk.visited <= limit }
}

/** What the walk over pairs of nodes shares. */
interface Walk<N> {
  readonly scalar: Scalar<N>
  readonly player: string
  readonly limit: number
  readonly ranges: Map<GameTree<N>, Range<N>>
  visited: number
}

type Range<N> = readonly [low: N, high: N]

/** What the deviating copy at `deviating` gains over the one at `following`. */
const gainOf = <N>(walk: Walk<N>, following: GameTree<N>, deviating: GameTree<N>): Expression<N> => {
  walk.visited += 1
  if (walk.visited > walk.limit) return boundOf(walk, following, deviating)
  // The player moves first in both copies, so that the draws and choices that come next meet in step.
  if (following.kind === 'choice' && owns(walk, following)) return prescribed(walk, following, deviating)
  if (deviating.kind === 'choice' && owns(walk, deviating)) return deviate(walk, following, deviating)
  if (following.kind === 'chance' && deviating.kind === 'chance')
    return bothByChance(walk, following, deviating)
  if (following.kind === 'chance')
    return sum(
      walk.scalar,
      following.branches.map(([subtree, weight]) => [weight, gainOf(walk, subtree, deviating)] as const),
    )
  if (deviating.kind === 'chance')
    return sum(
      walk.scalar,
      deviating.branches.map(([subtree, weight]) => [weight, gainOf(walk, following, subtree)] as const),
    )
  if (following.kind === 'choice') return follow(walk, following, deviating)
  if (deviating.kind === 'choice') return deviate(walk, following, deviating)
  return constant([walk.scalar.sub(receipts(walk, deviating.value), receipts(walk, following.value))])
}

const prescribed = <N>(walk: Walk<N>, following: GameChoice<N>, deviating: GameTree<N>): Expression<N> =>
  sum(
    walk.scalar,
    played(walk.scalar, following).map(
      ([branch, weight]) => [weight, gainOf(walk, branch, deviating)] as const,
    ),
  )

const follow = <N>(walk: Walk<N>, following: GameChoice<N>, deviating: GameTree<N>): Expression<N> => {
  const { informationSet, branches } = following
  if (deviating.kind === 'choice' && deviating.informationSet === informationSet)
    return contingency(
      walk.scalar,
      informationSet,
      branches.map((branch, index) => gainOf(walk, branch, deviating.branches[index] ?? branch)),
    )
  return contingency(
    walk.scalar,
    informationSet,
    branches.map(branch => gainOf(walk, branch, deviating)),
  )
}

const deviate = <N>(walk: Walk<N>, following: GameTree<N>, deviating: GameChoice<N>): Expression<N> => {
  const { informationSet, branches } = deviating
  return contingency(
    walk.scalar,
    owns(walk, deviating) ? deviationName(informationSet) : informationSet,
    branches.map(branch => gainOf(walk, following, branch)),
  )
}

/** The same draw in both copies where the draws look alike, independent draws otherwise. */
const bothByChance = <N>(
  walk: Walk<N>,
  following: Chance<N, Ledger<N>>,
  deviating: Chance<N, Ledger<N>>,
): Expression<N> => {
  const terms = isAlike(walk.scalar, following, deviating)
    ? following.branches.map(
        ([subtree, weight], index) =>
          [weight, gainOf(walk, subtree, deviating.branches[index]?.[0] ?? subtree)] as const,
      )
    : following.branches.flatMap(([a, p]) =>
        deviating.branches.map(([b, q]) => [walk.scalar.mul(p, q), gainOf(walk, a, b)] as const),
      )
  return sum(walk.scalar, terms)
}

const owns = <N>({ player }: Walk<N>, { decision }: GameChoice<N>): boolean => decision.player === player

const receipts = <N>({ scalar, player }: Walk<N>, ledger: Ledger<N>): N => balance(scalar, ledger, player)

const boundOf = <N>(walk: Walk<N>, following: GameTree<N>, deviating: GameTree<N>): Expression<N> =>
  constant([walk.scalar.sub(rangeOf(walk, deviating)[1], rangeOf(walk, following)[0])])

/** The least and the most that the player receives below a node. */
const rangeOf = <N>(walk: Walk<N>, tree: GameTree<N>): Range<N> => {
  const known = walk.ranges.get(tree)
  if (known !== undefined) return known
  const range = freshRange(walk, tree)
  walk.ranges.set(tree, range)
  return range
}

const freshRange = <N>(walk: Walk<N>, tree: GameTree<N>): Range<N> => {
  if (tree.kind === 'leaf') {
    const received = receipts(walk, tree.value)
    return [received, received]
  }
  const parts = tree.kind === 'chance' ? tree.branches.map(([subtree]) => subtree) : tree.branches
  return parts
    .map(part => rangeOf(walk, part))
    .reduce(([low, high], [lower, higher]) => [
      walk.scalar.compare(lower, low) < 0 ? lower : low,
      larger(walk.scalar, high, higher),
    ])
}

const isAlike = <N>(scalar: Scalar<N>, a: Chance<N, Ledger<N>>, b: Chance<N, Ledger<N>>): boolean =>
  a.branches.length === b.branches.length &&
  a.branches.every(([, weight], index) => {
    const other = b.branches[index]
    return other !== undefined && scalar.equals(weight, other[1])
  })

/** The branches that the strategy takes at a choice. */
const played = <N>(
  scalar: Scalar<N>,
  { decision, observation, actions, strategy, branches }: GameChoice<N>,
): readonly (readonly [branch: GameTree<N>, weight: N])[] => {
  const weights = weightsByAction(
    scalar,
    actions,
    legalStrategy(scalar, decision, observation, actions, strategy),
  )
  return branches.flatMap((branch, index) => {
    const weight = weights[index] ?? scalar.zero
    return scalar.equals(weight, scalar.zero) ? [] : [[branch, weight] as const]
  })
}
