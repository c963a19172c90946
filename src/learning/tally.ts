/** What a player has got so far, and what it regrets: measured from what was played, whoever played it. */
import type { Coplay } from './learner.ts'
import type { Hindsight } from './point.ts'

/** Sums over rounds, of one player. */
export interface Tally {
  readonly add: (coplay: Coplay) => void
  /** Averages over the rounds so far. */
  readonly read: () => Measured
}

export interface Measured extends Required<Hindsight> {
  readonly payoff: number
  /** How often each strategy was played. */
  readonly average: readonly number[]
}

export const tally = (size: number): Tally => {
  let rounds = 0
  let payoff = 0
  const played = new Float64Array(size)
  const values = new Float64Array(size)
  // By strategy played and other strategy, what the other would have brought more.
  const swaps = new Float64Array(size * size)
  return {
    add: coplay => {
      rounds += 1
      for (let s = 0; s < size; s++) {
        const p = coplay.played[s] ?? 0
        const value = coplay.values[s] ?? 0
        values[s] = (values[s] ?? 0) + value
        if (p === 0) continue
        played[s] = (played[s] ?? 0) + p
        payoff += p * value
        const row = s * size
        for (let k = 0; k < size; k++)
          swaps[row + k] = (swaps[row + k] ?? 0) + p * ((coplay.values[k] ?? 0) - value)
      }
    },
    read: () => ({
      payoff: payoff / rounds,
      average: Array.from(played, sum => sum / rounds),
      external: Math.max(0, values.reduce((most, sum) => Math.max(most, sum)) - payoff) / rounds,
      internal: swaps.reduce((most, sum) => Math.max(most, sum)) / rounds,
    }),
  }
}
