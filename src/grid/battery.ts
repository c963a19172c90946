/**
 * A battery: capacity that fades with use, power limits that depend on the state of charge, an efficiency that depends
 * on the power, standing loss, a floor of the charge.
 *
 * With C the capacity, P the nominal power, l the standing loss per hour, z the fade per cycle, F the round-trip
 * efficiency over power / P, G the share of P that is allowed over the state of charge, and p the power asked for:
 *
 *     E0   = E (1 - l)^h                       after standing for h hours
 *     Pmax = P G(E0 / C)
 *     R    = min(|p|, Pmax),  r = sqrt F(R/P)  efficiency of one way
 *     Q    = min(p, Pmax, (Cd - E0)/h) h       at the bus, charging, at least 0
 *     Q    = max(p, -Pmax, -(E - floor) r0/h) h   discharging, r0 the one-way efficiency of the last step
 *     E1   = E0 + Q r, or E0 + Q/r;            b = (E1 - E0)/r, or (E1 - E0) r: what the bus sees
 *     Cd' = Cd - z C |b| / (2 Cd)
 *
 * The floor is reckoned before the standing loss and with the efficiency of the last step, so that the charge may end
 * below it by what these two differ; it never ends below 0.
 *
 * Source: CityLearn, `energy_model.Battery` (Vazquez-Canteli, Dey, Henze and Nagy 2020), with which it agrees to 1e-6
 * at steps of one hour. Where CityLearn compares kW with kWh, powers here are multiplied by the step, so that shorter
 * steps keep the limits.
 */
import { type Curve, heightAt } from './curve.ts'
import { clamped, type Device } from './device.ts'

/** Ratings of a battery; the capacity and the nominal power are at least 0. */
export interface BatteryRating {
  readonly capacityKwh: number
  readonly nominalPowerKw: number
  /** Round trip, over the share of the nominal power; in (0, 1]. */
  readonly powerEfficiency: Curve
  /** Share of the nominal power that is allowed, over the state of charge. */
  readonly chargePower: Curve
  /** Round trip, before the first step: the limit of the first discharge is reckoned with it. */
  readonly efficiency: number
  /** Share of the energy that is lost in an hour. */
  readonly standingLossPerHour: number
  /** Capacity lost in a full cycle, as a share. */
  readonly capacityLossPerCycle: number
  /** Share of the capacity that may be used. */
  readonly depthOfDischarge: number
  readonly initialStateOfCharge: number
}

export interface BatteryState {
  readonly energyKwh: number
  /** What the capacity is by now. */
  readonly capacityKwh: number
  /** Round trip, of the last step. */
  readonly efficiency: number
  /** What the bus gave in the last step; below 0 where it got. */
  readonly powerKw: number
}

/** `stateOfCharge` is the share of the capacity as new; `maxPowerKw` what it takes or gives now. */
export interface BatteryReading {
  readonly energyKwh: number
  readonly stateOfCharge: number
  readonly powerKw: number
  readonly maxPowerKw: number
  readonly capacityKwh: number
}

/** Above 0 the battery charges from the bus, below 0 it gives to it. */
export interface BatteryCommand {
  readonly powerKw: number
}

export type Battery = Device<BatteryState, BatteryReading, BatteryCommand, unknown>

/** Curves of a lithium battery, as in CityLearn's description. */
export const usualPowerEfficiency: Curve = [
  [0, 0.83],
  [0.3, 0.83],
  [0.7, 0.9],
  [0.8, 0.9],
  [1, 0.85],
]
export const usualChargePower: Curve = [
  [0, 1],
  [0.8, 1],
  [1, 0.2],
]

/** A battery of `rating` as a machine. Commands beyond its limits are cut to them; the reading tells what was done. */
export const battery = (rating: BatteryRating): Battery => ({
  initial: {
    energyKwh: rating.capacityKwh * clamped(rating.initialStateOfCharge, 0, 1),
    capacityKwh: rating.capacityKwh,
    efficiency: rating.efficiency,
    powerKw: 0,
  },
  read: ({ energyKwh, capacityKwh, powerKw }) => {
    const stateOfCharge = rating.capacityKwh > 0 ? energyKwh / rating.capacityKwh : 0
    return {
      energyKwh,
      stateOfCharge,
      powerKw,
      maxPowerKw: rating.nominalPowerKw * heightAt(rating.chargePower, stateOfCharge),
      capacityKwh,
    }
  },
  step: (state, { powerKw }, _, stepHours) => stepped(rating, state, powerKw, stepHours),
})

const stepped = (rating: BatteryRating, state: BatteryState, asked: number, stepHours: number) => {
  const { nominalPowerKw } = rating
  const capacity = rating.capacityKwh
  const power = Number.isNaN(asked) ? 0 : asked
  const rested = state.energyKwh * retained(rating.standingLossPerHour, stepHours)
  const standing = state.energyKwh - rested
  const limit = nominalPowerKw * heightAt(rating.chargePower, capacity > 0 ? rested / capacity : 0)
  const ratio = nominalPowerKw > 0 ? Math.min(Math.abs(power), limit) / nominalPowerKw : 0
  const efficiency = heightAt(rating.powerEfficiency, ratio)
  const oneWay = Math.sqrt(efficiency)

  let energyKwh = rested
  let atBus = 0
  let converted = 0
  if (power >= 0) {
    const room = Math.max(0, state.capacityKwh - rested)
    const drawn = Math.min(Math.min(power, limit, nominalPowerKw) * stepHours, room)
    energyKwh = Math.min(rested + drawn * oneWay, capacity)
    atBus = (energyKwh - rested) / oneWay
    converted = atBus * (1 - oneWay)
  } else {
    const floor = (1 - rating.depthOfDischarge) * capacity
    const usable = Math.max(0, state.energyKwh - floor) * Math.sqrt(state.efficiency)
    const given = Math.min(Math.min(-power, limit) * stepHours, usable)
    energyKwh = Math.max(0, rested - given / oneWay)
    atBus = -(rested - energyKwh) * oneWay
    converted = (rested - energyKwh) * (1 - oneWay)
  }
  const fade =
    state.capacityKwh > 0
      ? (rating.capacityLossPerCycle * capacity * Math.abs(atBus)) / (2 * state.capacityKwh)
      : 0
  return {
    state: {
      energyKwh,
      capacityKwh: Math.max(0, state.capacityKwh - fade),
      efficiency,
      powerKw: atBus / stepHours,
    },
    flows: {
      electricInKwh: Math.max(0, atBus),
      electricOutKwh: Math.max(0, -atBus),
      otherInKwh: 0,
      otherOutKwh: 0,
      storedKwh: energyKwh - state.energyKwh,
      lostKwh: standing + converted,
    },
  }
}

/** The share that is left of a store after `hours`, of which it loses `perHour` in one. */
export const retained = (perHour: number, hours: number): number =>
  hours === 1 ? 1 - perHour : (1 - perHour) ** hours
