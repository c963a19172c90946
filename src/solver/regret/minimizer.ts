/**
 * Counterfactual regret minimization: at every information set regrets are minimized as if it were a game by itself
 * (Zinkevich, Johanson, Bowling and Piccione, Regret minimization in games with incomplete information, 2007).
 */
import type { Kernel } from './kernel.ts'
import type { SequenceGame, SequencePlayer } from './sequenceGame.ts'

/**
 * `cfr`: as above. `cfr+`: no regret below zero, later policies count more (Tammelin 2014). `dcfr`: old regrets fade,
 * with exponents 3/2, 0 and 2 (Brown and Sandholm 2019). `pcfr+`: as `cfr+`, the last regrets being expected once more
 * and policies counting by the square of their time (Farina, Kroer and Sandholm 2021).
 */
export const regretMethods = ['cfr', 'cfr+', 'dcfr', 'pcfr+'] as const
export type RegretMethod = (typeof regretMethods)[number]

/** Whether players change their policies in turn, each knowing the last one's change, or all at once. */
export type Updates = 'alternating' | 'simultaneous'

export interface Minimizer {
  readonly game: SequenceGame
  /** One iteration: a new policy of every player. */
  readonly step: () => void
  readonly iterations: () => number
  /** By player, the probability of each sequence in the average of all policies, weighted by reach. */
  readonly averages: () => readonly Float64Array[]
}

interface Rule {
  readonly positive: number
  readonly negative: number
  readonly floor: number
  readonly prediction: number
  readonly weight: number
}

const ruleAt = (method: RegretMethod, iteration: number): Rule => {
  const plain = { positive: 1, negative: 1, floor: Number.NEGATIVE_INFINITY, prediction: 0, weight: 1 }
  switch (method) {
    case 'cfr':
      return plain
    case 'cfr+':
      return { ...plain, floor: 0, weight: iteration }
    case 'dcfr': {
      // What fades after an iteration may as well fade before the next one adds to it.
      const before = (iteration - 1) ** 1.5
      return { ...plain, positive: before / (before + 1), negative: 0.5, weight: iteration ** 2 }
    }
    case 'pcfr+':
      return { ...plain, floor: 0, prediction: 1, weight: iteration ** 2 }
  }
}

interface Learner {
  readonly arrays: Pick<
    SequencePlayer,
    'offsets' | 'parents' | 'rows' | 'columns' | 'entries' | 'combinations'
  >
  readonly policy: Float64Array
  readonly reach: Float64Array
  readonly values: Float64Array
  readonly regrets: Float64Array
  readonly sums: Float64Array
  /** The probability with which the others come to each combination of theirs. */
  readonly weights: Float64Array
}

/** Starts from even policies. */
export const minimizer = (
  kernel: Kernel,
  game: SequenceGame,
  method: RegretMethod,
  updates: Updates,
): Minimizer => {
  const learners = learnersOf(kernel, game)
  let iteration = 0
  const evaluate = (learner: Learner, player: number): void => {
    const { rows, columns, entries, combinations } = learner.arrays
    if (combinations !== undefined)
      fillWeights(
        learner.weights,
        combinations,
        learners.flatMap(({ reach }, p) => (p === player ? [] : [reach])),
      )
    kernel.gather(rows, columns, entries, learner.weights, learner.values)
  }
  const adapt = (learner: Learner, rule: Rule): void => {
    const { arrays, policy, reach, values, regrets, sums } = learner
    const { offsets, parents } = arrays
    kernel.accumulate(reach, sums, rule.weight)
    kernel.update(offsets, parents, policy, values, regrets, rule.positive, rule.negative, rule.floor)
    kernel.match(offsets, parents, regrets, values, rule.prediction, policy, reach)
  }
  return {
    game,
    step: () => {
      iteration += 1
      const rule = ruleAt(method, iteration)
      if (updates === 'simultaneous') for (const [p, learner] of learners.entries()) evaluate(learner, p)
      for (const [p, learner] of learners.entries()) {
        if (updates === 'alternating') evaluate(learner, p)
        adapt(learner, rule)
      }
    },
    iterations: () => iteration,
    averages: () =>
      learners.map(({ arrays, sums, reach }) => averaged(arrays, iteration === 0 ? reach : sums)),
  }
}

const learnersOf = (kernel: Kernel, { players }: SequenceGame): readonly Learner[] => {
  const own = players.map(player => {
    const size = player.rows.length - 1
    const arrays = {
      offsets: kernel.integers(player.offsets),
      parents: kernel.integers(player.parents),
      rows: kernel.integers(player.rows),
      columns: kernel.integers(player.columns),
      entries: kernel.doubles(player.entries.length),
      combinations: player.combinations,
    }
    arrays.entries.set(player.entries)
    const [policy, reach, values, regrets, sums] = [
      kernel.doubles(size),
      kernel.doubles(size),
      kernel.doubles(size),
      kernel.doubles(size),
      kernel.doubles(size),
    ]
    kernel.match(arrays.offsets, arrays.parents, regrets, values, 0, policy, reach)
    return { arrays, policy, reach, values, regrets, sums }
  })
  return own.map((learner, p) => {
    const { combinations } = learner.arrays
    const other = own[1 - p]
    const weights =
      combinations === undefined && other !== undefined
        ? other.reach
        : kernel.doubles(countOf(combinations, players.length - 1))
    return { ...learner, weights }
  })
}

/** How many combinations there are; of nobody there is one. */
const countOf = (combinations: Int32Array | undefined, others: number): number =>
  others === 0 ? 1 : (combinations?.length ?? 0) / others

/** Products of the others' reach. */
export const fillWeights = (
  weights: Float64Array,
  combinations: Int32Array,
  others: readonly Float64Array[],
): void => {
  weights.fill(1)
  const n = others.length
  for (const [k, reach] of others.entries())
    for (let c = 0; c < weights.length; c++)
      weights[c] = (weights[c] ?? 0) * (reach[combinations[c * n + k] ?? 0] ?? 0)
}

/** Sums of reach as reach: at each set in proportion, evenly where nobody came. */
const averaged = (
  { offsets, parents }: Pick<SequencePlayer, 'offsets' | 'parents'>,
  sums: Float64Array,
): Float64Array => {
  const reach = new Float64Array(sums.length)
  reach[0] = 1
  for (let set = 0; set < parents.length; set++) {
    const own = reach[parents[set] ?? 0] ?? 0
    const weights = weightsAt(offsets, sums, set)
    for (const [a, weight] of weights.entries()) reach[(offsets[set] ?? 0) + a] = own * weight
  }
  return reach
}

/** The probabilities of the actions at one set that go with the reach, or sums of reach, of its sequences. */
export const weightsAt = (offsets: Int32Array, reach: Float64Array, set: number): readonly number[] => {
  const here = [...reach.subarray(offsets[set] ?? 0, offsets[set + 1] ?? 0)]
  const total = here.reduce((sum, one) => sum + one, 0)
  return here.map(one => (total > 0 ? one / total : 1 / here.length))
}
