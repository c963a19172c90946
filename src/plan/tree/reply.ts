/**
 * The best reply of one player by backward induction over its own sequences, deepest first.
 *
 * A player who forgets is given its memory back at first. Where the best reply then does the same at everything it
 * meets that the player cannot tell apart, it needs no memory, and nothing is better.
 */
import type { Scalar } from '../../markov/scalar.ts'
import type { Reply, ReplyState } from '../plan.ts'
import type { Arithmetic } from './arithmetic.ts'
import { actionsAt, isSame, observationAt } from './choosing.ts'
import { throwReached } from './failing.ts'
import { type Sequences, sequencesOf } from './sequences.ts'
import type { Side } from './side.ts'

/** The best reply on a side of which only the player's own decisions are choices. Errors: throws what fails. */
export const replyOn = <N>(arithmetic: Arithmetic<N>, side: Side<N>, player: string): Reply<N> => {
  const { tree, passes, policy, totals } = side
  const { scalar } = arithmetic
  for (const { error } of tree.failures.values()) throw error
  throwReached(scalar, tree, passes.reach(policy))
  const sequences = sequencesOf(arithmetic, side, totals.get(player) ?? 0)
  const { values, best, value } = induced(scalar, side, sequences)
  const met = meetings(scalar, side, sequences, best)
  if (sequences.forgotten !== undefined && needsMemory(sequences, met.replied, best))
    return { kind: 'forgets', ...sequences.forgotten }
  return {
    kind: 'found',
    ...(sequences.forgotten === undefined ? {} : { forgets: sequences.forgotten }),
    payoff: payoffOf(scalar, side, sequences),
    value,
    states: replyStates(scalar, side, sequences, { values, best, met }),
  }
}

/** What follows each own action under the best reply, and which action is best at each own state. */
interface Induced<N> {
  readonly values: readonly N[]
  readonly best: Int32Array
  readonly value: N
}

const induced = <N>(scalar: Scalar<N>, side: Side<N>, sequences: Sequences<N>): Induced<N> => {
  const { count, state, after, offset, receipts, conditions } = sequences
  const actions = offset[count] ?? 0
  const values = Array.from({ length: actions + 1 }, (_, action) => receipts[action] ?? scalar.zero)
  const best = new Int32Array(count)
  // What comes after an action is added before the action is weighed, for own states follow one another in order.
  for (let own = count - 1; own >= 0; own--) {
    const from = offset[own] ?? 0
    const options = values.slice(from, offset[own + 1])
    const found = bestOf(scalar, side, state[own] ?? 0, options, conditions[own] ?? scalar.one)
    best[own] = found
    const before = after[own] ?? -1
    const sequence = before < 0 ? actions : before
    const most = options.reduce((a, b) => (scalar.compare(b, a) > 0 ? b : a))
    values[sequence] = scalar.add(values[sequence] ?? scalar.zero, most)
  }
  return { values, best, value: values[actions] ?? scalar.zero }
}

/** The first best action at an information state, one that the profile takes where there is such. */
const bestOf = <N>(
  scalar: Scalar<N>,
  { tree, policy }: Side<N>,
  state: number,
  options: readonly N[],
  condition: N,
): number => {
  const slot = tree.states.offset[state] ?? 0
  const given = options.map(option => scalar.div(option, condition))
  const best = given.reduce(
    (leader, value, index) => (scalar.compare(value, given[leader] ?? value) > 0 ? index : leader),
    0,
  )
  const played = given.findIndex(
    (value, index) =>
      scalar.compare(policy[slot + index] ?? scalar.zero, scalar.zero) > 0 &&
      isSame(scalar, value, given[best] ?? value),
  )
  return played < 0 ? best : played
}

/** By own state, whether the profile and the reply come there. */
interface Meetings {
  readonly followed: Uint8Array
  readonly replied: Uint8Array
}

