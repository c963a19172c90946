/** The region of parameters for which a profile is an equilibrium. */
import * as A from 'fp-ts/lib/ReadonlyArray.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { Profile } from '../game/game.ts'
import { type Corners, corners } from '../linear/doubleDescription.ts'
import { cleared, isZeroVector, keyOf, type Vector } from '../linear/vector.ts'
import { exact, type Rational } from '../markov/rational.ts'
import { coordinates } from './affine.ts'
import { deviations, type Question } from './deviations.ts'
import type { Coverage, Deviation } from './inequality.ts'
import { contains, described } from './polyhedron.ts'

/** A half-space and every deviation that does not pay just there. */
export interface HalfSpace {
  /** `(c0, c)` of `c0 + c · p >= 0`, integers without a common factor. */
  readonly vector: Vector
  readonly deviations: ReadonlyNonEmptyArray<Deviation>
}

export interface Region {
  readonly kind: 'nowhere' | 'everywhere' | 'somewhere'
  /** `c0 + c · p = 0` throughout the region, independent of each other. */
  readonly equalities: readonly HalfSpace[]
  /** None follows from the others. Of an empty region, some that exclude each other. */
  readonly inequalities: readonly HalfSpace[]
  /** What follows from the rest. */
  readonly redundant: readonly HalfSpace[]
  /** Where there are at most three parameters. */
  readonly corners: Corners | undefined
  readonly coverage: readonly Coverage[]
  readonly states: number
}

/** Parameters up to which corners are told. */
const mostDimensions = 3

/**
 * The region in a number of parameters where `profile` is an equilibrium: exactly the values for which no
 * deviation gains more than is forgiven. Errors: as `deviations`.
 */
export const region = <P extends Profile>(dimension: number, question: Question<P>): Region => {
  const { inequalities, coverage, states } = deviations(question)
  const indices = Array.from({ length: dimension }, (_, i) => i)
  const halfSpaces = merged(
    inequalities.map(({ margin, deviation }) => ({
      vector: cleared(coordinates(margin, indices)),
      deviation,
    })),
  )
  const { isEmpty, ...places } = described(halfSpaces.map(({ vector }) => vector))
  const at = (indices: readonly number[]): readonly HalfSpace[] => indices.flatMap(i => halfSpaces[i] ?? [])
  const found = {
    equalities: at(places.equalities),
    inequalities: at(places.inequalities),
    redundant: at(places.redundant),
  }
  const bounds = [...found.equalities, ...found.inequalities]
  return {
    kind: isEmpty ? 'nowhere' : bounds.length === 0 ? 'everywhere' : 'somewhere',
    ...found,
    corners: isEmpty || dimension > mostDimensions ? undefined : corners(dimension, vectorsOf(found)),
    coverage,
    states,
  }
}

/** The half-spaces of a region, both of each equality. */
export const vectorsOf = ({ equalities, inequalities }: Pick<Region, 'equalities' | 'inequalities'>) => [
  ...equalities.flatMap(({ vector }) => [vector, vector.map(entry => -entry)]),
  ...inequalities.map(({ vector }) => vector),
]

/** Whether the region has a point. */
export const isInside = (found: Region, point: readonly Rational[]): boolean =>
  found.kind !== 'nowhere' && contains(vectorsOf(found), cleared([exact.one, ...point]))

/** Equal half-spaces once; those that every point satisfies left out. */
const merged = (
  all: readonly { readonly vector: Vector; readonly deviation: Deviation }[],
): readonly HalfSpace[] => {
  const byKey = new Map<string, { readonly vector: Vector; readonly deviations: Deviation[] }>()
  for (const { vector, deviation } of all) {
    const key = keyOf(vector)
    const known = byKey.get(key)
    if (known === undefined) byKey.set(key, { vector, deviations: [deviation] })
    else known.deviations.push(deviation)
  }
  return [...byKey.values()].flatMap(({ vector, deviations: those }) =>
    holdsAnywhere(vector) || !A.isNonEmpty(those) ? [] : [{ vector, deviations: those }],
  )
}

const holdsAnywhere = ([constant = 0n, ...slopes]: Vector): boolean => constant >= 0n && isZeroVector(slopes)
