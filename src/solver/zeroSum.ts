/** Two-player games in which what one wins the other loses, up to a constant. */

import type { MixedProfile, NormalForm } from '../form/normalForm.ts'
import type { FloatSolver } from '../linear/highs.ts'
import { optimalCorners } from '../linear/optimalFace.ts'
import type { LinearProgram } from '../linear/program.ts'
import { solveLinear } from '../linear/repaired.ts'
import type { Budget } from '../markov/budget.ts'
import { exact, type Rational } from '../markov/rational.ts'

export interface ZeroSumSolution {
  /** What the first player can be sure of, and the second can keep it to. */
  readonly value: Rational
  readonly profile: MixedProfile<Rational>
}

/**
 * Optimal strategies and the value of a matrix game by linear programming (Dantzig 1951; Gale, Kuhn and Tucker 1951):
 * the program of the first player, whose duals are the strategy of the second. Nothing where the form is not one of two
 * players whose payoffs add up to a constant.
 */
export const solveZeroSum = (
  budget: Budget,
  form: NormalForm<Rational>,
  floats: FloatSolver | undefined,
): ZeroSumSolution | undefined => {
  const [own = [], others = []] = form.payoffs
  const [rows = [], columns = []] = form.strategies
  if (form.players.length !== 2 || !isConstantSum(own, others)) return undefined
  const solved = solveLinear(budget, programOf(form), floats)
  if (solved.kind !== 'optimal') return undefined
  return {
    value: solved.value,
    profile: [solved.point.slice(0, rows.length), solved.duals.slice(0, columns.length)],
  }
}

/**
 * The corners of the sets of optimal strategies of both players: all equilibria are the pairs of their mixtures. Nothing
 * where the form is not one of two players whose payoffs add up to a constant.
 */
export const optimalStrategies = (
  budget: Budget,
  form: NormalForm<Rational>,
  floats: FloatSolver | undefined,
): readonly MixedProfile<Rational>[] | undefined => {
  const [own = [], others = []] = form.payoffs
  if (form.players.length !== 2 || !isConstantSum(own, others)) return undefined
  const found: MixedProfile<Rational>[] = []
  for (const side of [form, turned(form)]) {
    const program = programOf(side)
    const optimum = solveLinear(budget, program, floats)
    if (optimum.kind !== 'optimal') return undefined
    found.push(optimalCorners(budget, program, optimum, side.strategies[0]?.length ?? 0))
  }
  return found
}

/** The same game with the second player first. */
const turned = (form: NormalForm<Rational>): NormalForm<Rational> => {
  const [rows = [], columns = []] = form.strategies
  const across = (payoffs: readonly Rational[]) =>
    columns.flatMap((_, j) => rows.map((__, i) => payoffs[i * columns.length + j] ?? exact.zero))
  return {
    ...form,
    players: form.players.toReversed(),
    strategies: [columns, rows],
    payoffs: form.payoffs.toReversed().map(across),
  }
}

/** Variables: the probability of each strategy of the first player, then what it can be sure of. */
const programOf = ({ payoffs, strategies }: NormalForm<Rational>): LinearProgram<Rational> => {
  const [own = []] = payoffs
  const [rows = [], columns = []] = strategies
  const value = rows.length
  return {
    objective: [...rows.map(() => exact.zero), exact.one],
    isFree: [...rows.map(() => false), true],
    rows: [
      ...columns.map((_, j) => ({
        coefficients: [
          ...rows.flatMap((_, i) => {
            const payoff = own[i * columns.length + j] ?? exact.zero
            return payoff.numerator === 0n ? [] : [[i, negative(payoff)] as const]
          }),
          [value, exact.one] as const,
        ],
        sense: '<=' as const,
        bound: exact.zero,
      })),
      { coefficients: rows.map((_, i) => [i, exact.one] as const), sense: '=', bound: exact.one },
    ],
  }
}

const negative = (n: Rational): Rational => exact.sub(exact.zero, n)

const isConstantSum = (a: readonly Rational[], b: readonly Rational[]): boolean => {
  const sums = a.map((payoff, k) => exact.add(payoff, b[k] ?? exact.zero))
  return sums.every(sum => exact.equals(sum, sums[0] ?? exact.zero))
}
