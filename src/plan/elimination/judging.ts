/** What `OpenGame.evaluate` finds, read off a trellis: information states and what every action is worth there. */
import type { ActionValue, InformationState } from '../../game/game.ts'
import type { Weighted } from '../../markov/stochastic.ts'
import { throwAfterActions, throwReached } from './failing.ts'
import { byProfile, pastStep, reachOn, type Side } from './side.ts'
import type { Information, Layer } from './trellis.ts'
import { type Beliefs, type Valuation, valuationOf } from './valuing.ts'

/** An information state, and what its beliefs were divided by. */
export interface Judged<N> {
  readonly state: InformationState<N>
  readonly condition: N
}

/** The information states of the player that the profile reaches. Errors: throws what fails on the way. */
export const reachedStates = <N>(side: Side<N>): readonly Judged<N>[] => {
  const reach = reachOn(side, byProfile)
  throwReached(side, reach)
  throwAfterActions(side, reach)
  return judged(side, {
    weights: reach,
    probability: (_layer, _known, condition) => condition,
    pastStep: (layered, at, before) => pastStep(side, reach, layered, byProfile, at, before),
    ofPlayer: (_at, past) => past,
  })
}

/** What every action is worth where the player may be, later play by the profile. */
export const judged = <N>(side: Side<N>, beliefs: Beliefs<N>): readonly Judged<N>[] => {
  const valuation = valuationOf(side, beliefs)
  return side.trellis.layers.flatMap((layer, at) => statesAt(side, beliefs, layer, at, valuation))
}

const statesAt = <N>(
  side: Side<N>,
  beliefs: Beliefs<N>,
  layer: Layer<N>,
  at: number,
  valuation: Valuation<N>,
): readonly Judged<N>[] => {
  const { scalar, kernels } = side
  const { information } = layer
  const weights = beliefs.weights[at]
  if (information === undefined || weights === undefined) return []
  const conditions = kernels.classSums(information, weights)
  const values = valuation(layer, at, information, conditions)
  const { decision } = information.node
  return information.observations.flatMap((observation, known) => {
    const condition = conditions[known] ?? scalar.zero
    if (scalar.equals(condition, scalar.zero)) return []
    const offset = information.offsets[known] ?? 0
    const actions = actionsAt(information, known).map(
      (action, index): ActionValue<N> => ({
        action,
        payoff: values.onward(offset + index, known),
        total: values.total(offset + index, known),
        earlier: values.earlier(offset + index, known),
      }),
    )
    const state = {
      decision,
      observation,
      probability: beliefs.probability(at, known, condition),
      strategy: strategyAt(information, known),
      payoff: mixed(side, layer, information, known, actions),
      actions,
    }
    return [{ state, condition }]
  })
}

/** What may be done at an information state. */
export const actionsAt = <N>({ node, rows }: Information<N>, known: number): readonly unknown[] => {
  const row = rows[known] ?? 0
  const { items, offsets } = node.menu
  return Array.from(items.subarray(offsets[row], offsets[row + 1]), item => node.domain.values[item])
}

const strategyAt = <N>({ node, rows }: Information<N>, known: number): Weighted<N, unknown> => {
  const row = rows[known] ?? 0
  const { items, offsets, weights } = node.strategy
  const from = offsets[row] ?? 0
  return weights
    .slice(from, offsets[row + 1])
    .map((weight, at) => [node.domain.values[items[from + at] ?? 0], weight])
}

const mixed = <N>(
  { scalar }: Side<N>,
  { weights }: Layer<N>,
  { starts }: Information<N>,
  known: number,
  actions: readonly ActionValue<N>[],
): N => {
  const start = starts[known] ?? 0
  return actions.reduce(
    (sum, { payoff }, index) => scalar.add(sum, scalar.mul(weights[start + index] ?? scalar.zero, payoff)),
    scalar.zero,
  )
}
