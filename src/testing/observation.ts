import type { Scalar } from '../markov/scalar.ts'

/**
 * What an experiment shows, as numbers under names; a name that is missing stands for zero.
 *
 * Residuals are existential, so composites can be compared only by what they show.
 */
export type Observation<N> = ReadonlyMap<string, N>

/** Adds up numbers of the same name. */
export const observation = <N>(
  scalar: Scalar<N>,
  entries: Iterable<readonly [name: string, value: N]>,
): Observation<N> => {
  const sums = new Map<string, N>()
  for (const [name, value] of entries) sums.set(name, scalar.add(sums.get(name) ?? scalar.zero, value))
  return sums
}

/** How far apart numbers may be that rounding has made differ. */
const tolerance = 1e-9

/** Whether two observations agree: exactly where the scalars are exact, else within 1e-9. */
export const agree = <N>(scalar: Scalar<N>, one: Observation<N>, other: Observation<N>): boolean =>
  [...new Set([...one.keys(), ...other.keys()])].every(name => {
    const difference = scalar.sub(one.get(name) ?? scalar.zero, other.get(name) ?? scalar.zero)
    return scalar.exact
      ? scalar.equals(difference, scalar.zero)
      : Math.abs(scalar.toNumber(difference)) <= tolerance
  })
