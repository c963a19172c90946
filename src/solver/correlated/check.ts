/** Whether a distribution is a correlated equilibrium, from the definition: beliefs and best replies, no inequalities. */
import { type NormalForm, strides } from '../../form/normalForm.ts'
import { exact, type Rational } from '../../markov/rational.ts'
import { type Distribution, isDistribution, strategiesAt } from './distribution.ts'
import type { Correlation, Disobedience } from './obedience.ts'

/** What a player would gain, in units of its payoff and given what it was told; at most zero in an equilibrium. */
export interface Gain extends Disobedience {
  readonly gain: Rational
}

/**
 * The gain of every deviation from every recommendation that is made; for `coarse`, of every strategy that is chosen
 * beforehand. By player, recommendation and deviation.
 */
export const deviationGains = (
  form: NormalForm<Rational>,
  distribution: Distribution,
  correlation: Correlation,
): readonly Gain[] =>
  form.strategies.flatMap((own, player) => {
    const told = [...distribution].map(
      ([profile, weight]) => [strategiesAt(form, profile)[player] ?? 0, profile, weight] as const,
    )
    const against = (recommended: number | undefined): readonly Gain[] => {
      const heard = told.filter(([strategy]) => recommended === undefined || strategy === recommended)
      const total = heard.reduce((sum, [, , weight]) => exact.add(sum, weight), exact.zero)
      if (total.numerator === 0n) return []
      const belief = heard.map(
        ([strategy, profile, weight]) => [strategy, profile, exact.div(weight, total)] as const,
      )
      const expected = (played: (recommendation: number) => number): Rational =>
        belief.reduce((sum, [strategy, profile, weight]) => {
          const reached = profile + (played(strategy) - strategy) * (strides(form)[player] ?? 1)
          return exact.add(sum, exact.mul(weight, form.payoffs[player]?.[reached] ?? exact.zero))
        }, exact.zero)
      const obeying = expected(strategy => strategy)
      return [...own.keys()]
        .filter(deviation => deviation !== recommended)
        .map(deviation => ({
          player,
          recommended,
          deviation,
          gain: exact.sub(
            expected(() => deviation),
            obeying,
          ),
        }))
    }
    return correlation === 'coarse' ? against(undefined) : [...own.keys()].flatMap(against)
  })

/** Whether a distribution over profiles is an equilibrium of the kind. */
export const isCorrelated = (
  form: NormalForm<Rational>,
  distribution: Distribution,
  correlation: Correlation = 'correlated',
): boolean =>
  isDistribution(distribution) &&
  deviationGains(form, distribution, correlation).every(({ gain }) => gain.numerator <= 0n)
