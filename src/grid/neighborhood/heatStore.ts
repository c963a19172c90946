/**
 * Heat that is needed, a source that makes it from electricity and a tank between them: the source meets the need, and
 * more where the tank is charged; what the tank gives the source need not make. After the heating storage of CityLearn
 * (Vazquez-Canteli, Dey, Henze and Nagy 2020).
 */
import { clamped, type Device, type Flows } from '../device.ts'
import type { StorageTankState } from '../storageTank.ts'
import { type StorageTankRating, storageTank } from '../storageTank.ts'

export interface HeatSource {
  /** The most heat it makes, and electricity per heat. */
  readonly greatestHeatKw: (outdoorTemperatureC: number) => number
  readonly electricPerHeat: (outdoorTemperatureC: number) => number
}

export interface HeatStoreState {
  readonly tank: StorageTankState
  readonly powerKw: number
  /** Heat that was needed and neither the source nor the tank gave. */
  readonly unservedKwh: number
}

export interface HeatStoreReading {
  readonly powerKw: number
  readonly energyKwh: number
  readonly stateOfCharge: number
  readonly heatKw: number
  readonly unservedKwh: number
}

/** Heat to put into the tank; below 0 to take out. */
export interface HeatStoreCommand {
  readonly heatKw: number
}

export interface HeatStoreSurroundings {
  readonly outdoorTemperatureC: number
  readonly demandKw: number
}

export type HeatStore = Device<HeatStoreState, HeatStoreReading, HeatStoreCommand, HeatStoreSurroundings>

/** A heat store as a machine. */
export const heatStore = (rating: StorageTankRating, source: HeatSource): HeatStore => {
  const tank = storageTank(rating)
  return {
    initial: { tank: tank.initial, powerKw: 0, unservedKwh: 0 },
    read: state => {
      const { energyKwh, stateOfCharge, heatKw } = tank.read(state.tank)
      return { powerKw: state.powerKw, energyKwh, stateOfCharge, heatKw, unservedKwh: state.unservedKwh }
    },
    step: (state, command, { outdoorTemperatureC, demandKw }, stepHours) => {
      const need = Math.max(0, demandKw)
      const most = source.greatestHeatKw(outdoorTemperatureC)
      // What the source cannot make, the tank gives without being told.
      const asked = clamped(command.heatKw, -need, Math.max(0, most - need))
      const stored = tank.step(state.tank, { heatKw: Math.min(asked, most - need) }, undefined, stepHours)
      const madeKw = clamped(need + stored.state.heatKw, 0, most)
      const servedKw = Math.min(need, madeKw - stored.state.heatKw)
      const powerKw = madeKw * source.electricPerHeat(outdoorTemperatureC)
      const flows: Flows = {
        electricInKwh: powerKw * stepHours,
        electricOutKwh: 0,
        otherInKwh: Math.max(0, madeKw - powerKw) * stepHours,
        otherOutKwh: servedKw * stepHours,
        storedKwh: stored.flows.storedKwh,
        lostKwh: stored.flows.lostKwh + Math.max(0, powerKw - madeKw) * stepHours,
      }
      return {
        state: {
          tank: stored.state,
          powerKw,
          unservedKwh: state.unservedKwh + (need - servedKw) * stepHours,
        },
        flows,
      }
    },
  }
}
