/**
 * A neighborhood at a moment, and a step of it: devices act on commands and surroundings, meters count, the feeder's
 * voltages follow. Nothing is changed in place; the same seed, step and commands give the same step.
 */
import * as E from 'fp-ts/lib/Either.js'
import { splitMix64 } from '../../markov/splitMix64.ts'
import { type Flows, imbalanceKwh } from '../device.ts'
import { type Overload, overloads } from '../line.ts'
import { type PowerFlow, powerFlow } from '../powerFlow.ts'
import { type Comfort, type Lever, layoutOf } from './layout.ts'
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
export const ambientOf = (neighborhood: Neighborhood, world: World, place: number): Ambient =>
  surroundings(neighborhood, world)(place)

/** What surrounds each device in the step that comes: what all of them share is looked up once. */
const surroundings = (neighborhood: Neighborhood, world: World): ((place: number) => Ambient) => {
  const { step, seed, through } = world
  const { series, feeder, buses, devices, stepHours } = neighborhood
  const hour = hourOf(neighborhood, step + 0.5)
  const outdoorTemperatureC = series.get('outdoorTemperatureC')?.[step] ?? 20
  const irradianceWm2 = series.get('irradianceWm2')?.[step] ?? 0
  const sourceVoltagePu = feeder?.sourceVoltagePu ?? 1
  return place => {
    const bus = buses[place] ?? -1
    return {
      step,
      stepHours,
      hour,
      outdoorTemperatureC,
      irradianceWm2,
      voltagePu: world.voltagePu?.[bus] ?? sourceVoltagePu,
      through:
        through !== undefined && devices[place]?.kind === 'transformer'
          ? carried(through, bus, world.devices[place])
          : nothingThrough,
      normal: () => normal(seed, step, place),
    }
  }
}

const nothingThrough: Ambient['through'] = { powerKw: 0, reactivePowerKvar: 0 }

/** What goes through a transformer; what it loses itself is drawn at its bus, and does not go through it. */
const carried = (
  { powerKw, reactivePowerKvar }: NonNullable<World['through']>,
  bus: number,
  transformer: Running | undefined,
): Ambient['through'] => ({
  powerKw: (powerKw[bus] ?? 0) - (transformer?.readings()['lossKw'] ?? 0),
  reactivePowerKvar: reactivePowerKvar[bus] ?? 0,
})

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
  const own = (BigInt(seed) << 40n) ^ (BigInt(place) << 24n)
  return Math.SQRT1_2 * (draw(own, step) + draw(own, step + 1))
}

/** Box and Muller, A note on the generation of random normal deviates, 1958. */
const draw = (own: bigint, at: number): number => {
  const random = splitMix64(own ^ BigInt(at))
  return Math.sqrt(-2 * Math.log(1 - random.double())) * Math.cos(2 * Math.PI * random.double())
}

/** What a device is told of `commands`; what is not a number is told to nobody. */
const told = (levers: readonly Lever[], commands: ReadonlyMap<string, number>): Numbers => {
  if (commands.size === 0 || levers.length === 0) return noCommand
  const found: Record<string, number> = {}
  for (const { name, path } of levers) {
    const value = commands.get(path)
    if (value !== undefined && !Number.isNaN(value)) found[name] = value
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
  const { devices, stepHours, agents } = neighborhood
  const { agentOf, levers, comfort } = layoutOf(neighborhood)
  const around = surroundings(neighborhood, world)
  const next: Running[] = []
  const records: DeviceRecord[] = []
  const netKw = new Float64Array(agents.length)
  const fuelKg = new Float64Array(agents.length)
  const discomfortCh = new Float64Array(agents.length)
  const count = neighborhood.feeder?.buses.length ?? 0
  const powerKw = new Float64Array(count)
  const reactivePowerKvar = new Float64Array(count)
  for (let place = 0; place < devices.length; place++) {
    const now = world.devices[place]
    const device = devices[place]
    if (now === undefined || device === undefined) continue
    const { id, agent, kind } = device
    const moved = now.step(told(levers[place] ?? [], commands), around(place), stepHours)
    const net = measured.get(id) ?? moved.netKw
    const owner = agentOf[place] ?? 0
    const band = comfort[place]
    next.push(moved.next)
    records.push({ id, agent, kind, netKw: net, flows: moved.flows })
    netKw[owner] = (netKw[owner] ?? 0) + net
    fuelKg[owner] = (fuelKg[owner] ?? 0) + moved.carbonKg
    if (band !== undefined)
      discomfortCh[owner] = (discomfortCh[owner] ?? 0) + strayedC(moved.next, band) * stepHours
    const bus = neighborhood.buses[place]
    if (bus !== undefined) {
      powerKw[bus] = (powerKw[bus] ?? 0) + net
      reactivePowerKvar[bus] = (reactivePowerKvar[bus] ?? 0) + moved.reactivePowerKvar
    }
  }
  const found = accounts(neighborhood, world.step, netKw, fuelKg, discomfortCh)
  const metered = netKw.reduce((sum, kw) => sum + kw, 0)
  const { grid, flow } = flowing(neighborhood, metered, powerKw, reactivePowerKvar)
  const through = {
    powerKw: beyond(neighborhood, powerKw),
    reactivePowerKvar: beyond(neighborhood, reactivePowerKvar),
  }
  return {
    world: {
      ...{ step: world.step + 1, seed: world.seed, devices: next, grid },
      meters: found.map((one, k) => counted(world.meters[k] ?? unread, one)),
      ...(flow === undefined ? {} : { voltagePu: flow.voltagePu, through }),
    },
    record: { step: world.step, devices: records, agents: found, grid },
  }
}

/** By how many degrees a house is outside its comfort. */
const strayedC = (house: Running, { low, high }: Comfort): number => {
  const air = house.readings()['airTemperatureC'] ?? low
  return Math.max(0, low - air, air - high)
}

/** What each agent's meter counts in a step, and what that costs. */
const accounts = (
  { agents, stepHours, importUsdPerKwh, exportUsdPerKwh, carbonKgPerKwh }: Neighborhood,
  step: number,
  netKw: Float64Array,
  fuelKg: Float64Array,
  discomfortCh: Float64Array,
): readonly AgentRecord[] => {
  const buy = importUsdPerKwh[step] ?? 0
  const sell = exportUsdPerKwh[step] ?? 0
  const carbon = carbonKgPerKwh[step] ?? 0
  return agents.map((agent, k): AgentRecord => {
    const net = netKw[k] ?? 0
    const importKwh = Math.max(0, net) * stepHours
    const exportKwh = Math.max(0, -net) * stepHours
    return {
      agent,
      netKw: net,
      importKwh,
      exportKwh,
      billUsd: importKwh * buy - exportKwh * sell,
      costUsd: importKwh * buy,
      carbonKg: importKwh * carbon + (fuelKg[k] ?? 0),
      discomfortCh: discomfortCh[k] ?? 0,
    }
  })
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

/** By how much the books of a step do not balance over all devices, in kWh. */
export const imbalanceOf = ({ devices }: StepRecord): number =>
  devices.reduce((sum, { flows }) => sum + Math.abs(imbalanceKwh(flows)), 0)
