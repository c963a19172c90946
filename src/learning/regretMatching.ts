/**
 * Regret matching: a strategy is played as often as one regrets not having played it.
 *
 * Average external regret falls as `width * sqrt(n / T)` whatever the others do (Hart and Mas-Colell, A simple adaptive
 * procedure leading to correlated equilibrium, 2000; Blackwell 1956), so that what all play together over time comes
 * near the coarse correlated equilibria. With internal regrets it comes near the correlated equilibria. Neither says
 * that what is played in a round comes to rest.
 */
import { dot, evenly, type Learner, machine, type Setup, sizeOf, surely, widthOf } from './learner.ts'

/** By external regrets, summed over rounds; with `isFloored` sums do not fall below zero (Tammelin's regret matching+). */
export const regretMatching = (setup: Setup, isFloored: boolean): Learner =>
  machine(
    Array.from({ length: sizeOf(setup) }, () => 0),
    proportional,
    (regrets, { values, played }) => {
      const got = dot(played, values)
      return regrets.map((regret, s) => {
        const sum = regret + (values[s] ?? 0) - got
        return isFloored && sum < 0 ? 0 : sum
      })
    },
  )

/** As the positive parts; evenly where there are none. */
export const proportional = (regrets: readonly number[]): readonly number[] => {
  const total = regrets.reduce((sum, regret) => sum + Math.max(0, regret), 0)
  return total > 0 ? regrets.map(regret => Math.max(0, regret) / total) : evenly(regrets.length)
}

interface Conditional {
  /** The strategy of the last round. */
  readonly last: number
  readonly rounds: number
  /** By strategy played and other strategy, what the other would have brought more, in all rounds together. */
  readonly regrets: readonly (readonly number[])[]
}

/**
 * The procedure of Hart and Mas-Colell (2000): goes on with the last strategy, and leaves it for another as often as it
 * regrets, on average over all rounds, not having played the other wherever it played the last. Sees what was drawn.
 */
export const conditionalRegretMatching = (setup: Setup): Learner => {
  const size = sizeOf(setup)
  // More than what the regrets of one strategy can add to, so that it is kept with positive probability.
  const inertia = 1.01 * widthOf(setup) * Math.max(1, size - 1)
  const start: Conditional = {
    last: -1,
    rounds: 0,
    regrets: Array.from({ length: size }, () => surely(size, -1)),
  }
  return machine(
    start,
    ({ last, rounds, regrets }) => {
      if (last < 0) return evenly(size)
      const leave = (regrets[last] ?? []).map(regret => Math.max(0, regret) / (rounds * inertia))
      const gone = leave.reduce((sum, p, s) => (s === last ? sum : sum + p), 0)
      return leave.map((p, s) => (s === last ? 1 - gone : p))
    },
    (state, { values, played, drawn }) => {
      const last = drawn?.own ?? played.indexOf(Math.max(...played))
      return {
        last,
        rounds: state.rounds + 1,
        regrets: state.regrets.map((row, s) =>
          s === last ? row.map((sum, k) => sum + (values[k] ?? 0) - (values[s] ?? 0)) : row,
        ),
      }
    },
  )
}
