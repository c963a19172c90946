/** What a solution of the equations of a support is: an equilibrium, none, or not known to be one. */
import type { MixedProfile, NormalForm } from '../../form/normalForm.ts'
import { exact, type Rational, rational } from '../../markov/rational.ts'
import type { Box } from './box.ts'
import type { Conditions, Supports } from './conditions.ts'
import { fractionsNear, spread } from './exactly.ts'
import type { Interval } from './interval.ts'
import { atCorners, type Ranges } from './ranges.ts'

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

/** Judges the only solution in a box; nothing where it is no equilibrium, or one of a smaller support. */
export const judged = (
  form: NormalForm<Rational>,
  conditions: Conditions,
  box: Box,
  ranges: Ranges = atCorners,
): PolynomialEquilibrium | undefined => {
  const { supports } = conditions
  const probabilities = probabilitiesOf(conditions, box)
  if (probabilities.some(own => own.some(({ hi }) => hi <= 0))) return undefined
  const losses = conditions.losses.map(loss => ranges.values(conditions, box, loss))
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

/** The probability of each used strategy, by player. */
export const probabilitiesOf = (
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

export const usesAll = (profile: MixedProfile<Rational>, supports: Supports): boolean =>
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
