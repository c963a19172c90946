/** The best reply of one player by backward induction over its own decisions. */
import type { BestReply, Reply, ReplyState } from '../plan.ts'
import type { Vector } from '../tree/arithmetic.ts'
import { isSame } from '../tree/choosing.ts'
import { throwReached } from './failing.ts'
import { actionsAt } from './judging.ts'
import { firstForgetting } from './recall.ts'
import { byProfile, laterStep, pastStep, reachOn, receivedOn, type Side } from './side.ts'
import type { Information, Layer } from './trellis.ts'

/** The best reply on the player's side. Errors: throws what fails whatever the player does. */
export const replyOn = <N>(side: Side<N>): Reply<N> => {
  const { layers } = side.trellis
  for (const { failures } of layers)
    for (const { lacksStrategy, error } of failures) if (!lacksStrategy) throw error
  const profile = reachOn(side, byProfile)
  throwReached(side, profile)
  const inAnyWay = weightsInAnyWay(side)
  const reach = reachOn(side, inAnyWay)
  const forgets = firstForgetting(side, reach, layers.map(inAnyWay))
  if (forgets !== undefined) return forgets
  const induced = induce(side, reach)
  return {
    kind: 'found',
    payoff: expectedTotal(side),
    value: totalOf(side, induced.value),
    states: replyStates(side, induced, {
      reach,
      profile,
      past: pastsInAnyWay(side, reach, inAnyWay),
    }),
  }
}

/** The most that `later` and constants come to, whatever the player does: where nothing is forgotten. */
export const mostExpected = <N>(side: Side<N>): N =>
  totalOf(side, induce(side, reachOn(side, weightsInAnyWay(side))).value)

const pastsInAnyWay = <N>(
  side: Side<N>,
  reach: readonly Vector<N>[],
  inAnyWay: (layer: Layer<N>) => Vector<N>,
): readonly (Vector<N> | undefined)[] => {
  let past: Vector<N> | undefined
  return side.trellis.layers.map((_, at) => {
    const here = past
    past = pastStep(side, reach, side.account.before, inAnyWay, at, here)
    return here
  })
}

const weightsInAnyWay = <N>(side: Side<N>): ((layer: Layer<N>) => Vector<N>) => {
  const weights = new Map(side.trellis.layers.map(layer => [layer, uniformly(side, layer)]))
  return layer => weights.get(layer) ?? layer.weights
}

/** What the account comes to if `later` is expected at the first layer. */
const totalOf = <N>({ scalar, account }: Side<N>, later: N | undefined): N =>
  scalar.add(scalar.mul(account.factor, later ?? scalar.zero), account.constant)

/** What the player expects to receive in all under the profile. */
export const expectedTotal = <N>(side: Side<N>): N => {
  let later: Vector<N> | undefined
  for (let at = side.trellis.layers.length - 1; at >= 0; at--)
    later = laterStep(side, side.account.later, at, later)
  return totalOf(side, later?.[0])
}

/** The weights of a layer; those of an own decision alike for all actions of a row. */
const uniformly = <N>({ scalar, vector }: Side<N>, { weights, information }: Layer<N>): Vector<N> => {
  if (information === undefined) return weights
  const { offsets } = information.node.menu
  const uniform = vector(weights.length)
  for (let row = 0; row + 1 < offsets.length; row++) {
    const [from, to] = [offsets[row] ?? 0, offsets[row + 1] ?? 0]
    if (to > from) {
      const share = scalar.fromRatio(1n, BigInt(to - from))
      for (let slot = from; slot < to; slot++) uniform[slot] = share
    }
  }
  return uniform
}

interface Induced<N> {
  readonly value: N | undefined
  /** By layer with a decision. */
  readonly picks: ReadonlyMap<number, Picks<N>>
}

interface Picks<N> {
  /** By information state, the index of the best action, and of one that is as good and that the profile takes. */
  readonly top: Int32Array
  readonly best: Int32Array
  /** By action, in the units of the layer and given the information state. */
  readonly values: readonly N[]
}

const induce = <N>(side: Side<N>, reach: readonly Vector<N>[]): Induced<N> => {
  const { kernels, account } = side
  const { layers } = side.trellis
  const picks = new Map<number, Picks<N>>()
  let later: Vector<N> | undefined
  for (let at = layers.length - 1; at >= 0; at--) {
    const layer = layers[at]
    if (layer === undefined) continue
    const received = receivedOn(side, layer, account.later, at)
    const { information } = layer
    if (information === undefined) {
      later = kernels.backward(layer, later, layer.weights, received)
      continue
    }
    const belief = reach[at] ?? side.vector(0)
    const sums = kernels.actions(layer, information, belief, later, received)
    const picked = pick(
      side,
      layer,
      information,
      sums,
      kernels.classSums(information, belief),
      account.sign(at),
    )
    picks.set(at, picked)
    later = kernels.taking(layer, information, picked.top, later, received)
  }
  return { value: later?.[0], picks }
}

