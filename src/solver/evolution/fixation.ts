/**
 * The Moran process: in a population of fixed size one is born at a time, in proportion to fitness, and one dies
 * (Moran 1958; with fitness from a game: Nowak, Sasaki, Taylor and Fudenberg 2004, Taylor et al. 2004).
 */
import { exact, type Rational, rational } from '../../markov/rational.ts'
import type { Matrix } from './even.ts'

export interface MoranProcess {
  /** The payoffs of two strategies, mutant and resident, against each other. */
  readonly matrix: Matrix<Rational>
  /** How many there are, at least two. */
  readonly population: number
  /** The part of payoff in fitness, from 0 (neutral drift) to 1: fitness is `1 - selection + selection * payoff`. */
  readonly selection: Rational
}

/**
 * Fitness of each strategy while there are `mutants` of the first, from 1 to `population - 1`: payoffs against all
 * others but oneself.
 */
export const fitness = (
  { matrix, population, selection }: MoranProcess,
  mutants: number,
): readonly [Rational, Rational] => {
  const of = (own: number): Rational => {
    const against = [mutants, population - mutants]
    const payoff = against.reduce(
      (sum, count, other) =>
        exact.add(
          sum,
          exact.mul(
            rational(BigInt(count - (own === other ? 1 : 0)), BigInt(population - 1)),
            matrix[own]?.[other] ?? exact.zero,
          ),
        ),
      exact.zero,
    )
    return exact.add(exact.sub(exact.one, selection), exact.mul(selection, payoff))
  }
  return [of(0), of(1)]
}

/**
 * The probability that `mutants` become the whole population, by the closed form of birth-death chains (Karlin and
 * Taylor 1975): `(1 + sum_{k<mutants} c_k) / (1 + sum_{k<population} c_k)` with `c_k = prod_{j<=k} g_j / f_j`.
 *
 * Nothing where a fitness is not positive: then it is no rate.
 */
export const fixationProbability = (process: MoranProcess, mutants = 1): Rational | undefined => {
  const { population } = process
  if (mutants <= 0) return exact.zero
  let product = exact.one
  let total = exact.one
  let upTo = exact.one
  for (let k = 1; k < population; k++) {
    const [own, other] = fitness(process, k)
    if (own.numerator <= 0n || other.numerator <= 0n) return undefined
    product = exact.mul(product, exact.div(other, own))
    total = exact.add(total, product)
    if (k < mutants) upTo = exact.add(upTo, product)
  }
  return exact.div(upTo, total)
}
