/** Dominant strategies: best whatever the others do. */
import { type NormalForm, profileCount, strides } from '../form/normalForm.ts'
import type { Budget } from '../markov/budget.ts'
import type { Scalar } from '../markov/scalar.ts'

/** The profiles in which everybody plays a strategy that is best against every profile of the others. */
export function* dominantProfiles<N>(
  scalar: Scalar<N>,
  budget: Budget,
  form: NormalForm<N>,
): Generator<readonly number[]> {
  const dominant = form.players.map((_, player) => {
    budget.spend(profileCount(form))
    return dominantStrategies(scalar, form, player)
  })
  const choose = function* (player: number, chosen: readonly number[]): Generator<readonly number[]> {
    if (player === dominant.length) {
      yield chosen
      return
    }
    for (const strategy of dominant[player] ?? []) yield* choose(player + 1, [...chosen, strategy])
  }
  yield* choose(0, [])
}

/** The strategies of a player that no other ever beats; several of them are equally good always. */
const dominantStrategies = <N>(
  { compare }: Scalar<N>,
  form: NormalForm<N>,
  player: number,
): readonly number[] => {
  const payoffs = form.payoffs[player] ?? []
  const step = strides(form)[player] ?? 1
  const own = form.strategies[player]?.length ?? 1
  const left = new Set(Array.from({ length: own }, (_, strategy) => strategy))
  for (let first = 0; first < payoffs.length; first++) {
    if (Math.floor(first / step) % own !== 0) continue
    let best = payoffs[first]
    for (let strategy = 1; strategy < own; strategy++) {
      const payoff = payoffs[first + strategy * step]
      if (payoff !== undefined && (best === undefined || compare(payoff, best) > 0)) best = payoff
    }
    for (const strategy of left) {
      const payoff = payoffs[first + strategy * step]
      if (payoff !== undefined && best !== undefined && compare(payoff, best) < 0) left.delete(strategy)
    }
  }
  return [...left]
}
