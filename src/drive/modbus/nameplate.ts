/**
 * What a device is rated for, from the ratings of its entry in a grid file. Entries name ratings as the models of
 * `src/grid` do; what is not told has a default, so that every register that refers to a rating has one.
 */
import type { ServedDevice } from '../port.ts'

/** Powers in kW and kVA, energy in kWh. */
export interface Nameplate {
  /** The greatest active power; percentages of limits and set points are of it. */
  readonly maxKw: number
  readonly apparentKva: number
  readonly chargeKw: number
  readonly dischargeKw: number
  readonly energyKwh: number
  /** Phase to neutral. */
  readonly nominalV: number
  readonly frequencyHz: number
}

const first = (ratings: ServedDevice['ratings'], names: readonly string[], fallback: number): number => {
  for (const name of names) {
    const value = ratings[name]
    if (value !== undefined && Number.isFinite(value) && value > 0) return value
  }
  return fallback
}

const powers = ['ratedKva', 'ratedPowerKva', 'maxPowerKw', 'powerKw', 'nominalPowerKw', 'arrayKw']
/** Parts of a facility, as paths into its rating. */
const parts = ['array.arrayKw', 'battery.powerKw', 'generator.powerKw']

/** A facility gives at most what its parts give together. */
const together = (ratings: ServedDevice['ratings']): number =>
  parts.reduce((sum, name) => sum + first(ratings, [name], 0), 0)

/** The ratings of a device, each above 0. */
export const nameplateOf = ({ kind, ratings }: ServedDevice): Nameplate => {
  const usualKw = kind === 'meter' || kind === 'communityFacility' ? 100 : 10
  const maxKw = first(ratings, powers, together(ratings) || usualKw)
  return {
    maxKw,
    apparentKva: first(ratings, ['ratedKva', 'ratedPowerKva'], maxKw),
    chargeKw: first(ratings, ['maxChargeKw', 'chargeKw'], maxKw),
    dischargeKw: first(ratings, ['maxDischargeKw', 'dischargeKw'], maxKw),
    energyKwh: first(ratings, ['capacityKwh', 'battery.capacityKwh'], 10),
    nominalV: first(ratings, ['nominalVoltageV'], 240),
    frequencyHz: first(ratings, ['frequencyHz'], 60),
  }
}
