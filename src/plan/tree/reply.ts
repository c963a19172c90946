/**
 * The best reply of one player by backward induction over its own sequences, deepest first: each information state
 * of a player with perfect recall follows one own action only, so what is best later is known when it is needed.
 *
 * Source: von Stengel, Efficient computation of behavior strategies, Games and Economic Behavior 14 (1996).
 */
import type { Scalar } from '../../markov/scalar.ts'
import type { BestReply, Reply, ReplyState } from '../plan.ts'
import type { Arithmetic, Vector } from './arithmetic.ts'
import { actionsAt, isSame, observationAt } from './choosing.ts'
import { throwReached } from './failing.ts'
import { sumByState } from './judging.ts'
import type { Side } from './side.ts'

/** The best reply on a side of which only the player's own decisions are choices. Errors: throws what fails. */
export const replyOn = <N>(arithmetic: Arithmetic<N>, side: Side<N>, player: string): Reply<N> => {
  const { tree, passes, policy, totals } = side
  const { scalar, vector } = arithmetic
  for (const { error } of tree.failures.values()) throw error
  throwReached(scalar, tree, passes.reach(policy))
  const memory = recall(side)
  if (memory.kind === 'forgets') return memory
  const ones = vector(policy.length)
  for (let slot = 0; slot < ones.length; slot++) ones[slot] = scalar.one
  const reach = passes.reach(ones)
  const conditions = sumByState(arithmetic, side, reach)
  const receipts = passes.sequenceValues(reach, totals.get(player) ?? 0)
  return induced(scalar, side, { after: memory.after, conditions, receipts })
}

/** The slot after which each information state comes, -1 for none. */
interface Recall {
  readonly kind: 'recalls'
  readonly after: Int32Array
}

const recall = <N>({ tree }: Side<N>): Recall | Extract<Reply<N>, { readonly kind: 'forgets' }> => {
  const { states, last } = tree
  const after = new Int32Array(states.count).fill(-2)
  for (let node = 0; node < tree.size; node++) {
    const state = tree.state[node] ?? -1
    if (state < 0) continue
    const before = last[node] ?? -1
    if (after[state] === -2) after[state] = before
    const known = after[state] ?? -1
    const decision = states.decision[state]?.decision
    const earlier = states.decision[stateOf(states.offset, Math.max(known, before))]?.decision
    if (known !== before && decision !== undefined && earlier !== undefined)
      return { kind: 'forgets', decision, earlier }
  }
  return { kind: 'recalls', after }
}

/** The state that a slot belongs to. */
const stateOf = (offset: Int32Array, slot: number): number => {
  let low = 0
  let high = offset.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((offset[middle] ?? 0) <= slot) low = middle
    else high = middle - 1
  }
  return low
}

/** The player's part of the sequence form. */
interface Sequences<N> {
  readonly after: Int32Array
  /** By state, the probability that chance and the others lead there. */
  readonly conditions: Vector<N>
  /** By slot, what is received in plays that end after it; those without own action are last. */
  readonly receipts: Vector<N>
}

const induced = <N>(scalar: Scalar<N>, side: Side<N>, sequences: Sequences<N>): BestReply<N> => {
  const { states } = side.tree
  const slots = side.policy.length
  const { after, receipts } = sequences
  const payoff = payoffOf(scalar, side, sequences)
  const values = Array.from({ length: slots + 1 }, (_, slot) => receipts[slot] ?? scalar.zero)
  const best = new Int32Array(states.count)
  // Later decisions have later states, so what comes after an action is added before the action is weighed.
  for (let state = states.count - 1; state >= 0; state--) {
    const found = bestAt(scalar, side, sequences, values, state)
    best[state] = found.index
    const before = after[state] ?? -1
    const sequence = before < 0 ? slots : before
    values[sequence] = scalar.add(values[sequence] ?? scalar.zero, found.value)
  }
  return {
    kind: 'found',
    payoff,
    value: values[slots] ?? scalar.zero,
    states: replyStates(scalar, side, sequences, values, best),
  }
}

/** What the profile brings: each sequence's receipts by the weight of the sequence. */
const payoffOf = <N>(
  scalar: Scalar<N>,
  { tree: { states }, policy }: Side<N>,
  { after, receipts }: Sequences<N>,
): N => {
  const weights: N[] = []
  let payoff = receipts[policy.length] ?? scalar.zero
  for (let state = 0; state < states.count; state++) {
    const before = after[state] ?? -1
    const weight = (before < 0 ? scalar.one : weights[before]) ?? scalar.zero
    for (let slot = states.offset[state] ?? 0; slot < (states.offset[state + 1] ?? 0); slot++) {
      const taken = scalar.mul(weight, policy[slot] ?? scalar.zero)
      weights[slot] = taken
      payoff = scalar.add(payoff, scalar.mul(taken, receipts[slot] ?? scalar.zero))
    }
  }
  return payoff
}

/** The first best action, one that the profile takes where there is such, and the value of the best. */
const bestAt = <N>(
  scalar: Scalar<N>,
  { tree: { states }, policy }: Side<N>,
  { conditions }: Sequences<N>,
  values: readonly N[],
  state: number,
): { readonly index: number; readonly value: N } => {
  const from = states.offset[state] ?? 0
  const to = states.offset[state + 1] ?? 0
  const valueAt = (slot: number): N => values[slot] ?? scalar.zero
  let best = from
  for (let slot = from + 1; slot < to; slot++)
    if (scalar.compare(valueAt(slot), valueAt(best)) > 0) best = slot
  const condition = conditions[state] ?? scalar.one
  const given = (slot: number): N => scalar.div(valueAt(slot), condition)
  for (let slot = from; slot < to; slot++) {
    const isPlayed = scalar.compare(policy[slot] ?? scalar.zero, scalar.zero) > 0
    if (isPlayed && isSame(scalar, given(slot), given(best)))
      return { index: slot - from, value: valueAt(best) }
  }
  return { index: best - from, value: valueAt(best) }
}

const replyStates = <N>(
  scalar: Scalar<N>,
  { tree: { states }, policy }: Side<N>,
  { after, conditions }: Sequences<N>,
  values: readonly N[],
  best: Int32Array,
): readonly ReplyState<N>[] => {
  /** By slot, whether the profile and the reply take it. */
  const taken = new Uint8Array(policy.length)
  const replied = new Uint8Array(policy.length)
  return states.decision.map(({ decision }, state) => {
    const before = after[state] ?? -1
    const reached = before < 0 || taken[before] === 1
    const reachedByReply = before < 0 || replied[before] === 1
    const from = states.offset[state] ?? 0
    const index = best[state] ?? 0
    if (reachedByReply) replied[from + index] = 1
    const condition = conditions[state] ?? scalar.one
    const actions = actionsAt(states, state).map((action, at) => {
      if (reached && scalar.compare(policy[from + at] ?? scalar.zero, scalar.zero) > 0) taken[from + at] = 1
      return { action, payoff: scalar.div(values[from + at] ?? scalar.zero, condition) }
    })
    const observation = observationAt(states, state)
    return { decision, observation, reached, reachedByReply, best: index, actions }
  })
}
