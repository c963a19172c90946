import type { Scalar } from '../markov/scalar.ts'
import type { Weighted } from '../markov/stochastic.ts'
import { merged } from '../markov/weighted.ts'
import type { DistValue, Numeric, Value } from './value.ts'
import { known } from './view.ts'

/** The distribution of these outcomes, equal ones merged and those of probability zero left out. */
export const distOf = <N extends Numeric>(
  scalar: Scalar<N>,
  outcomes: Weighted<N, Value<N>>,
): DistValue<N> => ({ kind: 'dist', outcomes: merged(scalar, outcomes) })

/** The distribution of one outcome. */
export const certain = <N extends Numeric>(scalar: Scalar<N>, outcome: Value<N>): DistValue<N> => ({
  kind: 'dist',
  outcomes: [[outcome, scalar.one]],
})

/** Draws from `dist`, then from what `kernel` gives for the outcome. */
export const bind = <N extends Numeric>(
  scalar: Scalar<N>,
  dist: DistValue<N>,
  kernel: (outcome: Value<N>) => DistValue<N>,
): DistValue<N> =>
  distOf(
    scalar,
    dist.outcomes.flatMap(([outcome, p]) =>
      kernel(outcome).outcomes.map(([next, q]) => [next, scalar.mul(p, q)] as const),
    ),
  )

/** What a strategy may give: a distribution stands for itself, another value for its certainty. */
export const weightedOf = <N extends Numeric>(scalar: Scalar<N>, value: Value<N>): Weighted<N, Value<N>> => {
  const read = known(value)
  return typeof read === 'object' && read.kind === 'dist' ? read.outcomes : [[read, scalar.one]]
}
