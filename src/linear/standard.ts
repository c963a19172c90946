/** Linear programs with integers, equalities and variables of one sign: what simplex methods work on. */
import { exact, type Rational, rational } from '../markov/rational.ts'
import type { LinearProgram, Row } from './program.ts'

/**
 * Maximize `objective · x` subject to `matrix x = bounds`, `x >= 0`, with `bounds >= 0`.
 *
 * Columns: the variables, for each free one a second column for its negative; a slack for each inequality; and for each
 * row without a slack of coefficient 1 an artificial variable, which is zero in every solution.
 */
export interface StandardProgram {
  readonly rows: readonly (readonly (readonly [column: number, coefficient: bigint])[])[]
  readonly bounds: readonly bigint[]
  readonly objective: readonly bigint[]
  readonly columns: number
  /** By row the column that is one there and zero elsewhere. */
  readonly units: readonly number[]
  /** Artificial variables are the columns from here on. */
  readonly artificial: number
  /** By variable its column, and that of its negative where it is free. */
  readonly places: readonly (readonly [column: number, negative: number | undefined])[]
  /** By row the column of its slack, where it has one. */
  readonly slacks: readonly (number | undefined)[]
  /** What a row, and the objective, was multiplied by to get here. */
  readonly factors: readonly Rational[]
  readonly objectiveFactor: Rational
}

export const standardOf = ({ objective, isFree, rows }: LinearProgram<Rational>): StandardProgram => {
  let columns = 0
  const places = objective.map((_, i): readonly [number, number | undefined] => {
    const column = columns++
    return [column, isFree[i] === true ? columns++ : undefined]
  })
  const slacks = rows.map(({ sense }) => (sense === '=' ? undefined : columns++))
  const artificial = columns
  const scaled = rows.map(scaledRow)
  const units = scaled.map(({ sense }, r) => (sense === '<=' ? (slacks[r] ?? columns++) : columns++))
  const objectiveFactor = rational(commonDenominator(objective))
  const found = new Array<bigint>(columns).fill(0n)
  for (const [i, coefficient] of objective.entries()) {
    const [column, negative] = places[i] ?? [0, undefined]
    const whole = exact.mul(coefficient, objectiveFactor).numerator
    found[column] = whole
    if (negative !== undefined) found[negative] = -whole
  }
  return {
    columns,
    places,
    slacks,
    artificial,
    units,
    objective: found,
    objectiveFactor,
    bounds: scaled.map(({ bound }) => bound),
    factors: scaled.map(({ factor }) => factor),
    rows: scaled.map(({ coefficients, sense }, r) => {
      const slack = slacks[r]
      const unit = units[r] ?? 0
      return [
        ...coefficients.flatMap(([i, coefficient]) => {
          const [column, negative] = places[i] ?? [0, undefined]
          const own = [column, coefficient] as const
          return negative === undefined ? [own] : [own, [negative, -coefficient] as const]
        }),
        ...(slack === undefined ? [] : [[slack, sense === '<=' ? 1n : -1n] as const]),
        ...(unit === slack ? [] : [[unit, 1n] as const]),
      ]
    }),
  }
}

const opposite = { '<=': '>=', '=': '=', '>=': '<=' } as const

/** The row in integers, with a bound that is not negative. */
const scaledRow = ({ coefficients, sense, bound }: Row<Rational>) => {
  const whole = commonDenominator([...coefficients.map(([, c]) => c), bound])
  const isNegative = bound.numerator < 0n
  const factor = rational(isNegative ? -whole : whole)
  const times = (n: Rational): bigint => exact.mul(n, factor).numerator
  return {
    coefficients: coefficients.map(([i, c]) => [i, times(c)] as const),
    sense: isNegative ? opposite[sense] : sense,
    bound: times(bound),
    factor,
  }
}

const commonDenominator = (numbers: readonly Rational[]): bigint =>
  numbers.reduce((common, { denominator }) => (common / gcd(common, denominator)) * denominator, 1n)

const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x < 0n ? -x : x
}
