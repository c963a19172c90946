/** Where a verdict changes between two values of a parameter, by bisection. */
import { exact, type Rational, rational } from '../markov/rational.ts'

/** Between `lo` and `hi` the verdict changes from `below` to `above`; how often it does there nobody knows. */
export interface Threshold {
  readonly question: string
  readonly below: string
  readonly above: string
  readonly lo: Rational
  readonly hi: Rational
}

/**
 * Halves the stretch from `lo` to `hi`, at which the answers differ, until it is no longer than `tolerance`. Of several
 * changes one is found.
 */
export const bisect = (
  change: Threshold,
  tolerance: Rational,
  answerAt: (n: Rational) => string | undefined,
): Threshold => {
  let { lo, hi, below, above } = change
  while (exact.compare(exact.sub(hi, lo), tolerance) > 0) {
    const middle = exact.div(exact.add(lo, hi), rational(2n))
    const answer = answerAt(middle)
    if (answer === undefined) break
    if (answer === below) lo = middle
    else {
      hi = middle
      above = answer
    }
  }
  return { ...change, lo, hi, below, above }
}
