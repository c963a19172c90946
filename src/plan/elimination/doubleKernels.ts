import type { Kernels } from './kernels.ts'

/**
 * The passes over doubles: what `scalarKernels` does, in loops that allocate nothing. Sums over the states of one
 * information state, which may be long, are compensated (Neumaier, 1974); those of a pass are over few terms each.
 */
export const doubleKernels: Kernels<number> = {
  forward: ({ size, ends, first, target, slot }, reach, weights) => {
    const next = new Float64Array(ends)
    let edge = 0
    for (let s = 0; s < size; s++) {
      const here = reach[s] ?? 0
      const end = first[s + 1] ?? 0
      if (here !== 0)
        for (; edge < end; edge++) {
          const to = target[edge] ?? 0
          next[to] = (next[to] ?? 0) + here * (weights[slot[edge] ?? 0] ?? 0)
        }
      edge = end
    }
    return next
  },
  past: ({ size, ends, first, target, slot }, reach, past, weights, amounts) => {
    if (past === undefined && amounts === undefined) return undefined
    const next = new Float64Array(ends)
    let edge = 0
    for (let s = 0; s < size; s++) {
      const here = reach[s] ?? 0
      const before = past === undefined ? 0 : (past[s] ?? 0)
      const end = first[s + 1] ?? 0
      if (here !== 0)
        for (; edge < end; edge++) {
          const to = target[edge] ?? 0
          const held = amounts === undefined ? before : before + here * (amounts[edge] ?? 0)
          next[to] = (next[to] ?? 0) + (weights[slot[edge] ?? 0] ?? 0) * held
        }
      edge = end
    }
    return next
  },
  backward: ({ size, first, target, slot }, next, weights, { amounts, factor = 1 }) => {
    if (next === undefined && amounts === undefined) return undefined
    const values = new Float64Array(size)
    let edge = 0
    for (let s = 0; s < size; s++) {
      const end = first[s + 1] ?? 0
      let sum = 0
      for (; edge < end; edge++) {
        const weight = weights[slot[edge] ?? 0] ?? 0
        if (weight === 0) continue
        const later = next === undefined ? 0 : factor * (next[target[edge] ?? 0] ?? 0)
        sum += weight * (amounts === undefined ? later : (amounts[edge] ?? 0) + later)
      }
      values[s] = sum
    }
    return values
  },
  taking: ({ size, first, target }, { of }, action, next, { amounts, factor = 1 }) => {
    if (next === undefined && amounts === undefined) return undefined
    const values = new Float64Array(size)
    for (let s = 0; s < size; s++) {
      const edge = (first[s] ?? 0) + (action[of[s] ?? 0] ?? 0)
      const later = next === undefined ? 0 : factor * (next[target[edge] ?? 0] ?? 0)
      values[s] = amounts === undefined ? later : (amounts[edge] ?? 0) + later
    }
    return values
  },
  actions: (
    { size, first, target, slot },
    { of, offsets, starts },
    belief,
    next,
    { amounts, factor = 1 },
  ) => {
    const sums = new Float64Array(offsets.at(-1) ?? 0)
    if (next === undefined && amounts === undefined) return sums
    const lost = new Float64Array(sums.length)
    let edge = 0
    for (let s = 0; s < size; s++) {
      const end = first[s + 1] ?? 0
      const here = belief[s] ?? 0
      const known = of[s] ?? 0
      const base = (offsets[known] ?? 0) - (starts[known] ?? 0)
      if (here !== 0)
        for (; edge < end; edge++) {
          const later = next === undefined ? 0 : factor * (next[target[edge] ?? 0] ?? 0)
          const brought = amounts === undefined ? later : (amounts[edge] ?? 0) + later
          addTo(sums, lost, base + (slot[edge] ?? 0), here * brought)
        }
      edge = end
    }
    return compensated(sums, lost)
  },
  classSums: ({ of, observations }, values) => {
    const sums = new Float64Array(observations.length)
    const lost = new Float64Array(sums.length)
    for (let s = 0; s < of.length; s++) addTo(sums, lost, of[s] ?? 0, values[s] ?? 0)
    return compensated(sums, lost)
  },
}

/** Adds to a sum, and to what its additions have rounded off. */
const addTo = (sums: Float64Array, lost: Float64Array, at: number, term: number): void => {
  const sum = sums[at] ?? 0
  const added = sum + term
  const rounded = Math.abs(sum) >= Math.abs(term) ? sum - added + term : term - added + sum
  lost[at] = (lost[at] ?? 0) + rounded
  sums[at] = added
}

const compensated = (sums: Float64Array, lost: Float64Array): Float64Array => {
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + (lost[i] ?? 0)
  return sums
}
