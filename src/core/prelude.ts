import type { Machine } from './machine.ts'
import { aggregatePrimitives } from './preludeAggregates.ts'
import { distPrimitives } from './preludeDist.ts'
import { atomPrimitives, compositionPrimitives } from './preludeGames.ts'
import { foldPrimitives, listPrimitives, orderedListPrimitives } from './preludeLists.ts'
import { comparisonPrimitives, functionPrimitives, numberPrimitives } from './preludeNumbers.ts'
import type { Numeric, Value } from './value.ts'

/** Names that desugaring uses and no program can write. */
export const intrinsics: readonly string[] = ['negate', 'range', 'rangeBy', 'bind', 'literalOutOfRange']

/**
 * The prelude of one machine, operators and intrinsics included, without the questions (`payoff`, `belief`, …),
 * which need an engine to answer them.
 *
 * Numbers within `tolerance` of each other are equal; 0 for all code but the conditions of `expect`.
 */
export const prelude = <N extends Numeric>(
  machine: Machine<N>,
  tolerance: number,
): ReadonlyMap<string, Value<N>> => {
  const comparison = { machine, tolerance }
  return new Map(
    Object.entries({
      ...numberPrimitives(machine),
      ...comparisonPrimitives(comparison),
      ...functionPrimitives(machine),
      ...listPrimitives(machine),
      ...foldPrimitives(machine),
      ...orderedListPrimitives(comparison),
      ...aggregatePrimitives(comparison),
      ...distPrimitives(machine),
      ...atomPrimitives(machine),
      ...compositionPrimitives(machine),
    }),
  )
}
