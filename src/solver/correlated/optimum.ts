/** The best correlated or coarse correlated equilibrium by a linear program over outcomes, any number of players. */
import * as E from 'fp-ts/lib/Either.js'
import { type NormalForm, profileCount } from '../../form/normalForm.ts'
import { solveByDual } from '../../linear/dual.ts'
import type { FloatSolver } from '../../linear/highs.ts'
import type { LinearProgram, Row } from '../../linear/program.ts'
import type { Budget } from '../../markov/budget.ts'
import { exact, type Rational, rational } from '../../markov/rational.ts'
import { type NotApplicable, notApplicable } from '../notApplicable.ts'
import { type Distribution, distributionOf, expectedPayoffs } from './distribution.ts'
import {
  type Correlation,
  type Disobedience,
  type Obedience,
  obedienceOf,
  obedienceSteps,
  slackOf,
} from './obedience.ts'

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

/**
 * The program: a variable for each profile; for `leastPayoff` one more, how far the least payoff is below the largest of
 * the table. Rows: those of obedience in the order of `obedienceOf`, then the total probability, then the least payoff by
 * player.
 *
 * Values are less their maximum, so that none is positive. Then the total is as small as it may be, and need only be
 * bounded from below; and the dual starts from a feasible basis.
 */
const programOf = (
  form: NormalForm<Rational>,
  obedience: readonly Obedience[],
  objective: Objective,
): LinearProgram<Rational> => {
  const count = profileCount(form)
  const profiles = Array.from({ length: count }, (_, profile) => profile)
  const rows: readonly Row<Rational>[] = [
    ...obedience.map(({ weights }) => ({ coefficients: weights, sense: '>=', bound: exact.zero }) as const),
    { coefficients: profiles.map(profile => [profile, exact.one] as const), sense: '>=', bound: exact.one },
  ]
  if (objective.kind !== 'leastPayoff')
    return {
      objective: belowMost(valuesOf(form, profiles, objective)),
      isFree: profiles.map(() => false),
      rows,
    }
  const below = belowMost(form.payoffs.flat())
  const least = form.payoffs.map(
    (_, player): Row<Rational> => ({
      coefficients: [
        ...profiles.map(profile => [profile, below[player * count + profile] ?? exact.zero] as const),
        [count, exact.one],
      ],
      sense: '>=',
      bound: exact.zero,
    }),
  )
  return {
    objective: [...profiles.map(() => exact.zero), rational(-1n)],
    isFree: [...profiles.map(() => false), false],
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

/** Values less the largest of them, by which none is positive. */
export const belowMost = (values: readonly Rational[]): readonly Rational[] => {
  const most = values.reduce(
    (m: Rational | undefined, value) => (m === undefined || exact.compare(value, m) > 0 ? value : m),
    undefined,
  )
  return values.map(value => exact.sub(value, most ?? exact.zero))
}

/**
 * An equilibrium with the largest value of the objective. Every finite game has one (Hart and Schmeidler, Existence of
 * correlated equilibria, 1989), so that the answer is never that there is none. Solved by the dual, since the bounds of
 * obedience are all zero; with `floats` as a guide where there is one.
 */
export const optimalCorrelated = (
  budget: Budget,
  form: NormalForm<Rational>,
  correlation: Correlation,
  objective: Objective,
  floats?: FloatSolver,
): E.Either<NotApplicable, CorrelatedOptimum> => {
  budget.spend(obedienceSteps(form))
  const obedience = obedienceOf(form, correlation)
  const outcome = solveByDual(budget, programOf(form, obedience, objective), floats)
  if (outcome.kind !== 'optimal') return notApplicable(`the linear program over outcomes is ${outcome.kind}`)
  const weights = outcome.point.slice(0, profileCount(form))
  // More than one where every profile that is drawn is the best one there is.
  const total = weights.reduce(exact.add, exact.zero)
  const distribution = distributionOf(weights.map(weight => exact.div(weight, total)))
  const payoffs = expectedPayoffs(form, distribution)
  const probability = (profile: number): Rational => distribution.get(profile) ?? exact.zero
  return E.right({
    correlation,
    value: valueAt(form, objective, distribution, payoffs),
    distribution,
    payoffs,
    slacks: obedience.map(one => {
      const { player, recommended, deviation } = one
      return { player, recommended, deviation, slack: slackOf(one, probability) }
    }),
  })
}

const valueAt = (
  form: NormalForm<Rational>,
  objective: Objective,
  distribution: Distribution,
  payoffs: readonly Rational[],
): Rational => {
  if (objective.kind === 'leastPayoff')
    return payoffs.reduce((least, payoff) => (exact.compare(payoff, least) < 0 ? payoff : least))
  const profiles = [...distribution.keys()]
  const values = valuesOf(form, profiles, objective)
  return profiles.reduce(
    (sum, profile, k) =>
      exact.add(sum, exact.mul(distribution.get(profile) ?? exact.zero, values[k] ?? exact.zero)),
    exact.zero,
  )
}
