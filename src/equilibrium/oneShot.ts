/** One-shot deviations: other actions at one information state, everything else as in the profile. */
import type { ActionValue, InformationState } from '../game/game.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Weighted } from '../markov/stochastic.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { expectation } from '../markov/weighted.ts'
import { exceeds, gainOf, isSame, larger } from './tolerance.ts'
import type { OneShotFailure, StateVerdict } from './verdict.ts'

/**
 * The information state as judged with the regret `epsilon` forgiven, or the decision's own if that is more.
 *
 * Receipts are counted from the decision on; where the player's earlier decisions are paid by what this one
 * does, the whole play is counted, for then the onward receipts are not all that is at stake.
 */
export const judgeState = <N>(scalar: Scalar<N>, epsilon: N, state: InformationState<N>): StateVerdict<N> => {
  const { decision, observation, probability, strategy } = state
  const account = earlierVaries(scalar, state.actions) ? 'whole' : 'onward'
  const actions = state.actions.map(value => ({
    action: value.action,
    payoff: account === 'whole' ? value.total : value.payoff,
  }))
  const payoff = account === 'whole' ? mixed(scalar, strategy, actions) : state.payoff
  const best = bestOf(scalar, strategy, { payoff, actions })
  return {
    decision,
    observation,
    probability,
    reached: exceeds(scalar, probability, scalar.zero),
    strategy,
    account,
    payoff,
    actions,
    best,
    regret: gainOf(scalar, payoff, best.payoff),
    gains: {
      onward: mostGained(scalar, strategy, state.actions, ({ payoff }) => payoff),
      whole: mostGained(scalar, strategy, state.actions, ({ total }) => total),
      earlier: spread(
        scalar,
        state.actions.map(({ earlier }) => earlier),
      ),
    },
    epsilon: larger(scalar, epsilon, decision.epsilon),
  }
}

/** Whether what the player receives for its earlier decisions depends on the action taken here. */
const earlierVaries = <N>(scalar: Scalar<N>, actions: readonly ActionValue<N>[]): boolean => {
  const [first, ...others] = actions
  return first !== undefined && others.some(({ earlier }) => !isSame(scalar, earlier, first.earlier))
}

const mixed = <N>(
  scalar: Scalar<N>,
  strategy: Weighted<N, unknown>,
  actions: StateVerdict<N>['actions'],
): N => {
  const values = new Map(actions.map(({ action, payoff }) => [structuralKey(action), payoff]))
  return expectation(scalar, strategy, action => values.get(structuralKey(action)) ?? scalar.zero)
}

const spread = <N>(scalar: Scalar<N>, [first, ...others]: readonly N[]): N => {
  if (first === undefined) return scalar.zero
  const most = others.reduce((a, b) => larger(scalar, a, b), first)
  const least = others.reduce((a, b) => (exceeds(scalar, a, b) ? b : a), first)
  return scalar.sub(most, least)
}

const mostGained = <N>(
  scalar: Scalar<N>,
  strategy: Weighted<N, unknown>,
  actions: readonly ActionValue<N>[],
  counted: (value: ActionValue<N>) => N,
): N => {
  const valued = actions.map(value => ({ action: value.action, payoff: counted(value) }))
  const payoff = mixed(scalar, strategy, valued)
  return valued
    .map(value => scalar.sub(value.payoff, payoff))
    .reduce((a, b) => larger(scalar, a, b), scalar.zero)
}

/** A best action, one that is played already where there is such. */
const bestOf = <N>(
  scalar: Scalar<N>,
  strategy: Weighted<N, unknown>,
  { payoff, actions }: Pick<StateVerdict<N>, 'payoff' | 'actions'>,
): StateVerdict<N>['best'] => {
  const played = new Set(strategy.map(([action]) => structuralKey(action)))
  return actions.reduce<StateVerdict<N>['best']>((best, candidate) => {
    if (isSame(scalar, candidate.payoff, best.payoff))
      return played.has(structuralKey(candidate.action)) && !played.has(structuralKey(best.action))
        ? candidate
        : best
    return exceeds(scalar, candidate.payoff, best.payoff) ? candidate : best
  }, actions[0] ?? { action: undefined, payoff })
}

export const isContent = <N>(scalar: Scalar<N>, state: StateVerdict<N>): boolean =>
  !exceeds(scalar, state.regret, state.epsilon)

/** The deviations that gain more than is forgiven, one for each state that has any. */
export const oneShotFailures = <N>(
  scalar: Scalar<N>,
  states: readonly StateVerdict<N>[],
): readonly OneShotFailure<N>[] =>
  states
    .filter(state => !isContent(scalar, state))
    .map(({ decision, observation, strategy, payoff, best, regret }) => ({
      kind: 'oneShot',
      player: decision.player,
      decision,
      observation,
      from: strategy,
      to: best.action,
      payoff,
      deviationPayoff: best.payoff,
      gain: regret,
    }))
