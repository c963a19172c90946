/** A neighborhood as it was read from its file: devices at their places, series, prices, the feeder, links. */
import type { Feeder } from '../feeder.ts'
import type { Connection } from '../link.ts'
import type { Placed } from './placed.ts'

/** What can be read or commanded, by its path. */
export interface Quantity {
  readonly path: string
  readonly unit: string
  readonly access: 'read' | 'command' | 'both'
  /** One number for each member of a population, or for each of the coming steps. */
  readonly isList: boolean
  /** Bounds of a command by the rating; what a device can do now may be less. */
  readonly low?: number
  readonly high?: number
}

/** A request for demand response: shares of the baseline demand, over some steps. */
export interface DemandRequest {
  readonly id: string
  readonly fromStep: number
  readonly steps: number
  readonly shares: {
    readonly thermostats: number
    readonly solarAndBatteries: number
    readonly community: number
  }
}

export interface SafeLimits {
  readonly lowestVoltagePu: number
  readonly highestVoltagePu: number
  /** Of the air in houses; what their thermostats agreed to holds besides. */
  readonly lowestTemperatureC: number
  readonly highestTemperatureC: number
  /** How fast a power that is commanded may change. */
  readonly rampKwPerHour: number
  /** Commands within ratings are not cut to what charge and machine can do: devices do what they can by themselves. */
  readonly leavesLimitsToDevices: boolean
}

export interface Neighborhood {
  readonly name: string
  readonly stepHours: number
  readonly steps: number
  /** ISO 8601. */
  readonly start: string
  readonly startMs: number
  /** Populations unfolded. */
  readonly devices: readonly Placed[]
  /** Whoever has devices, in the order of the file; each has a meter. */
  readonly agents: readonly string[]
  /** The members of a population by its id. */
  readonly populations: ReadonlyMap<string, readonly string[]>
  readonly quantities: ReadonlyMap<string, Quantity>
  /** A value for every step. */
  readonly series: ReadonlyMap<string, Float64Array>
  readonly importUsdPerKwh: Float64Array
  readonly exportUsdPerKwh: Float64Array
  readonly carbonKgPerKwh: Float64Array
  readonly feeder?: Feeder
  /** The place on the feeder of each device, in their order; empty without a feeder. */
  readonly buses: Int32Array
  readonly links: readonly Connection[]
  readonly requests: readonly DemandRequest[]
  readonly safe: SafeLimits
}

/** Quantities of every agent's meter; those that begin with `step` are of the last step alone. */
export const meterQuantities: readonly (readonly [name: string, unit: string])[] = [
  ['powerKw', 'kW'],
  ['importKwh', 'kWh'],
  ['exportKwh', 'kWh'],
  ['billUsd', '$'],
  ['voltagePu', 'pu'],
  ['stepImportKwh', 'kWh'],
  ['stepExportKwh', 'kWh'],
  ['stepBillUsd', '$'],
  ['stepCarbonKg', 'kg'],
]

/** What can be read of the surroundings, beside the series of the file. */
export const gridQuantities: readonly (readonly [name: string, unit: string])[] = [
  ['step', 'steps'],
  ['hour', 'h'],
  ['importUsdPerKwh', '$/kWh'],
  ['exportUsdPerKwh', '$/kWh'],
  ['carbonKgPerKwh', 'kg/kWh'],
  ['demandKw', 'kW'],
  ['lossKw', 'kW'],
  ['lowestVoltagePu', 'pu'],
  ['highestVoltagePu', 'pu'],
]

/** Of each of these, and of every series, the list from this step on has its name and `Ahead`. */
export const foreseen: readonly string[] = ['importUsdPerKwh', 'exportUsdPerKwh', 'carbonKgPerKwh']
