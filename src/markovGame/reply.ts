import type { Reply, ReplyState } from '../plan/plan.ts'
import { endsUnder, type Improved, indexOfBest, isMore, type Policy } from './bestReply.ts'
import type { Means } from './chain.ts'
import type { OwnSet, Side, Step } from './ownSide.ts'

export interface FoundReply<N> {
  readonly reply: Reply<N>
  /** No reply brings more than `upper`. */
  readonly bounds: ReplyBounds<N>
}

export interface ReplyBounds<N> {
  readonly payoff: N
  readonly upper: N
}

/**
 * The answer that policy iteration gives. It counts on decisions that observe the state and on perfect recall in a stage:
 * where these are missing, the reply is one that the player can choose only if it does the same at all sets of one
 * name, and else `forgets`; a decision that is its own `earlier` one does not know in one stage what it knew in
 * another. What it brings bounds every reply from above all the same.
 */
export const foundReply = <N>(
  means: Means<N>,
  start: readonly (readonly [state: number, probability: N])[],
  improved: Improved<N>,
): FoundReply<N> => {
  const { scalar } = means
  const { policy, stages, profileValues, values, bound } = improved
  const at = (of: readonly N[]): N =>
    start.reduce((sum, [state, p]) => scalar.add(sum, scalar.mul(p, of[state] ?? scalar.zero)), scalar.zero)
  const payoff = at(profileValues)
  const value = at(values)
  const bounds = { payoff, upper: value }
  const byReply = reachedSets(means, start, stages, policy)
  const forgotten = isMore(means, payoff, value, bound) ? torn(byReply, policy) : undefined
  if (forgotten !== undefined) return { reply: { kind: 'forgets', ...forgotten }, bounds }
  const byProfile = reachedSets(means, start, stages, new Map())
  const states = [...stages.values()].flatMap(({ sets }) =>
    sets.map(set =>
      replyState(means, improved, set, { reached: byProfile.has(set), reachedByReply: byReply.has(set) }),
    ),
  )
  return { reply: { kind: 'found', payoff, value, states }, bounds }
}

/** A decision that is to do different things at sets of one name, and what it would have to recall for that. */
const torn = <N>(
  sets: ReadonlySet<OwnSet<N>>,
  policy: Policy<N>,
): Pick<Extract<Reply<N>, { kind: 'forgets' }>, 'decision' | 'earlier'> | undefined => {
  const first = new Map<string, OwnSet<N>>()
  for (const set of sets) {
    const other = first.get(set.name) ?? set
    first.set(set.name, other)
    if (policy.get(set) !== policy.get(other))
      return { decision: set.decision, earlier: differing(set.before, other.before) ?? set.decision }
  }
  return undefined
}

/** The first own decision of a stage at which one saw or did what the other did not. */
const differing = <N>(
  one: readonly Step<N>[],
  other: readonly Step<N>[],
): Step<N>['at']['decision'] | undefined => {
  const at = [...[...one, ...other].keys()].find(i => {
    const [a, b] = [one[i], other[i]]
    return a?.at.name !== b?.at.name || a?.action !== b?.action
  })
  return at === undefined ? undefined : (one[at] ?? other[at])?.at.decision
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
