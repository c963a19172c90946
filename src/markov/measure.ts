/**
 * Measures of finite support with weights in a semiring, as a monad: what exact and trembling distributions share.
 *
 * Equal outcomes are merged, and kept in the order of their first occurrence, when a measure is looked at or a
 * kernel runs over it, and not before. So the cost of a composite follows the number of values that can occur,
 * and what only passes through a step is not compared.
 */
import type { Budget } from './budget.ts'
import type { Weighted } from './stochastic.ts'
import { merged } from './weighted.ts'

/** What measures need of their weights: less than a field, so that germs of weights will do. */
export interface Weights<W> {
  readonly zero: W
  readonly one: W
  readonly add: (x: W, y: W) => W
  readonly mul: (x: W, y: W) => W
  readonly equals: (x: W, y: W) => boolean
}

/** To be read by `outcomes` only: `listed` may have equal outcomes until it is merged in place. */
export interface Measure<W, A> {
  listed: Weighted<W, A>
  isMerged: boolean
}

export interface Measures<W> {
  readonly of: <A>(a: A) => Measure<W, A>
  readonly map: <A, B>(measure: Measure<W, A>, f: (a: A) => B) => Measure<W, B>
  readonly ap: <A, B>(functions: Measure<W, (a: A) => B>, measure: Measure<W, A>) => Measure<W, B>
  readonly chain: <A, B>(measure: Measure<W, A>, kernel: (a: A) => Measure<W, B>) => Measure<W, B>
  readonly listing: <A>(listed: Weighted<W, A>) => Measure<W, A>
  /** Merged, none of weight zero. */
  readonly outcomes: <A>(measure: Measure<W, A>) => Weighted<W, A>
}

/** Errors: `OutOfSteps`; steps are spent for each outcome that `map` or `chain` produces and for comparing large ones. */
export const measures = <W>(weights: Weights<W>, budget: Budget): Measures<W> => {
  const of = <A>(a: A): Measure<W, A> => ({ listed: [[a, weights.one]], isMerged: true })
  const outcomes = <A>(measure: Measure<W, A>): Weighted<W, A> => {
    if (!measure.isMerged) {
      measure.listed = merged(weights, measure.listed, budget)
      measure.isMerged = true
    }
    return measure.listed
  }
  const certain = <A>(listed: Weighted<W, A>): Weighted<W, A>[number] | undefined => {
    const [first] = listed
    return listed.length === 1 && first !== undefined && weights.equals(first[1], weights.one)
      ? first
      : undefined
  }
  const map = <A, B>({ listed, isMerged }: Measure<W, A>, f: (a: A) => B): Measure<W, B> => {
    budget.spend(listed.length)
    const [only] = listed
    if (listed.length === 1 && only !== undefined) return { listed: [[f(only[0]), only[1]]], isMerged }
    return { listed: listed.map(([a, weight]) => [f(a), weight]), isMerged: false }
  }
  const chain = <A, B>(measure: Measure<W, A>, kernel: (a: A) => Measure<W, B>): Measure<W, B> => {
    const listed = outcomes(measure)
    const sure = certain(listed)
    if (sure !== undefined) {
      const next = kernel(sure[0])
      budget.spend(next.listed.length)
      return next
    }
    const reached: (readonly [B, W])[] = []
    for (const [a, weight] of listed) {
      const next = kernel(a).listed
      budget.spend(next.length)
      for (const [b, conditional] of next) reached.push([b, weights.mul(weight, conditional)])
    }
    return { listed: reached, isMerged: false }
  }
  return {
    of,
    map,
    chain,
    ap: (functions, measure) => chain(functions, f => map(measure, f)),
    listing: listed => ({ listed, isMerged: false }),
    outcomes,
  }
}
