/** What actions bring, from what comes in after a decision and what has come in before. */
import type { Vector } from '../tree/arithmetic.ts'
import { type Counting, flatAccount, type Layered, type Stretch } from './account.ts'
import { laterOn, laterStep, receivedOn, type Side } from './side.ts'
import type { Information, Layer } from './trellis.ts'

/** What a player believes at its decisions. */
export interface Beliefs<N> {
  /** By layer, how likely its states are, up to what their information state is divided by. */
  readonly weights: readonly Vector<N>[]
  /** How likely an information state is, given the sum of the weights of its states. */
  readonly probability: (layer: number, known: number, condition: N) => N
  /** What was received on the way to the states of the next layer, times their likelihood; nothing for none. */
  readonly pastStep: (layered: Layered<N>, at: number, before: Vector<N> | undefined) => Vector<N> | undefined
  /** The part of such a vector that is on the way to states of positive weight. */
  readonly ofPlayer: (at: number, past: Vector<N> | undefined) => Vector<N> | undefined
}

/** By action of a layer's information states, given each of them. */
export interface Values<N> {
  readonly onward: (action: number, known: number) => N
  readonly total: (action: number, known: number) => N
  readonly earlier: (action: number, known: number) => N
}

/** The values at a layer whose information states have the weights `conditions` in all. */
export type Valuation<N> = (
  layer: Layer<N>,
  at: number,
  information: Information<N>,
  conditions: Vector<N>,
) => Values<N>

/**
 * Most decisions are valued from two passes over all layers. What does not come in when it is counted is corrected for
 * by passes between the layers where it does; where a scale is between, by passes over the parts of the account.
 */
export const valuationOf = <N>(side: Side<N>, beliefs: Beliefs<N>): Valuation<N> => {
  const apart = natural(side, beliefs)
  const byCut = new Map<number, Valuation<N>>()
  return (layer, at, information, conditions) => {
    const { cut } = information.node
    const counting = side.account.countingAt(at, cut)
    if (counting.kind === 'apart') return apart(counting)(layer, at, information, conditions)
    const valuation = byCut.get(cut) ?? masked(side, beliefs, cut)
    byCut.set(cut, valuation)
    return valuation(layer, at, information, conditions)
  }
}

const natural = <N>(side: Side<N>, beliefs: Beliefs<N>) => {
  const { scalar, account } = side
  const later = laterOn(side, account.later)
  const past = pastOn(side, beliefs, account.before)
  return (counting: Extract<Counting<N>, { readonly kind: 'apart' }>): Valuation<N> =>
    (layer, at, information, conditions) => {
      const here: Here<N> = { side, beliefs, layer, at, information, conditions }
      const gained = gains(here, account.later, later[at + 1])
      const before = held(here, past[at])
      const { sooner, postponed } = counting
      const [added, withheld] = [soonerAt(here, sooner), postponedAt(here, postponed)]
      const onward = (action: number, known: number): N =>
        scalar.add(
          scalar.mul(counting.factor, side.minus(gained(action, known), withheld(action, known))),
          scalar.add(added(known), counting.constant),
        )
      const earlier = (action: number, known: number): N => {
        const moved = scalar.mul(counting.share, side.minus(withheld(action, known), added(known)))
        return scalar.add(scalar.add(before(known), counting.earlier), moved)
      }
      const total = (action: number, known: number): N =>
        scalar.add(scalar.mul(counting.share, onward(action, known)), earlier(action, known))
      return { onward, earlier, total }
    }
}

/** A decision that is being valued. */
interface Here<N> {
  readonly side: Side<N>
  readonly beliefs: Beliefs<N>
  readonly layer: Layer<N>
  readonly at: number
  readonly information: Information<N>
  readonly conditions: Vector<N>
}

/** Counted onward, but received before. */
const soonerAt = <N>(here: Here<N>, stretch: Stretch<N> | undefined): ((known: number) => N) => {
  if (stretch === undefined) return () => here.side.scalar.zero
  let past: Vector<N> | undefined
  for (let at = stretch.from; at < here.at; at++) past = here.beliefs.pastStep(stretch.layered, at, past)
  return held(here, here.beliefs.ofPlayer(here.at, past))
}

/** Counted as earlier, but received after. */
const postponedAt = <N>(
  here: Here<N>,
  stretch: Stretch<N> | undefined,
): ((action: number, known: number) => N) => {
  if (stretch === undefined) return () => here.side.scalar.zero
  let later: Vector<N> | undefined
  for (let at = stretch.to; at > here.at; at--) later = laterStep(here.side, stretch.layered, at, later)
  return gains(here, stretch.layered, later)
}

/** Passes over each of the two parts of an account. */
const masked = <N>(side: Side<N>, beliefs: Beliefs<N>, cut: number): Valuation<N> => {
  const { scalar, receipts, trellis } = side
  const share = side.account.shareAt(cut)
  const partOf = (from: number, to: number) => {
    const part = flatAccount(scalar, receipts.slice(from, to), trellis.layerOf, trellis.layers.length)
    return { ...part, later: laterOn(side, part.layered), past: pastOn(side, beliefs, part.layered) }
  }
  const [first, second] = [partOf(0, cut), partOf(cut, receipts.length)]
  return (layer, at, information, conditions) => {
    const here: Here<N> = { side, beliefs, layer, at, information, conditions }
    const worthOf = ({ layered, constant, later, past }: typeof first) => {
      const gained = gains(here, layered, later[at + 1])
      const before = held(here, past[at])
      return (action: number, known: number): N =>
        scalar.add(scalar.add(gained(action, known), before(known)), constant)
    }
    const [onward, earlier] = [worthOf(first), worthOf(second)]
    return {
      onward,
      earlier,
      total: (action, known) => scalar.add(scalar.mul(share, onward(action, known)), earlier(action, known)),
    }
  }
}

/** By layer, what was received on the way to its states, times their weights. */
const pastOn = <N>(
  { trellis: { layers } }: Side<N>,
  beliefs: Beliefs<N>,
  layered: Layered<N>,
): readonly (Vector<N> | undefined)[] => {
  let past: Vector<N> | undefined
  return layers.map((_, at) => {
    const here = past
    past = beliefs.pastStep(layered, at, here)
    return beliefs.ofPlayer(at, here)
  })
}

/** What comes in from the layer on, given an information state and an action there. */
const gains = <N>(
  { side, beliefs, layer, at, information, conditions }: Here<N>,
  layered: Layered<N>,
  later: Vector<N> | undefined,
): ((action: number, known: number) => N) => {
  const { scalar, kernels } = side
  const belief = beliefs.weights[at] ?? side.vector(0)
  const sums = kernels.actions(layer, information, belief, later, receivedOn(side, layer, layered, at))
  return (action, known) => scalar.div(sums[action] ?? scalar.zero, conditions[known] ?? scalar.one)
}

/** What has come in before, given an information state. */
const held = <N>(
  { side: { scalar, kernels }, information, conditions }: Here<N>,
  past: Vector<N> | undefined,
): ((known: number) => N) => {
  if (past === undefined) return () => scalar.zero
  const sums = kernels.classSums(information, past)
  return known => scalar.div(sums[known] ?? scalar.zero, conditions[known] ?? scalar.one)
}
