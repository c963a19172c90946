/** A load that follows a profile, of which a share may be shed; what is shed is gone and not made up for later. */
import { clamped, type Device } from './device.ts'

export interface LoadRating {
  /** Of the profile, in [0, 1]. */
  readonly controllableShare: number
  /** Reactive over active power: 0.33 is a power factor of 0.95. */
  readonly reactiveShare: number
}

export interface LoadState {
  readonly powerKw: number
  readonly reactivePowerKvar: number
  /** What was not served because it was told so. */
  readonly shedKw: number
}

/** How much to shed. */
export interface LoadCommand {
  readonly shedKw: number
}

export type Load = Device<LoadState, LoadState, LoadCommand, { readonly profileKw: number }>

/** A load as a machine. */
export const load = (rating: LoadRating): Load => ({
  initial: { powerKw: 0, reactivePowerKvar: 0, shedKw: 0 },
  read: state => state,
  step: (_, command, { profileKw }, stepHours) => {
    const wanted = Math.max(0, profileKw)
    const shedKw = clamped(command.shedKw, 0, wanted * rating.controllableShare)
    const powerKw = wanted - shedKw
    return {
      state: { powerKw, reactivePowerKvar: powerKw * rating.reactiveShare, shedKw },
      flows: {
        electricInKwh: powerKw * stepHours,
        electricOutKwh: 0,
        otherInKwh: 0,
        otherOutKwh: powerKw * stepHours,
        storedKwh: 0,
        lostKwh: 0,
      },
    }
  },
})
