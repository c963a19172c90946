/**
 * Replicator dynamics (Taylor and Jonker, Evolutionarily stable strategies and game dynamics, 1978): the share of a
 * strategy grows at the rate by which it does better than the average.
 *
 * Integrated in logarithms by the method of Runge and Kutta of fourth order with a fixed step: shares stay positive and
 * add to one. No dynamics need come to rest; a curve is what it is, not a claim of convergence.
 */
import { type MixedProfile, type NormalForm, strategyValues } from '../../form/normalForm.ts'
import type { Budget } from '../../markov/budget.ts'
import type { Scalar } from '../../markov/scalar.ts'
import type { Matrix } from './even.ts'

/** What each strategy of each population brings while shares are as they are. */
export type Fitness = (shares: MixedProfile<number>) => MixedProfile<number>

/** One population that plays a symmetric game of two against itself. */
export const onePopulation =
  (matrix: Matrix<number>): Fitness =>
  ([shares = []]) => [matrix.map(row => row.reduce((sum, payoff, j) => sum + payoff * (shares[j] ?? 0), 0))]

/** A population for each player of a game (Taylor, Evolutionarily stable strategies with two types of player, 1979). */
export const populations =
  (scalar: Scalar<number>, form: NormalForm<number>): Fitness =>
  shares =>
    strategyValues(scalar, form, shares)

export interface CurvePoint {
  readonly time: number
  /** By population and strategy. */
  readonly shares: MixedProfile<number>
}

export interface CurveOptions {
  /** The length of a step in time, in units of 1 / payoff. */
  readonly step: number
  readonly steps: number
  /** A point is given at the start and after each so many steps; 1 where nothing is said. */
  readonly every?: number
}

/** The curve from a point. A strategy that nobody plays stays away. Spends a step of the budget for each step. */
export function* replicatorCurve(
  budget: Budget,
  fitness: Fitness,
  start: MixedProfile<number>,
  { step, steps, every = 1 }: CurveOptions,
): Generator<CurvePoint> {
  let logs = start.map(own => own.map(Math.log))
  yield { time: 0, shares: start }
  for (let k = 1; k <= steps; k++) {
    budget.spend(1)
    logs = advance(fitness, logs, step)
    if (k % every === 0) yield { time: k * step, shares: logs.map(sharesOf) }
  }
}

const advance = (fitness: Fitness, logs: MixedProfile<number>, step: number): number[][] => {
  const rate = (at: MixedProfile<number>) => fitness(at.map(sharesOf))
  const along = (rates: MixedProfile<number>, length: number) =>
    logs.map((own, i) => own.map((log, s) => log + length * (rates[i]?.[s] ?? 0)))
  const first = rate(logs)
  const second = rate(along(first, step / 2))
  const third = rate(along(second, step / 2))
  const fourth = rate(along(third, step))
  return logs.map((own, i) => {
    const at = (rates: MixedProfile<number>, s: number): number => rates[i]?.[s] ?? 0
    const next = own.map(
      (log, s) => log + (step / 6) * (at(first, s) + 2 * at(second, s) + 2 * at(third, s) + at(fourth, s)),
    )
    // Only differences matter: without this, logarithms would grow with time and lose digits.
    const most = Math.max(...next)
    return next.map(log => log - most)
  })
}

const sharesOf = (logs: readonly number[]): readonly number[] => {
  const most = Math.max(...logs)
  const weights = logs.map(log => Math.exp(log - most))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map(weight => weight / total)
}
