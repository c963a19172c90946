/**
 * A house with a thermostat and a heat pump, as one device: within a step these act on each other every few minutes,
 * so that a dead band is kept although the step is an hour.
 */
import { type Device, type Flows, still } from './device.ts'
import { greatestHeatKw, type HeatPumpRating, heatPump } from './heatPump.ts'
import { type HouseRating, type HouseState, type HouseSurroundings, house } from './house.ts'
import {
  type ThermostatCommand,
  type ThermostatRating,
  type ThermostatState,
  thermostat,
} from './thermostat.ts'

export interface ClimateRating {
  readonly house: HouseRating
  readonly thermostat: ThermostatRating
  readonly heatPump: HeatPumpRating
}

export interface ClimateState {
  readonly house: HouseState
  readonly thermostat: ThermostatState
  readonly powerKw: number
}

export interface ClimateReading {
  readonly airTemperatureC: number
  readonly massTemperatureC: number
  readonly heatingSetPointC: number
  readonly coolingSetPointC: number
  readonly powerKw: number
}

/** Set points, and a cap of the electric power. */
export interface ClimateCommand extends ThermostatCommand {
  readonly limitKw?: number
}

export type Climate = Device<ClimateState, ClimateReading, ClimateCommand, HouseSurroundings>

/** The longest time between two looks of the thermostat. */
const lookHours = 1 / 12

/** A conditioned house as a machine. */
export const climate = (rating: ClimateRating): Climate => {
  const building = house(rating.house)
  const switcher = thermostat(rating.thermostat)
  const pump = heatPump(rating.heatPump)
  return {
    initial: { house: building.initial, thermostat: switcher.initial, powerKw: 0 },
    read: state => ({
      airTemperatureC: state.house.airTemperatureC,
      massTemperatureC: state.house.massTemperatureC,
      heatingSetPointC: state.thermostat.heatingSetPointC,
      coolingSetPointC: state.thermostat.coolingSetPointC,
      powerKw: state.powerKw,
    }),
    step: (state, command, surroundings, stepHours) => {
      const looks = Math.max(1, Math.ceil(stepHours / lookHours - 1e-9))
      const hours = stepHours / looks
      let { house: rooms, thermostat: control } = state
      let flows: Flows = still
      const powered = {
        outdoorTemperatureC: surroundings.outdoorTemperatureC,
        availablePowerKw: command.limitKw ?? Number.POSITIVE_INFINITY,
      }
      for (let k = 0; k < looks; k++) {
        control = switcher.step(control, command, rooms, hours).state
        const isCooling = control.mode === 'cooling'
        const most = control.mode === 'off' ? 0 : greatestHeatKw(rating.heatPump, isCooling, powered)
        const pumped = pump.step(pump.initial, { heatKw: isCooling ? -most : most }, powered, hours)
        const warmed = building.step(rooms, { heatKw: pumped.state.heatKw }, surroundings, hours)
        rooms = warmed.state
        flows = joined(flows, pumped.flows, warmed.flows, pumped.state.heatKw * hours)
      }
      return {
        state: { house: rooms, thermostat: control, powerKw: flows.electricInKwh / stepHours },
        flows,
      }
    },
  }
}

/** Flows so far with those of a while more; the heat that goes from the pump to the house, or back, is within. */
const joined = (sum: Flows, pump: Flows, rooms: Flows, heatKwh: number): Flows => ({
  electricInKwh: sum.electricInKwh + pump.electricInKwh,
  electricOutKwh: 0,
  otherInKwh: sum.otherInKwh + pump.otherInKwh + rooms.otherInKwh - Math.abs(heatKwh),
  otherOutKwh: sum.otherOutKwh + pump.otherOutKwh + rooms.otherOutKwh - Math.abs(heatKwh),
  storedKwh: sum.storedKwh + rooms.storedKwh,
  lostKwh: sum.lostKwh + pump.lostKwh + rooms.lostKwh,
})
