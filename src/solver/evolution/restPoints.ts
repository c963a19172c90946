/** Where the replicator dynamics of one population rest, and what becomes of points nearby. */
import { Matrix as Dense, EigenvalueDecomposition } from 'ml-matrix'
import type { Budget } from '../../markov/budget.ts'
import { exact, type Rational } from '../../markov/rational.ts'
import { type Even, evenOn, type Matrix, supports } from './even.ts'

export interface Eigenvalue {
  readonly real: number
  readonly imaginary: number
}

export interface RestPoint {
  readonly strategy: readonly Rational[]
  /** The average payoff there. */
  readonly payoff: Rational
  /** Whether no strategy would do better: a symmetric Nash equilibrium. */
  readonly isNash: boolean
  /** Of the linear part of the dynamics on the simplex, those along its face first; rounded to doubles. */
  readonly eigenvalues: readonly Eigenvalue[]
  /**
   * `attracting` and `repelled` are what the real parts prove (Hartman and Grobman); `undecided` where one is zero up
   * to rounding and none is positive, as at the center of rock, paper, scissors.
   */
  readonly nearby: 'attracting' | 'repelled' | 'undecided'
}

/**
 * Every rest point that is the only one inside its face, by support (Hofbauer and Sigmund, Evolutionary Games and
 * Population Dynamics, 1998, chapter 7). A step of the budget for each support.
 */
export function* restPoints(budget: Budget, matrix: Matrix<Rational>): Generator<RestPoint> {
  for (const support of supports(matrix.length)) {
    budget.spend(1)
    const even = evenOn(matrix, support)
    if (even !== undefined) yield restPoint(matrix, support, even)
  }
}

const restPoint = (matrix: Matrix<Rational>, support: readonly number[], even: Even): RestPoint => {
  const { weights, value } = even
  // A strategy that nobody plays grows at the rate by which it is better than the average: an exact eigenvalue.
  const growth = matrix.flatMap((row, i) =>
    support.includes(i)
      ? []
      : [
          exact.sub(
            row.reduce(
              (sum, payoff, j) => exact.add(sum, exact.mul(payoff, weights[j] ?? exact.zero)),
              exact.zero,
            ),
            value,
          ),
        ],
  )
  const eigenvalues = [
    ...along(matrix, support, weights),
    ...growth.map(rate => ({ real: exact.toNumber(rate), imaginary: 0 })),
  ]
  return {
    strategy: weights,
    payoff: value,
    isNash: growth.every(({ numerator }) => numerator <= 0n),
    eigenvalues,
    nearby: nearby(eigenvalues),
  }
}

/** Real parts this small, relative to the largest eigenvalue, are rounding. */
const roundOff = 1e-9

const nearby = (eigenvalues: readonly Eigenvalue[]): RestPoint['nearby'] => {
  const size = Math.max(1e-300, ...eigenvalues.map(({ real, imaginary }) => Math.hypot(real, imaginary)))
  if (eigenvalues.some(({ real }) => real > roundOff * size)) return 'repelled'
  return eigenvalues.every(({ real }) => real < -roundOff * size) ? 'attracting' : 'undecided'
}

/** Eigenvalues along the face: entries of the Jacobian `x_i (a_ij - (x A)_j)`, less those of the last coordinate. */
const along = (
  matrix: Matrix<Rational>,
  support: readonly number[],
  weights: readonly Rational[],
): readonly Eigenvalue[] => {
  const last = support[support.length - 1] ?? 0
  const axes = support.slice(0, -1)
  if (axes.length === 0) return []
  const received = (j: number): Rational =>
    weights.reduce(
      (sum, weight, i) => exact.add(sum, exact.mul(weight, matrix[i]?.[j] ?? exact.zero)),
      exact.zero,
    )
  const part = (i: number, j: number): Rational => exact.sub(matrix[i]?.[j] ?? exact.zero, received(j))
  const jacobian = axes.map(i =>
    axes.map(j => exact.toNumber(exact.mul(weights[i] ?? exact.zero, exact.sub(part(i, j), part(i, last))))),
  )
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(new Dense(jacobian))
  return realEigenvalues.map((real, k) => ({ real, imaginary: imaginaryEigenvalues[k] ?? 0 }))
}
