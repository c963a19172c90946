/**
 * Laws of Markov categories with conditionals, as statements about any instance of the interface.
 *
 * Source: Fritz, A synthetic approach to Markov kernels, conditional independence and theorems on sufficient
 * statistics (2020), sections 2, 10 and 11.
 */
import * as fc from 'fast-check'
import {
  invert,
  type MarkovCategory,
  type MorphismOf,
  type Signature,
  type Unit,
} from '../../markov/category.ts'
import { type Arrow, arrows, type Carrier } from '../arrow.ts'
import { type Law, law } from '../law.ts'

/** An instance with what it takes to try the laws on it: random objects, all with elements of type E, and kernels. */
export interface Specimen<C extends Signature, E> {
  readonly category: MarkovCategory<C>
  readonly carriers: fc.Arbitrary<Carrier<C, E>>
  readonly kernels: (source: Carrier<C, E>, target: Carrier<C, E>) => fc.Arbitrary<MorphismOf<C, E, E>>
  readonly deterministic: (source: Carrier<C, E>, target: Carrier<C, E>) => fc.Arbitrary<MorphismOf<C, E, E>>
  readonly states: (target: Carrier<C, E>) => fc.Arbitrary<MorphismOf<C, Unit, E>>
  readonly joints: (
    source: Carrier<C, E>,
    left: Carrier<C, E>,
    right: Carrier<C, E>,
  ) => fc.Arbitrary<MorphismOf<C, E, readonly [E, E]>>
  readonly isDeterministic: (source: Carrier<C, E>, kernel: MorphismOf<C, E, E>) => boolean
  /** Whether two morphisms agree on the elements of `source`, up to what the instance rounds or draws. */
  readonly equal: <X, Y>(
    source: Carrier<C, X>,
    one: MorphismOf<C, X, Y>,
    other: MorphismOf<C, X, Y>,
  ) => boolean
}

/** All of the laws below. */
export const markovLaws = <C extends Signature, E>(specimen: Specimen<C, E>): readonly Law[] => [
  ...compositionLaws(specimen),
  ...tensorLaws(specimen),
  ...comonoidLaws(specimen),
  ...conditionalLaws(specimen),
]

/** Random arrows that can be composed in this order, and one that stands apart. */
const someArrows = <C extends Signature, E>({ category, carriers, kernels }: Specimen<C, E>) => {
  const { arrow } = arrows(category)
  const between = (x: Carrier<C, E>, y: Carrier<C, E>): fc.Arbitrary<Arrow<C, E, E>> =>
    kernels(x, y).map(kernel => arrow<E, E>(x, y, kernel))
  return fc
    .tuple(carriers, carriers, carriers, carriers)
    .chain(([x, y, z, w]) =>
      fc.record({ f: between(x, y), g: between(y, z), h: between(z, w), k: between(w, x) }),
    )
}

const same =
  <C extends Signature, E>({ equal }: Specimen<C, E>) =>
  <X, Y>(one: Arrow<C, X, Y>, other: Arrow<C, X, Y>): boolean =>
    equal<X, Y>(one.source, one.morphism, other.morphism)

/** Identities and associativity: the monad laws of a Kleisli category. */
export const compositionLaws = <C extends Signature, E>(specimen: Specimen<C, E>): readonly Law[] => {
  const { identity } = arrows(specimen.category)
  const isSame = same(specimen)
  const some = someArrows(specimen)
  return [
    law('composition: identity is a unit on the left', some, ({ f }) =>
      isSame(identity(f.source).into(f), f),
    ),
    law('composition: identity is a unit on the right', some, ({ f }) =>
      isSame(f.into(identity(f.target)), f),
    ),
    law('composition: is associative', some, ({ f, g, h }) => isSame(f.into(g).into(h), f.into(g.into(h)))),
  ]
}

/** The tensor is a functor, and the structure of a symmetric monoidal category is natural. */
export const tensorLaws = <C extends Signature, E>(specimen: Specimen<C, E>): readonly Law[] => {
  const { identity, product, swap, associate, unassociate, fromUnit, toUnit, unit } = arrows(
    specimen.category,
  )
  const isSame = same(specimen)
  const some = someArrows(specimen)
  return [
    law('tensor: identities beside each other are the identity', some, ({ f: { source: x, target: y } }) =>
      isSame(identity(x).beside(identity(y)), identity(product(x, y))),
    ),
    law('tensor: interchanges with composition', some, ({ f, g, h, k }) =>
      isSame(f.into(g).beside(h.into(k)), f.beside(h).into(g.beside(k))),
    ),
    law('tensor: swap is natural', some, ({ f, h }) =>
      isSame(f.beside(h).into(swap(f.target, h.target)), swap(f.source, h.source).into(h.beside(f))),
    ),
    law('tensor: swap undoes itself', some, ({ f: { source: x, target: y } }) =>
      isSame(swap(x, y).into(swap(y, x)), identity(product(x, y))),
    ),
    law('tensor: associate is natural', some, ({ f, g, k }) =>
      isSame(
        f
          .beside(g)
          .beside(k)
          .into(associate(f.target, g.target, k.target)),
        associate(f.source, g.source, k.source).into(f.beside(g.beside(k))),
      ),
    ),
    law('tensor: associate has an inverse', some, ({ f: { source: x, target: y }, h: { source: z } }) =>
      isSame(associate(x, y, z).into(unassociate(x, y, z)), identity(product(product(x, y), z))),
    ),
    law('tensor: the unit can be added and taken away', some, ({ f }) =>
      isSame(
        toUnit(f.source)
          .into(f.beside(identity(unit)))
          .into(fromUnit(f.target)),
        f,
      ),
    ),
  ]
}

