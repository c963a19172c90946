/**
 * The sequence form of a tree in which one player chooses: information states told apart by the own moves before
 * them, as the player would who remembered all of it. With perfect recall there is nothing to be told apart.
 *
 * Source: von Stengel, Efficient computation of behavior strategies, Games and Economic Behavior 14 (1996).
 */
import type { Decision } from '../../game/game.ts'
import type { Arithmetic, Vector } from './arithmetic.ts'
import type { FlatTree } from './flatTree.ts'
import { sumByState } from './judging.ts'
import type { Side } from './side.ts'

/** Own states, each after those that it follows. Their actions are numbered in one row, as slots are. */
export interface Sequences<N> {
  readonly count: number
  /** The information state that each own state is of. */
  readonly state: Int32Array
  /** The own action that it comes after, -1 for none. */
  readonly after: Int32Array
  /** Where the actions of each own state start; the last entry is how many there are. */
  readonly offset: Int32Array
  /** The probability that chance and the others lead there. */
  readonly conditions: Vector<N>
  /** By own action, what is received in plays that end after it; in those without own action, last. */
  readonly receipts: Vector<N>
  /** Two decisions, of which the later does not recall what was known or done at the earlier. */
  readonly forgotten: { readonly decision: Decision<N>; readonly earlier: Decision<N> } | undefined
}

/** The sequences of a side on which one player's decisions are the choices; `form` is what it receives. */
export const sequencesOf = <N>(arithmetic: Arithmetic<N>, side: Side<N>, form: number): Sequences<N> => {
  const { tree, passes, policy } = side
  const { scalar, vector } = arithmetic
  const ones = vector(policy.length)
  for (let slot = 0; slot < ones.length; slot++) ones[slot] = scalar.one
  const reach = passes.reach(ones)
  const memory = recall(tree)
  if (memory.kind === 'forgets') {
    const values = tree.values[form] ?? vector(tree.size)
    return { ...remembering(arithmetic, tree, { reach, values }), forgotten: memory }
  }
  const { states } = tree
  return {
    count: states.count,
    state: Int32Array.from({ length: states.count }, (_, state) => state),
    after: memory.after,
    offset: states.offset,
    conditions: sumByState(arithmetic, side, reach),
    receipts: passes.sequenceValues(reach, form),
    forgotten: undefined,
  }
}

type Recall<N> =
  /** The slot after which each information state comes, -1 for none. */
  | { readonly kind: 'recalls'; readonly after: Int32Array }
  | { readonly kind: 'forgets'; readonly decision: Decision<N>; readonly earlier: Decision<N> }

const recall = <N>({ size, state, last, states }: FlatTree<N>): Recall<N> => {
  const after = new Int32Array(states.count).fill(-2)
  for (let node = 0; node < size; node++) {
    const at = state[node] ?? -1
    if (at < 0) continue
    const before = last[node] ?? -1
    if (after[at] === -2) after[at] = before
    const known = after[at] ?? -1
    const decision = states.decision[at]?.decision
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

/** The sequences with an own state for each information state and each own action that it is met after. */
const remembering = <N>(
  { scalar, vector }: Arithmetic<N>,
  tree: FlatTree<N>,
  { reach, values }: { readonly reach: Vector<N>; readonly values: Vector<N> },
): Omit<Sequences<N>, 'forgotten'> => {
  const { own, last, state, after, offset } = ownStates(tree)
  const conditions = vector(state.length)
  const actions = offset[state.length] ?? 0
  const receipts = vector(actions + 1)
  for (let node = 0; node < tree.size; node++) {
    const weight = reach[node] ?? scalar.zero
    const at = own[node] ?? -1
    if (at >= 0) conditions[at] = scalar.add(conditions[at] ?? scalar.zero, weight)
    if (tree.count[node] !== 0) continue
    const before = last[node] ?? -1
    const sequence = before < 0 ? actions : before
    const received = scalar.mul(weight, values[node] ?? scalar.zero)
    receipts[sequence] = scalar.add(receipts[sequence] ?? scalar.zero, received)
  }
  return { count: state.length, state, after, offset, conditions, receipts }
}

interface OwnStates extends Pick<Sequences<unknown>, 'state' | 'after' | 'offset'> {
  /** By node of the tree, its own state, and the own action before it. */
  readonly own: Int32Array
  readonly last: Int32Array
}

const ownStates = <N>({ size, parent, slot, state, states }: FlatTree<N>): OwnStates => {
  const own = new Int32Array(size).fill(-1)
  const last = new Int32Array(size).fill(-1)
  const numbers = new Map<number, number>()
  const known: { readonly state: number; readonly after: number }[] = []
  const offset = [0]
  for (let node = 0; node < size; node++) {
    const above = parent[node] ?? -1
    const taken = slot[node] ?? -1
    const index = taken - (states.offset[state[above] ?? -1] ?? 0)
    if (above >= 0) last[node] = taken < 0 ? (last[above] ?? -1) : (offset[own[above] ?? -1] ?? 0) + index
    const at = state[node] ?? -1
    if (at < 0) continue
    const after = last[node] ?? -1
    const code = (after + 1) * states.count + at
    const number = numbers.get(code) ?? known.length
    if (number === known.length) {
      numbers.set(code, number)
      known.push({ state: at, after })
      offset.push((offset[number] ?? 0) + (states.offset[at + 1] ?? 0) - (states.offset[at] ?? 0))
    }
    own[node] = number
  }
  return {
    own,
    last,
    state: Int32Array.from(known, ({ state }) => state),
    after: Int32Array.from(known, ({ after }) => after),
    offset: Int32Array.from(offset),
  }
}
