/**
 * A neighborhood at a moment, and a step of it: devices act on commands and surroundings, meters count, the feeder's
 * voltages follow. Nothing is changed in place; the same seed, step and commands give the same step.
 */
import * as E from 'fp-ts/lib/Either.js'
import { splitMix64 } from '../../markov/splitMix64.ts'
import { type Flows, imbalanceKwh } from '../device.ts'
import { type Overload, overloads } from '../line.ts'
import { type PowerFlow, powerFlow } from '../powerFlow.ts'
import type { Neighborhood } from './neighborhood.ts'
import type { Ambient, Numbers, Running } from './running.ts'

/** What an agent's meter shows; energies and bills since the start, and of the last step. */
export interface MeterReading {
  readonly powerKw: number
  readonly importKwh: number
  readonly exportKwh: number
  readonly billUsd: number
  readonly stepImportKwh: number
  readonly stepExportKwh: number
  readonly stepBillUsd: number
  readonly stepCarbonKg: number
}

export interface World {
  readonly step: number
  readonly seed: number
  /** In the order of the neighborhood's devices. */
  readonly devices: readonly Running[]
  /** In the order of its agents. */
  readonly meters: readonly MeterReading[]
  readonly grid: GridRecord
  /** By place on the feeder, of the last step. */
  readonly voltagePu?: Float64Array
  readonly through?: { readonly powerKw: Float64Array; readonly reactivePowerKvar: Float64Array }
}

export interface DeviceRecord {
  readonly id: string
  readonly agent: string
  readonly kind: string
  readonly netKw: number
  readonly flows: Flows
}

/** What one agent's meter counted in a step. */
export interface AgentRecord {
  readonly agent: string
  readonly netKw: number
  readonly importKwh: number
  readonly exportKwh: number
  /** Imports at their price, exports credited at theirs. */
  readonly billUsd: number
  /** Imports alone. */
  readonly costUsd: number
  readonly carbonKg: number
  /** Degrees outside the comfort that was agreed on, at the end of the step, times its hours. */
  readonly discomfortCh: number
}

export interface GridRecord {
  /** At the substation: what the meters counted, and losses. */
  readonly demandKw: number
  readonly lossKw: number
  readonly lowestVoltagePu: number
  readonly lowestBus: string
  readonly highestVoltagePu: number
  readonly highestBus: string
  readonly overloads: readonly Overload[]
  /** Whether voltages were found; where not, `reason` names the bus. */
  readonly flowed: boolean
  readonly reason?: string
}

export interface StepRecord {
  readonly step: number
  readonly devices: readonly DeviceRecord[]
  readonly agents: readonly AgentRecord[]
  readonly grid: GridRecord
}

const calm: GridRecord = {
  demandKw: 0,
  lossKw: 0,
  lowestVoltagePu: 1,
  lowestBus: '',
  highestVoltagePu: 1,
  highestBus: '',
  overloads: [],
  flowed: true,
}

const unread: MeterReading = {
  powerKw: 0,
  importKwh: 0,
  exportKwh: 0,
  billUsd: 0,
  stepImportKwh: 0,
  stepExportKwh: 0,
  stepBillUsd: 0,
  stepCarbonKg: 0,
}

/** The neighborhood before its first step. */
export const begin = (neighborhood: Neighborhood, seed: number): World => ({
  step: 0,
  seed,
  devices: neighborhood.devices.map(({ running }) => running),
  meters: neighborhood.agents.map(() => unread),
  grid: calm,
})

const noCommand: Numbers = {}
const noCommands: ReadonlyMap<string, number> = new Map()

/** What surrounds the device at `place` of the neighborhood's devices in the step that comes. */
export const ambientOf = (neighborhood: Neighborhood, world: World, place: number): Ambient => {
  const { step, seed } = world
  const { series } = neighborhood
  const bus = neighborhood.buses[place] ?? -1
  return {
    step,
    hour: hourOf(neighborhood, step + 0.5),
    outdoorTemperatureC: series.get('outdoorTemperatureC')?.[step] ?? 20,
    irradianceWm2: series.get('irradianceWm2')?.[step] ?? 0,
    voltagePu: world.voltagePu?.[bus] ?? 1,
    through: {
      powerKw: world.through?.powerKw[bus] ?? 0,
      reactivePowerKvar: world.through?.reactivePowerKvar[bus] ?? 0,
    },
    normal: () => normal(seed, step, place),
  }
}

