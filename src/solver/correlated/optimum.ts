/** The best correlated or coarse correlated equilibrium by a linear program over outcomes, any number of players. */
import * as E from 'fp-ts/lib/Either.js'
import { type NormalForm, profileCount } from '../../form/normalForm.ts'
import { solveExactly } from '../../linear/exact.ts'
import type { LinearProgram, Row } from '../../linear/program.ts'
import type { Budget } from '../../markov/budget.ts'
import { exact, type Rational, rational } from '../../markov/rational.ts'
import { type Distribution, distributionOf, expectedPayoffs } from './distribution.ts'
import { type Correlation, type Disobedience, type Obedience, obedienceOf, slackOf } from './obedience.ts'

/** What to make as large as possible. */
export type Objective =
  /** The sum of expected payoffs, each times a weight, by player: all ones for welfare, one -1 to do somebody harm. */
  | { readonly kind: 'payoffs'; readonly weights: readonly Rational[] }
  /** The expectation of a value of profiles. */
  | { readonly kind: 'profiles'; readonly values: readonly Rational[] }
  /** The payoff of the player who gets least. */
  | { readonly kind: 'leastPayoff' }

export const welfare = ({ players }: NormalForm<unknown>): Objective => ({
  kind: 'payoffs',
  weights: players.map(() => exact.one),
})

/** `times` the payoff of one player; -1 for the worst that can happen to it. */
export const payoffOf = (
  { players }: NormalForm<unknown>,
  player: number,
  times: bigint = 1n,
): Objective => ({
  kind: 'payoffs',
  weights: players.map((_, i) => (i === player ? rational(times) : exact.zero)),
})

export interface CorrelatedOptimum {
  readonly correlation: Correlation
  /** Of the objective. */
  readonly value: Rational
  readonly distribution: Distribution
  readonly payoffs: readonly Rational[]
  /** What obeying brings more than each disobedience, weighed by the probability of being told so. */
  readonly slacks: readonly (Disobedience & { readonly slack: Rational })[]
}

/** Why the algorithm cannot be used; `reason` is a sentence without a period. */
export interface NotApplicable {
  readonly kind: 'notApplicable'
  readonly reason: string
}

/**
 * The program: a variable for each profile; for `leastPayoff` one more, which is free, for the least payoff. Rows: those
 * of obedience in the order of `obedienceOf`, then the total probability, then the least payoff by player.
 */
export const correlatedProgram = (
  form: NormalForm<Rational>,
  obedience: readonly Obedience[],
  objective: Objective,
): LinearProgram<Rational> => {
  const count = profileCount(form)
  const profiles = Array.from({ length: count }, (_, profile) => profile)
  const rows: readonly Row<Rational>[] = [
    ...obedience.map(({ weights }) => ({ coefficients: weights, sense: '>=', bound: exact.zero }) as const),
    { coefficients: profiles.map(profile => [profile, exact.one] as const), sense: '=', bound: exact.one },
  ]
  if (objective.kind !== 'leastPayoff')
    return { objective: valuesOf(form, profiles, objective), isFree: profiles.map(() => false), rows }
  const least = form.payoffs.map(
    (own): Row<Rational> => ({
      coefficients: [
        ...profiles.map(profile => [profile, own[profile] ?? exact.zero] as const),
        [count, rational(-1n)],
      ],
      sense: '>=',
      bound: exact.zero,
    }),
  )
  return {
    objective: [...profiles.map(() => exact.zero), exact.one],
    isFree: [...profiles.map(() => false), true],
    rows: [...rows, ...least],
  }
}

const valuesOf = (
  form: NormalForm<Rational>,
  profiles: readonly number[],
  objective: Exclude<Objective, { readonly kind: 'leastPayoff' }>,
): readonly Rational[] =>
  objective.kind === 'profiles'
    ? profiles.map(profile => objective.values[profile] ?? exact.zero)
    : profiles.map(profile =>
        objective.weights.reduce(
          (sum, weight, player) =>
            exact.add(sum, exact.mul(weight, form.payoffs[player]?.[profile] ?? exact.zero)),
          exact.zero,
        ),
      )

/**
 * An equilibrium with the largest value of the objective. Every finite game has one (Hart and Schmeidler, Existence of
 * correlated equilibria, 1989), so that the answer is never that there is none; a game without profiles is refused.
 */
export const optimalCorrelated = (
  budget: Budget,
  form: NormalForm<Rational>,
  correlation: Correlation,
  objective: Objective,
): E.Either<NotApplicable, CorrelatedOptimum> => {
  const count = profileCount(form)
  budget.spend(count)
  const obedience = obedienceOf(form, correlation)
  const outcome = solveExactly(budget, correlatedProgram(form, obedience, objective))
  if (outcome.kind !== 'optimal')
    return E.left({ kind: 'notApplicable', reason: `the linear program over outcomes is ${outcome.kind}` })
  const distribution = distributionOf(outcome.point.slice(0, count))
  const probability = (profile: number): Rational => distribution.get(profile) ?? exact.zero
  return E.right({
    correlation,
    value: outcome.value,
    distribution,
    payoffs: expectedPayoffs(form, distribution),
    slacks: obedience.map(one => {
      const { player, recommended, deviation } = one
      return { player, recommended, deviation, slack: slackOf(one, probability) }
    }),
  })
}
