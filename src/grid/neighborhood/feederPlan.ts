/** The feeder of a grid file: lines as they stand there, or a tree of our own making for neighborhoods without one. */
import { splitMix64 } from '../../markov/splitMix64.ts'
import type { FeederPlan, Line } from '../feeder.ts'
import type { FeederEntry } from './format.ts'

/** Ohm per kilometer of an aluminum conductor of 120 mm2, as of a rural feeder. */
const perKm = { resistanceOhm: 0.253, reactanceOhm: 0.342 }

/**
 * A feeder as lines. A synthetic one has buses `bus1` (the source) to `busN`: each hangs on the one before it, or with
 * probability `branching` on any earlier one; lines are as long as `lengthKm`, half less to half more.
 */
export const feederPlanOf = (entry: FeederEntry): FeederPlan => {
  if (!('synthetic' in entry)) return entry
  const { buses, nominalVoltageKv, seed = 0, lengthKm = 0.3, branching = 0.15, ratingA } = entry
  const random = splitMix64(seed)
  const lines = Array.from({ length: Math.max(0, buses - 1) }, (_, k): Line => {
    const to = k + 2
    const isBranch = random.double() < branching
    const from = isBranch ? 1 + Math.floor(random.double() * (to - 1)) : to - 1
    const km = lengthKm * (0.5 + random.double())
    return {
      from: `bus${from}`,
      to: `bus${to}`,
      resistanceOhm: km * perKm.resistanceOhm,
      reactanceOhm: km * perKm.reactanceOhm,
      ...(ratingA === undefined ? {} : { ratingA }),
    }
  })
  return {
    ...{ source: 'bus1', nominalVoltageKv, lines },
    ...(entry.sourceVoltagePu === undefined ? {} : { sourceVoltagePu: entry.sourceVoltagePu }),
  }
}
