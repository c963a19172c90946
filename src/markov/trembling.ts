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
import { type Germ, type Germs, germs } from './germ.ts'
import type { Scalar } from './scalar.ts'
import type { Observable, Part, Weighted } from './stochastic.ts'
import { accumulation } from './weighted.ts'

/** `outcomes` are merged, none of weight zero; their weights sum to one, the order of one being 0. */
export interface Trembling<N, A> {
  readonly kind: 'trembling'
  readonly outcomes: Weighted<Germ<N>, A>
}

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
  const of = <A>(a: A): Trembling<N, A> => state([[a, weights.one]])
  const chain = <A, B>(before: Trembling<N, A>, kernel: (a: A) => Trembling<N, B>): Trembling<N, B> => {
    const [sure] = before.outcomes
    if (before.outcomes.length === 1 && sure !== undefined && weights.equals(sure[1], weights.one)) {
      const next = kernel(sure[0])
      budget.spend(next.outcomes.length)
      return next
    }
    const sum = accumulation<Germ<N>, B>(weights)
    for (const [a, probability] of before.outcomes) {
      const { outcomes } = kernel(a)
      budget.spend(outcomes.length)
      for (const [b, conditional] of outcomes) sum.add(b, weights.mul(probability, conditional))
    }
    return state(sum.outcomes())
  }
  const map = <A, B>(before: Trembling<N, A>, f: (a: A) => B): Trembling<N, B> => chain(before, a => of(f(a)))
  const outcomes = <A>(whole: Trembling<N, A>): Weighted<N, A> => standardPart(weights, whole)
  return {
    scalar,
    of,
    map,
    chain,
    ap: <A, B>(functions: Trembling<N, (a: A) => B>, a: Trembling<N, A>): Trembling<N, B> =>
      chain(functions, f => map(a, f)),
    fromWeights: <A>(listed: Weighted<N, A>): Trembling<N, A> => {
      const sum = accumulation<Germ<N>, A>(weights)
      for (const [a, weight] of listed) sum.add(a, weights.standard(weight))
      return state(sum.outcomes())
    },
    outcomes,
    partition: <A>(whole: Trembling<N, A>, keyOf: (a: A) => string) => partition(weights, whole, keyOf),
    germsOf: <A>(whole: Trembling<N, A>): Weighted<Germ<N>, A> => whole.outcomes,
    tremble: <A>(strategy: Weighted<N, A>, actions: readonly A[]): Trembling<N, A> => {
      const share = weights.mul(
        weights.epsilon,
        weights.standard(scalar.fromRatio(1n, BigInt(actions.length))),
      )
      const sum = accumulation<Germ<N>, A>(weights)
      for (const [a, weight] of strategy) sum.add(a, weights.standard(weight))
      for (const action of actions) sum.add(action, share)
      return state(sum.outcomes())
    },
    given: <A>(whole: Trembling<N, A>, predicate: (a: A) => boolean): O.Option<Weighted<N, A>> => {
      const parts = partition(weights, whole, a => (predicate(a) ? 'holds' : 'fails'))
      const part = parts.find(({ key }) => key === 'holds')
      return part === undefined ? O.none : O.some(outcomes(part.posterior))
    },
  }
}

const state = <N, A>(outcomes: Weighted<Germ<N>, A>): Trembling<N, A> => ({ kind: 'trembling', outcomes })

const standardPart = <N, A>(weights: Germs<N>, { outcomes }: Trembling<N, A>): Weighted<N, A> =>
  outcomes.filter(([, germ]) => germ.order === 0).map(([a, germ]) => [a, weights.standardPart(germ)])

const partition = <N, A>(
  weights: Germs<N>,
  whole: Trembling<N, A>,
  keyOf: (a: A) => string,
): readonly TremblingPart<N, A>[] =>
  classes(whole.outcomes, ([a]) => keyOf(a)).map(({ key, members, first: [representative] }) => {
    const probability = members.reduce((sum, [, germ]) => weights.add(sum, germ), weights.zero)
    return {
      key,
      probability: weights.standardPart(probability),
      representative,
      posterior: state(members.map(([a, germ]) => [a, weights.div(germ, probability)])),
    }
  })
