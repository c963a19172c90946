/**
 * Distributions of finite support, enumerated exactly: the Kleisli category is that of stochastic matrices over
 * the scalars.
 *
 * Equal outcomes are merged and kept in the order of their first occurrence, so that equal programs give equal
 * lists.
 */
import type { Budget } from './budget.ts'
import { classes } from './classes.ts'
import { double } from './double.ts'
import { type Measure, type Measures, measures } from './measure.ts'
import { exact, type Rational } from './rational.ts'
import type { Scalar } from './scalar.ts'
import type { Observable, Part, Weighted } from './stochastic.ts'
import { total } from './weighted.ts'

/** A distribution: the weights sum to one. */
export type Finite<N, A> = Measure<N, A>

declare module 'fp-ts/HKT.js' {
  interface URItoKind<A> {
    /** Finite distributions over scalars that only the instance knows. */
    readonly Finite: Finite<unknown, A>
    readonly FiniteDouble: Finite<number, A>
    readonly FiniteExact: Finite<Rational, A>
  }
}

/** Finite distributions over doubles. */
export const finiteDouble = (budget: Budget): Observable<'FiniteDouble', number> => ({
  URI: 'FiniteDouble',
  ...operations(double, budget),
})

/** Finite distributions over exact rationals. */
export const finiteExact = (budget: Budget): Observable<'FiniteExact', Rational> => ({
  URI: 'FiniteExact',
  ...operations(exact, budget),
})

/**
 * Finite distributions over any scalars, for code that is generic in them.
 *
 * Errors: `OutOfSteps`, as `measures`.
 */
export const finite = <N>(scalar: Scalar<N>, budget: Budget): Observable<'Finite', N> => {
  const instance = { URI: 'Finite', ...operations(scalar, budget) }
  // A kind has no place for the scalars beside the outcome; every weight of a state made here is one of `scalar`.
  return instance as Observable<'Finite', N>
}

/** The operations of an instance, before it has a name among the kinds. */
interface Operations<N> extends Omit<Measures<N>, 'listing'> {
  readonly scalar: Scalar<N>
  readonly fromWeights: <A>(outcomes: Weighted<N, A>) => Finite<N, A>
  readonly partition: <A>(state: Finite<N, A>, keyOf: (a: A) => string) => readonly FinitePart<N, A>[]
}

type FinitePart<N, A> = Omit<Part<'Finite', N, A>, 'posterior'> & { readonly posterior: Finite<N, A> }

const operations = <N>(scalar: Scalar<N>, budget: Budget): Operations<N> => {
  const { listing, ...monad } = measures(scalar, budget)
  return {
    ...monad,
    scalar,
    fromWeights: listing,
    partition: (state, keyOf) =>
      classes(monad.outcomes(state), ([a]) => keyOf(a)).map(({ key, members, first: [representative] }) => {
        const probability = total(scalar, members)
        const posterior = listing(members.map(([a, weight]) => [a, scalar.div(weight, probability)] as const))
        return { key, probability, representative, posterior }
      }),
  }
}
