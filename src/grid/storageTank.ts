/**
 * A tank of hot or cold water as a store of heat, well mixed and without a temperature: with C its capacity, eta the
 * round-trip efficiency, l the loss per hour and E the heat asked for in h hours
 *
 *     E0 = E (1 - l)^h,   E1 = min(C, E0 + Q sqrt eta)  or  max(0, E0 + Q / sqrt eta)
 *
 * where Q is the heat asked for within the limits of input and output. Source: CityLearn, `energy_model.StorageTank`,
 * with which it agrees to 1e-6. The heat for it counts as other energy: what makes it is another device.
 */
import { retained } from './battery.ts'
import { clamped, type Device } from './device.ts'

export interface StorageTankRating {
  readonly capacityKwh: number
  /** Round trip, in (0, 1]. */
  readonly efficiency: number
  readonly standingLossPerHour: number
  readonly initialStateOfCharge: number
  readonly maxInputKw?: number
  readonly maxOutputKw?: number
}

export interface StorageTankState {
  readonly energyKwh: number
  /** Heat taken in over the last step, below 0 where it was given. */
  readonly heatKw: number
}

export interface StorageTankReading {
  readonly energyKwh: number
  readonly stateOfCharge: number
  readonly heatKw: number
}

/** Heat to take in, below 0 to give. */
export interface StorageTankCommand {
  readonly heatKw: number
}

export type StorageTank = Device<StorageTankState, StorageTankReading, StorageTankCommand, unknown>

/** A tank of `rating` as a machine. */
export const storageTank = (rating: StorageTankRating): StorageTank => {
  const { capacityKwh } = rating
  const oneWay = Math.sqrt(rating.efficiency)
  return {
    initial: { energyKwh: capacityKwh * clamped(rating.initialStateOfCharge, 0, 1), heatKw: 0 },
    read: ({ energyKwh, heatKw }) => ({
      energyKwh,
      stateOfCharge: capacityKwh > 0 ? energyKwh / capacityKwh : 0,
      heatKw,
    }),
    step: (state, { heatKw }, _, stepHours) => {
      const asked =
        clamped(
          heatKw,
          -(rating.maxOutputKw ?? Number.POSITIVE_INFINITY),
          rating.maxInputKw ?? Number.POSITIVE_INFINITY,
        ) * stepHours
      const rested = state.energyKwh * retained(rating.standingLossPerHour, stepHours)
      const energyKwh =
        asked >= 0
          ? Math.max(rested, Math.min(rested + asked * oneWay, capacityKwh))
          : Math.max(0, rested + asked / oneWay)
      const change = energyKwh - rested
      const moved = change >= 0 ? change / oneWay : change * oneWay
      return {
        state: { energyKwh, heatKw: moved / stepHours },
        flows: {
          electricInKwh: 0,
          electricOutKwh: 0,
          otherInKwh: Math.max(0, moved),
          otherOutKwh: Math.max(0, -moved),
          storedKwh: energyKwh - state.energyKwh,
          lostKwh: state.energyKwh - rested + Math.abs(change) * (change >= 0 ? 1 / oneWay - 1 : 1 - oneWay),
        },
      }
    },
  }
}
