/** Changes at all decisions of one player together, the others playing as the profile says. */
import * as E from 'fp-ts/lib/Either.js'
import { uncountableAt } from '../game/invalidPlay.ts'
import { OutOfSteps } from '../markov/budget.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Weighted } from '../markov/stochastic.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { expectation } from '../markov/weighted.ts'
import type { BestReply, Reply, ReplyState } from '../plan/plan.ts'
import { bestResponse, searchLimit } from './bestResponse.ts'
import type { Judged } from './judged.ts'
import { judgeState } from './oneShot.ts'
import { exceeds, gainOf, isSame } from './tolerance.ts'
import type { Bounds, Change, Forgetting, JointFailure, Level, OutOfReach, StateVerdict } from './verdict.ts'

/** The best that a player's changes together are known to gain. */
export interface JointGain<N> extends Bounds<N> {
  readonly player: string
  readonly payoff: N
  /** What gains `lower`; none where that is nothing. */
  readonly changes: () => readonly Change<N>[]
  readonly forgets?: Forgetting<N>
  /** Why `upper` is not `lower`. */
  readonly reason?: OutOfReach
}

/**
 * What `player` can gain, in expected totals. Exact where the plan has a best reply; for a player who forgets pure
 * strategies are searched, unless no strategy gains more than `enough`.
 *
 * Errors: as `Plan.bestReply`.
 */
export const jointGain = <N>(
  scalar: Scalar<N>,
  judged: Judged<N>,
  player: string,
  enough: N,
): JointGain<N> => {
  const reply = listedReply(judged, player)
  if (reply.kind === 'continuum') return unlisted(scalar, judged, player, reply)
  if (reply.kind === 'forgets') return forgettersGain(scalar, judged, player, enough, reply)
  const gain = gainOf(scalar, reply.payoff, reply.value)
  return {
    player,
    payoff: reply.payoff,
    lower: gain,
    upper: gain,
    changes: () => changesOf(scalar, judged, reply),
    ...(reply.forgets === undefined ? {} : { forgets: reply.forgets }),
  }
}

/** The best reply, where there is a list of what the player could do. Errors: as `Plan.bestReply`. */
export const listedReply = <N>(
  { plan }: Judged<N>,
  player: string,
): Reply<N> | (OutOfReach & { readonly kind: 'continuum' }) => {
  try {
    return plan.bestReply(player)
  } catch (error) {
    const decision = uncountableAt(error)
    if (decision === undefined) throw error
    return { kind: 'continuum', decision: decision.path }
  }
}

/** Where there is no list of what the player could do: known of one who moves once, and of no other. */
const unlisted = <N>(
  scalar: Scalar<N>,
  { plan }: Judged<N>,
  player: string,
  reason: OutOfReach,
): JointGain<N> => {
  const payoff = plan.payoffs()[player] ?? scalar.zero
  if (plan.decisions.filter(decision => decision.player === player).length > 1)
    return { player, payoff, lower: scalar.zero, upper: undefined, changes: () => [], reason }
  const states = plan
    .states()
    .filter(({ decision }) => decision.player === player)
    .map(state => judgeState(scalar, scalar.zero, state))
  const gain = gainOfSingles(scalar, states)
  return { player, payoff, lower: gain, upper: gain, changes: () => [] }
}

const forgettersGain = <N>(
  scalar: Scalar<N>,
  judged: Judged<N>,
  player: string,
  enough: N,
  { decision, earlier }: Reply<N> & { readonly kind: 'forgets' },
): JointGain<N> => {
  const forgets = { decision, earlier }
  const side = judged.side(player)
  if (E.isLeft(side)) {
    return { ...unlisted(scalar, judged, player, side.left), forgets }
  }
  const { payoff, lower, upper, changes } = bestResponse(scalar, side.right, player, enough)
  const gains = { lower: gainOf(scalar, payoff, lower), upper: gainOf(scalar, payoff, upper) }
  const isSettled = isSame(scalar, lower, upper) || !exceeds(scalar, gains.upper, enough)
  return {
    player,
    payoff,
    ...gains,
    changes: () => changes,
    forgets,
    ...(isSettled ? {} : { reason: { kind: 'search', limit: searchLimit } }),
  }
}

/**
 * What the best reply does otherwise than the profile. It plays one action wherever it comes, also where the
 * profile's mixture is as good: what it does later hangs on that.
 */
const changesOf = <N>(
  scalar: Scalar<N>,
  { strategyAt }: Judged<N>,
  { states }: BestReply<N>,
): readonly Change<N>[] =>
  states.flatMap(state => {
    const { decision, observation, reachedByReply } = state
    const to = state.actions[state.best]?.action
    if (!reachedByReply) return []
    const from = strategyAt(decision, observation)
    return playsSurely(scalar, from, to) ? [] : [{ decision, observation, from, to }]
  })

