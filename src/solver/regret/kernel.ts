/** The loops of regret minimization over one player's sequences; kernel.wat has the same, operation by operation. */

export interface Kernel {
  /** Room for numbers, zero at first, such as the loops work on. */
  readonly doubles: (length: number) => Float64Array
  readonly integers: (from: Int32Array) => Int32Array
  /** What each sequence brings at the ends that come after it, before further own choices. */
  readonly gather: (
    rows: Int32Array,
    columns: Int32Array,
    entries: Float64Array,
    weights: Float64Array,
    values: Float64Array,
  ) => void
  /**
   * Counterfactual values from the last information set to the first: those of the actions become their regrets, and
   * are added to the regrets there were, discounted by their sign and kept from falling below `floor`. Sequence 0 is
   * left with the value of the game.
   */
  readonly update: (
    offsets: Int32Array,
    parents: Int32Array,
    policy: Float64Array,
    values: Float64Array,
    regrets: Float64Array,
    positive: number,
    negative: number,
    floor: number,
  ) => void
  /** The policy in proportion to positive regrets, evenly where there are none, and the reach of each sequence. */
  readonly match: (
    offsets: Int32Array,
    parents: Int32Array,
    regrets: Float64Array,
    latest: Float64Array,
    prediction: number,
    policy: Float64Array,
    reach: Float64Array,
  ) => void
  readonly accumulate: (reach: Float64Array, sums: Float64Array, weight: number) => void
}

/** Regrets smaller than this are taken for zero: numbers too small to be normalized are slow. */
const smallest = 1e-300

/** The loops in JavaScript. */
export const plainKernel: Kernel = {
  doubles: length => new Float64Array(length),
  integers: from => from,
  gather: (rows, columns, entries, weights, values) => {
    const size = rows.length - 1
    let e = 0
    for (let s = 0; s < size; s++) {
      const end = rows[s + 1] ?? 0
      let sum = 0
      for (; e < end; e++) sum += (entries[e] ?? 0) * (weights[columns[e] ?? 0] ?? 0)
      values[s] = sum
    }
  },
  update: (offsets, parents, policy, values, regrets, positive, negative, floor) => {
    for (let set = parents.length - 1; set >= 0; set--) {
      const start = offsets[set] ?? 0
      const end = offsets[set + 1] ?? 0
      let value = 0
      for (let s = start; s < end; s++) value += (policy[s] ?? 0) * (values[s] ?? 0)
      for (let s = start; s < end; s++) {
        const regret = (values[s] ?? 0) - value
        values[s] = regret
        const before = regrets[s] ?? 0
        let sum = before * (before > 0 ? positive : negative) + regret
        if (sum < floor) sum = floor
        regrets[s] = Math.abs(sum) < smallest ? 0 : sum
      }
      const parent = parents[set] ?? 0
      values[parent] = (values[parent] ?? 0) + value
    }
  },
  match: (offsets, parents, regrets, latest, prediction, policy, reach) => {
    reach[0] = 1
    for (let set = 0; set < parents.length; set++) {
      const start = offsets[set] ?? 0
      const end = offsets[set + 1] ?? 0
      let total = 0
      for (let s = start; s < end; s++) {
        const regret = (regrets[s] ?? 0) + prediction * (latest[s] ?? 0)
        const kept = regret > 0 ? regret : 0
        policy[s] = kept
        total += kept
      }
      const own = reach[parents[set] ?? 0] ?? 0
      const even = 1 / (end - start)
      for (let s = start; s < end; s++) {
        const weight = total > 0 ? (policy[s] ?? 0) / total : even
        policy[s] = weight
        reach[s] = own * weight
      }
    }
  },
  accumulate: (reach, sums, weight) => {
    for (let s = 0; s < sums.length; s++) sums[s] = (sums[s] ?? 0) + weight * (reach[s] ?? 0)
  },
}
