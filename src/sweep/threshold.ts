/** Where a verdict changes between two values of a parameter, by bisection. */
import { exact, type Rational, rational } from '../markov/rational.ts'
import { questionOf, type SweepPoint } from '../report/sweep.ts'
import type { AxisValue } from './axis.ts'

/** Between `lo` and `hi` the verdict changes from `below` to `above`; how often it does there nobody knows. */
export interface Threshold {
  readonly question: string
  /** The strategy that is asked about; none where equilibria are searched for. */
  readonly strategy: string | undefined
  readonly below: string
  readonly above: string
  readonly lo: Rational
  readonly hi: Rational
}

/** Every change of a verdict between values that are neighbors, in order. */
export const changesAlong = (
  values: readonly AxisValue[],
  points: readonly SweepPoint[],
): readonly Threshold[] =>
  values.flatMap((right, k) => {
    const [left, before, after] = [values[k - 1], points[k - 1], points[k]]
    const [lo, hi] = [left?.number, right.number]
    if (lo === undefined || hi === undefined || before === undefined || after === undefined) return []
    const later = verdictsOf(after)
    return [...verdictsOf(before)].flatMap(([question, { verdict: below, strategy }]): Threshold[] => {
      const above = later.get(question)?.verdict
      return above === undefined || above === below ? [] : [{ question, strategy, below, above, lo, hi }]
    })
  })

/**
 * Halves the stretch from `lo` to `hi`, at which the answers differ, until it is no longer than `tolerance`, or until
 * there is a place without an answer. Of several changes one is found.
 */
export const bisect = async (
  change: Threshold,
  tolerance: Rational,
  pointAt: (n: Rational) => Promise<SweepPoint>,
): Promise<Threshold> => {
  let { lo, hi, above } = change
  while (exact.compare(exact.sub(hi, lo), tolerance) > 0) {
    const middle = exact.div(exact.add(lo, hi), rational(2n))
    const answer = verdictsOf(await pointAt(middle)).get(change.question)?.verdict
    if (answer === undefined) break
    if (answer === change.below) lo = middle
    else {
      hi = middle
      above = answer
    }
  }
  return { ...change, lo, hi, above }
}

interface Asked {
  readonly verdict: string
  readonly strategy: string | undefined
}

/** What is answered, in words, by question. */
const verdictsOf = ({ checks, searches = [] }: SweepPoint): ReadonlyMap<string, Asked> =>
  new Map([
    ...checks.map((check): [string, Asked] => [
      questionOf(check),
      {
        verdict: check.holds === null ? 'not settled' : check.holds ? 'holds' : 'does not hold',
        strategy: check.strategy,
      },
    ]),
    ...searches.map(({ game, concept, found }): [string, Asked] => [
      `${game} for ${concept}`,
      { verdict: `${found} found`, strategy: undefined },
    ]),
  ])
