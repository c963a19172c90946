/**
 * A community's array, storage and generator behind one controller, with a load of its own. It is told what to draw from
 * the bus, below 0 to give, and meets that with the sun first, then the storage, then the generator; what sun is left
 * charges the storage, and what even then is too much is curtailed.
 */
import { type BatteryRating, type BatteryState, battery } from './battery.ts'
import type { Device, Flows } from './device.ts'
import { type GeneratorRating, type GeneratorState, generator } from './generator.ts'
import {
  type InverterRating,
  type PvInverterState,
  type PvInverterSurroundings,
  pvInverter,
} from './inverter.ts'
import type { PvArrayRating } from './pvArray.ts'

export interface CommunityFacilityRating {
  readonly array: PvArrayRating
  readonly inverter: InverterRating
  readonly battery: BatteryRating
  readonly generator: GeneratorRating
}

export interface CommunityFacilityState {
  readonly sun: PvInverterState
  readonly battery: BatteryState
  readonly generator: GeneratorState
  /** Drawn from the bus, below 0 where it gives. */
  readonly powerKw: number
}

export interface CommunityFacilityReading {
  readonly powerKw: number
  readonly reactivePowerKvar: number
  readonly solarPowerKw: number
  readonly batteryPowerKw: number
  readonly generatorPowerKw: number
  readonly stateOfCharge: number
}

/** What to draw from the bus; nothing told leaves the storage and the generator alone. */
export interface CommunityFacilityCommand {
  readonly powerKw?: number
}

export interface CommunityFacilitySurroundings extends PvInverterSurroundings {
  readonly loadKw: number
}

export type CommunityFacility = Device<
  CommunityFacilityState,
  CommunityFacilityReading,
  CommunityFacilityCommand,
  CommunityFacilitySurroundings
>

/** A facility as a machine. */
export const communityFacility = (rating: CommunityFacilityRating): CommunityFacility => {
  const sun = pvInverter(rating.array, rating.inverter)
  const store = battery(rating.battery)
  const engine = generator(rating.generator)
  return {
    initial: { sun: sun.initial, battery: store.initial, generator: engine.initial, powerKw: 0 },
    read: state => ({
      powerKw: state.powerKw,
      reactivePowerKvar: -state.sun.reactivePowerKvar,
      solarPowerKw: state.sun.powerKw,
      batteryPowerKw: state.battery.powerKw,
      generatorPowerKw: state.generator.powerKw,
      stateOfCharge: store.read(state.battery).stateOfCharge,
    }),
    step: (state, { powerKw: told }, surroundings, stepHours) => {
      const loadKw = Math.max(0, surroundings.loadKw)
      const shining = sun.step(state.sun, {}, surroundings, stepHours)
      const idleKw = loadKw - shining.state.powerKw
      const wantedKw = told === undefined || Number.isNaN(told) ? idleKw : told
      const stored = store.step(state.battery, { powerKw: wantedKw - idleKw }, undefined, stepHours)
      const withStoreKw = idleKw + stored.state.powerKw
      const run = engine.step(
        state.generator,
        { powerKw: Math.max(0, withStoreKw - wantedKw) },
        undefined,
        stepHours,
      )
      const netKw = withStoreKw - run.state.powerKw
      const surplusKw = Math.max(0, Math.min(wantedKw - netKw, shining.state.powerKw))
      const kept =
        surplusKw > 0
          ? sun.step(state.sun, { limitKw: shining.state.powerKw - surplusKw }, surroundings, stepHours)
          : shining
      const powerKw = loadKw - kept.state.powerKw + stored.state.powerKw - run.state.powerKw
      return {
        state: { sun: kept.state, battery: stored.state, generator: run.state, powerKw },
        flows: behindOneMeter(kept.flows, stored.flows, run.flows, loadKw, powerKw, stepHours),
      }
    },
  }
}

/** The books of all of it: what one part gives another stays within. */
const behindOneMeter = (
  sun: Flows,
  store: Flows,
  engine: Flows,
  loadKw: number,
  powerKw: number,
  stepHours: number,
): Flows => ({
  electricInKwh: Math.max(0, powerKw) * stepHours,
  electricOutKwh: Math.max(0, -powerKw) * stepHours,
  otherInKwh: sun.otherInKwh + engine.otherInKwh,
  otherOutKwh: loadKw * stepHours,
  storedKwh: store.storedKwh,
  lostKwh: sun.lostKwh + store.lostKwh + engine.lostKwh,
})
