/** Linear programs: the largest value of an objective over a polyhedron. */

/** `sum coefficients[k][1] * x[coefficients[k][0]]  sense  bound`; an index occurs at most once. */
export interface Row<N> {
  readonly coefficients: readonly (readonly [index: number, coefficient: N])[]
  readonly sense: '<=' | '=' | '>='
  readonly bound: N
}

/** Maximize `objective · x` subject to the rows, with `x[i] >= 0` unless `isFree[i]`. */
export interface LinearProgram<N> {
  readonly objective: readonly N[]
  readonly isFree: readonly boolean[]
  readonly rows: readonly Row<N>[]
}

export type LinearOutcome<N> =
  | {
      readonly kind: 'optimal'
      readonly value: N
      readonly point: readonly N[]
      /** By row, such that `objective = sum duals[r] * row r` at complementary slackness: a proof of optimality. */
      readonly duals: readonly N[]
    }
  | { readonly kind: 'infeasible' }
  | { readonly kind: 'unbounded' }
