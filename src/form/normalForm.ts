/** A finite game in normal form: everybody chooses once, knowing nothing. */
import type { Scalar } from '../markov/scalar.ts'

/**
 * `payoffs[player][profile]` for every pure profile. Profiles are numbered with the last player's strategy fastest:
 * with sizes `m0, m1, m2`, profile `(s0, s1, s2)` is `(s0 * m1 + s1) * m2 + s2`.
 */
export interface NormalForm<N> {
  readonly title: string
  readonly comment: string
  readonly players: readonly string[]
  /** The labels of each player's strategies, at least one a player. */
  readonly strategies: readonly (readonly string[])[]
  readonly payoffs: readonly (readonly N[])[]
}

/** The probability of each strategy, by player. */
export type MixedProfile<N> = readonly (readonly N[])[]

/** How far apart profiles are that differ by one in the strategy of each player. */
export const strides = ({ strategies }: Pick<NormalForm<unknown>, 'strategies'>): readonly number[] => {
  const found = strategies.map(() => 1)
  for (let i = strategies.length - 2; i >= 0; i--)
    found[i] = (found[i + 1] ?? 1) * (strategies[i + 1]?.length ?? 1)
  return found
}

/** The number of pure profiles. */
export const profileCount = ({ strategies }: Pick<NormalForm<unknown>, 'strategies'>): number =>
  strategies.reduce((product, own) => product * own.length, 1)

/** The same game with other numbers, such as doubles: `mapPayoffs(form, exact.toNumber)`. */
export const mapPayoffs = <N, M>(form: NormalForm<N>, other: (payoff: N) => M): NormalForm<M> => ({
  ...form,
  payoffs: form.payoffs.map(own => own.map(other)),
})

/**
 * What each strategy of each player gives it when the others play `profile`: the partial derivatives of its expected
 * payoff. One pass over the profiles that the others reach a player.
 */
export const strategyValues = <N>(
  scalar: Scalar<N>,
  form: NormalForm<N>,
  profile: MixedProfile<N>,
): readonly (readonly N[])[] => form.players.map((_, player) => valuesOf(scalar, form, profile, player))

const valuesOf = <N>(
  scalar: Scalar<N>,
  form: NormalForm<N>,
  profile: MixedProfile<N>,
  player: number,
): readonly N[] => {
  const steps = strides(form)
  const payoffs = form.payoffs[player] ?? []
  const own = form.strategies[player] ?? []
  const values = own.map(() => scalar.zero)
  const visit = (other: number, offset: number, weight: N): void => {
    if (other === form.players.length) {
      for (let s = 0; s < own.length; s++) {
        const payoff = payoffs[offset + s * (steps[player] ?? 0)] ?? scalar.zero
        values[s] = scalar.add(values[s] ?? scalar.zero, scalar.mul(weight, payoff))
      }
      return
    }
    if (other === player) {
      visit(other + 1, offset, weight)
      return
    }
    for (const [s, probability] of (profile[other] ?? []).entries())
      if (scalar.compare(probability, scalar.zero) !== 0)
        visit(other + 1, offset + s * (steps[other] ?? 0), scalar.mul(weight, probability))
  }
  visit(0, 0, scalar.one)
  return values
}

/** What each player expects, and what it could gain by another strategy; both in units of its payoff. */
export const regrets = <N>(
  scalar: Scalar<N>,
  form: NormalForm<N>,
  profile: MixedProfile<N>,
): { readonly payoffs: readonly N[]; readonly regrets: readonly N[] } => {
  const values = strategyValues(scalar, form, profile)
  const payoffs = values.map((own, player) =>
    own.reduce(
      (sum, value, s) => scalar.add(sum, scalar.mul(profile[player]?.[s] ?? scalar.zero, value)),
      scalar.zero,
    ),
  )
  return {
    payoffs,
    regrets: values.map((own, player) => {
      const got = payoffs[player] ?? scalar.zero
      return own.reduce((gain, value) => {
        const more = scalar.sub(value, got)
        return scalar.compare(more, gain) > 0 ? more : gain
      }, scalar.zero)
    }),
  }
}
