/**
 * An electric heater: heat = efficiency * electric power, up to its rating. Source: CityLearn,
 * `energy_model.ElectricHeater`, with which it agrees to 1e-6.
 */
import { clamped, type Device } from './device.ts'

export interface ElectricHeaterRating {
  readonly nominalPowerKw: number
  /** In (0, 1]. */
  readonly efficiency: number
}

export interface ElectricHeaterState {
  readonly powerKw: number
  readonly heatKw: number
}

/** Heat to give, at least 0. */
export interface ElectricHeaterCommand {
  readonly heatKw: number
}

/** `availablePowerKw` limits the electric power besides the rating. */
export interface ElectricHeaterSurroundings {
  readonly availablePowerKw?: number
}

export type ElectricHeater = Device<
  ElectricHeaterState,
  ElectricHeaterState,
  ElectricHeaterCommand,
  ElectricHeaterSurroundings
>

/** A heater as a machine. */
export const electricHeater = (rating: ElectricHeaterRating): ElectricHeater => ({
  initial: { powerKw: 0, heatKw: 0 },
  read: state => state,
  step: (_, command, { availablePowerKw = Number.POSITIVE_INFINITY }, stepHours) => {
    const greatest = Math.min(rating.nominalPowerKw, Math.max(0, availablePowerKw)) * rating.efficiency
    const heatKw = clamped(command.heatKw, 0, greatest)
    const powerKw = heatKw / rating.efficiency
    return {
      state: { powerKw, heatKw },
      flows: {
        electricInKwh: powerKw * stepHours,
        electricOutKwh: 0,
        otherInKwh: 0,
        otherOutKwh: heatKw * stepHours,
        storedKwh: 0,
        lostKwh: powerKw * (1 - rating.efficiency) * stepHours,
      },
    }
  },
})
