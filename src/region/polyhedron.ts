/**
 * Polyhedra of parameters as half-spaces, without those that say nothing new.
 */

import { combination, dot, isZeroVector, negated, unit, type Vector } from '../linear/vector.ts'
import { membership } from './cone.ts'

/** Half-spaces `c0 + c · p >= 0` in fewest terms, as places in the list they come from. */
export interface Described {
  /** No point satisfies all half-spaces. */
  readonly isEmpty: boolean
  /** Those that hold with equality throughout, independent of each other. */
  readonly equalities: readonly number[]
  /** Those that hold strictly somewhere; none follows from the others. */
  readonly inequalities: readonly number[]
  /** Those that follow from the rest. */
  readonly redundant: readonly number[]
}

/**
 * The half-spaces that describe the polyhedron, and those that follow from them. Of an empty polyhedron, some
 * half-spaces that no point satisfies together, none of which can be left out.
 */
export const described = (halfSpaces: readonly Vector[]): Described => {
  const length = halfSpaces[0]?.length ?? 1
  const atHand = unit(length, 0)
  const vectorAt = (i: number): Vector => halfSpaces[i] ?? []
  const vectors = (indices: readonly number[]): readonly Vector[] => indices.map(vectorAt)
  const all = halfSpaces.map((_, i) => i)
  const kept = withoutImplied(halfSpaces, [atHand])
  if (isImplied([atHand, ...vectors(kept)], negated(atHand))) {
    const clash = kept.reduce<readonly number[]>((needed, i) => {
      const others = needed.filter(j => j !== i)
      return isImplied([atHand, ...vectors(others)], negated(atHand)) ? others : needed
    }, kept)
    return { isEmpty: true, equalities: [], inequalities: clash, redundant: except(all, clash) }
  }
  const tight = kept.filter(i => isImplied([atHand, ...vectors(kept)], negated(vectorAt(i))))
  const equalities = independent(tight, vectorAt)
  const plane = vectors(equalities).flatMap(v => [v, negated(v)])
  const loose = except(kept, tight)
  const inequalities = withoutImplied(vectors(loose), [atHand, ...plane]).flatMap(i => loose[i] ?? [])
  return {
    isEmpty: false,
    equalities,
    inequalities,
    redundant: except(all, [...equalities, ...inequalities]),
  }
}

/** The places of vectors that together with `given` have all in their cone, none of them in that of the rest. */
export const withoutImplied = (vectors: readonly Vector[], given: readonly Vector[]): readonly number[] => {
  // Vectors that are combinations of each other are so in as many coordinates as there are independent ones.
  const axes = pivotsOf([...given, ...vectors]).map(({ axis }) => axis)
  if (axes.length === given.length + vectors.length) return vectors.map((_, i) => i)
  const seen = (vector: Vector): Vector => axes.map(axis => vector[axis] ?? 0n)
  const small = vectors.map(seen)
  const base = given.map(seen)
  const at = (i: number): Vector => small[i] ?? []
  const found: number[] = []
  for (const [i, v] of small.entries())
    if (!isZeroVector(v) && !isImplied([...base, ...found.map(at)], v)) found.push(i)
  return found.reduce<readonly number[]>((needed, i) => {
    const others = needed.filter(j => j !== i)
    return isImplied([...base, ...others.map(at)], at(i)) ? others : needed
  }, found)
}

const isImplied = (generators: readonly Vector[], target: Vector): boolean =>
  membership(generators, target).kind === 'inside'

const except = (all: readonly number[], those: readonly number[]): readonly number[] => {
  const left = new Set(those)
  return all.filter(i => !left.has(i))
}

/** The vectors that are no linear combinations of earlier ones. */
const independent = (indices: readonly number[], vectorAt: (i: number) => Vector): readonly number[] =>
  pivotsOf(indices.map(vectorAt)).flatMap(({ place }) => indices[place] ?? [])

/** The vectors that are no linear combinations of earlier ones, each with an axis that shows it. */
const pivotsOf = (
  vectors: readonly Vector[],
): readonly { readonly place: number; readonly axis: number }[] => {
  const reduced: { readonly place: number; readonly axis: number; readonly vector: Vector }[] = []
  for (const [place, vector] of vectors.entries()) {
    const rest = reduced.reduce<Vector>((v, { axis, vector: other }) => {
      const [pivot, entry] = [other[axis] ?? 0n, v[axis] ?? 0n]
      return entry === 0n ? v : combination(pivot, v, -entry, other)
    }, vector)
    const axis = rest.findIndex(entry => entry !== 0n)
    if (axis >= 0) reduced.push({ place, axis, vector: rest })
  }
  return reduced
}

/** Whether the point satisfies every half-space; `point` is `(1, p)` times something positive. */
export const contains = (halfSpaces: readonly Vector[], point: Vector): boolean =>
  halfSpaces.every(halfSpace => dot(halfSpace, point) >= 0n)
