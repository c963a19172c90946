/**
 * An inverter with an array behind it: its rating in kVA, curtailment, and the responses to voltage of IEEE 1547-2018:
 * volt-var (5.3.3, table 8) and volt-watt (5.4.2, table 10), in per unit of the rated voltage.
 *
 * The active power comes first, as is the default of volt-watt; where `reactiveFirst` is set (1547-2018 asks for it of
 * category B while volt-var is on), the reactive power keeps its place and the active power gives way. Curtailed sun is never turned into electricity: it counts neither as in nor as lost.
 */
import { type Curve, heightAt } from './curve.ts'
import { clamped, type Device } from './device.ts'
import { arrayPowerKw, type PvArrayRating } from './pvArray.ts'

export interface InverterRating {
  readonly ratedPowerKva: number
  /** Alternating over direct current, in (0, 1]. */
  readonly efficiency: number
  /** Reactive power, as a share of the rating, over the voltage; above 0 it gives reactive power. */
  readonly voltVar?: Curve
  /** The greatest active power, as a share of the rating, over the voltage. */
  readonly voltWatt?: Curve
  readonly reactiveFirst?: boolean
}

/** Volt-var of category B: defaults of table 8. */
export const voltVarB: Curve = [
  [0.92, 0.44],
  [0.98, 0],
  [1.02, 0],
  [1.08, -0.44],
]

/** Volt-var of category A: defaults of table 8. */
export const voltVarA: Curve = [
  [0.9, 0.25],
  [1, 0],
  [1, 0],
  [1.1, -0.25],
]

/** Volt-watt of categories A and B where the inverter cannot draw: defaults of table 10, down to a fifth of the rating. */
export const voltWatt: Curve = [
  [1.06, 1],
  [1.1, 0.2],
]

export interface PvInverterState {
  /** What it gives to the bus, at least 0. */
  readonly powerKw: number
  /** Above 0 it gives reactive power. */
  readonly reactivePowerKvar: number
  /** What it could have given. */
  readonly availablePowerKw: number
}

/** `limitKw` caps the active power; `reactivePowerKvar` takes the place of volt-var. */
export interface PvInverterCommand {
  readonly limitKw?: number
  readonly reactivePowerKvar?: number
}

export interface PvInverterSurroundings {
  readonly irradianceWm2: number
  readonly outdoorTemperatureC: number
  /** At its bus, 1 unless told. */
  readonly voltagePu?: number
}

export type PvInverter = Device<PvInverterState, PvInverterState, PvInverterCommand, PvInverterSurroundings>

/** An array behind an inverter as a machine. */
export const pvInverter = (array: PvArrayRating, rating: InverterRating): PvInverter => ({
  initial: { powerKw: 0, reactivePowerKvar: 0, availablePowerKw: 0 },
  read: state => state,
  step: (_, command, { irradianceWm2, outdoorTemperatureC, voltagePu = 1 }, stepHours) => {
    const directKw = arrayPowerKw(array, irradianceWm2, outdoorTemperatureC)
    const state = inverted(rating, directKw, command, voltagePu)
    const usedKwh = (state.powerKw / rating.efficiency) * stepHours
    return {
      state,
      flows: {
        electricInKwh: 0,
        electricOutKwh: state.powerKw * stepHours,
        otherInKwh: usedKwh,
        otherOutKwh: 0,
        storedKwh: 0,
        lostKwh: usedKwh * (1 - rating.efficiency),
      },
    }
  },
})

/** What an inverter gives of `directKw` at a voltage. */
export const inverted = (
  rating: InverterRating,
  directKw: number,
  { limitKw = Number.POSITIVE_INFINITY, reactivePowerKvar: told }: PvInverterCommand,
  voltagePu: number,
): PvInverterState => {
  const kva = rating.ratedPowerKva
  const availablePowerKw = Math.min(directKw * rating.efficiency, kva)
  const allowed = kva * (rating.voltWatt === undefined ? 1 : heightAt(rating.voltWatt, voltagePu))
  const wishedKw = Math.min(availablePowerKw, allowed, clamped(limitKw, 0, Number.POSITIVE_INFINITY))
  const share = rating.voltVar === undefined ? 0 : heightAt(rating.voltVar, voltagePu)
  const wishedKvar = clamped(told ?? share * kva, -kva, kva)
  const powerKw =
    rating.reactiveFirst === true ? Math.min(wishedKw, Math.sqrt(kva ** 2 - wishedKvar ** 2)) : wishedKw
  const room = Math.sqrt(Math.max(0, kva ** 2 - powerKw ** 2))
  return { powerKw, reactivePowerKvar: clamped(wishedKvar, -room, room), availablePowerKw }
}
