/** Multiplicative weights: what did well is played more, by a factor that is exponential in what it brought. */
import {
  dot,
  evenly,
  type Learner,
  machine,
  type Setup,
  sizeOf,
  softmax,
  surely,
  widthOf,
} from './learner.ts'

/**
 * Hedge (Freund and Schapire, A decision-theoretic generalization of on-line learning, 1997). With no `rate` it is the
 * one that suits the number of rounds, and external regret is at most `width * sqrt(T ln n / 2)` in all rounds together
 * (Cesa-Bianchi and Lugosi, Prediction, Learning, and Games, 2006, theorem 2.2). A rate is in units of 1 / width.
 *
 * With `isOptimistic` the last values count twice, which suits others that change slowly (Rakhlin and Sridharan 2013;
 * Syrgkanis and others 2015).
 */
export const hedge = (setup: Setup, rate: number | undefined, isOptimistic: boolean): Learner => {
  const size = sizeOf(setup)
  const step = (rate ?? Math.sqrt((8 * Math.log(Math.max(2, size))) / setup.rounds)) / widthOf(setup)
  const none = surely(size, -1)
  return machine(
    { sums: none, last: none },
    ({ sums, last }) => softmax(sums.map((sum, s) => step * (sum + (isOptimistic ? (last[s] ?? 0) : 0)))),
    ({ sums }, { values }) => ({ sums: sums.map((sum, s) => sum + (values[s] ?? 0)), last: values }),
  )
}

/**
 * Exp3 (Auer, Cesa-Bianchi, Freund and Schapire, The nonstochastic multiarmed bandit problem, 2002): Hedge for one that
 * sees only its own payoff, which it divides by the probability with which it got it. `exploration` is the share that is
 * played evenly; the one of their corollary 3.2 where none is given.
 */
export const exp3 = (setup: Setup, exploration: number | undefined): Learner => {
  const size = sizeOf(setup)
  const usual = Math.min(1, Math.sqrt((size * Math.log(Math.max(2, size))) / ((Math.E - 1) * setup.rounds)))
  const share = exploration ?? usual
  const act = (scores: readonly number[]): readonly number[] =>
    softmax(scores).map(p => (1 - share) * p + share / size)
  return machine(surely(size, -1), act, (scores, { drawn }) => {
    if (drawn === undefined) return scores
    const gain = (drawn.payoff - setup.lowest) / widthOf(setup)
    const probability = act(scores)[drawn.own] ?? 1
    return scores.map((score, s) => (s === drawn.own ? score + (share * gain) / (size * probability) : score))
  })
}

/**
 * The replicator in discrete time (Taylor and Jonker 1978, by the method of Euler): a share grows by how much the strategy
 * does better than the average, times `rate` in units of 1 / width. With small rates it follows the curves of continuous
 * time, with larger ones it leaves them outward.
 */
export const replicator = (setup: Setup, start: readonly number[], rate: number): Learner => {
  const step = Math.min(rate, 1) / widthOf(setup)
  return machine(
    start,
    shares => shares,
    (shares, { values }) => {
      const mean = dot(shares, values)
      const grown = shares.map((share, s) => share * (1 + step * ((values[s] ?? 0) - mean)))
      const total = grown.reduce((sum, share) => sum + share, 0)
      // Shares add to one but for rounding, which would grow.
      return total > 0 ? grown.map(share => share / total) : evenly(shares.length)
    },
  )
}
