/** An equilibrium near a profile that is nearly one: Newton's method on the equations of its support, and the proof. */
import type { MixedProfile, NormalForm } from '../../form/normalForm.ts'
import type { Budget } from '../../markov/budget.ts'
import type { Rational } from '../../markov/rational.ts'
import { type Conditions, conditionsOf, type Supports, unitPayoffs } from './conditions.ts'
import { fractionsNear } from './exactly.ts'
import { judged, type PolynomialEquilibrium, probabilitiesOf } from './judged.ts'
import { aloneIn, newton } from './newton.ts'
import { aroundMiddle, atCorners } from './ranges.ts'

export type KnownEquilibrium = Exclude<PolynomialEquilibrium, { readonly kind: 'undecided' }>

/** Strategies that are used less often are taken to be used not at all; one after the other is tried. */
const thresholds = [1e-2, 1e-4, 1e-6, 0.1]

/** Corners of boxes times strategies beyond which ranges are not found at corners. */
const mostCorners = 4_000

/** How far the equilibrium may be from the profile, in every probability. */
const nearby = 0.1

/** Finds equilibria near profiles of a game. */
export const nearIn = (
  budget: Budget,
  form: NormalForm<Rational>,
): ((profile: MixedProfile<number>) => KnownEquilibrium | undefined) => {
  const payoffs = unitPayoffs(form)
  return profile => {
    const tried = new Set<string>()
    for (const threshold of thresholds) {
      const supports = profile.map(own => own.flatMap((p, s) => (p > threshold ? [s] : [])))
      const key = supports.map(own => own.join()).join(';')
      if (tried.has(key) || supports.some(own => own.length === 0)) continue
      tried.add(key)
      const found = withSupports(budget, form, payoffs, supports, profile)
      if (found !== undefined) return found
    }
    return undefined
  }
}

const withSupports = (
  budget: Budget,
  form: NormalForm<Rational>,
  payoffs: readonly Float64Array[],
  supports: Supports,
  profile: MixedProfile<number>,
): KnownEquilibrium | undefined => {
  const cost = supports.reduce(
    (product, { length: n }) => (n === 1 ? product : product * n * 2 ** (n - 1)),
    1,
  )
  const conditions = conditionsOf(form, payoffs, supports)
  budget.spend(1 + conditions.unknowns * conditions.unknowns)
  const at = pointOf(conditions, profile)
  const solution = newton(conditions, at)?.at
  if (solution === undefined) return simpleAt(form, conditions, at)
  const ranges = cost > mostCorners ? aroundMiddle : atCorners
  const root = aloneIn(conditions, { lo: solution, hi: solution }, ranges)
  if (root === undefined) return undefined
  if (root.box.lo.some((low, k) => Math.abs(low - (at[k] ?? 0)) > nearby)) return undefined
  const found = judged(form, conditions, root.box, ranges)
  return found === undefined || found.kind === 'undecided' ? undefined : found
}

/** Where equations do not settle what is played, simple fractions near a point that are an equilibrium. */
const simpleAt = (
  form: NormalForm<Rational>,
  conditions: Conditions,
  at: Float64Array,
): KnownEquilibrium | undefined => {
  const box = { lo: at.map(p => p - simpleWithin), hi: at.map(p => p + simpleWithin) }
  const profile = fractionsNear(form, conditions.supports, probabilitiesOf(conditions, box))
  return profile === undefined ? undefined : { kind: 'exact', profile }
}

const simpleWithin = 1e-6

/** What is left of the mixtures, summing to one. */
const pointOf = ({ blocks, width, supports }: Conditions, profile: MixedProfile<number>): Float64Array => {
  const found = new Float64Array(width)
  for (const { player, offset } of blocks) {
    const used = supports[player] ?? []
    const total = used.reduce((sum, s) => sum + (profile[player]?.[s] ?? 0), 0)
    for (const [k, s] of used.entries()) found[offset + k] = (profile[player]?.[s] ?? 0) / total
  }
  return found
}
