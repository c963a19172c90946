/** What proves an optimum, worked out with nothing but sums: feasible on both sides, and equal values. */
import type { LinearOutcome, LinearProgram } from '../../../src/linear/program.ts'
import { exact, type Rational } from '../../../src/markov/rational.ts'

type Optimal = Extract<LinearOutcome<Rational>, { kind: 'optimal' }>

const dot = (row: LinearProgram<Rational>['rows'][number], point: readonly Rational[]): Rational =>
  row.coefficients.reduce((sum, [i, c]) => exact.add(sum, exact.mul(c, point[i] ?? exact.zero)), exact.zero)

const sign = (n: Rational): number => exact.compare(n, exact.zero)

const meets = (row: LinearProgram<Rational>['rows'][number], left: Rational, bound: Rational): boolean => {
  const order = exact.compare(left, bound)
  return row.sense === '=' ? order === 0 : row.sense === '<=' ? order <= 0 : order >= 0
}

export const isFeasible = ({ rows, isFree }: LinearProgram<Rational>, point: readonly Rational[]): boolean =>
  point.every((x, i) => isFree[i] === true || sign(x) >= 0) &&
  rows.every(row => meets(row, dot(row, point), row.bound))

export const isOptimal = (program: LinearProgram<Rational>, { point, value, duals }: Optimal): boolean => {
  const { objective, isFree, rows } = program
  const sum = objective.reduce(
    (all, c, i) => exact.add(all, exact.mul(c, point[i] ?? exact.zero)),
    exact.zero,
  )
  const dualValue = rows.reduce(
    (all, { bound }, r) => exact.add(all, exact.mul(bound, duals[r] ?? exact.zero)),
    exact.zero,
  )
  const signs = rows.every(({ sense }, r) => {
    const y = sign(duals[r] ?? exact.zero)
    return sense === '=' || (sense === '<=' ? y >= 0 : y <= 0)
  })
  const priced = objective.every((c, i) => {
    const total = rows.reduce((all, row, r) => {
      const coefficient = row.coefficients.find(([k]) => k === i)?.[1] ?? exact.zero
      return exact.add(all, exact.mul(coefficient, duals[r] ?? exact.zero))
    }, exact.zero)
    const slack = sign(exact.sub(total, c))
    return isFree[i] === true ? slack === 0 : slack >= 0
  })
  return (
    isFeasible(program, point) &&
    signs &&
    priced &&
    exact.equals(sum, value) &&
    exact.equals(dualValue, value)
  )
}

/** Whether one may go that way for ever and gain. */
export const isRay = (program: LinearProgram<Rational>, way: readonly Rational[]): boolean => {
  const gain = program.objective.reduce(
    (all, c, i) => exact.add(all, exact.mul(c, way[i] ?? exact.zero)),
    exact.zero,
  )
  const homogeneous = { ...program, rows: program.rows.map(row => ({ ...row, bound: exact.zero })) }
  return sign(gain) > 0 && isFeasible(homogeneous, way)
}