/** The first best action of each information state, one that the profile takes where there is such. */
const pick = <N>(
  { scalar }: Side<N>,
  { weights }: Layer<N>,
  { offsets, starts, observations }: Information<N>,
  sums: Vector<N>,
  conditions: Vector<N>,
  sign: -1 | 0 | 1,
): Picks<N> => {
  const best = new Int32Array(observations.length)
  const tops = new Int32Array(observations.length)
  const values: N[] = []
  for (let known = 0; known < best.length; known++) {
    const from = offsets[known] ?? 0
    const count = (offsets[known + 1] ?? 0) - from
    const condition = conditions[known] ?? scalar.one
    const given = Array.from({ length: count }, (_, index) =>
      scalar.div(sums[from + index] ?? scalar.zero, condition),
    )
    values.push(...given)
    const worth = (index: number): N => given[index] ?? scalar.zero
    let top = 0
    for (let index = 1; index < count; index++)
      if (sign * scalar.compare(worth(index), worth(top)) > 0) top = index
    const start = starts[known] ?? 0
    const kept = given.findIndex(
      (value, index) =>
        scalar.compare(weights[start + index] ?? scalar.zero, scalar.zero) > 0 &&
        (sign === 0 || isSame(scalar, value, worth(top))),
    )
    tops[known] = top
    best[known] = kept < 0 ? top : kept
  }
  return { top: tops, best, values }
}

interface Reached<N> {
  /** By layer, own decisions taken in any way. */
  readonly reach: readonly Vector<N>[]
  readonly profile: readonly Vector<N>[]
  readonly past: readonly (Vector<N> | undefined)[]
}

const replyStates = <N>(
  side: Side<N>,
  { picks }: Induced<N>,
  { reach, profile, past }: Reached<N>,
): BestReply<N>['states'] => {
  const { scalar, kernels, account } = side
  const replied = reachedBy(side, picks)
  return side.trellis.layers.flatMap((layer, at): readonly ReplyState<N>[] => {
    const { information } = layer
    const picked = picks.get(at)
    if (information === undefined || picked === undefined) return []
    const none = side.vector(0)
    const isReached = reachedClasses(side, information, profile[at] ?? none)
    const isReplied = reachedClasses(side, information, replied[at] ?? none)
    const conditions = kernels.classSums(information, reach[at] ?? none)
    const here = past[at]
    const before = here === undefined ? none : kernels.classSums(information, here)
    const unit = account.unit(at)
    return information.observations.map((observation, known) => {
      const earned = scalar.div(before[known] ?? scalar.zero, conditions[known] ?? scalar.one)
      const constant = scalar.add(earned, account.constant)
      const offset = information.offsets[known] ?? 0
      return {
        decision: information.node.decision,
        observation,
        reached: isReached[known] === 1,
        reachedByReply: isReplied[known] === 1,
        best: picked.best[known] ?? 0,
        actions: actionsAt(information, known).map((action, index) => ({
          action,
          payoff: scalar.add(scalar.mul(unit, picked.values[offset + index] ?? scalar.zero), constant),
        })),
      }
    })
  })
}

const reachedClasses = <N>(
  { scalar }: Side<N>,
  { of, observations }: Information<N>,
  reach: Vector<N>,
): Uint8Array => {
  const isReached = new Uint8Array(observations.length)
  for (let s = 0; s < of.length; s++)
    if (!scalar.equals(reach[s] ?? scalar.zero, scalar.zero)) isReached[of[s] ?? 0] = 1
  return isReached
}

/** By layer, how likely its states are under the reply. */
const reachedBy = <N>(
  { kernels, scalar, vector, trellis: { layers } }: Side<N>,
  picks: Induced<N>['picks'],
): readonly Vector<N>[] => {
  const start = vector(1)
  start[0] = scalar.one
  const reach: Vector<N>[] = [start]
  for (const [at, layer] of layers.entries()) {
    const picked = picks.get(at)
    const before: Vector<N> = reach[at] ?? start
    if (layer.information === undefined || picked === undefined) {
      reach.push(kernels.forward(layer, before, layer.weights))
      continue
    }
    const next = vector(layer.ends)
    for (let s = 0; s < layer.size; s++) {
      const edge: number = (layer.first[s] ?? 0) + (picked.best[layer.information.of[s] ?? 0] ?? 0)
      const target = layer.target[edge] ?? 0
      next[target] = scalar.add(next[target] ?? scalar.zero, before[s] ?? scalar.zero)
    }
    reach.push(next)
  }
  return reach
}
