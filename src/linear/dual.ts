/** Linear programs solved by way of their duals (Gale, Kuhn and Tucker 1951). */
import type { Budget } from '../markov/budget.ts'
import { exact, type Rational } from '../markov/rational.ts'
import type { FloatSolver } from './highs.ts'
import type { LinearOutcome, LinearProgram, Row } from './program.ts'
import { solveLinear } from './repaired.ts'

/**
 * The optimum of a program, from that of its dual; what to prefer where many bounds are zero, at which the simplex method
 * stalls, and where no coefficient of the objective is positive, so that the dual starts from a feasible basis.
 *
 * For programs that are feasible: of one that is not, `unbounded` may be the answer as well.
 */
export const solveByDual = (
  budget: Budget,
  program: LinearProgram<Rational>,
  floats?: FloatSolver,
): LinearOutcome<Rational> => {
  const found = solveLinear(budget, dualOf(program), floats)
  if (found.kind === 'unbounded') return { kind: 'infeasible' }
  if (found.kind === 'infeasible') return { kind: 'unbounded' }
  return {
    kind: 'optimal',
    value: negate(found.value),
    point: found.duals.map(negate),
    duals: program.rows.map(({ sense }, r) => {
      const dual = found.point[r] ?? exact.zero
      return sense === '>=' ? negate(dual) : dual
    }),
  }
}

/**
 * The dual as a program of the same kind, which maximizes the negative of its value: a variable for each row, negated for
 * those of `>=`, and a row for each variable.
 */
export const dualOf = ({ objective, isFree, rows }: LinearProgram<Rational>): LinearProgram<Rational> => {
  const columns: (readonly [number, Rational])[][] = objective.map(() => [])
  for (const [r, { coefficients, sense }] of rows.entries())
    for (const [i, coefficient] of coefficients)
      columns[i]?.push([r, sense === '>=' ? negate(coefficient) : coefficient])
  return {
    objective: rows.map(({ bound, sense }) => (sense === '>=' ? bound : negate(bound))),
    isFree: rows.map(({ sense }) => sense === '='),
    rows: objective.map(
      (bound, i): Row<Rational> => ({
        coefficients: columns[i] ?? [],
        sense: isFree[i] === true ? '=' : '>=',
        bound,
      }),
    ),
  }
}

const negate = (n: Rational): Rational => exact.sub(exact.zero, n)
