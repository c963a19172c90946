/** Distributions over the outcomes of a normal form: what a mediator draws before it tells everybody its part. */
import { type NormalForm, strides } from '../../form/normalForm.ts'
import { exact, type Rational } from '../../markov/rational.ts'

/** The probability of each pure profile that has one; profiles are numbered as in `NormalForm`. */
export type Distribution = ReadonlyMap<number, Rational>

/** The strategy of each player in a pure profile. */
export const strategiesAt = (
  form: Pick<NormalForm<unknown>, 'strategies'>,
  profile: number,
): readonly number[] => {
  const steps = strides(form)
  return form.strategies.map((own, i) => Math.floor(profile / (steps[i] ?? 1)) % own.length)
}

/** Those of `weights`, by profile, that are not zero. */
export const distributionOf = (weights: readonly Rational[]): Distribution =>
  new Map([...weights.entries()].filter(([, weight]) => weight.numerator !== 0n))

/** Whether no probability is negative and all sum to one. */
export const isDistribution = (distribution: Distribution): boolean => {
  const weights = [...distribution.values()]
  return (
    weights.every(({ numerator }) => numerator >= 0n) &&
    exact.equals(weights.reduce(exact.add, exact.zero), exact.one)
  )
}

/** What each player expects. */
export const expectedPayoffs = (
  { payoffs }: Pick<NormalForm<Rational>, 'payoffs'>,
  distribution: Distribution,
): readonly Rational[] =>
  payoffs.map(own => {
    let sum = exact.zero
    for (const [profile, weight] of distribution)
      sum = exact.add(sum, exact.mul(weight, own[profile] ?? exact.zero))
    return sum
  })
