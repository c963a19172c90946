/**
 * The corners of a polyhedron from its half-spaces: the double description method (Motzkin, Raiffa, Thompson and
 * Thrall, 1953; Fukuda and Prodon, Double description method revisited, 1996), over integers.
 */
import { type Budget, unlimited } from '../markov/budget.ts'
import { type Rational, rational } from '../markov/rational.ts'
import { combination, dot, negated, unit, type Vector } from './vector.ts'

/** `vertices` plus nonnegative multiples of `rays` plus any multiples of `lines`. */
export interface Corners {
  /** Where there are lines, one point of each least face. */
  readonly vertices: readonly (readonly Rational[])[]
  readonly rays: readonly (readonly Rational[])[]
  readonly lines: readonly (readonly Rational[])[]
}

/**
 * The corners of `{ p : c0 + c · p >= 0 for each (c0, c) }`; none at all where that is empty. Spends about a step for
 * each pair of rays that is looked at.
 */
export const corners = (
  dimension: number,
  halfSpaces: readonly Vector[],
  budget: Budget = unlimited,
): Corners => {
  const cone = doubleDescription(budget, dimension + 1, [unit(dimension + 1, 0), ...halfSpaces])
  const finite = cone.rays.filter(([scale = 0n]) => scale > 0n)
  if (finite.length === 0) return { vertices: [], rays: [], lines: [] }
  const direction = ([, ...entries]: Vector): readonly Rational[] => entries.map(entry => rational(entry))
  return {
    vertices: finite.map(([scale = 1n, ...entries]) => entries.map(entry => rational(entry, scale))),
    rays: cone.rays.filter(([scale = 0n]) => scale === 0n).map(direction),
    lines: cone.lines.map(direction),
  }
}

interface Cone {
  readonly lines: readonly Vector[]
  readonly rays: readonly Vector[]
}

/** The cone where the product with every one of `normals` is not negative. */
const doubleDescription = (budget: Budget, length: number, normals: readonly Vector[]): Cone =>
  normals.reduce<Cone>((cone, normal, index) => cut(budget, cone, normal, normals.slice(0, index)), {
    lines: Array.from({ length }, (_, axis) => unit(length, axis)),
    rays: [],
  })

/** The part of the cone on one side; `before` are the normals that made it. */
const cut = (budget: Budget, { lines, rays }: Cone, normal: Vector, before: readonly Vector[]): Cone => {
  const across = lines.find(line => dot(line, normal) !== 0n)
  return across === undefined
    ? { lines, rays: cutRays(budget, rays, normal, before) }
    : turned({ lines: lines.filter(line => line !== across), rays }, across, normal)
}

/** A line that crosses the plane becomes a ray, and the rest is moved along it onto the plane. */
const turned = ({ lines, rays }: Cone, across: Vector, normal: Vector): Cone => {
  const inward = dot(across, normal) > 0n ? across : negated(across)
  const step = dot(inward, normal)
  const onto = (v: Vector): Vector => combination(step, v, -dot(v, normal), inward)
  return { lines: lines.map(onto), rays: [inward, ...rays.map(onto)] }
}

interface Ray {
  readonly vector: Vector
  readonly height: bigint
  /** The normals, as bits, on whose planes the ray lies. */
  readonly tight: bigint
}

const cutRays = (
  budget: Budget,
  rays: readonly Vector[],
  normal: Vector,
  before: readonly Vector[],
): readonly Vector[] => {
  const all = rays.map(
    (vector): Ray => ({ vector, height: dot(vector, normal), tight: tightAt(vector, before) }),
  )
  const above = all.filter(({ height }) => height > 0n)
  const below = all.filter(({ height }) => height < 0n)
  const between = above.flatMap(up =>
    below
      .filter(down => {
        budget.spend(1 + Math.ceil(all.length / 16))
        return isEdge(all, up, down)
      })
      .map(down => combination(-down.height, up.vector, up.height, down.vector)),
  )
  return [...all.filter(({ height }) => height >= 0n).map(({ vector }) => vector), ...between]
}

const tightAt = (vector: Vector, normals: readonly Vector[]): bigint => {
  let bits = 0n
  for (const [i, normal] of normals.entries()) if (dot(vector, normal) === 0n) bits |= 1n << BigInt(i)
  return bits
}

/** Whether two rays span an edge: no third one lies on all the planes that both lie on. */
const isEdge = (all: readonly Ray[], a: Ray, b: Ray): boolean => {
  const shared = a.tight & b.tight
  return !all.some(ray => ray !== a && ray !== b && (ray.tight & shared) === shared)
}
