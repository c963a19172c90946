/** What `OpenGame.evaluate` finds, read off a trellis: information states and what every action is worth there. */
import type { ActionValue, InformationState } from '../../game/game.ts'
import type { Weighted } from '../../markov/stochastic.ts'
import type { Vector } from '../tree/arithmetic.ts'
import { flatAccount, type Layered } from './account.ts'
import { throwAfterActions, throwReached } from './failing.ts'
import { byProfile, laterOn, pastOn, reachOn, receivedOn, type Side } from './side.ts'
import type { Information, Layer } from './trellis.ts'

/** What a player believes at its decisions. */
export interface Beliefs<N> {
  /** By layer, how likely its states are, up to what their information state is divided by. */
  readonly weights: readonly Vector<N>[]
  /** Whether an information state is reached, given the sum of the weights of its states. */
  readonly probability: (layer: number, known: number, condition: N) => N
  /** By layer, what was received on the way to a state, times its weight. */
  readonly pastOn: (layered: Layered<N>) => readonly (Vector<N> | undefined)[]
}

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
    pastOn: layered => pastOn(side, reach, layered, byProfile),
  })
}

/** What every action is worth where the player may be, later play by the profile. */
export const judged = <N>(side: Side<N>, beliefs: Beliefs<N>): readonly Judged<N>[] => {
  const valuations = new Map<number, Valuation<N>>()
  const apart = natural(side, beliefs)
  return side.trellis.layers.flatMap((layer, at) => {
    const { information } = layer
    if (information === undefined) return []
    const { cut } = information.node
    const counting = side.account.countingAt(at, cut)
    if (counting.kind === 'apart') return statesAt(side, beliefs, layer, at, apart(counting))
    const mixed = valuations.get(cut) ?? masked(side, beliefs, cut)
    valuations.set(cut, mixed)
    return statesAt(side, beliefs, layer, at, mixed)
  })
}

/** By action of a layer's information states, given each of them. */
interface Values<N> {
  readonly onward: (action: number, known: number) => N
  readonly total: (action: number, known: number) => N
  readonly earlier: (action: number, known: number) => N
}

type Valuation<N> = (
  layer: Layer<N>,
  at: number,
  information: Information<N>,
  conditions: Vector<N>,
) => Values<N>

/** Receipts are counted onward where they come in after the decision, and earlier where before: two passes for all. */
const natural = <N>(side: Side<N>, beliefs: Beliefs<N>) => {
  const { scalar, account } = side
  const later = laterOn(side, account.later)
  const past = beliefs.pastOn(account.before)
  return (counting: {
    readonly factor: N
    readonly constant: N
    readonly share: N
    readonly earlier: N
  }): Valuation<N> => {
    return (layer, at, information, conditions) => {
      const gained = given(
        side,
        laterSums(side, beliefs, layer, at, information, account.later, later),
        conditions,
      )
      const before = givenClasses(side, pastSums(side, information, past[at]), conditions)
      const onward = (action: number, known: number): N =>
        scalar.add(scalar.mul(counting.factor, gained(action, known)), counting.constant)
      const earlier = (_action: number, known: number): N => scalar.add(before(known), counting.earlier)
      const total = (action: number, known: number): N =>
        scalar.add(scalar.mul(counting.share, onward(action, known)), earlier(action, known))
      return { onward, earlier, total }
    }
  }
}

/** Two passes for each of the two parts of an account. */
const masked = <N>(side: Side<N>, beliefs: Beliefs<N>, cut: number): Valuation<N> => {
  const { scalar, receipts, trellis } = side
  const whole = side.account.shareAt(cut)
  const parts = [receipts.slice(0, cut), receipts.slice(cut)].map(part => {
    const { layered, constant } = flatAccount(scalar, part, trellis.layerOf, trellis.layers.length)
    return { layered, constant, later: laterOn(side, layered), past: beliefs.pastOn(layered) }
  })
  return (layer, at, information, conditions) => {
    const [onward, earlier] = parts.map(({ constant, ...passed }) => {
      const gained = given(
        side,
        laterSums(side, beliefs, layer, at, information, passed.layered, passed.later),
        conditions,
      )
      const before = givenClasses(side, pastSums(side, information, passed.past[at]), conditions)
      return (action: number, known: number): N =>
        scalar.add(scalar.add(gained(action, known), before(known)), constant)
    })
    const none = () => scalar.zero
    const [first, second] = [onward ?? none, earlier ?? none]
    return {
      onward: first,
      earlier: second,
      total: (action, known) => scalar.add(scalar.mul(whole, first(action, known)), second(action, known)),
    }
  }
}

const laterSums = <N>(
  side: Side<N>,
  beliefs: Beliefs<N>,
  layer: Layer<N>,
  at: number,
  information: Information<N>,
  layered: Layered<N>,
  later: readonly (Vector<N> | undefined)[],
): Vector<N> =>
  side.kernels.actions(
    layer,
    information,
    beliefs.weights[at] ?? side.vector(0),
    later[at + 1],
    receivedOn(side, layer, layered, at),
  )

const pastSums = <N>(
  { kernels }: Side<N>,
  information: Information<N>,
  past: Vector<N> | undefined,
): Vector<N> | undefined => (past === undefined ? undefined : kernels.classSums(information, past))

const given =
  <N>({ scalar }: Side<N>, sums: Vector<N>, conditions: Vector<N>) =>
  (action: number, known: number): N =>
    scalar.div(sums[action] ?? scalar.zero, conditions[known] ?? scalar.one)

const givenClasses =
  <N>({ scalar }: Side<N>, sums: Vector<N> | undefined, conditions: Vector<N>) =>
  (known: number): N =>
    sums === undefined ? scalar.zero : scalar.div(sums[known] ?? scalar.zero, conditions[known] ?? scalar.one)

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
