/** Devices against the steps of CityLearn, where these data are at hand. */
import { describe, expect, it } from 'vitest'
import { battery } from '../../../src/grid/battery.ts'
import type { Curve } from '../../../src/grid/curve.ts'
import { electricHeater } from '../../../src/grid/electricHeater.ts'
import {
  coolingCoefficient,
  greatestHeatKw,
  heatingCoefficient,
  heatPump,
} from '../../../src/grid/heatPump.ts'
import { storageTank } from '../../../src/grid/storageTank.ts'
import { areMissing, textOf } from './sharedData.ts'

interface Row {
  readonly [column: string]: number
}
interface Run<Parameters> {
  readonly parameters: Parameters
  readonly rows: readonly Row[]
}
interface Data {
  readonly battery: Readonly<
    Record<
      string,
      Run<{
        readonly capacity_kwh: number
        readonly nominal_power_kw: number
        readonly efficiency: number
        readonly loss_coefficient: number
        readonly capacity_loss_coefficient: number
        readonly depth_of_discharge: number
        readonly initial_soc: number
        readonly power_efficiency_curve: Curve
        readonly capacity_power_curve: Curve
      }>
    >
  >
  readonly storage_tank: Readonly<
    Record<
      string,
      Run<{
        readonly capacity_kwh: number
        readonly efficiency: number
        readonly loss_coefficient: number
        readonly initial_soc: number
        readonly max_input_power_kw: number | null
        readonly max_output_power_kw: number | null
      }>
    >
  >
  readonly heat_pump: Run<{
    readonly nominal_power_kw: number
    readonly efficiency: number
    readonly target_heating_temperature_c: number
    readonly target_cooling_temperature_c: number
  }>
  readonly electric_heater: Run<{ readonly nominal_power_kw: number; readonly efficiency: number }> & {
    readonly max_output_kw: number
  }
}

/** Within 1e-6: CityLearn keeps energies in 32 bits. */
const agrees = (found: number, row: Row, column: string): void => {
  const wanted = row[column] ?? Number.NaN
  expect(Math.abs(found - wanted), `${column} at ${JSON.stringify(row)}: ${found}`).toBeLessThan(
    1e-6 * Math.max(1, Math.abs(wanted)),
  )
}

describe.skipIf(areMissing)('devices of CityLearn', () => {
  const data: Data = areMissing ? undefined : JSON.parse(textOf('citylearn/devices.json'))

  it('batteries', () => {
    for (const { parameters, rows } of Object.values(data.battery)) {
      const device = battery({
        capacityKwh: parameters.capacity_kwh,
        nominalPowerKw: parameters.nominal_power_kw,
        efficiency: parameters.efficiency,
        standingLossPerHour: parameters.loss_coefficient,
        capacityLossPerCycle: parameters.capacity_loss_coefficient,
        depthOfDischarge: parameters.depth_of_discharge,
        initialStateOfCharge: parameters.initial_soc,
        powerEfficiency: parameters.power_efficiency_curve,
        chargePower: parameters.capacity_power_curve,
      })
      let state = device.initial
      for (const row of rows) {
        state = device.step(state, { powerKw: row['requested_kwh'] ?? Number.NaN }, {}, 1).state
        const { energyKwh, stateOfCharge, powerKw, capacityKwh } = device.read(state)
        agrees(stateOfCharge, row, 'soc')
        agrees(energyKwh, row, 'energy_kwh')
        agrees(powerKw, row, 'energy_balance_kwh')
        agrees(state.efficiency, row, 'efficiency')
        agrees(capacityKwh, row, 'degraded_capacity_kwh')
      }
    }
  })

  it('tanks', () => {
    for (const { parameters, rows } of Object.values(data.storage_tank)) {
      const { max_input_power_kw: maxInputKw, max_output_power_kw: maxOutputKw } = parameters
      const device = storageTank({
        capacityKwh: parameters.capacity_kwh,
        efficiency: parameters.efficiency,
        standingLossPerHour: parameters.loss_coefficient,
        initialStateOfCharge: parameters.initial_soc,
        ...(maxInputKw === null ? {} : { maxInputKw }),
        ...(maxOutputKw === null ? {} : { maxOutputKw }),
      })
      let state = device.initial
      for (const row of rows) {
        state = device.step(state, { heatKw: row['requested_kwh'] ?? Number.NaN }, {}, 1).state
        agrees(device.read(state).stateOfCharge, row, 'soc')
        agrees(device.read(state).heatKw, row, 'energy_balance_kwh')
      }
    }
  })

  it('heat pumps', () => {
    const { parameters, rows } = data.heat_pump
    const rating = {
      nominalPowerKw: parameters.nominal_power_kw,
      efficiency: parameters.efficiency,
      heatingSupplyTemperatureC: parameters.target_heating_temperature_c,
      coolingSupplyTemperatureC: parameters.target_cooling_temperature_c,
    }
    const unlimited = heatPump({ ...rating, nominalPowerKw: 1000 })
    for (const row of rows) {
      const outdoorTemperatureC = row['outdoor_c'] ?? Number.NaN
      const drawn = (heatKw: number) =>
        unlimited.step(unlimited.initial, { heatKw }, { outdoorTemperatureC }, 1).state.powerKw
      agrees(heatingCoefficient(rating, outdoorTemperatureC), row, 'cop_heating')
      agrees(coolingCoefficient(rating, outdoorTemperatureC), row, 'cop_cooling')
      agrees(greatestHeatKw(rating, false, { outdoorTemperatureC }), row, 'max_heat_kw')
      agrees(greatestHeatKw(rating, true, { outdoorTemperatureC }), row, 'max_cool_kw')
      agrees(drawn(3), row, 'input_kw_for_3kw_heat')
      agrees(drawn(-3), row, 'input_kw_for_3kw_cool')
    }
  })

  it('heaters', () => {
    const { parameters, rows, max_output_kw } = data.electric_heater
    const device = electricHeater({
      nominalPowerKw: parameters.nominal_power_kw,
      efficiency: parameters.efficiency,
    })
    const heated = (heatKw: number) => device.step(device.initial, { heatKw }, {}, 1).state
    for (const row of rows) agrees(heated(row['demand_kwh'] ?? Number.NaN).powerKw, row, 'input_kwh')
    expect(heated(100).heatKw).toBeCloseTo(max_output_kw, 9)
  })
})
