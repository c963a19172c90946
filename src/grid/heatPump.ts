/**
 * A heat pump that heats or cools: its coefficient of performance is a share of Carnot's between the supply and the
 * air outdoors,
 *
 *     heating  eps (Th + 273.15) / (Th - Tout)        cooling  eps (Tc + 273.15) / (Tout - Tc)
 *
 * and 20 where this is below 0 or above 20 (the supply is nearly as warm as the air, or the air does the work alone).
 * Source: CityLearn, `energy_model.HeatPump`, with which it agrees to 1e-6.
 */
import { clamped, type Device } from './device.ts'

export interface HeatPumpRating {
  readonly nominalPowerKw: number
  /** Share of Carnot's coefficient, in (0, 1]. */
  readonly efficiency: number
  readonly heatingSupplyTemperatureC: number
  readonly coolingSupplyTemperatureC: number
}

export interface HeatPumpState {
  readonly powerKw: number
  /** Heat brought into the house over the last step; below 0 where it was taken out. */
  readonly heatKw: number
}

/** Heat to bring into the house; below 0 to take out of it. */
export interface HeatPumpCommand {
  readonly heatKw: number
}

/** `availablePowerKw` limits the electric power besides the rating, as in an outage. */
export interface HeatPumpSurroundings {
  readonly outdoorTemperatureC: number
  readonly availablePowerKw?: number
}

export type HeatPump = Device<HeatPumpState, HeatPumpState, HeatPumpCommand, HeatPumpSurroundings>

const highest = 20
const kelvin = 273.15

/** Heat per electric energy while heating. */
export const heatingCoefficient = (rating: HeatPumpRating, outdoorTemperatureC: number): number =>
  bounded(
    (rating.efficiency * (rating.heatingSupplyTemperatureC + kelvin)) /
      (rating.heatingSupplyTemperatureC - outdoorTemperatureC),
  )

/** Heat taken out per electric energy while cooling. */
export const coolingCoefficient = (rating: HeatPumpRating, outdoorTemperatureC: number): number =>
  bounded(
    (rating.efficiency * (rating.coolingSupplyTemperatureC + kelvin)) /
      (outdoorTemperatureC - rating.coolingSupplyTemperatureC),
  )

/** A supply just at the temperature outdoors gives an infinity of either sign, which is cut as well. */
const bounded = (coefficient: number): number =>
  coefficient < 0 || coefficient > highest || Number.isNaN(coefficient) ? highest : coefficient

/** The heat that `powerKw` of electricity at most brings in, or takes out (`isCooling`), in kW. */
export const greatestHeatKw = (
  rating: HeatPumpRating,
  isCooling: boolean,
  { outdoorTemperatureC, availablePowerKw = Number.POSITIVE_INFINITY }: HeatPumpSurroundings,
): number =>
  Math.min(rating.nominalPowerKw, Math.max(0, availablePowerKw)) *
  (isCooling
    ? coolingCoefficient(rating, outdoorTemperatureC)
    : heatingCoefficient(rating, outdoorTemperatureC))

/** A heat pump as a machine; heat beyond what its rating allows is not given. */
export const heatPump = (rating: HeatPumpRating): HeatPump => ({
  initial: { powerKw: 0, heatKw: 0 },
  read: state => state,
  step: (_, { heatKw }, surroundings, stepHours) => {
    const isCooling = heatKw < 0
    const greatest = greatestHeatKw(rating, isCooling, surroundings)
    const given = clamped(Math.abs(heatKw), 0, greatest)
    const coefficient = isCooling
      ? coolingCoefficient(rating, surroundings.outdoorTemperatureC)
      : heatingCoefficient(rating, surroundings.outdoorTemperatureC)
    const powerKw = given / coefficient
    const fromAir = Math.max(0, given - powerKw)
    return {
      state: { powerKw, heatKw: isCooling ? -given : given },
      flows: {
        electricInKwh: powerKw * stepHours,
        electricOutKwh: 0,
        otherInKwh: (isCooling ? given : fromAir) * stepHours,
        // While cooling, the heat of the house and that of the work both go to the air.
        otherOutKwh: (isCooling ? given + powerKw : given) * stepHours,
        storedKwh: 0,
        lostKwh: isCooling ? 0 : Math.max(0, powerKw - given) * stepHours,
      },
    }
  },
})
