import type { Scalar } from '../../markov/scalar.ts'
import type { Weighted } from '../../markov/stochastic.ts'
import type { Arithmetic, Vector } from './arithmetic.ts'
import type { StateTable } from './flatTree.ts'

/** What may be done at an information state. */
export const actionsAt = <N>(states: StateTable<N>, state: number): readonly unknown[] => {
  const node = states.decision[state]
  if (node === undefined) return []
  const { domain, menu } = node
  const row = states.row[state] ?? 0
  return [...menu.items.subarray(menu.offsets[row], menu.offsets[row + 1])].map(item => domain.values[item])
}

/** What the profile does at an information state; nothing where it has no strategy. */
export const strategyAt = <N>(states: StateTable<N>, state: number): Weighted<N, unknown> => {
  const node = states.decision[state]
  if (node === undefined) return []
  const { domain, strategy } = node
  const row = states.row[state] ?? 0
  const from = strategy.offsets[row] ?? 0
  const items = strategy.items.subarray(from, strategy.offsets[row + 1])
  return strategy.weights
    .slice(from, from + items.length)
    .map((weight, at) => [domain.values[items[at] ?? 0], weight])
}

export const observationAt = <N>({ decision, observed }: StateTable<N>, state: number): unknown =>
  decision[state]?.observation(observed[state] ?? [])

/** The profile on the slots of a tree. A state in which it has no strategy gets no weight. */
export const profilePolicy = <N>({ scalar, vector }: Arithmetic<N>, states: StateTable<N>): Vector<N> => {
  const policy = vector(states.offset[states.count] ?? 0)
  for (const [state, { menu, strategy }] of states.decision.entries()) {
    const row = states.row[state] ?? 0
    const weights = new Map<number, N>()
    for (let at = strategy.offsets[row] ?? 0; at < (strategy.offsets[row + 1] ?? 0); at++)
      weights.set(strategy.items[at] ?? 0, strategy.weights[at] ?? scalar.zero)
    let slot = states.offset[state] ?? 0
    for (let at = menu.offsets[row] ?? 0; at < (menu.offsets[row + 1] ?? 0); at++)
      policy[slot++] = weights.get(menu.items[at] ?? 0) ?? scalar.zero
  }
  return policy
}

/** Relative error to expect of a sum of some thousands of doubles. */
const relativeSlack = 1e-12

/** Whether two results of arithmetic denote one number. */
export const isSame = <N>(scalar: Scalar<N>, a: N, b: N): boolean => {
  if (scalar.exact) return scalar.compare(a, b) === 0
  const x = scalar.toNumber(a)
  const y = scalar.toNumber(b)
  return Math.abs(x - y) <= relativeSlack * Math.max(1, Math.abs(x), Math.abs(y))
}
