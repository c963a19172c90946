/**
 * A run of a data set under a controller, in the order of CityLearn's loop without its faults: the state before the row,
 * the row's weather, demand and prices, actions chosen on both, all of it booked in this row, once.
 */
import { type Battery, type BatteryState, battery } from '../battery.ts'
import { coolingCoefficient, heatingCoefficient } from '../heatPump.ts'
import { type StorageTank, type StorageTankState, storageTank } from '../storageTank.ts'
import type { Actions, Controller } from './controllers.ts'
import type { DataSet, Home, Service } from './dataSet.ts'

/** Energies of each step in kWh at the home's meter, above 0 where it draws. */
export interface HomeRun {
  readonly name: string
  readonly netKwh: Float64Array
  /** The same had no store been used. */
  readonly netWithoutStorageKwh: Float64Array
  readonly batteryKwh: Float64Array
  /** After each step. */
  readonly stateOfCharge: Float64Array
  /** Heat, cold and hot water that was demanded and not given. */
  readonly unservedKwh: Float64Array
}

export interface Run {
  readonly homes: readonly HomeRun[]
  readonly steps: number
}

export interface RunOptions {
  /** Rows that are run through, all unless told. CityLearn itself leaves out the last one. */
  readonly steps?: number
  /** What a battery's action is a share of. */
  readonly batteryAction?: 'nominal power' | 'capacity'
}

/** Runs all homes side by side. */
export const runDataSet = (data: DataSet, controller: Controller, options: RunOptions = {}): Run => {
  const steps = Math.min(options.steps ?? data.rows, data.rows)
  const running = data.homes.map(home => started(home, steps, options.batteryAction ?? 'nominal power'))
  for (let row = 0; row < steps; row++)
    for (let k = 0; k < running.length; k++) {
      const one = running[k]
      if (one === undefined) continue
      const actions = controller({
        home: k,
        row,
        hour: one.home.hour[row] ?? 0,
        stateOfCharge: row > 0 ? (one.series.stateOfCharge[row - 1] ?? 0) : one.initialCharge,
      })
      advance(one, row, actions, data.stepHours)
    }
  return { homes: running.map(({ series }) => series), steps }
}

interface Store {
  readonly service: Service
  readonly action: 'coolingStorage' | 'heatingStorage' | 'dhwStorage'
  readonly tank?: StorageTank
  readonly capacityKwh: number
  state: StorageTankState
}

interface Running {
  readonly home: Home
  readonly series: HomeRun
  readonly stores: readonly Store[]
  readonly battery: Battery | undefined
  /** Power of a battery's action of 1. */
  readonly unitKw: number
  readonly capacityKwh: number
  readonly initialCharge: number
  charge: BatteryState
}

const empty: BatteryState = { energyKwh: 0, capacityKwh: 0, efficiency: 1, powerKw: 0 }

const started = (home: Home, steps: number, unit: 'nominal power' | 'capacity'): Running => {
  const device = home.battery && battery(home.battery)
  const capacityKwh = home.battery?.capacityKwh ?? 0
  const charge = device?.initial ?? empty
  return {
    home,
    series: {
      name: home.name,
      netKwh: new Float64Array(steps),
      netWithoutStorageKwh: new Float64Array(steps),
      batteryKwh: new Float64Array(steps),
      stateOfCharge: new Float64Array(steps),
      unservedKwh: new Float64Array(steps),
    },
    stores: home.services
      .filter(({ demandKwh }) => demandKwh.some(x => x !== 0))
      .map(service => {
        const tank = service.storage && storageTank(service.storage)
        return {
          service,
          action: `${service.name}Storage` as const,
          capacityKwh: service.storage?.capacityKwh ?? 0,
          state: tank?.initial ?? { energyKwh: 0, heatKw: 0 },
          ...(tank === undefined ? {} : { tank }),
        }
      }),
    battery: device,
    unitKw: unit === 'capacity' ? capacityKwh : (home.battery?.nominalPowerKw ?? 0),
    capacityKwh,
    initialCharge: capacityKwh > 0 ? charge.energyKwh / capacityKwh : 0,
    charge,
  }
}

const advance = (one: Running, row: number, actions: Actions, stepHours: number): void => {
  const { home, series } = one
  const base = (home.loadKwh[row] ?? 0) - (home.solarKwh[row] ?? 0)
  let net = base
  let without = base
  for (const store of one.stores) {
    const found = served(
      store,
      row,
      home.outdoorTemperatureC[row] ?? 0,
      actions[store.action] ?? 0,
      stepHours,
    )
    net += found.electricKwh
    without += found.withoutStorageKwh
    series.unservedKwh[row] = (series.unservedKwh[row] ?? 0) + found.unservedKwh
  }
  if (one.battery !== undefined) {
    const powerKw = (actions.electricalStorage ?? 0) * one.unitKw
    one.charge = one.battery.step(one.charge, { powerKw }, undefined, stepHours).state
    const drawn = one.charge.powerKw * stepHours
    net += drawn
    series.batteryKwh[row] = drawn
    series.stateOfCharge[row] = one.capacityKwh > 0 ? one.charge.energyKwh / one.capacityKwh : 0
  }
  series.netKwh[row] = net
  series.netWithoutStorageKwh[row] = without
}

/** A service over one step: a store that gives goes first, one that takes gets what the source has left. */
const served = (store: Store, row: number, outdoorC: number, action: number, stepHours: number) => {
  const { source, demandKwh, name } = store.service
  const demand = demandKwh[row] ?? 0
  const coefficient = coefficientOf(store.service, outdoorC)
  const most = source === undefined ? 0 : source.rating.nominalPowerKw * coefficient * stepHours
  const asked =
    action < 0
      ? Math.max(-demand, action * store.capacityKwh)
      : Math.min(action * store.capacityKwh, most - Math.min(demand, most))
  let stored = 0
  if (store.tank !== undefined) {
    store.state = store.tank.step(store.state, { heatKw: asked / stepHours }, undefined, stepHours).state
    stored = store.state.heatKw * stepHours
  }
  const wanted = demand - Math.max(0, -stored)
  const output = Math.min(wanted, most)
  const perHeat = source === undefined ? 0 : 1 / coefficient
  return {
    name,
    electricKwh: (output + Math.max(0, stored)) * perHeat,
    withoutStorageKwh: Math.min(demand, most) * perHeat,
    unservedKwh: wanted - output,
  }
}

const coefficientOf = ({ source, name }: Service, outdoorC: number): number => {
  if (source === undefined) return 1
  if (source.kind === 'heater') return source.rating.efficiency
  return name === 'cooling'
    ? coolingCoefficient(source.rating, outdoorC)
    : heatingCoefficient(source.rating, outdoorC)
}
