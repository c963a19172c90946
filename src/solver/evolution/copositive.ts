/** Quadratic forms on cones of vectors of which some entries may not be negative, exactly. */
import type { Budget } from '../../markov/budget.ts'
import { exact, type Rational } from '../../markov/rational.ts'
import { evenOn, type Matrix, supports } from './even.ts'

/** What a form does on a cone without its origin. */
export type Sign = 'positive' | 'nonnegative' | 'sometimesNegative'

/**
 * The sign of `z · form z` where the first `free` entries of z are any and the others are not negative.
 *
 * Free entries are eliminated: positive pivots leave the Schur complement, and with a zero pivot the form is linear in
 * that entry, so that all of its row must vanish. What is left must be copositive.
 */
export const signOnCone = (budget: Budget, form: Matrix<Rational>, free: number): Sign => {
  let rest = form
  let isStrict = true
  for (let k = 0; k < free; k++) {
    const row = rest[0] ?? []
    const [pivot = exact.zero, ...others] = row
    if (pivot.numerator < 0n) return 'sometimesNegative'
    if (pivot.numerator === 0n) {
      if (others.some(({ numerator }) => numerator !== 0n)) return 'sometimesNegative'
      isStrict = false
      rest = rest.slice(1).map(([, ...entries]) => entries)
    } else
      rest = rest.slice(1).map(([first = exact.zero, ...entries]) => {
        const factor = exact.div(first, pivot)
        return entries.map((entry, j) => exact.sub(entry, exact.mul(factor, others[j] ?? exact.zero)))
      })
  }
  const sign = copositivity(budget, rest)
  return sign === 'positive' && !isStrict ? 'nonnegative' : sign
}

/**
 * The sign of a symmetric form on vectors that are not negative: that of its least value on the simplex. Where a least
 * point has as few positive entries as one can have, it is the only one at which the form is even on them (else one
 * could move on and lose an entry), so that the points of `evenOn` are all that matter. A step for each support.
 */
export const copositivity = (budget: Budget, form: Matrix<Rational>): Sign => {
  let sign: Sign = 'positive'
  for (const support of supports(form.length)) {
    budget.spend(1)
    const value = evenOn(form, support)?.value
    if (value === undefined || value.numerator > 0n) continue
    if (value.numerator < 0n) return 'sometimesNegative'
    sign = 'nonnegative'
  }
  return sign
}
