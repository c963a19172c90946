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
  readonly rays: readonly Ray[]
}

interface Ray {
  readonly vector: Vector
  /** The normals so far, as bits of words, on whose planes the ray lies. */
  readonly tight: Uint32Array
}

/** Products of numbers that are computed in about the time of a step. */
const productsAStep = 16

/** The cone where the product with every one of `normals` is not negative. */
const doubleDescription = (
  budget: Budget,
  length: number,
  normals: readonly Vector[],
): { readonly lines: readonly Vector[]; readonly rays: readonly Vector[] } => {
  const words = Math.ceil(normals.length / 32)
  let cone: Cone = { lines: Array.from({ length }, (_, axis) => unit(length, axis)), rays: [] }
  for (const [index, normal] of normals.entries()) {
    budget.spend(1 + Math.ceil(((cone.lines.length + cone.rays.length) * length) / productsAStep))
    const across = cone.lines.find(line => dot(line, normal) !== 0n)
    cone =
      across === undefined
        ? { lines: cone.lines, rays: cutRays(budget, cone, normal, index) }
        : turned(cone, across, normal, { index, words })
  }
  return { lines: cone.lines, rays: cone.rays.map(({ vector }) => vector) }
}

/** A line that crosses the plane becomes a ray, and the rest is moved along it onto the plane. */
const turned = (
  { lines, rays }: Cone,
  across: Vector,
  normal: Vector,
  { index, words }: { readonly index: number; readonly words: number },
): Cone => {
  const inward = dot(across, normal) > 0n ? across : negated(across)
  const step = dot(inward, normal)
  const onto = (v: Vector): Vector => combination(step, v, -dot(v, normal), inward)
  // A line lies on all planes before: so does the ray, and what is moved along it stays on its own.
  const tight = new Uint32Array(words)
  for (let before = 0; before < index; before++) mark(tight, before)
  return {
    lines: lines.filter(line => line !== across).map(onto),
    rays: [
      { vector: inward, tight },
      ...rays.map(ray => ({ vector: onto(ray.vector), tight: mark(ray.tight.slice(), index) })),
    ],
  }
}

const mark = (tight: Uint32Array, index: number): Uint32Array => {
  tight[index >>> 5] = (tight[index >>> 5] ?? 0) | (1 << (index & 31))
  return tight
}

const cutRays = (budget: Budget, { lines, rays }: Cone, normal: Vector, index: number): readonly Ray[] => {
  const above: { readonly ray: Ray; readonly height: bigint }[] = []
  const below: { readonly ray: Ray; readonly height: bigint }[] = []
  const kept: Ray[] = []
  for (const ray of rays) {
    const height = dot(ray.vector, normal)
    if (height < 0n) below.push({ ray, height })
    else kept.push(height > 0n ? ray : { ...ray, tight: mark(ray.tight.slice(), index) })
    if (height > 0n) above.push({ ray, height })
  }
  // The planes of an edge leave two dimensions beside the lines.
  const fewest = normal.length - lines.length - 2
  const work = Math.ceil(rays.length / productsAStep)
  const shared = new Uint32Array(rays[0]?.tight.length ?? 0)
  for (const up of above) {
    budget.spend(1 + Math.ceil(below.length / 4))
    for (const down of below) {
      if (sharedBy(up.ray, down.ray, shared) < fewest) continue
      budget.spend(1 + work)
      if (!isEdge(rays, up.ray, down.ray, shared)) continue
      kept.push({
        vector: combination(-down.height, up.ray.vector, up.height, down.ray.vector),
        tight: mark(shared.slice(), index),
      })
    }
  }
  return kept
}

/** Writes down the planes on which both rays lie; how many they are. */
const sharedBy = (a: Ray, b: Ray, into: Uint32Array): number => {
  let count = 0
  for (let w = 0; w < into.length; w++) {
    const both = (a.tight[w] ?? 0) & (b.tight[w] ?? 0)
    into[w] = both
    for (let rest = both; rest !== 0; rest &= rest - 1) count += 1
  }
  return count
}

/** Whether two rays span an edge: no third one lies on all the planes that both lie on. */
const isEdge = (all: readonly Ray[], a: Ray, b: Ray, shared: Uint32Array): boolean => {
  for (const ray of all) {
    if (ray === a || ray === b) continue
    let isOn = true
    for (let w = 0; w < shared.length && isOn; w++) {
      const both = shared[w] ?? 0
      isOn = ((ray.tight[w] ?? 0) & both) >>> 0 === both
    }
    if (isOn) return false
  }
  return true
}
