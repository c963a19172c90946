/**
 * Distributions of finite support, enumerated exactly: the Kleisli category is that of stochastic matrices over
 * the scalars.
 *
 * Equal outcomes are merged after each step and kept in the order of their first occurrence, so the cost of a
 * composite follows the number of values that can occur, and equal programs give equal lists.
 */
import type { Budget } from './budget.ts'
import { classes } from './classes.ts'
import { double } from './double.ts'
import { exact, type Rational } from './rational.ts'
import type { Scalar } from './scalar.ts'
import type { Observable, Part, Weighted } from './stochastic.ts'
import { accumulation, merged, pushforward, total } from './weighted.ts'

/** A distribution: `outcomes` are merged and have weights other than zero that sum to one. */
export interface Finite<N, A> {
  readonly kind: 'finite'
  readonly outcomes: Weighted<N, A>
}

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
 * Errors: `OutOfSteps`, one step being spent for each outcome that `map` or `chain` produces.
 */
export const finite = <N>(scalar: Scalar<N>, budget: Budget): Observable<'Finite', N> => {
  const instance = { URI: 'Finite', ...operations(scalar, budget) }
  // A kind has no place for the scalars beside the outcome; every weight of a state made here is one of `scalar`.
  return instance as Observable<'Finite', N>
}

/** The operations of an instance, before it has a name among the kinds. */
interface Operations<N> {
  readonly scalar: Scalar<N>
  readonly of: <A>(a: A) => Finite<N, A>
  readonly map: <A, B>(state: Finite<N, A>, f: (a: A) => B) => Finite<N, B>
  readonly ap: <A, B>(functions: Finite<N, (a: A) => B>, state: Finite<N, A>) => Finite<N, B>
  readonly chain: <A, B>(state: Finite<N, A>, kernel: (a: A) => Finite<N, B>) => Finite<N, B>
  readonly fromWeights: <A>(outcomes: Weighted<N, A>) => Finite<N, A>
  readonly outcomes: <A>(state: Finite<N, A>) => Weighted<N, A>
  readonly partition: <A>(state: Finite<N, A>, keyOf: (a: A) => string) => readonly FinitePart<N, A>[]
}

type FinitePart<N, A> = Omit<Part<'Finite', N, A>, 'posterior'> & { readonly posterior: Finite<N, A> }

const operations = <N>(scalar: Scalar<N>, budget: Budget): Operations<N> => {
  const of = <A>(a: A): Finite<N, A> => weighted([[a, scalar.one]])
  const map = <A, B>(state: Finite<N, A>, f: (a: A) => B): Finite<N, B> => {
    budget.spend(state.outcomes.length)
    const sure = certain(scalar, state)
    return sure === undefined ? weighted(pushforward(scalar, state.outcomes, f)) : of(f(sure[0]))
  }
  const chain = <A, B>(state: Finite<N, A>, kernel: (a: A) => Finite<N, B>): Finite<N, B> => {
    const sure = certain(scalar, state)
    if (sure !== undefined) {
      const next = kernel(sure[0])
      budget.spend(next.outcomes.length)
      return next
    }
    const sum = accumulation<N, B>(scalar)
    for (const [a, probability] of state.outcomes) {
      const { outcomes } = kernel(a)
      budget.spend(outcomes.length)
      for (const [b, conditional] of outcomes) sum.add(b, scalar.mul(probability, conditional))
    }
    return weighted(sum.outcomes())
  }
  return {
    scalar,
    of,
    map,
    chain,
    ap: (functions, state) => chain(functions, f => map(state, f)),
    fromWeights: outcomes => weighted(merged(scalar, outcomes)),
    outcomes: state => state.outcomes,
    partition: (state, keyOf) => partition(scalar, state, keyOf),
  }
}

const weighted = <N, A>(outcomes: Weighted<N, A>): Finite<N, A> => ({ kind: 'finite', outcomes })

/** The one outcome of a state that has no other: nothing needs to be merged then. */
const certain = <N, A>(scalar: Scalar<N>, { outcomes }: Finite<N, A>): Weighted<N, A>[number] | undefined => {
  const [first] = outcomes
  return outcomes.length === 1 && first !== undefined && scalar.equals(first[1], scalar.one)
    ? first
    : undefined
}

const partition = <N, A>(
  scalar: Scalar<N>,
  state: Finite<N, A>,
  keyOf: (a: A) => string,
): readonly FinitePart<N, A>[] =>
  classes(state.outcomes, ([a]) => keyOf(a)).map(({ key, members, first: [representative] }) => {
    const probability = total(scalar, members)
    const posterior = weighted<N, A>(members.map(([a, weight]) => [a, scalar.div(weight, probability)]))
    return { key, probability, representative, posterior }
  })
