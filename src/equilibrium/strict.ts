/** Strictness: pure strategies, and every other action at a reached state worse, whatever the player does later. */
import type { Scalar } from '../markov/scalar.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { searchLimit } from './bestResponse.ts'
import { search } from './search.ts'
import { forgottenStates, type OwnState, pureChoice, type Sequence, valueOfProfile } from './sequenceForm.ts'
import { exceeds, larger } from './tolerance.ts'
import type { MixedFailure, StateVerdict, TieFailure, Unknown } from './verdict.ts'

/** The reached states that mix, or where another single action is as good within what is forgiven. */
export const strictFailures = <N>(
  scalar: Scalar<N>,
  states: readonly StateVerdict<N>[],
): readonly (MixedFailure<N> | TieFailure<N>)[] =>
  states.flatMap<MixedFailure<N> | TieFailure<N>>(state =>
    state.strategy.length > 1 ? [mixes(state)] : ties(scalar, state),
  )

const mixes = <N>({ decision, observation, strategy }: StateVerdict<N>): MixedFailure<N> => ({
  kind: 'mixed',
  player: decision.player,
  decision,
  observation,
  strategy,
})

const ties = <N>(scalar: Scalar<N>, state: StateVerdict<N>): readonly TieFailure<N>[] => {
  const { decision, observation, strategy, payoff, epsilon } = state
  const [played] = strategy
  const rival = state.actions
    .filter(({ action }) => played === undefined || structuralKey(action) !== structuralKey(played[0]))
    .find(other => !exceeds(scalar, scalar.sub(payoff, other.payoff), epsilon))
  if (rival === undefined) return []
  return [
    {
      kind: 'tie',
      player: decision.player,
      decision,
      observation,
      from: strategy,
      to: rival.action,
      payoff,
      deviationPayoff: rival.payoff,
      joint: false,
    },
  ]
}

/**
 * The changes at reached states that, with the best changes at later ones, cost the player no more than is
 * forgiven. The player's part of the profile is taken to be pure and a best response.
 */
export const jointTies = <N>(
  scalar: Scalar<N>,
  sequence: Sequence<N>,
  epsilon: N,
): readonly (TieFailure<N> | Unknown<N>)[] => {
  const forgets = forgottenStates(sequence).length > 0
  return pathStates(scalar, sequence).flatMap(({ state, played }) =>
    state.actions.flatMap((_, rival) => {
      if (rival === played) return []
      return forgets
        ? searchedTie(scalar, sequence, epsilon, state, rival)
        : inducedTie(scalar, epsilon, state, played, rival)
    }),
  )
}

/** The states that the player reaches, with the index of what it plays there. */
const pathStates = <N>(
  scalar: Scalar<N>,
  sequence: Sequence<N>,
): readonly { readonly state: OwnState<N>; readonly played: number }[] =>
  sequence.states.flatMap(state => {
    const played = state.weights.findIndex(weight => exceeds(scalar, weight, scalar.zero))
    const after = state.after[played]
    return after === undefined ? [] : [{ state, played }, ...pathStates(scalar, after)]
  })

/** Best value of what follows; exact for a player who forgets nothing. */
const bestValue = <N>(scalar: Scalar<N>, { receipts, states }: Sequence<N>): N =>
  states.reduce(
    (total, { after }) =>
      scalar.add(
        total,
        after.map(next => bestValue(scalar, next)).reduce((a, b) => larger(scalar, a, b)),
      ),
    receipts,
  )

const inducedTie = <N>(
  scalar: Scalar<N>,
  epsilon: N,
  state: OwnState<N>,
  played: number,
  rival: number,
): readonly TieFailure<N>[] => {
  const given = (index: number): N => {
    const after = state.after[index]
    return after === undefined ? scalar.zero : scalar.div(bestValue(scalar, after), state.reach)
  }
  const payoff = given(played)
  const deviationPayoff = given(rival)
  return exceeds(scalar, scalar.sub(payoff, deviationPayoff), epsilon)
    ? []
    : [tieAt(state, rival, payoff, deviationPayoff)]
}

const searchedTie = <N>(
  scalar: Scalar<N>,
  sequence: Sequence<N>,
  epsilon: N,
  state: OwnState<N>,
  rival: number,
): readonly (TieFailure<N> | Unknown<N>)[] => {
  const payoff = valueOfProfile(scalar, sequence)
  const floor = scalar.sub(payoff, scalar.mul(epsilon, state.reach))
  let tied: N | undefined
  const isComplete = search(
    scalar,
    pureChoice(scalar, sequence),
    {
      admits: ([value]) => value !== undefined && !exceeds(scalar, floor, value),
      found: ([value]) => {
        tied = value
        return 'stop'
      },
    },
    searchLimit,
    new Map([[state.informationSet, rival]]),
  )
  if (tied !== undefined) return [tieAt(state, rival, payoff, tied)]
  return isComplete
    ? []
    : [{ kind: 'tie', player: state.decision.player, lower: scalar.zero, upper: scalar.zero }]
}

const tieAt = <N>(state: OwnState<N>, rival: number, payoff: N, deviationPayoff: N): TieFailure<N> => ({
  kind: 'tie',
  player: state.decision.player,
  decision: state.decision,
  observation: state.observation,
  from: state.strategy,
  to: state.actions[rival],
  payoff,
  deviationPayoff,
  joint: true,
})
