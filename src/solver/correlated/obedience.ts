/**
 * What makes a distribution over outcomes a correlated equilibrium: inequalities that are linear in it (Aumann,
 * Subjectivity and correlation in randomized strategies, 1974; Correlated equilibrium as an expression of Bayesian
 * rationality, 1987), or a coarse correlated one (Moulin and Vial, Strategically zero-sum games, 1978).
 */
import { type NormalForm, profileCount, strides } from '../../form/normalForm.ts'
import { exact, type Rational } from '../../markov/rational.ts'

/**
 * `correlated`: nobody gains by another strategy once it is told its own. `coarse`: nobody gains by one strategy that
 * it chooses before it is told anything.
 */
export type Correlation = 'correlated' | 'coarse'

/** A way to disobey; nothing is recommended where it is decided on before. */
export interface Disobedience {
  readonly player: number
  readonly recommended: number | undefined
  readonly deviation: number
}

/** `sum weights[k][1] * probability(weights[k][0])` is what obeying brings more than disobeying so. */
export interface Obedience extends Disobedience {
  readonly weights: readonly (readonly [profile: number, more: Rational])[]
}

/** Every inequality, by player, recommendation and deviation. */
export const obedienceOf = (form: NormalForm<Rational>, correlation: Correlation): readonly Obedience[] =>
  form.strategies.flatMap((own, player) =>
    correlation === 'coarse'
      ? own.map((_, deviation) => obedience(form, { player, recommended: undefined, deviation }))
      : own.flatMap((_, recommended) =>
          own.flatMap((__, deviation) =>
            deviation === recommended ? [] : [obedience(form, { player, recommended, deviation })],
          ),
        ),
  )

const obedience = (form: NormalForm<Rational>, disobedience: Disobedience): Obedience => {
  const { player, recommended, deviation } = disobedience
  const step = strides(form)[player] ?? 1
  const size = form.strategies[player]?.length ?? 1
  const payoffs = form.payoffs[player] ?? []
  const weights: (readonly [number, Rational])[] = []
  const count = profileCount(form)
  const told = recommended === undefined ? [...Array(size).keys()] : [recommended]
  // Profiles in which the others do the same lie `step` apart, in blocks of `step * size`.
  for (let block = 0; block < count; block += step * size)
    for (const own of told) {
      if (own === deviation) continue
      for (let others = block; others < block + step; others++) {
        const profile = others + own * step
        const other = payoffs[others + deviation * step] ?? exact.zero
        const more = exact.sub(payoffs[profile] ?? exact.zero, other)
        if (more.numerator !== 0n) weights.push([profile, more])
      }
    }
  return { ...disobedience, weights }
}

/** Steps that an entry of an inequality counts for, which has to be kept, too. */
const stepsPerEntry = 4

/** Steps that all inequalities take: each strategy of each player against each outcome. */
export const obedienceSteps = (form: NormalForm<unknown>): number =>
  stepsPerEntry * profileCount(form) * form.strategies.reduce((sum, own) => sum + own.length, 0)

/** What obeying brings more than disobeying, over all draws; not negative for every one in an equilibrium. */
export const slackOf = ({ weights }: Obedience, probability: (profile: number) => Rational): Rational =>
  weights.reduce((sum, [profile, more]) => exact.add(sum, exact.mul(more, probability(profile))), exact.zero)