const playsSurely = <N>(scalar: Scalar<N>, strategy: Weighted<N, unknown>, action: unknown): boolean =>
  strategy.some(
    ([played, weight]) =>
      scalar.equals(weight, scalar.one) && structuralKey(played) === structuralKey(action),
  )

/** What a player could gain, at one state and in all, where the joint level is already known or is easily had. */
export const levelOf = <N>(
  scalar: Scalar<N>,
  judged: Judged<N>,
  player: string,
  {
    states,
    epsilon,
    known,
  }: {
    readonly states: readonly StateVerdict<N>[]
    readonly epsilon: N
    readonly known: JointGain<N> | undefined
  },
): Level<N> => {
  const own = states.filter(({ decision }) => decision.player === player)
  const oneShot = own.reduce(
    (most, { regret }) => (exceeds(scalar, regret, most) ? regret : most),
    scalar.zero,
  )
  const single = judged.plan.decisions.filter(decision => decision.player === player).length < 2
  const joint =
    known === undefined
      ? single
        ? exactly(gainOfSingles(scalar, own))
        : easyGain(scalar, judged, player)
      : knownGain(known)
  return {
    player,
    oneShot,
    epsilon,
    ...joint,
  }
}

type JointLevel<N> = Pick<Level<N>, 'joint' | 'forgets'>

const exactly = <N>(gain: N): JointLevel<N> => ({ joint: { lower: gain, upper: gain } })

const knownGain = <N>({ lower, upper, forgets }: JointGain<N>): JointLevel<N> => ({
  joint: { lower, upper },
  ...(forgets === undefined ? {} : { forgets }),
})

/** A player who moves once in a play gains at one state at a time: what it gains on average is the sum. */
const gainOfSingles = <N>(scalar: Scalar<N>, states: readonly StateVerdict<N>[]): N =>
  expectation(
    scalar,
    states.map(({ probability, gains }) => [gains.whole, probability] as const),
    gain => gain,
  )

/** The gain where backward induction finds it within the means. */
const easyGain = <N>(scalar: Scalar<N>, judged: Judged<N>, player: string): JointLevel<N> => {
  try {
    const reply = listedReply(judged, player)
    if (reply.kind === 'forgets') return { forgets: { decision: reply.decision, earlier: reply.earlier } }
    if (reply.kind === 'continuum') return {}
    const { forgets } = reply
    return {
      ...exactly(gainOf(scalar, reply.payoff, reply.value)),
      ...(forgets === undefined ? {} : { forgets }),
    }
  } catch (error) {
    if (error instanceof OutOfSteps) return {}
    throw error
  }
}

/** The failure that a gain is, payoffs being expected totals. */
export const jointFailure = <N>(
  scalar: Scalar<N>,
  { player, payoff, lower, changes }: JointGain<N>,
): JointFailure<N> => ({
  kind: 'joint',
  player,
  changes: changes(),
  payoff,
  deviationPayoff: scalar.add(payoff, lower),
  gain: lower,
})

/** Regret of `player` over all its decisions, and why it is not known. Errors: as `Plan.bestReply`. */
export const regretOn = <N>(
  scalar: Scalar<N>,
  judged: Judged<N>,
  player: string,
): Pick<JointGain<N>, 'lower' | 'upper' | 'reason'> => {
  const { lower, upper, reason } = jointGain(scalar, judged, player, scalar.zero)
  return { lower, upper, ...(reason === undefined ? {} : { reason }) }
}

/** The reached states of a best reply at which another action is as good, later changes included. */
export const replyTies = <N>(
  scalar: Scalar<N>,
  { strategyAt }: Judged<N>,
  { states }: BestReply<N>,
  epsilon: N,
) =>
  states
    .filter(({ reached }) => reached)
    .flatMap(state => {
      const from = strategyAt(state.decision, state.observation)
      const [played] = from
      const index = state.actions.findIndex(
        ({ action }) => structuralKey(action) === structuralKey(played?.[0]),
      )
      const payoff = state.actions[index]?.payoff
      if (payoff === undefined) return []
      return state.actions.flatMap((rival, k) =>
        k === index || exceeds(scalar, scalar.sub(payoff, rival.payoff), epsilon)
          ? []
          : [tieOf(state, from, rival, payoff)],
      )
    })

const tieOf = <N>(
  { decision, observation }: ReplyState<N>,
  from: Weighted<N, unknown>,
  rival: ReplyState<N>['actions'][number],
  payoff: N,
) => ({
  kind: 'tie' as const,
  player: decision.player,
  decision,
  observation,
  from,
  to: rival.action,
  payoff,
  deviationPayoff: rival.payoff,
  joint: true,
})
