/**
 * A dispatchable generator: it is off, or runs between its least and greatest power and changes no faster than its ramp;
 * fuel is a straight line over the power while it runs,
 *
 *     F = F0 + P / eta      with F0 the fuel of running idle, both in kW of heat
 *
 * Source: the usual linear fuel curve, as of HOMER (Lambert, Gilman and Lilienthal, Micropower system modeling, 2006).
 */
import { clamped, type Device } from './device.ts'

export interface GeneratorRating {
  readonly maxPowerKw: number
  readonly minPowerKw: number
  readonly rampKwPerHour: number
  /** Electricity per additional fuel, in (0, 1]. */
  readonly efficiency: number
  readonly idleFuelKw: number
}

export interface GeneratorState {
  /** What it gives to the bus. */
  readonly powerKw: number
  readonly fuelKwh: number
}

/** What to give to the bus; less than half the least power stops it. */
export interface GeneratorCommand {
  readonly powerKw: number
}

export type Generator = Device<GeneratorState, GeneratorState, GeneratorCommand, unknown>

/** A generator as a machine; it starts at its least power, and ramps from there. */
export const generator = (rating: GeneratorRating): Generator => {
  const least = Math.min(rating.minPowerKw, rating.maxPowerKw)
  return {
    initial: { powerKw: 0, fuelKwh: 0 },
    read: state => state,
    step: (state, command, _, stepHours) => {
      const ramp = rating.rampKwPerHour * stepHours
      const asked = clamped(command.powerKw, 0, rating.maxPowerKw)
      const isRunning = asked > 0 && asked >= least / 2
      const from = state.powerKw > 0 ? state.powerKw : least
      const reachable = clamped(
        isRunning ? Math.max(asked, least) : 0,
        state.powerKw - ramp,
        Math.max(least, from + ramp),
      )
      // Below its least power it cannot linger: where the ramp forbids to stop, it goes down as far as it may.
      const powerKw = !isRunning && reachable <= least ? 0 : clamped(reachable, 0, rating.maxPowerKw)
      const givenKwh = powerKw * stepHours
      const fuelKwh = powerKw > 0 ? rating.idleFuelKw * stepHours + givenKwh / rating.efficiency : 0
      return {
        state: { powerKw, fuelKwh: state.fuelKwh + fuelKwh },
        flows: {
          electricInKwh: 0,
          electricOutKwh: givenKwh,
          otherInKwh: fuelKwh,
          otherOutKwh: 0,
          storedKwh: 0,
          lostKwh: powerKw > 0 ? rating.idleFuelKw * stepHours + givenKwh * (1 / rating.efficiency - 1) : 0,
        },
      }
    },
  }
}
