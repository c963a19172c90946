/**
 * All optimal points of a linear program: by complementary slackness with one optimum of the dual, what has a price is
 * tight at every optimum and what is priced out is zero (Goldman and Tucker, Theory of linear programming, 1956). What
 * is left of the polyhedron is small where there are few optima, and its corners are listed.
 */
import type { Budget } from '../markov/budget.ts'
import { exact, type Rational, rational } from '../markov/rational.ts'
import { corners } from './doubleDescription.ts'
import { solveExactly } from './exact.ts'
import type { LinearOutcome, LinearProgram, Row } from './program.ts'
import { cleared, type Vector } from './vector.ts'

type Point = readonly Rational[]
type Optimum = Extract<LinearOutcome<Rational>, { readonly kind: 'optimal' }>

/**
 * The corners of the optimal set, in the first `kept` variables and in lexicographic order, the largest first. The
 * optimal set must be bounded. Their number may grow exponentially with the dimension of the set.
 */
export const optimalCorners = (
  budget: Budget,
  program: LinearProgram<Rational>,
  optimum: Optimum,
  kept: number,
): readonly Point[] => {
  const { objective, isFree, rows } = program
  const prices = [...objective]
  for (const [r, { coefficients }] of rows.entries()) {
    const dual = optimum.duals[r] ?? exact.zero
    if (dual.numerator === 0n) continue
    for (const [i, c] of coefficients) prices[i] = exact.sub(prices[i] ?? exact.zero, exact.mul(dual, c))
  }
  const isZero = objective.map((_, i) => isFree[i] !== true && prices[i]?.numerator !== 0n)
  const isTight = rows.map(({ sense }, r) => sense === '=' || optimum.duals[r]?.numerator !== 0n)
  const variables = [...objective.keys()].filter(i => isZero[i] !== true)
  const solved = affine(
    budget,
    rows.filter((_, r) => isTight[r] === true),
    variables,
  )
  const { parameters, values } = solved
  const sumFor = (i: number): Affine => values.get(i) ?? new Map()
  const sides = [
    ...variables.filter(i => isFree[i] !== true).map(sumFor),
    ...rows.flatMap((row, r) => (isTight[r] === true ? [] : [slackOf(row, sumFor)])),
  ].map(side => vectorOf(side, parameters))
  const found = corners(parameters.length, distinct(sides), budget).vertices
  const points = found.map(at =>
    Array.from({ length: kept }, (_, i) =>
      isZero[i] === true ? exact.zero : valueAt(sumFor(i), parameters, at),
    ),
  )
  const different = [...new Map(points.map(point => [point.map(exact.show).join(), point])).values()]
  // Where a corner is told by the kept variables alone it stays one; else it may lie between others.
  const isTold = parameters.every(i => i < kept) || different.length <= 2
  return different
    .filter((point, k) => isTold || !isBetween(budget, point, different.toSpliced(k, 1)))
    .sort(descending)
}

/** A number that depends on parameters: a coefficient each, and at -1 what is added. */
type Affine = ReadonlyMap<number, Rational>
const constant = -1

/** The variables by the parameters that equalities leave open; parameters are variables themselves. */
const affine = (budget: Budget, rows: readonly Row<Rational>[], variables: readonly number[]) => {
  const among = new Set(variables)
  const open = rows.map(({ coefficients, bound }) => {
    const row = new Map<number, Rational>()
    for (const [i, c] of coefficients) if (among.has(i) && c.numerator !== 0n) row.set(i, c)
    row.set(constant, exact.sub(exact.zero, bound))
    return row
  })
  /** By variable the row that is solved for it, whose coefficient there is one; Gauss and Jordan. */
  const solved = new Map<number, Map<number, Rational>>()
  for (const row of open) {
    for (const [i, own] of solved) reduce(budget, row, i, own)
    // The last variables are solved for: those that are kept are parameters where they can be.
    const pivot = [...row].reduce<readonly [number, Rational] | undefined>(
      (last, entry) => (entry[0] > (last?.[0] ?? constant) && entry[1].numerator !== 0n ? entry : last),
      undefined,
    )
    if (pivot === undefined) continue
    const [variable, by] = pivot
    for (const [i, c] of row) row.set(i, exact.div(c, by))
    for (const other of solved.values()) reduce(budget, other, variable, row)
    solved.set(variable, row)
  }
  const parameters = variables.filter(i => !solved.has(i))
  const values = new Map<number, Affine>()
  for (const i of parameters) values.set(i, new Map([[i, exact.one]]))
  for (const [variable, row] of solved)
    values.set(
      variable,
      new Map([...row].flatMap(([i, c]) => (i === variable ? [] : [[i, exact.sub(exact.zero, c)] as const]))),
    )
  return { parameters, values }
}

/** Takes a variable out of a row by the row that is solved for it. */
const reduce = (
  budget: Budget,
  row: Map<number, Rational>,
  variable: number,
  by: ReadonlyMap<number, Rational>,
) => {
  const factor = row.get(variable)
  if (factor === undefined) return
  budget.spend(by.size)
  for (const [i, c] of by) {
    const sum = exact.sub(row.get(i) ?? exact.zero, exact.mul(factor, c))
    if (sum.numerator === 0n && i !== constant) row.delete(i)
    else row.set(i, sum)
  }
}

/** What a row of the program leaves to spare. */
const slackOf = ({ coefficients, sense, bound }: Row<Rational>, sumFor: (i: number) => Affine): Affine => {
  const sum = new Map<number, Rational>([[constant, exact.sub(exact.zero, bound)]])
  for (const [i, c] of coefficients)
    for (const [parameter, weight] of sumFor(i))
      sum.set(parameter, exact.add(sum.get(parameter) ?? exact.zero, exact.mul(c, weight)))
  return sense === '>=' ? sum : new Map([...sum].map(([i, c]) => [i, exact.sub(exact.zero, c)]))
}

const vectorOf = (side: Affine, parameters: readonly number[]): Vector =>
  cleared([constant, ...parameters].map(i => side.get(i) ?? exact.zero))

/** The half-spaces that say something, each once. */
const distinct = (sides: readonly Vector[]): readonly Vector[] => {
  const found = new Map(sides.map(side => [side.join(), side]))
  return [...found.values()].filter(([, ...direction]) => direction.some(c => c !== 0n))
}

const valueAt = (value: Affine, parameters: readonly number[], at: Point): Rational =>
  parameters.reduce(
    (sum, i, k) => exact.add(sum, exact.mul(value.get(i) ?? exact.zero, at[k] ?? exact.zero)),
    value.get(constant) ?? exact.zero,
  )

/** Whether a point is a mixture of others. */
const isBetween = (budget: Budget, point: Point, others: readonly Point[]): boolean =>
  solveExactly(budget, {
    objective: others.map(() => exact.zero),
    isFree: others.map(() => false),
    rows: [
      { coefficients: others.map((_, k) => [k, exact.one]), sense: '=', bound: rational(1n) },
      ...point.map(
        (bound, i): Row<Rational> => ({
          coefficients: others.flatMap((other, k) => {
            const c = other[i] ?? exact.zero
            return c.numerator === 0n ? [] : [[k, c] as const]
          }),
          sense: '=',
          bound,
        }),
      ),
    ],
  }).kind === 'optimal'

const descending = (a: Point, b: Point): number => {
  for (const [i, n] of a.entries()) {
    const order = exact.compare(b[i] ?? exact.zero, n)
    if (order !== 0) return order
  }
  return 0
}
