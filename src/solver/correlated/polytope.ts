/**
 * The correlated equilibria of a small game as a polytope, ready to be drawn: vertices, edges and facets.
 *
 * In two-by-two games with two strict equilibria there are five vertices, of which three are Nash equilibria
 * (Calvó-Armengol, The set of correlated equilibria of 2x2 games, 2006).
 */
import * as E from 'fp-ts/lib/Either.js'
import { type NormalForm, profileCount } from '../../form/normalForm.ts'
import { corners } from '../../linear/doubleDescription.ts'
import { cleared, type Vector } from '../../linear/vector.ts'
import type { Budget } from '../../markov/budget.ts'
import { exact, type Rational } from '../../markov/rational.ts'
import { type NotApplicable, notApplicable } from '../notApplicable.ts'
import { expectedPayoffs } from './distribution.ts'
import { type Correlation, type Disobedience, obedienceOf } from './obedience.ts'

/** An inequality that bounds the polytope. */
export type Bound =
  | { readonly kind: 'probability'; readonly profile: number }
  | ({ readonly kind: 'obedience' } & Disobedience)

export interface Facet {
  /** All inequalities that are equalities on this facet and not everywhere. */
  readonly bounds: readonly Bound[]
  /** Places in `vertices`; around the polygon where the facet is one. */
  readonly vertices: readonly number[]
}

export interface CorrelatedPolytope {
  /** Probabilities by profile, in lexicographic order. */
  readonly vertices: readonly (readonly Rational[])[]
  /** By vertex the payoffs of the players. */
  readonly payoffs: readonly (readonly Rational[])[]
  /** Places in `vertices`, the lower first. */
  readonly edges: readonly (readonly [number, number])[]
  readonly facets: readonly Facet[]
}

/** Games with more profiles may have more vertices than there is time for. */
const mostProfiles = 12

/** All vertices, by double description; of games of at most twelve profiles. */
export const correlatedPolytope = (
  budget: Budget,
  form: NormalForm<Rational>,
  correlation: Correlation = 'correlated',
): E.Either<NotApplicable, CorrelatedPolytope> => {
  const count = profileCount(form)
  if (count > mostProfiles)
    return notApplicable(
      `the vertices are listed for games of at most ${mostProfiles} profiles, and this one has ${count}`,
    )
  const bounds = boundsOf(form, correlation)
  const found = corners(
    count - 1,
    bounds.map(({ weights }) => withoutFirst(weights)),
  ).vertices.map(rest => [rest.reduce(exact.sub, exact.one), ...rest])
  const vertices = found.sort(lexicographic)
  budget.spend(vertices.length * bounds.length)
  const tight = vertices.map(vertex => tightAt(bounds, vertex))
  const edges = edgesOf(tight)
  return E.right({
    vertices,
    edges,
    payoffs: vertices.map(vertex => expectedPayoffs(form, new Map(vertex.entries()))),
    facets: facetsOf(bounds, tight).map(facet => ({ ...facet, vertices: around(facet.vertices, edges) })),
  })
}

interface WeighedBound {
  readonly bound: Bound
  /** By profile. */
  readonly weights: readonly Rational[]
}

const boundsOf = (form: NormalForm<Rational>, correlation: Correlation): readonly WeighedBound[] => {
  const profiles = Array.from({ length: profileCount(form) }, (_, profile) => profile)
  const positive = profiles.map(
    (profile): WeighedBound => ({
      bound: { kind: 'probability', profile },
      weights: profiles.map(other => (other === profile ? exact.one : exact.zero)),
    }),
  )
  const obedient = obedienceOf(form, correlation).map((one): WeighedBound => {
    const { player, recommended, deviation } = one
    const weights = new Map(one.weights)
    return {
      bound: { kind: 'obedience', player, recommended, deviation },
      weights: profiles.map(profile => weights.get(profile) ?? exact.zero),
    }
  })
  return [...positive, ...obedient].filter(({ weights }) => weights.some(w => w.numerator !== 0n))
}

/** The half-space in all coordinates but the first, which is one less the others. */
const withoutFirst = ([first = exact.zero, ...rest]: readonly Rational[]): Vector =>
  cleared([first, ...rest.map(weight => exact.sub(weight, first))])

const lexicographic = (a: readonly Rational[], b: readonly Rational[]): number => {
  for (const [i, x] of a.entries()) {
    const order = exact.compare(x, b[i] ?? exact.zero)
    if (order !== 0) return order
  }
  return 0
}

/** The bounds that hold with equality, as bits. */
const tightAt = (bounds: readonly WeighedBound[], vertex: readonly Rational[]): bigint => {
  let bits = 0n
  for (const [i, { weights }] of bounds.entries()) {
    const value = weights.reduce(
      (sum, weight, k) => exact.add(sum, exact.mul(weight, vertex[k] ?? exact.zero)),
      exact.zero,
    )
    if (value.numerator === 0n) bits |= 1n << BigInt(i)
  }
  return bits
}

/** Two vertices span an edge where no third one lies on every bound that both lie on. */
const edgesOf = (tight: readonly bigint[]): readonly (readonly [number, number])[] =>
  tight.flatMap((own, a) =>
    tight.flatMap((other, b) => {
      const shared = own & other
      const isEdge = a < b && !tight.some((bits, c) => c !== a && c !== b && (bits & shared) === shared)
      return isEdge ? [[a, b] as const] : []
    }),
  )

/** Facets are the largest faces but the whole; bounds with the same vertices bound the same facet. */
const facetsOf = (bounds: readonly WeighedBound[], tight: readonly bigint[]): readonly Facet[] => {
  const all = (1n << BigInt(tight.length)) - 1n
  const faces = new Map<bigint, Bound[]>()
  for (const [i, { bound }] of bounds.entries()) {
    let on = 0n
    for (const [v, bits] of tight.entries()) if (((bits >> BigInt(i)) & 1n) === 1n) on |= 1n << BigInt(v)
    if (on !== 0n && on !== all) faces.set(on, [...(faces.get(on) ?? []), bound])
  }
  return [...faces]
    .filter(([on]) => ![...faces.keys()].some(other => other !== on && (on & other) === on))
    .map(([on, of]) => ({
      bounds: of,
      vertices: [...tight.keys()].filter(v => ((on >> BigInt(v)) & 1n) === 1n),
    }))
}

/** The vertices of a polygon in the order of its edges; of anything else as they are. */
const around = (
  vertices: readonly number[],
  edges: readonly (readonly [number, number])[],
): readonly number[] => {
  const neighbors = new Map(
    vertices.map(v => [
      v,
      edges
        .filter(([a, b]) => (a === v && vertices.includes(b)) || (b === v && vertices.includes(a)))
        .map(([a, b]) => (a === v ? b : a)),
    ]),
  )
  if (![...neighbors.values()].every(own => own.length === 2)) return vertices
  const order = vertices.slice(0, 1)
  for (;;) {
    const last = order[order.length - 1]
    const next = last === undefined ? undefined : neighbors.get(last)?.find(v => !order.includes(v))
    if (next === undefined) return order
    order.push(next)
  }
}
