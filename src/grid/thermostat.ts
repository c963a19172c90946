/**
 * A thermostat with a dead band: it starts to heat when the air is half a band below the heating set point and stops
 * half a band above it, and cools around the other set point in the same way; between switches it stays at least
 * `minimumHours` as it is, which spares a compressor.
 */
import { clamped, type Device, still } from './device.ts'

export interface ThermostatRating {
  readonly deadBandC: number
  readonly minimumHours: number
  readonly heatingSetPointC: number
  readonly coolingSetPointC: number
  /** How far from these a command may move the set points. */
  readonly comfortC: number
}

export type Mode = 'off' | 'heating' | 'cooling'

export interface ThermostatState {
  readonly mode: Mode
  /** How long it has been in its mode. */
  readonly hoursInMode: number
  readonly heatingSetPointC: number
  readonly coolingSetPointC: number
}

/** Set points to keep from now on; what is not told stays as it is. */
export interface ThermostatCommand {
  readonly heatingSetPointC?: number
  readonly coolingSetPointC?: number
}

export type Thermostat = Device<
  ThermostatState,
  ThermostatState,
  ThermostatCommand,
  { readonly airTemperatureC: number }
>

/** A thermostat as a machine; set points outside the comfort that was agreed are cut to it. */
export const thermostat = (rating: ThermostatRating): Thermostat => {
  const { comfortC, deadBandC } = rating
  const near = (asked: number | undefined, agreed: number, now: number): number =>
    asked === undefined || Number.isNaN(asked) ? now : clamped(asked, agreed - comfortC, agreed + comfortC)
  return {
    initial: {
      mode: 'off',
      hoursInMode: rating.minimumHours,
      heatingSetPointC: rating.heatingSetPointC,
      coolingSetPointC: rating.coolingSetPointC,
    },
    read: state => state,
    step: (state, command, { airTemperatureC }, stepHours) => {
      const heatingSetPointC = near(command.heatingSetPointC, rating.heatingSetPointC, state.heatingSetPointC)
      const coolingSetPointC = Math.max(
        heatingSetPointC + deadBandC,
        near(command.coolingSetPointC, rating.coolingSetPointC, state.coolingSetPointC),
      )
      const wanted = wantedMode(
        state.mode,
        airTemperatureC,
        heatingSetPointC,
        coolingSetPointC,
        deadBandC / 2,
      )
      const stays = wanted === state.mode || state.hoursInMode < rating.minimumHours
      return {
        state: {
          mode: stays ? state.mode : wanted,
          hoursInMode: stays ? state.hoursInMode + stepHours : stepHours,
          heatingSetPointC,
          coolingSetPointC,
        },
        flows: still,
      }
    },
  }
}

const wantedMode = (mode: Mode, airC: number, heatC: number, coolC: number, half: number): Mode => {
  if (airC < heatC - half) return 'heating'
  if (airC > coolC + half) return 'cooling'
  if (mode === 'heating' && airC < heatC + half) return 'heating'
  if (mode === 'cooling' && airC > coolC - half) return 'cooling'
  return 'off'
}
