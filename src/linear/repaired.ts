/**
 * Linear programs solved in doubles and proved in integers: the basis that doubles found is solved exactly, and taken
 * where it is feasible on both sides (Applegate, Cook, Dash and Espinoza, Exact solutions to linear programming problems,
 * Operations Research Letters 35, 2007).
 */
import type { Budget } from '../markov/budget.ts'
import { exact, type Rational, rational } from '../markov/rational.ts'
import { solutionOf, solveExactly } from './exact.ts'
import type { FloatOptimum, FloatSolver } from './highs.ts'
import { solveSystem } from './lifting.ts'
import type { LinearOutcome, LinearProgram } from './program.ts'
import { type StandardProgram, standardOf } from './standard.ts'

/** Programs of fewer entries are done as fast exactly from the start. */
const small = 600

/** The optimum, exactly; with `floats` as a guide where there is one and the program is not small. */
export const solveLinear = (
  budget: Budget,
  program: LinearProgram<Rational>,
  floats: FloatSolver | undefined,
): LinearOutcome<Rational> => {
  const { objective, rows } = program
  if (floats === undefined || objective.length * rows.length <= small) return solveExactly(budget, program)
  const found = floats(inDoubles(program))
  const repaired = typeof found === 'string' ? undefined : repair(budget, program, found)
  return repaired ?? solveExactly(budget, program)
}

const inDoubles = ({ objective, isFree, rows }: LinearProgram<Rational>): LinearProgram<number> => ({
  isFree,
  objective: objective.map(exact.toNumber),
  rows: rows.map(({ coefficients, sense, bound }) => ({
    sense,
    bound: exact.toNumber(bound),
    coefficients: coefficients.map(([i, c]) => [i, exact.toNumber(c)] as const),
  })),
})

/** The exact solution of a basis, where it is the optimum. */
const repair = (
  budget: Budget,
  program: LinearProgram<Rational>,
  found: FloatOptimum,
): LinearOutcome<Rational> | undefined => {
  const standard = standardOf(program)
  const basis = basisOf(standard, found)
  if (basis.length !== standard.rows.length) return undefined
  const places = new Map(basis.map((column, place) => [column, place]))
  const own = standard.rows.map(row =>
    row.flatMap(([column, coefficient]) => {
      const place = places.get(column)
      return place === undefined ? [] : [[place, coefficient] as const]
    }),
  )
  const primal = solveSystem(budget, own, standard.bounds)
  if (primal === undefined) return undefined
  const isFeasible = basis.every((column, place) => {
    const value = primal.numerators[place] ?? 0n
    return column < standard.artificial ? value >= 0n : value === 0n
  })
  if (!isFeasible) return undefined
  const dual = solveSystem(
    budget,
    transposed(own),
    basis.map(column => standard.objective[column] ?? 0n),
  )
  if (dual === undefined || !isPricedOut(standard, dual.numerators, dual.denominator)) return undefined
  return solutionOf(program, standard, {
    value: column => {
      const place = places.get(column)
      return place === undefined ? exact.zero : rational(primal.numerators[place] ?? 0n, primal.denominator)
    },
    dual: row => rational(dual.numerators[row] ?? 0n, dual.denominator),
  })
}

/** The columns of a basis; that of a free variable is the one of its sign. */
const basisOf = (
  { places, slacks, units }: StandardProgram,
  { basicVariables, basicRows, point }: FloatOptimum,
): readonly number[] => [
  ...places.flatMap(([column, negative], i) => {
    if (basicVariables[i] !== true) return []
    return [negative !== undefined && (point[i] ?? 0) < 0 ? negative : column]
  }),
  ...slacks.flatMap((slack, row) => (basicRows[row] === true ? [slack ?? units[row] ?? 0] : [])),
]

const transposed = (rows: readonly (readonly (readonly [number, bigint])[])[]) => {
  const found = rows.map((): [number, bigint][] => [])
  for (const [r, row] of rows.entries())
    for (const [column, coefficient] of row) found[column]?.push([r, coefficient])
  return found
}

/** Whether no column improves: `duals · column >= objective` for all but artificial ones. */
const isPricedOut = (
  { rows, objective, artificial }: StandardProgram,
  duals: readonly bigint[],
  denominator: bigint,
): boolean => {
  const prices = objective.map(c => -c * denominator)
  for (const [r, row] of rows.entries())
    for (const [column, coefficient] of row)
      prices[column] = (prices[column] ?? 0n) + coefficient * (duals[r] ?? 0n)
  return prices.every((price, column) => column >= artificial || price >= 0n)
}
