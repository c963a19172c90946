/**
 * Markov categories with conditionals: what is written against this interface runs for finite distributions of
 * any scalars, for sampling, for trembles and for linear-Gaussian kernels.
 *
 * | here | in mathematics |
 * | --- | --- |
 * | `MorphismOf<C, X, Y>` | C(X, Y), kernels from X to Y |
 * | `ObjectOf<C, X>` | the object whose elements have type X, as far as the instance needs to be told |
 * | `identity`, `compose` | the category |
 * | `tensor`, `swap`, `associate`, `fromUnit`, `toUnit` | symmetric monoidal structure; `Unit` is I |
 * | `copy`, `discard` | each object is a commutative comonoid, `discard` natural |
 * | `conditional` | f|X : X ⊗ A -> Y of f : A -> X ⊗ Y |
 * | `invert` | Bayesian inverse of a kernel along a prior |
 *
 * Source: Fritz, A synthetic approach to Markov kernels, conditional independence and theorems on sufficient
 * statistics (2020), sections 2 (Markov categories) and 11 (conditionals).
 */

/** The type of elements of the monoidal unit. */
export type Unit = readonly []

/**
 * The types of an instance, as functions of `source` and `target`.
 *
 * Unlike a kind of fp-ts, a signature can itself depend on types, such as the monad of a Kleisli category.
 */
export interface Signature {
  readonly source: unknown
  readonly target: unknown
  /** Morphisms from `source` to `target`. */
  readonly morphism: unknown
  /** The object of elements of type `source`. */
  readonly object: unknown
}

export type MorphismOf<C extends Signature, X, Y> = (C & {
  readonly source: X
  readonly target: Y
})['morphism']

export type ObjectOf<C extends Signature, X> = (C & { readonly source: X; readonly target: X })['object']

export interface MarkovCategory<C extends Signature> {
  readonly unit: ObjectOf<C, Unit>
  readonly product: <X, Y>(x: ObjectOf<C, X>, y: ObjectOf<C, Y>) => ObjectOf<C, readonly [X, Y]>

  readonly identity: <X>(x: ObjectOf<C, X>) => MorphismOf<C, X, X>
  /** In the order of the arrows: `first`, then `second`. */
  readonly compose: <X, Y, Z>(first: MorphismOf<C, X, Y>, second: MorphismOf<C, Y, Z>) => MorphismOf<C, X, Z>

  readonly tensor: <X1, Y1, X2, Y2>(
    left: MorphismOf<C, X1, Y1>,
    right: MorphismOf<C, X2, Y2>,
  ) => MorphismOf<C, readonly [X1, X2], readonly [Y1, Y2]>
  readonly swap: <X, Y>(
    x: ObjectOf<C, X>,
    y: ObjectOf<C, Y>,
  ) => MorphismOf<C, readonly [X, Y], readonly [Y, X]>
  /** The inverse of `associate` is it again between two swaps. */
  readonly associate: <X, Y, Z>(
    x: ObjectOf<C, X>,
    y: ObjectOf<C, Y>,
    z: ObjectOf<C, Z>,
  ) => MorphismOf<C, readonly [readonly [X, Y], Z], readonly [X, readonly [Y, Z]]>
  readonly fromUnit: <X>(x: ObjectOf<C, X>) => MorphismOf<C, readonly [X, Unit], X>
  readonly toUnit: <X>(x: ObjectOf<C, X>) => MorphismOf<C, X, readonly [X, Unit]>

  readonly copy: <X>(x: ObjectOf<C, X>) => MorphismOf<C, X, readonly [X, X]>
  readonly discard: <X>(x: ObjectOf<C, X>) => MorphismOf<C, X, Unit>

  /**
   * What `joint` says of Y once X is known. Where `joint` cannot produce the X given, any answer would satisfy
   * disintegration, and Y is taken to be as it was before X was known.
   */
  readonly conditional: <A, X, Y>(
    objects: {
      readonly given: ObjectOf<C, A>
      readonly known: ObjectOf<C, X>
      readonly rest: ObjectOf<C, Y>
    },
    joint: MorphismOf<C, A, readonly [X, Y]>,
  ) => MorphismOf<C, readonly [X, A], Y>
}

/** The state of X ⊗ Y that `prior` and `kernel` make together. */
export const joint = <C extends Signature, X, Y>(
  category: MarkovCategory<C>,
  x: ObjectOf<C, X>,
  prior: MorphismOf<C, Unit, X>,
  kernel: MorphismOf<C, X, Y>,
): MorphismOf<C, Unit, readonly [X, Y]> => {
  const { compose, tensor, copy, identity } = category
  const both = compose<X, readonly [X, X], readonly [X, Y]>(copy(x), tensor<X, X, X, Y>(identity(x), kernel))
  return compose<Unit, X, readonly [X, Y]>(prior, both)
}

/**
 * The Bayesian inverse of `kernel` along `prior`, its recognition channel: from what is seen to what is to be
 * believed of its cause. It is unique where `prior` and `kernel` can produce what is seen, and the prior elsewhere
 * (`recognition` tells the two apart).
 */
export const invert = <C extends Signature, X, Y>(
  category: MarkovCategory<C>,
  objects: { readonly cause: ObjectOf<C, X>; readonly effect: ObjectOf<C, Y> },
  prior: MorphismOf<C, Unit, X>,
  kernel: MorphismOf<C, X, Y>,
): MorphismOf<C, Y, X> => {
  const { cause, effect } = objects
  const { compose, swap, toUnit, conditional, unit } = category
  const effectFirst = compose<Unit, readonly [X, Y], readonly [Y, X]>(
    joint(category, cause, prior, kernel),
    swap<X, Y>(cause, effect),
  )
  const posterior = conditional<Unit, Y, X>({ given: unit, known: effect, rest: cause }, effectFirst)
  return compose<Y, readonly [Y, Unit], X>(toUnit(effect), posterior)
}