/** Hours since midnight at a step, or within it. */
export const hourOf = ({ startMs, stepHours }: Neighborhood, step: number): number => {
  const hours = startMs / 3_600_000 + step * stepHours
  return hours - 24 * Math.floor(hours / 24)
}

/**
 * Of the device's own generator, so that no device depends on how many there are; half of it comes again in the
 * next step, as the use of one hour does.
 */
const normal = (seed: number, step: number, place: number): number => {
  const draw = (at: number): number => {
    const random = splitMix64((BigInt(seed) << 40n) ^ (BigInt(place) << 24n) ^ BigInt(at))
    // Box and Muller, 1958.
    return Math.sqrt(-2 * Math.log(1 - random.double())) * Math.cos(2 * Math.PI * random.double())
  }
  return Math.SQRT1_2 * (draw(step) + draw(step + 1))
}

/** What device `place` is told of `commands`. */
const told = (neighborhood: Neighborhood, place: number, commands: ReadonlyMap<string, number>): Numbers => {
  const device = neighborhood.devices[place]
  if (device === undefined || commands.size === 0) return noCommand
  const found: Record<string, number> = {}
  for (const { name, access } of device.quantities) {
    if (access === 'read') continue
    const value = commands.get(`${device.id}.${name}`)
    if (value !== undefined) found[name] = value
  }
  return found
}

/**
 * One step under `commands`, by path of their quantity. `measured`: the net power in kW of devices that stand outside,
 * by id, which takes the place of what their model draws.
 */
export const advance = (
  neighborhood: Neighborhood,
  world: World,
  commands: ReadonlyMap<string, number> = noCommands,
  measured: ReadonlyMap<string, number> = noCommands,
): { readonly world: World; readonly record: StepRecord } => {
  const { devices, stepHours } = neighborhood
  const { step } = world
  const next: Running[] = []
  const records: DeviceRecord[] = []
  const netKw = new Map<string, number>()
  const fuelKg = new Map<string, number>()
  const discomfort = new Map<string, number>()
  const count = neighborhood.feeder?.buses.length ?? 0
  const powerKw = new Float64Array(count)
  const reactivePowerKvar = new Float64Array(count)
  devices.forEach(({ id, agent, kind }, place) => {
    const now = world.devices[place]
    if (now === undefined) return
    const moved = now.step(
      told(neighborhood, place, commands),
      ambientOf(neighborhood, world, place),
      stepHours,
    )
    const net = measured.get(id) ?? moved.netKw
    next.push(moved.next)
    records.push({ id, agent, kind, netKw: net, flows: moved.flows })
    netKw.set(agent, (netKw.get(agent) ?? 0) + net)
    if (moved.carbonKg > 0) fuelKg.set(agent, (fuelKg.get(agent) ?? 0) + moved.carbonKg)
    if (kind === 'thermostat') {
      const { low, high } = comfortOf(neighborhood, id)
      const air = moved.next.readings()['airTemperatureC'] ?? low
      const strayed = Math.max(0, low - air, air - high) * stepHours
      if (strayed > 0) discomfort.set(agent, (discomfort.get(agent) ?? 0) + strayed)
    }
    const bus = neighborhood.buses[place]
    if (bus !== undefined) {
      powerKw[bus] = (powerKw[bus] ?? 0) + net
      reactivePowerKvar[bus] = (reactivePowerKvar[bus] ?? 0) + moved.reactivePowerKvar
    }
  })
  const buy = neighborhood.importUsdPerKwh[step] ?? 0
  const sell = neighborhood.exportUsdPerKwh[step] ?? 0
  const carbon = neighborhood.carbonKgPerKwh[step] ?? 0
  const agents = neighborhood.agents.map((agent): AgentRecord => {
    const net = netKw.get(agent) ?? 0
    const importKwh = Math.max(0, net) * stepHours
    const exportKwh = Math.max(0, -net) * stepHours
    return {
      ...{ agent, netKw: net, importKwh, exportKwh },
      billUsd: importKwh * buy - exportKwh * sell,
      costUsd: importKwh * buy,
      carbonKg: importKwh * carbon + (fuelKg.get(agent) ?? 0),
      discomfortCh: discomfort.get(agent) ?? 0,
    }
  })
  const metered = agents.reduce((sum, agent) => sum + agent.netKw, 0)
  const { grid, flow } = flowing(neighborhood, metered, powerKw, reactivePowerKvar)
  return {
    world: {
      ...{ step: step + 1, seed: world.seed, devices: next, grid },
      meters: agents.map((one, k) => counted(world.meters[k] ?? unread, one)),
      ...(flow === undefined
        ? {}
        : {
            voltagePu: flow.voltagePu,
            through: {
              powerKw: beyond(neighborhood, powerKw),
              reactivePowerKvar: beyond(neighborhood, reactivePowerKvar),
            },
          }),
    },
    record: { step, devices: records, agents, grid },
  }
}

