/**
 * Distributions in which hands tremble: weights are germs, so that what is played only by mistake has a place in
 * the support and a belief, and no weight in an expectation.
 *
 * Conditioning a state in which every move has some weight gives, at every information set, the limit of
 * Bayes' rule as the trembles vanish: the beliefs of a consistent assessment. Trembles are uniform and all of
 * one order, so this is one such assessment out of possibly many.
 *
 * Source: Selten, Reexamination of the perfectness concept (1975), for trembles; Kreps and Wilson, Sequential
 * equilibria (1982), for consistency; Blume, Brandenburger and Dekel (1991), for orders of probability.
 */
import * as O from 'fp-ts/lib/Option.js'
import type { Budget } from './budget.ts'
import { classes } from './classes.ts'
import { type Germ, germs } from './germ.ts'
import { type Measure, measures } from './measure.ts'
import type { Scalar } from './scalar.ts'
import type { Observable, Part, Weighted } from './stochastic.ts'

/** A distribution: the weights sum to one, the order of one being 0. */
export type Trembling<N, A> = Measure<Germ<N>, A>

declare module 'fp-ts/HKT.js' {
  interface URItoKind<A> {
    /** Trembling distributions over scalars that only the instance knows. */
    readonly Trembling: Trembling<unknown, A>
  }
}

/** `outcomes` of a state are its standard part; that of a posterior sums to one all the same. */
export interface TremblingObservable<N> extends Observable<'Trembling', N> {
  /** All outcomes, those too that have infinitesimal weight. */
  readonly germsOf: <A>(state: Trembling<unknown, A>) => Weighted<Germ<N>, A>
  /** `(1 - ε) strategy + ε uniform`: every action has some weight; `actions` is not empty. */
  readonly tremble: <A>(strategy: Weighted<N, A>, actions: readonly A[]) => Trembling<unknown, A>
  /** The standard part of the state given `predicate`; none where no outcome at all satisfies it. */
  readonly given: <A>(state: Trembling<unknown, A>, predicate: (a: A) => boolean) => O.Option<Weighted<N, A>>
}

/** Trembling distributions over `scalar`. Errors: `OutOfSteps`, as `finite`. */
export const trembling = <N>(scalar: Scalar<N>, budget: Budget): TremblingObservable<N> => {
  const instance = { URI: 'Trembling', ...operations(scalar, budget) }
  // A kind has no place for the scalars beside the outcome; every weight of a state made here is a germ of `scalar`.
  return instance as TremblingObservable<N>
}

type TremblingPart<N, A> = Omit<Part<'Trembling', N, A>, 'posterior'> & {
  readonly posterior: Trembling<N, A>
}

const operations = <N>(scalar: Scalar<N>, budget: Budget) => {
  const weights = germs(scalar)
  const { listing, outcomes: germsOf, ...monad } = measures(weights, budget)
  const outcomes = <A>(whole: Trembling<N, A>): Weighted<N, A> =>
    germsOf(whole)
      .filter(([, germ]) => germ.order === 0)
      .map(([a, germ]) => [a, weights.standardPart(germ)])
  const standard = <A>(listed: Weighted<N, A>): Weighted<Germ<N>, A> =>
    listed.map(([a, weight]) => [a, weights.standard(weight)])
  const partition = <A>(whole: Trembling<N, A>, keyOf: (a: A) => string): readonly TremblingPart<N, A>[] =>
    classes(germsOf(whole), ([a]) => keyOf(a)).map(({ key, members, first: [representative] }) => {
      const probability = members.reduce((sum, [, germ]) => weights.add(sum, germ), weights.zero)
      return {
        key,
        probability: weights.standardPart(probability),
        representative,
        posterior: listing(members.map(([a, germ]) => [a, weights.div(germ, probability)] as const)),
      }
    })
  return {
    ...monad,
    scalar,
    outcomes,
    germsOf,
    partition,
    fromWeights: <A>(listed: Weighted<N, A>): Trembling<N, A> => listing(standard(listed)),
    tremble: <A>(strategy: Weighted<N, A>, actions: readonly A[]): Trembling<N, A> => {
      const share = weights.mul(
        weights.epsilon,
        weights.standard(scalar.fromRatio(1n, BigInt(actions.length))),
      )
      return listing([...standard(strategy), ...actions.map(action => [action, share] as const)])
    },
    given: <A>(whole: Trembling<N, A>, predicate: (a: A) => boolean): O.Option<Weighted<N, A>> => {
      const parts = partition(whole, a => (predicate(a) ? 'holds' : 'fails'))
      const part = parts.find(({ key }) => key === 'holds')
      return part === undefined ? O.none : O.some(outcomes(part.posterior))
    },
  }
}
