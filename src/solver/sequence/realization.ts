import { exact, type Rational } from '../../markov/rational.ts'
import type { Sequences } from '../correlated/sequences.ts'

/** What a realization plan does at an information set: all actions evenly where it never comes there. */
export const behaviorAt = (
  plan: readonly Rational[],
  { first, before }: Pick<Sequences, 'first' | 'before'>,
  set: number,
  count: number,
): readonly Rational[] => {
  const reached = plan[before[set] ?? 0] ?? exact.zero
  const from = first[set] ?? 0
  if (reached.numerator === 0n) return Array.from({ length: count }, () => exact.fromRatio(1n, BigInt(count)))
  return Array.from({ length: count }, (_, a) => exact.div(plan[from + a] ?? exact.zero, reached))
}
