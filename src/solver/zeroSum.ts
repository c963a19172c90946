/** Two-player games in which what one wins the other loses, up to a constant. */

import type { MixedProfile, NormalForm } from '../form/normalForm.ts'
import type { FloatSolver } from '../linear/highs.ts'
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
  const value = rows.length
  const program: LinearProgram<Rational> = {
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
  const solved = solveLinear(budget, program, floats)
  if (solved.kind !== 'optimal') return undefined
  return {
    value: solved.value,
    profile: [solved.point.slice(0, value), solved.duals.slice(0, columns.length)],
  }
}

const negative = (n: Rational): Rational => exact.sub(exact.zero, n)

const isConstantSum = (a: readonly Rational[], b: readonly Rational[]): boolean => {
  const sums = a.map((payoff, k) => exact.add(payoff, b[k] ?? exact.zero))
  return sums.every(sum => exact.equals(sum, sums[0] ?? exact.zero))
}
