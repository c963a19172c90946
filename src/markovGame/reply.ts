import type { Reply, ReplyState } from '../plan/plan.ts'
import { endsUnder, type Improved, indexOfBest, isMore, type Policy } from './bestReply.ts'
import type { Means } from './chain.ts'
import type { OwnSet, Side } from './ownSide.ts'

export interface FoundReply<N> {
  readonly reply: Reply<N>
  /** No reply brings more than `upper`; nothing is known where a stage has a lapse of memory. */
  readonly bounds: ReplyBounds<N>
}

export interface ReplyBounds<N> {
  readonly payoff: N
  readonly upper: N | undefined
}

/**
 * The answer that policy iteration gives. It counts on decisions that observe the state: where one does not, the reply
 * is one that the player can choose only if it does the same in all states that look alike, and else `forgets`, the
 * decision in one stage not knowing what it knew in another. What it brings bounds every reply from above all the same.
 */
export const foundReply = <N>(
  means: Means<N>,
  start: readonly (readonly [state: number, probability: N])[],
  improved: Improved<N>,
): FoundReply<N> => {
  const { scalar } = means
  const { lapse, policy, stages, profileValues, values, bound } = improved
  const at = (of: readonly N[]): N =>
    start.reduce((sum, [state, p]) => scalar.add(sum, scalar.mul(p, of[state] ?? scalar.zero)), scalar.zero)
  const payoff = at(profileValues)
  const value = at(values)
  if (lapse !== undefined)
    return { reply: { kind: 'forgets', ...lapse }, bounds: { payoff, upper: undefined } }
  const bounds = { payoff, upper: value }
  const byReply = reachedSets(means, start, stages, policy)
  const blind = isMore(means, payoff, value, bound) ? torn(byReply, policy) : undefined
  if (blind !== undefined)
    return { reply: { kind: 'forgets', decision: blind.decision, earlier: blind.decision }, bounds }
  const byProfile = reachedSets(means, start, stages, new Map())
  const states = [...stages.values()].flatMap(({ sets }) =>
    sets.map(set =>
      replyState(means, improved, set, { reached: byProfile.has(set), reachedByReply: byReply.has(set) }),
    ),
  )
  return { reply: { kind: 'found', payoff, value, states }, bounds }
}

/** A set at which the policy departs from what it does at another that looks the same. */
const torn = <N>(sets: ReadonlySet<OwnSet<N>>, policy: Policy<N>): OwnSet<N> | undefined => {
  const chosen = new Map<string, number | undefined>()
  for (const at of sets) {
    const choice = policy.get(at)
    if (chosen.has(at.name) && chosen.get(at.name) !== choice) return at
    chosen.set(at.name, choice)
  }
  return undefined
}

const replyState = <N>(
  means: Means<N>,
  { actions, policy }: Improved<N>,
  set: OwnSet<N>,
  met: Pick<ReplyState<N>, 'reached' | 'reachedByReply'>,
): ReplyState<N> => {
  const values = actions.get(set) ?? []
  return {
    decision: set.decision,
    observation: set.observation,
    ...met,
    best: policy.get(set) ?? keptAt(means, set, values),
    actions: set.actions.map((action, i) => ({ action, payoff: values[i] ?? means.scalar.zero })),
  }
}

/** The best of the actions that the profile plays. */
const keptAt = <N>(means: Means<N>, { weights }: OwnSet<N>, values: readonly N[]): number => {
  const played = [...weights.keys()].filter(i => {
    const weight = weights[i]
    return weight !== undefined && !means.scalar.equals(weight, means.scalar.zero)
  })
  const best = indexOfBest(
    means,
    played.map(i => values[i] ?? means.scalar.zero),
  )
  return played[best] ?? 0
}

/** The sets that are met when the policy is followed from the first states on. */
const reachedSets = <N>(
  means: Means<N>,
  start: readonly (readonly [number, N])[],
  stages: Improved<N>['stages'],
  policy: Policy<N>,
): ReadonlySet<OwnSet<N>> => {
  const met = new Set<OwnSet<N>>()
  const open = new Set(start.map(([state]) => state))
  const meet = (node: Side<N>): void => {
    if (node.kind === 'chance') for (const [branch] of node.branches) meet(branch)
    if (node.kind !== 'choice') return
    met.add(node.at)
    const chosen = policy.get(node.at)
    for (const [action, branch] of node.branches.entries()) {
      const weight = node.at.weights[action]
      const isPlayed =
        chosen === undefined
          ? weight !== undefined && !means.scalar.equals(weight, means.scalar.zero)
          : action === chosen
      if (isPlayed) meet(branch)
    }
  }
  // A set that grows while it is gone through gives what was added, too.
  for (const state of open) {
    const side = stages.get(state)?.side
    if (side === undefined) continue
    meet(side)
    for (const [{ next }] of endsUnder(means, policy, side)) open.add(next)
  }
  return met
}
