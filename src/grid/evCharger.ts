/**
 * A charger and the car at it: a car arrives with a charge, stays, needs a charge by its departure, and leaves with what
 * it has. With e the charger's efficiency, p drawn from the bus charges the car's battery with p e, and p given to the
 * bus takes p / e out of it; the power is 0 or between the charger's least and greatest.
 *
 * Source: CityLearn, `electric_vehicle_charger.Charger`, with the battery of `battery.ts`; other than there, a car that
 * is not charged for a step keeps its charge.
 */
import { type BatteryRating, type BatteryState, battery } from './battery.ts'
import { clamped, type Device } from './device.ts'

export interface EvChargerRating {
  readonly maxChargeKw: number
  /** 0 where the car gives nothing back. */
  readonly maxDischargeKw: number
  /** Below this it does not charge or discharge: an order above 0 is raised to it. */
  readonly minPowerKw: number
  readonly efficiency: number
  readonly car: BatteryRating
}

/** A car's stay; `requiredStateOfCharge` by departure. */
export interface Stay {
  readonly arrivalStateOfCharge: number
  readonly requiredStateOfCharge: number
  readonly hoursToDeparture: number
}

export interface EvChargerState {
  /** Of the car; nothing where there is none. */
  readonly battery: BatteryState | null
  readonly stay: Stay | null
  readonly powerKw: number
  /** What cars that left were short of what they needed, summed up. */
  readonly shortfallKwh: number
}

export interface EvChargerReading {
  readonly isPlugged: boolean
  readonly stateOfCharge: number
  readonly powerKw: number
  readonly shortfallKwh: number
  readonly hoursToDeparture: number
  /** The even power from the bus that meets the need by departure, but for what the battery loses. */
  readonly neededPowerKw: number
}

/** Above 0 it charges. */
export interface EvChargerCommand {
  readonly powerKw: number
}

/** The stay of the car that is there in this step, `hoursToDeparture` at its start. */
export interface EvChargerSurroundings {
  readonly stay: Stay | null
}

export type EvCharger = Device<EvChargerState, EvChargerReading, EvChargerCommand, EvChargerSurroundings>

/** A charger as a machine. A car's charge comes with it as other energy in, and leaves with it as other energy out. */
export const evCharger = (rating: EvChargerRating): EvCharger => {
  const car = battery(rating.car)
  const { capacityKwh } = rating.car
  return {
    initial: { battery: null, stay: null, powerKw: 0, shortfallKwh: 0 },
    read: state => {
      const stateOfCharge = state.battery === null ? 0 : state.battery.energyKwh / capacityKwh
      const hours = state.stay?.hoursToDeparture ?? 0
      const missing = Math.max(0, (state.stay?.requiredStateOfCharge ?? 0) - stateOfCharge) * capacityKwh
      return {
        isPlugged: state.battery !== null,
        stateOfCharge,
        powerKw: state.powerKw,
        shortfallKwh: state.shortfallKwh,
        hoursToDeparture: hours,
        neededPowerKw: hours > 0 ? missing / hours / rating.efficiency : 0,
      }
    },
    step: (state, { powerKw }, { stay }, stepHours) => {
      const left = stay === null ? state.battery : null
      const arriving = stay !== null && state.battery === null
      const present =
        stay === null
          ? null
          : (state.battery ?? {
              ...car.initial,
              energyKwh: capacityKwh * clamped(stay.arrivalStateOfCharge, 0, 1),
            })
      const broughtKwh = arriving ? (present?.energyKwh ?? 0) : 0
      const takenKwh = left?.energyKwh ?? 0
      const needed = (state.stay?.requiredStateOfCharge ?? 0) * capacityKwh
      const shortfallKwh = state.shortfallKwh + (left === null ? 0 : Math.max(0, needed - takenKwh))
      if (present === null || stay === null)
        return {
          state: { battery: null, stay: null, powerKw: 0, shortfallKwh },
          flows: {
            electricInKwh: 0,
            electricOutKwh: 0,
            otherInKwh: 0,
            otherOutKwh: takenKwh,
            storedKwh: -takenKwh,
            lostKwh: 0,
          },
        }
      const asked = bounded(rating, powerKw)
      const atCar = asked >= 0 ? asked * rating.efficiency : asked / rating.efficiency
      const charged = car.step(present, { powerKw: atCar }, undefined, stepHours)
      const { electricInKwh, electricOutKwh } = charged.flows
      const drawnKwh = electricInKwh / rating.efficiency
      const givenKwh = electricOutKwh * rating.efficiency
      return {
        state: {
          battery: charged.state,
          stay: { ...stay, hoursToDeparture: Math.max(0, stay.hoursToDeparture - stepHours) },
          powerKw: (drawnKwh - givenKwh) / stepHours,
          shortfallKwh,
        },
        flows: {
          electricInKwh: drawnKwh,
          electricOutKwh: givenKwh,
          otherInKwh: broughtKwh,
          otherOutKwh: 0,
          storedKwh: charged.flows.storedKwh + broughtKwh,
          lostKwh: charged.flows.lostKwh + (drawnKwh - electricInKwh) + (electricOutKwh - givenKwh),
        },
      }
    },
  }
}

const bounded = ({ minPowerKw, maxChargeKw, maxDischargeKw }: EvChargerRating, asked: number): number => {
  if (asked > 0) return clamped(asked, Math.min(minPowerKw, maxChargeKw), maxChargeKw)
  if (asked < 0) return clamped(asked, -maxDischargeKw, -Math.min(minPowerKw, maxDischargeKw))
  return 0
}
