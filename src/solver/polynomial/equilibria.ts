/**
 * All equilibria of a small game of any number of players, support by support (Dickhaut and Kaplan 1991; Porter, Nudelman
 * and Shoham, Games and Economic Behavior 63, 2008): with three players or more they may be irrational, and are then
 * enclosed in boxes that are proved to hold exactly one.
 */
import type { MixedProfile, NormalForm } from '../../form/normalForm.ts'
import type { Budget } from '../../markov/budget.ts'
import { exact, type Rational, rational } from '../../markov/rational.ts'
import type { Box } from './box.ts'
import { type Conditions, conditionsOf, type Supports, unitPayoffs } from './conditions.ts'
import { rangeOf } from './contraction.ts'
import { fractionsNear, spread } from './exactly.ts'
import type { Interval } from './interval.ts'
import { isolate } from './isolate.ts'
import { supportsOf } from './supports.ts'

export type PolynomialEquilibrium =
  /** Known as fractions. */
  | { readonly kind: 'exact'; readonly profile: MixedProfile<Rational> }
  /** The only one in the bounds, by player and strategy; `profile` is near it. */
  | {
      readonly kind: 'isolated'
      readonly profile: MixedProfile<Rational>
      readonly bounds: readonly (readonly Interval[])[]
    }
  /** Equilibria that are not isolated, or cannot be told apart from what is none. */
  | { readonly kind: 'undecided'; readonly supports: Supports }

/** The equilibria by support, smaller ones first. Probabilities of used strategies are positive. */
export function* polynomialEquilibria(
  budget: Budget,
  form: NormalForm<Rational>,
): Generator<PolynomialEquilibrium> {
  const payoffs = unitPayoffs(form)
  for (const supports of supportsOf(budget, form, payoffs)) {
    const conditions = conditionsOf(form, payoffs, supports)
    const { roots, undecided } = isolate(budget, conditions)
    for (const box of roots) {
      const found = judged(form, conditions, box)
      if (found !== undefined) yield found
    }
    if (undecided.length > 0) yield* doubtful(form, conditions, undecided)
  }
}

/** What a solution of the equations is: an equilibrium, none, or not known to be one. */
const judged = (
  form: NormalForm<Rational>,
  conditions: Conditions,
  box: Box,
): PolynomialEquilibrium | undefined => {
  const { supports } = conditions
  const probabilities = probabilitiesOf(conditions, box)
  if (probabilities.some(own => own.some(({ hi }) => hi <= 0))) return undefined
  const losses = conditions.losses.map(loss => rangeOf(conditions, box, loss))
  if (losses.some(([lo]) => lo > 0)) return undefined
  const found = fractionsNear(form, supports, probabilities)
  // One at the edge of the support has a smaller one.
  if (found !== undefined) return usesAll(found, supports) ? { kind: 'exact', profile: found } : undefined
  const isInside = probabilities.every(own => own.every(({ lo }) => lo > 0))
  if (!isInside || losses.some(([, hi]) => hi >= 0)) return { kind: 'undecided', supports }
  return {
    kind: 'isolated',
    profile: spread(form, supports, normalized(probabilities)),
    bounds: form.strategies.map((all, player) =>
      all.map((_, s) => probabilities[player]?.[(supports[player] ?? []).indexOf(s)] ?? { lo: 0, hi: 0 }),
    ),
  }
}

/** Of boxes that are not decided the simple fractions in them that are equilibria, and that there may be more. */
function* doubtful(
  form: NormalForm<Rational>,
  conditions: Conditions,
  boxes: readonly Box[],
): Generator<PolynomialEquilibrium> {
  const { supports } = conditions
  const told = new Set<string>()
  for (const box of boxes) {
    const found = fractionsNear(form, supports, probabilitiesOf(conditions, box))
    if (found === undefined || !usesAll(found, supports)) continue
    const key = found.map(own => own.map(exact.show).join()).join(';')
    if (!told.has(key)) yield { kind: 'exact', profile: found }
    told.add(key)
  }
  yield { kind: 'undecided', supports }
}

/** The probability of each used strategy, by player. */
const probabilitiesOf = (
  { supports, blocks }: Conditions,
  { lo, hi }: Box,
): readonly (readonly Interval[])[] =>
  supports.map((own, player) => {
    const block = blocks.find(one => one.player === player)
    return own.map((_, k) =>
      block === undefined
        ? { lo: 1, hi: 1 }
        : { lo: Math.min(1, lo[block.offset + k] ?? 0), hi: Math.min(1, hi[block.offset + k] ?? 0) },
    )
  })

const usesAll = (profile: MixedProfile<Rational>, supports: Supports): boolean =>
  supports.every((own, player) => own.every(s => (profile[player]?.[s]?.numerator ?? 0n) > 0n))

/** Middles of the bounds as fractions that sum to one. */
const normalized = (probabilities: readonly (readonly Interval[])[]): MixedProfile<Rational> =>
  probabilities.map(own => {
    const scale = 2 ** 50
    const [, ...others] = own.map(({ lo, hi }) =>
      rational(BigInt(Math.round(((lo + hi) / 2) * scale)), BigInt(scale)),
    )
    return [others.reduce(exact.sub, exact.one), ...others]
  })
