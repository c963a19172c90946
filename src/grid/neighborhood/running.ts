/**
 * A device at work: a Moore machine with its state hidden, so that batteries and houses stand side by side. It is the
 * coalgebra of the machine: what it reads, and what it is after a step.
 */
import type { Device, Flows } from '../device.ts'

/** What surrounds devices in a step. */
export interface Ambient {
  readonly step: number
  readonly stepHours: number
  /** Hours since midnight of the middle of the step. */
  readonly hour: number
  readonly outdoorTemperatureC: number
  readonly irradianceWm2: number
  /** At the bus of the device, at the end of the last step. */
  readonly voltagePu: number
  /** Of a transformer: what flowed through it in the last step. */
  readonly through: { readonly powerKw: number; readonly reactivePowerKvar: number }
  /** A draw of the standard normal distribution that is this device's and this step's. */
  readonly normal: () => number
}

export type Numbers = Readonly<Record<string, number>>

/** A step of a device: what it is now, what it draws, and its books. */
export interface Moved {
  readonly next: Running
  readonly flows: Flows
  /** Drawn from the bus, below 0 where it gives. */
  readonly netKw: number
  readonly reactivePowerKvar: number
  /** Of fuel that was burnt. */
  readonly carbonKg: number
}

export interface Running {
  readonly readings: () => Numbers
  /** `command` has what it is told by name; what is not told is as if nobody had ever commanded anything. */
  readonly step: (command: Numbers, ambient: Ambient, stepHours: number) => Moved
}

/** How a machine is seen from the neighborhood. */
export interface View<Reading, Command, Surroundings> {
  readonly readings: (reading: Reading) => Numbers
  readonly command: (told: Numbers) => Command
  readonly surroundings: (ambient: Ambient) => Surroundings
  /** Drawn, where it is not zero. */
  readonly reactivePowerKvar?: (reading: Reading) => number
  readonly carbonKg?: (before: Reading, after: Reading) => number
}

/** A machine at work in its initial state. */
export const running = <State, Reading, Command, Surroundings>(
  machine: Device<State, Reading, Command, Surroundings>,
  view: View<Reading, Command, Surroundings>,
): Running => {
  const at = (state: State): Running => {
    const reading = machine.read(state)
    let shown: Numbers | undefined
    return {
      readings: () => {
        shown ??= view.readings(reading)
        return shown
      },
      step: (told, ambient, stepHours) => {
        const { state: after, flows } = machine.step(
          state,
          view.command(told),
          view.surroundings(ambient),
          stepHours,
        )
        const { reactivePowerKvar, carbonKg } = view
        return {
          next: at(after),
          flows,
          netKw: (flows.electricInKwh - flows.electricOutKwh) / stepHours,
          reactivePowerKvar: reactivePowerKvar === undefined ? 0 : reactivePowerKvar(machine.read(after)),
          carbonKg: carbonKg === undefined ? 0 : carbonKg(reading, machine.read(after)),
        }
      },
    }
  }
  return at(machine.initial)
}
