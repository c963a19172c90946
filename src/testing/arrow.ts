import type { MarkovCategory, MorphismOf, ObjectOf, Signature, Unit } from '../markov/category.ts'

/** An object with some of its elements, on which morphisms are compared. */
export interface Carrier<C extends Signature, X> {
  readonly object: ObjectOf<C, X>
  readonly elements: readonly X[]
}

/** A morphism that knows its ends, so that composites can be written in a row. */
export interface Arrow<C extends Signature, X, Y> {
  readonly source: Carrier<C, X>
  readonly target: Carrier<C, Y>
  readonly morphism: MorphismOf<C, X, Y>
  readonly into: <Z>(next: Arrow<C, Y, Z>) => Arrow<C, X, Z>
  readonly beside: <X2, Y2>(right: Arrow<C, X2, Y2>) => Arrow<C, readonly [X, X2], readonly [Y, Y2]>
}

type Pair<X, Y> = readonly [X, Y]

/** The structure of a Markov category as arrows. */
export const arrows = <C extends Signature>(category: MarkovCategory<C>) => {
  const arrow = <X, Y>(
    source: Carrier<C, X>,
    target: Carrier<C, Y>,
    morphism: MorphismOf<C, X, Y>,
  ): Arrow<C, X, Y> => ({
    source,
    target,
    morphism,
    into: <Z>(next: Arrow<C, Y, Z>) =>
      arrow(source, next.target, category.compose<X, Y, Z>(morphism, next.morphism)),
    beside: <X2, Y2>(right: Arrow<C, X2, Y2>) =>
      arrow(
        product(source, right.source),
        product(target, right.target),
        category.tensor<X, Y, X2, Y2>(morphism, right.morphism),
      ),
  })
  const product = <X, Y>(x: Carrier<C, X>, y: Carrier<C, Y>): Carrier<C, Pair<X, Y>> => ({
    object: category.product<X, Y>(x.object, y.object),
    elements: x.elements.flatMap(a => y.elements.map((b): Pair<X, Y> => [a, b])),
  })
  const unit: Carrier<C, Unit> = { object: category.unit, elements: [[]] }
  const identity = <X>(x: Carrier<C, X>) => arrow(x, x, category.identity<X>(x.object))
  const swap = <X, Y>(x: Carrier<C, X>, y: Carrier<C, Y>) =>
    arrow(product(x, y), product(y, x), category.swap<X, Y>(x.object, y.object))
  const associate = <X, Y, Z>(x: Carrier<C, X>, y: Carrier<C, Y>, z: Carrier<C, Z>) =>
    arrow(
      product(product(x, y), z),
      product(x, product(y, z)),
      category.associate<X, Y, Z>(x.object, y.object, z.object),
    )
  /** X ⊗ (Y ⊗ Z) -> (X ⊗ Y) ⊗ Z, made of what the interface has. */
  const unassociate = <X, Y, Z>(x: Carrier<C, X>, y: Carrier<C, Y>, z: Carrier<C, Z>) =>
    swap(x, product(y, z))
      .into(associate(y, z, x))
      .into(swap(y, product(z, x)))
      .into(associate(z, x, y))
      .into(swap(z, product(x, y)))
  return {
    arrow,
    product,
    unit,
    identity,
    swap,
    associate,
    unassociate,
    copy: <X>(x: Carrier<C, X>) => arrow(x, product(x, x), category.copy<X>(x.object)),
    discard: <X>(x: Carrier<C, X>) => arrow(x, unit, category.discard<X>(x.object)),
    fromUnit: <X>(x: Carrier<C, X>) => arrow(product(x, unit), x, category.fromUnit<X>(x.object)),
    toUnit: <X>(x: Carrier<C, X>) => arrow(x, product(x, unit), category.toUnit<X>(x.object)),
  }
}