/** Every object is a commutative comonoid, compatibly with the tensor; discarding is natural. */
export const comonoidLaws = <C extends Signature, E>(specimen: Specimen<C, E>): readonly Law[] => {
  const { identity, product, swap, associate, unassociate, copy, discard, fromUnit } = arrows(
    specimen.category,
  )
  const isSame = same(specimen)
  const some = someArrows(specimen)
  const middle = <X, Y>(x: Carrier<C, X>, y: Carrier<C, Y>) =>
    associate(x, x, product(y, y))
      .into(
        identity(x).beside(
          unassociate(x, y, y)
            .into(swap(x, y).beside(identity(y)))
            .into(associate(y, x, y)),
        ),
      )
      .into(unassociate(x, y, product(x, y)))
  return [
    law('copy: is coassociative', some, ({ f: { source: x } }) =>
      isSame(
        copy(x)
          .into(copy(x).beside(identity(x)))
          .into(associate(x, x, x)),
        copy(x).into(identity(x).beside(copy(x))),
      ),
    ),
    law('copy: discarding a copy changes nothing', some, ({ f: { source: x } }) =>
      isSame(
        copy(x)
          .into(identity(x).beside(discard(x)))
          .into(fromUnit(x)),
        identity(x),
      ),
    ),
    law('copy: is commutative', some, ({ f: { source: x } }) => isSame(copy(x).into(swap(x, x)), copy(x))),
    law('copy: of a pair is a copy of each', some, ({ f: { source: x, target: y } }) =>
      isSame(copy(product(x, y)), copy(x).beside(copy(y)).into(middle(x, y))),
    ),
    law('discard: is natural', some, ({ f }) => isSame(f.into(discard(f.target)), discard(f.source))),
    law(
      'copy: is natural exactly for deterministic kernels',
      someKernels(specimen),
      f =>
        isSame(f.into(copy(f.target)), copy(f.source).into(f.beside(f))) ===
        specimen.isDeterministic(f.source, f.morphism),
    ),
  ]
}

/** Kernels of which about half are deterministic. */
const someKernels = <C extends Signature, E>({
  category,
  carriers,
  kernels,
  deterministic,
}: Specimen<C, E>) =>
  fc
    .tuple(carriers, carriers)
    .chain(([x, y]) =>
      fc.oneof(kernels(x, y), deterministic(x, y)).map(kernel => arrows(category).arrow<E, E>(x, y, kernel)),
    )

/** Conditionals put a joint kernel together again, and inversion the joint state of a cause and its effect. */
export const conditionalLaws = <C extends Signature, E>(specimen: Specimen<C, E>): readonly Law[] => {
  const { category, carriers, joints, states, kernels } = specimen
  const { arrow, identity, product, associate, copy, discard, fromUnit, unit } = arrows(category)
  const isSame = same(specimen)
  const someJoints = fc
    .tuple(carriers, carriers, carriers)
    .chain(([a, x, y]) =>
      joints(a, x, y).map(joint => ({ a, x, y, f: arrow<E, readonly [E, E]>(a, product(x, y), joint) })),
    )
  const someCauses = fc.tuple(carriers, carriers).chain(([x, y]) =>
    fc.tuple(states(x), kernels(x, y)).map(([prior, kernel]) => ({
      prior: arrow<Unit, E>(unit, x, prior),
      kernel: arrow<E, E>(x, y, kernel),
    })),
  )
  return [
    law('conditional: disintegrates a joint kernel', someJoints, ({ a, x, y, f }) => {
      const rest = arrow<readonly [E, E], E>(
        product(x, a),
        y,
        category.conditional<E, E, E>({ given: a.object, known: x.object, rest: y.object }, f.morphism),
      )
      const marginal = f.into(identity(x).beside(discard(y))).into(fromUnit(x))
      return isSame(
        copy(a)
          .into(marginal.into(copy(x)).beside(identity(a)))
          .into(associate(x, x, a))
          .into(identity(x).beside(rest)),
        f,
      )
    }),
    law('inversion: recovers the joint state', someCauses, ({ prior, kernel }) => {
      const { source: x, target: y } = kernel
      const inverse = arrow<E, E>(
        y,
        x,
        invert<C, E, E>(category, { cause: x.object, effect: y.object }, prior.morphism, kernel.morphism),
      )
      return isSame(
        prior
          .into(kernel)
          .into(copy(y))
          .into(inverse.beside(identity(y))),
        prior.into(copy(x)).into(identity(x).beside(kernel)),
      )
    }),
  ]
}
