/** Ratings of a schema's devices; what is left out is between CityLearn's bounds as far as the device's `u` says. */
import type { BatteryRating } from '../battery.ts'
import { coolingCoefficient, type HeatPumpRating, heatingCoefficient } from '../heatPump.ts'
import type { StorageTankRating } from '../storageTank.ts'
import type { HeatSource } from './dataSet.ts'
import { between, sampledChargePower, sampledPowerEfficiency } from './sampled.ts'
import type { DeviceSchema } from './schema.ts'

/** The `u` of a device by its name in the building. */
export type Draw = (name: string, device: DeviceSchema) => number

export const batteryOf = ({ attributes }: DeviceSchema, u: number): BatteryRating => {
  const efficiency = attributes?.efficiency ?? between(0.9, 0.98, u)
  const powerEfficiency = attributes?.power_efficiency_curve ?? sampledPowerEfficiency(efficiency, u)
  const depthOfDischarge = attributes?.depth_of_discharge ?? 1
  return {
    capacityKwh: attributes?.capacity ?? 0,
    nominalPowerKw: attributes?.nominal_power ?? 0,
    efficiency,
    standingLossPerHour: attributes?.loss_coefficient ?? between(0.001, 0.009, u),
    capacityLossPerCycle: attributes?.capacity_loss_coefficient ?? between(1e-5, 1e-4, u),
    depthOfDischarge,
    initialStateOfCharge: attributes?.initial_soc ?? 1 - depthOfDischarge,
    powerEfficiency,
    chargePower: attributes?.capacity_power_curve ?? sampledChargePower(u),
  }
}

export const tankOf = (
  { attributes, autosize, autosize_attributes }: DeviceSchema,
  u: number,
  demandKwh: Float64Array,
): StorageTankRating => {
  const input = attributes?.max_input_power
  const output = attributes?.max_output_power
  return {
    capacityKwh:
      autosize === true
        ? greatestOf(demandKwh, demand => demand) * (autosize_attributes?.safety_factor ?? between(1, 2, u))
        : (attributes?.capacity ?? 0),
    efficiency: attributes?.efficiency ?? between(0.9, 0.98, u),
    standingLossPerHour: attributes?.loss_coefficient ?? between(0.001, 0.009, u),
    initialStateOfCharge: attributes?.initial_soc ?? 0,
    ...(typeof input === 'number' ? { maxInputKw: input } : {}),
    ...(typeof output === 'number' ? { maxOutputKw: output } : {}),
  }
}

/** Cooling is by a heat pump whatever its type says; heat by the type. */
export const heatSourceOf = (
  { type, attributes, autosize, autosize_attributes }: DeviceSchema,
  u: number,
  service: 'cooling' | 'heating' | 'dhw',
  demandKwh: Float64Array,
  outdoorTemperatureC: Float64Array,
): HeatSource => {
  const safety = autosize_attributes?.safety_factor ?? 1
  const told = attributes?.nominal_power ?? 0
  if (type.endsWith('.ElectricHeater')) {
    const efficiency = attributes?.efficiency ?? between(0.9, 0.99, u)
    const needed = greatestOf(demandKwh, demand => demand / efficiency) * safety
    return { kind: 'heater', rating: { nominalPowerKw: autosize === true ? needed : told, efficiency } }
  }
  const rating: HeatPumpRating = {
    nominalPowerKw: told,
    efficiency: attributes?.efficiency ?? between(0.2, 0.3, u),
    heatingSupplyTemperatureC: attributes?.target_heating_temperature ?? between(45, 50, u),
    coolingSupplyTemperatureC: attributes?.target_cooling_temperature ?? between(7, 10, u),
  }
  if (autosize !== true) return { kind: 'heat pump', rating }
  const coefficient = service === 'cooling' ? coolingCoefficient : heatingCoefficient
  const needed = greatestOf(
    demandKwh,
    (demand, k) => demand / coefficient(rating, outdoorTemperatureC[k] ?? 0),
  )
  return { kind: 'heat pump', rating: { ...rating, nominalPowerKw: needed * safety } }
}

const greatestOf = (series: Float64Array, of: (x: number, k: number) => number): number => {
  let greatest = 0
  for (let k = 0; k < series.length; k++) greatest = Math.max(greatest, of(series[k] ?? 0, k))
  return greatest
}
