import type { Kind, URIS } from 'fp-ts/HKT.js'
import type { Monad1 } from 'fp-ts/lib/Monad.js'
import type { Scalar } from './scalar.ts'

/** A finite list of outcomes with their probabilities: the instance-free way to write a distribution down. */
export type Weighted<N, A> = readonly (readonly [outcome: A, probability: N])[]

/**
 * A probability monad `M` over scalars `N`; its Kleisli category is the Markov category of the instance.
 *
 * | here | in a Markov category |
 * | --- | --- |
 * | `(x: X) => Kind<M, Y>` | morphism X -> Y, a kernel |
 * | `of` | deterministic morphisms (`copy`, `discard`, swaps are `of` after a function) |
 * | `chain` | composition |
 * | `fromWeights` | a state I -> A of finite support |
 */
export interface Stochastic<M extends URIS, N> extends Monad1<M> {
  readonly scalar: Scalar<N>
  /** Outcomes of probability zero are dropped and equal outcomes merged; the weights are taken to sum to one. */
  readonly fromWeights: <A>(outcomes: Weighted<N, A>) => Kind<M, A>
}

/**
 * A probability monad whose states can be looked at, hence conditioned on.
 *
 * Finite instances enumerate exactly, outcomes merged and of positive probability; sampling returns the
 * empirical distribution of its seeded draws; trembling has infinitesimal weights besides, of which `outcomes`
 * shows the standard part and `partition` makes beliefs.
 */
export interface Observable<M extends URIS, N> extends Stochastic<M, N> {
  readonly outcomes: <A>(state: Kind<M, A>) => Weighted<N, A>
  /**
   * Disintegration of `state` along a statistic: the classes that have any outcome, in the order in which they
   * first occur.
   *
   * Law: choosing a class by its `probability` and then an outcome by its `posterior` is `state` again, up to
   * what is infinitesimal.
   */
  readonly partition: <A>(state: Kind<M, A>, keyOf: (a: A) => string) => readonly Part<M, N, A>[]
}

/** What a state is on one class of a statistic. */
export interface Part<M extends URIS, N, A> {
  readonly key: string
  /** Probability of the class; zero where only infinitesimal weights lead there. */
  readonly probability: N
  /** The first outcome of the class. */
  readonly representative: A
  /** The state given the class; its `outcomes` sum to one even where `probability` is zero. */
  readonly posterior: Kind<M, A>
}