const meetings = <N>(
  scalar: Scalar<N>,
  { tree, policy }: Side<N>,
  { count, state, after, offset }: Sequences<N>,
  best: Int32Array,
): Meetings => {
  const followed = new Uint8Array(count)
  const replied = new Uint8Array(count)
  const follows = new Uint8Array(offset[count] ?? 0)
  const replies = new Uint8Array(offset[count] ?? 0)
  for (let own = 0; own < count; own++) {
    const before = after[own] ?? -1
    followed[own] = before < 0 ? 1 : (follows[before] ?? 0)
    replied[own] = before < 0 ? 1 : (replies[before] ?? 0)
    const from = offset[own] ?? 0
    const slot = tree.states.offset[state[own] ?? 0] ?? 0
    if (replied[own] === 1) replies[from + (best[own] ?? 0)] = 1
    for (let action = from; followed[own] === 1 && action < (offset[own + 1] ?? 0); action++)
      if (!scalar.equals(policy[slot + action - from] ?? scalar.zero, scalar.zero)) follows[action] = 1
  }
  return { followed, replied }
}

/** Whether the reply does different things where the player cannot tell what it has met. */
const needsMemory = <N>({ count, state }: Sequences<N>, replied: Uint8Array, best: Int32Array): boolean => {
  const done = new Map<number, number>()
  for (let own = 0; own < count; own++) {
    const at = state[own] ?? 0
    const action = best[own] ?? 0
    if (replied[own] === 1 && (done.get(at) ?? action) !== action) return true
    if (replied[own] === 1) done.set(at, action)
  }
  return false
}

/** What the profile brings: each sequence's receipts by the weight of the sequence. */
const payoffOf = <N>(
  scalar: Scalar<N>,
  { tree, policy }: Side<N>,
  { count, state, after, offset, receipts }: Sequences<N>,
): N => {
  const weights: N[] = []
  let payoff = receipts[offset[count] ?? 0] ?? scalar.zero
  for (let own = 0; own < count; own++) {
    const before = after[own] ?? -1
    const weight = (before < 0 ? scalar.one : weights[before]) ?? scalar.zero
    const from = offset[own] ?? 0
    const slot = tree.states.offset[state[own] ?? 0] ?? 0
    for (let action = from; action < (offset[own + 1] ?? 0); action++) {
      const taken = scalar.mul(weight, policy[slot + action - from] ?? scalar.zero)
      weights[action] = taken
      payoff = scalar.add(payoff, scalar.mul(taken, receipts[action] ?? scalar.zero))
    }
  }
  return payoff
}

const replyStates = <N>(
  scalar: Scalar<N>,
  side: Side<N>,
  { count, state, offset, conditions }: Sequences<N>,
  { values, best, met }: Omit<Induced<N>, 'value'> & { readonly met: Meetings },
): readonly ReplyState<N>[] => {
  const { states } = side.tree
  const members: number[][] = Array.from({ length: states.count }, () => [])
  for (let own = 0; own < count; own++) members[state[own] ?? 0]?.push(own)
  return states.decision.map(({ decision }, at) => {
    const all = members[at] ?? []
    const replied = all.filter(own => met.replied[own] === 1)
    // Of what the player cannot tell apart, what it meets when it replies counts.
    const counted = replied.length > 0 ? replied : all
    const sum = (valueAt: (own: number) => N) =>
      counted.reduce((total, own) => scalar.add(total, valueAt(own)), scalar.zero)
    const condition = sum(own => conditions[own] ?? scalar.zero)
    const actions = actionsAt(states, at)
    const options = actions.map((_, index) => sum(own => values[(offset[own] ?? 0) + index] ?? scalar.zero))
    const [agreed] = replied
    return {
      decision,
      observation: observationAt(states, at),
      reached: all.some(own => met.followed[own] === 1),
      reachedByReply: replied.length > 0,
      best: agreed === undefined ? bestOf(scalar, side, at, options, condition) : (best[agreed] ?? 0),
      actions: actions.map((action, index) => ({
        action,
        payoff: scalar.div(options[index] ?? scalar.zero, condition),
      })),
    }
  })
}