const counted = (before: MeterReading, now: AgentRecord): MeterReading => ({
  powerKw: now.netKw,
  importKwh: before.importKwh + now.importKwh,
  exportKwh: before.exportKwh + now.exportKwh,
  billUsd: before.billUsd + now.billUsd,
  stepImportKwh: now.importKwh,
  stepExportKwh: now.exportKwh,
  stepBillUsd: now.billUsd,
  stepCarbonKg: now.carbonKg,
})

const flowing = (
  { feeder }: Neighborhood,
  meteredKw: number,
  powerKw: Float64Array,
  reactivePowerKvar: Float64Array,
): { readonly grid: GridRecord; readonly flow?: PowerFlow } => {
  if (feeder === undefined) return { grid: { ...calm, demandKw: meteredKw } }
  const flow = powerFlow(feeder, powerKw, reactivePowerKvar)
  if (E.isLeft(flow))
    return {
      grid: {
        ...calm,
        demandKw: meteredKw,
        flowed: false,
        lowestBus: flow.left.bus,
        reason: flow.left.reason,
      },
    }
  const { lossKw, lowest, highest } = flow.right
  return {
    flow: flow.right,
    grid: {
      demandKw: meteredKw + lossKw,
      lossKw,
      lowestVoltagePu: lowest.voltagePu,
      lowestBus: lowest.bus,
      highestVoltagePu: highest.voltagePu,
      highestBus: highest.bus,
      overloads: overloads(feeder, flow.right),
      flowed: true,
    },
  }
}

/** At each place what is drawn there and beyond it; a bus comes after the one that feeds it. */
const beyond = ({ feeder }: Neighborhood, drawn: Float64Array): Float64Array => {
  const sum = drawn.slice()
  for (let k = sum.length - 1; k > 0; k--) {
    const parent = feeder?.parent[k] ?? 0
    sum[parent] = (sum[parent] ?? 0) + (sum[k] ?? 0)
  }
  return sum
}

/** Between which temperatures a house has to stay: what its thermostat agreed to, within the safe limits. */
export const comfortOf = (
  { quantities, safe }: Neighborhood,
  device: string,
): { readonly low: number; readonly high: number } => ({
  low: Math.max(
    safe.lowestTemperatureC,
    quantities.get(`${device}.heatingSetPointC`)?.low ?? Number.NEGATIVE_INFINITY,
  ),
  high: Math.min(
    safe.highestTemperatureC,
    quantities.get(`${device}.coolingSetPointC`)?.high ?? Number.POSITIVE_INFINITY,
  ),
})

/** By how much the books of a step do not balance over all devices, in kWh. */
export const imbalanceOf = ({ devices }: StepRecord): number =>
  devices.reduce((sum, { flows }) => sum + Math.abs(imbalanceKwh(flows)), 0)
