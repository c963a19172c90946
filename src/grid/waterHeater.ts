/**
 * A water heater with one well-mixed tank and an electric element under a thermostat:
 *
 *     C dT/dt = P + m c (Tin - T) - U (T - Troom),   C = c V
 *
 * solved exactly while the draw and the element stand still; the element holds the set point, with as much of its
 * power as that takes. Source: GridLAB-D's one-node water heater; c of water 1.163 Wh/(kg K).
 */
import { clamped, type Device } from './device.ts'

export interface WaterHeaterRating {
  readonly volumeL: number
  readonly nominalPowerKw: number
  readonly lossKwPerC: number
  readonly setPointC: number
  /** Bounds of the set point that a command may ask for. */
  readonly lowestSetPointC: number
  readonly highestSetPointC: number
  readonly initialTemperatureC: number
}

export interface WaterHeaterState {
  readonly temperatureC: number
  readonly setPointC: number
  readonly powerKw: number
}

/** A set point, and a cap of the element's power. */
export interface WaterHeaterCommand {
  readonly setPointC?: number
  readonly limitKw?: number
}

export interface WaterHeaterSurroundings {
  readonly drawLPerHour: number
  readonly inletTemperatureC: number
  readonly roomTemperatureC: number
}

export type WaterHeater = Device<
  WaterHeaterState,
  WaterHeaterState,
  WaterHeaterCommand,
  WaterHeaterSurroundings
>

const heatKwhPerLC = 1.163e-3

/** A water heater as a machine. */
export const waterHeater = (rating: WaterHeaterRating): WaterHeater => {
  const capacity = rating.volumeL * heatKwhPerLC
  return {
    initial: { temperatureC: rating.initialTemperatureC, setPointC: rating.setPointC, powerKw: 0 },
    read: state => state,
    step: (state, command, surroundings, stepHours) => {
      const setPointC = clamped(
        command.setPointC ?? state.setPointC,
        rating.lowestSetPointC,
        rating.highestSetPointC,
      )
      const most = clamped(command.limitKw ?? rating.nominalPowerKw, 0, rating.nominalPowerKw)
      const drawn = Math.max(0, surroundings.drawLPerHour) * heatKwhPerLC
      const leak = drawn + rating.lossKwPerC
      const pull = drawn * surroundings.inletTemperatureC + rating.lossKwPerC * surroundings.roomTemperatureC
      const cool = (powerKw: number) => relaxed(state.temperatureC, leak, pull + powerKw, capacity, stepHours)
      // The end temperature rises in a straight line with the power: as much as ends at the set point, within bounds.
      const idle = cool(0).end
      const gain = cool(1).end - idle
      const powerKw = clamped((setPointC - idle) / gain, 0, most)
      const { end, mean } = cool(powerKw)
      const delivered = drawn * (mean - surroundings.inletTemperatureC) * stepHours
      const lost = rating.lossKwPerC * (mean - surroundings.roomTemperatureC) * stepHours
      return {
        state: { temperatureC: end, setPointC, powerKw },
        flows: {
          electricInKwh: powerKw * stepHours,
          electricOutKwh: 0,
          otherInKwh: Math.max(0, -lost) + Math.max(0, -delivered),
          otherOutKwh: Math.max(0, delivered),
          storedKwh: capacity * (end - state.temperatureC),
          lostKwh: Math.max(0, lost),
        },
      }
    },
  }
}

/** Of C dT/dt = inflow - leak T: the temperature after `hours`, and its mean on the way. */
const relaxed = (startC: number, leak: number, inflow: number, capacity: number, hours: number) => {
  const x = (leak * hours) / capacity
  const rise = ((inflow - leak * startC) * hours) / capacity
  const first = x === 0 ? 1 : -Math.expm1(-x) / x
  const second = Math.abs(x) < 1e-3 ? 1 / 2 - x / 6 + (x * x) / 24 : (x + Math.expm1(-x)) / (x * x)
  return { end: startC + rise * first, mean: startC + rise * second }
}
