/**
 * The Kleisli category of a probability monad whose states can be looked at: kernels are functions into
 * distributions, and objects need no witness beyond their type.
 */
import type { Kind, URIS } from 'fp-ts/HKT.js'
import * as O from 'fp-ts/lib/Option.js'
import type { MarkovCategory, Signature, Unit } from './category.ts'
import type { Observable } from './stochastic.ts'
import { structuralKey } from './structuralKey.ts'

/** A kernel: a distribution on Y for each X. */
export type Kernel<M extends URIS, X, Y> = (x: X) => Kind<M, Y>

/** Objects are types, of which nothing is left at run time. */
export type Type = 'type'

export interface Kleisli<M extends URIS> extends Signature {
  readonly morphism: Kernel<M, this['source'], this['target']>
  readonly object: Type
}

/** The Markov category of `markov`. */
export const kleisli = <M extends URIS, N>(markov: Observable<M, N>): MarkovCategory<Kleisli<M>> => ({
  unit: 'type',
  product: () => 'type',
  identity: () => markov.of,
  compose: (first, second) => x => markov.chain(first(x), second),
  tensor:
    (left, right) =>
    ([x1, x2]) =>
      markov.chain(left(x1), y1 => markov.map(right(x2), y2 => [y1, y2] as const)),
  swap:
    () =>
    ([x, y]) =>
      markov.of([y, x] as const),
  associate:
    () =>
    ([[x, y], z]) =>
      markov.of([x, [y, z]] as const),
  fromUnit:
    () =>
    ([x]) =>
      markov.of(x),
  toUnit:
    <X>() =>
    (x: X) =>
      markov.of([x, nothing] as const),
  copy: () => x => markov.of([x, x] as const),
  discard: () => () => markov.of(nothing),
  conditional: (_, joint) => conditional(markov, joint),
})

const nothing: Unit = []

const conditional = <M extends URIS, N, A, X, Y>(
  markov: Observable<M, N>,
  joint: Kernel<M, A, readonly [X, Y]>,
): Kernel<M, readonly [X, A], Y> => {
  const known = disintegration(markov, joint)
  return ([x, a]) => O.getOrElse(() => markov.map(joint(a), ([, y]) => y))(known(x, a))
}

/** The posterior over Y given X and A, where there is one; the classes of each A are found once. */
const disintegration = <M extends URIS, N, A, X, Y>(
  markov: Observable<M, N>,
  joint: Kernel<M, A, readonly [X, Y]>,
): ((x: X, a: A) => O.Option<Kind<M, Y>>) => {
  const disintegrated = new Map<string, ReadonlyMap<string, Kind<M, Y>>>()
  const posteriors = (a: A): ReadonlyMap<string, Kind<M, Y>> => {
    const key = structuralKey(a)
    const known = disintegrated.get(key)
    if (known !== undefined) return known
    const parts = markov.partition(joint(a), ([x]) => structuralKey(x))
    const found = new Map(parts.map(part => [part.key, markov.map(part.posterior, ([, y]) => y)]))
    disintegrated.set(key, found)
    return found
  }
  return (x, a) => O.fromNullable(posteriors(a).get(structuralKey(x)))
}

/**
 * What to believe of the cause X on seeing the effect Y; none where `prior` and `kernel` cannot produce it. On
 * the rest it agrees with `invert`.
 */
export const recognition = <M extends URIS, N, X, Y>(
  markov: Observable<M, N>,
  prior: Kind<M, X>,
  kernel: Kernel<M, X, Y>,
): ((y: Y) => O.Option<Kind<M, X>>) => {
  const effectFirst = markov.chain(prior, x => markov.map(kernel(x), y => [y, x] as const))
  const known = disintegration<M, N, Unit, Y, X>(markov, () => effectFirst)
  return y => known(y, nothing)
}

/** Whether `kernel` has one outcome, however unlikely the others, at each of `inputs`: on them it commutes with copying. */
export const isDeterministic = <M extends URIS, N, X, Y>(
  markov: Observable<M, N>,
  kernel: Kernel<M, X, Y>,
  inputs: readonly X[],
): boolean => inputs.every(x => markov.partition(kernel(x), structuralKey).length === 1)
