/** What a run meets beyond the models: devices outside, who looks on over a protocol, and the time that passes. */
import * as E from 'fp-ts/lib/Either.js'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { modbusPort } from '../drive/modbus/port.ts'
import { serveFleet } from '../drive/modbus/serveFleet.ts'
import { notReached, notServed } from '../drive/notDriven.ts'
import { heard } from '../drive/outside.ts'
import type { DevicePort, Serving } from '../drive/port.ts'
import { type Served, served } from '../drive/served.ts'
import { live, type Request, type Surroundings } from '../drive/surroundings.ts'
import type { Neighborhood } from '../grid/neighborhood/neighborhood.ts'
import type { Placed } from '../grid/neighborhood/placed.ts'
import { membersOf } from '../grid/neighborhood/readings.ts'
import { begin, type World } from '../grid/neighborhood/world.ts'
import type { OpenedDrive } from './driveOpen.ts'

export interface LiveOptions {
  readonly actuate?: boolean
  /** Seconds that a step takes. */
  readonly pace?: number
  /** `HOST:PORT` or `PORT`. */
  readonly serveModbus?: Listening
}

export interface Listening {
  readonly host?: string
  readonly port: number
}

export interface Live {
  readonly surroundings: Surroundings
  readonly stepped: (world: World) => void
  /** What to tell of it before the run begins. */
  readonly told: readonly string[]
  readonly close: () => Promise<void>
}

/** Whether devices are moved, or shown to others: then one run at a time. */
export const goesLive = ({ actuate = false, serveModbus: modbus }: LiveOptions): boolean =>
  actuate || modbus !== undefined

/** The devices of a neighborhood that stand outside, by id. */
export const outsideOf = ({ devices }: Neighborhood): readonly string[] =>
  devices.flatMap(({ id, endpoint }) => (endpoint === undefined ? [] : [id]))

/** Milliseconds between two looks at whether the user has had enough. */
const look = 100

/** Opens what the options ask for. */
export const goLive = async (
  { game, grid }: OpenedDrive,
  seed: number,
  options: LiveOptions,
  isInterrupted: () => boolean,
): Promise<E.Either<readonly Diagnostic[], Live>> => {
  const { neighborhood } = grid
  const { actuate = false, serveModbus: listening } = options
  const seconds = secondsOf(options, neighborhood)
  const ports = actuate ? neighborhood.devices.flatMap(device => portOf(device, 2 * seconds)) : []
  const closing: (() => Promise<void>)[] = ports.map(port => port.close)
  const close = async (): Promise<void> => {
    await Promise.all(closing.map(end => end()))
  }
  const fail = async (problems: readonly Diagnostic[]): Promise<E.Either<readonly Diagnostic[], Live>> => {
    await close()
    return E.left(problems)
  }
  if (actuate && ports.length === 0) return fail([nothingOutside(grid.path)])
  const { faults } = await heard(ports)
  if (faults.length > 0) return fail(faults.map(notReached))
  const commanded = new Set(
    (game?.driven.sends ?? []).flatMap(({ quantity: { path } }) => membersOf(neighborhood, path) ?? [path]),
  )
  const first = begin(neighborhood, seed)
  const shown: Served[] = []
  // Set points that revert by themselves do so by the time of the neighborhood.
  let simulated = 0
  const told: string[] = []
  if (listening !== undefined) {
    const models = served(neighborhood, first, 'modbus', path => commanded.has(path))
    const serving = await serveFleet(models.devices, { ...listening, clock: () => simulated })
    if (E.isLeft(serving)) return fail([notServed('Modbus', serving.left)])
    shown.push(models)
    closing.push(serving.right.close)
    told.push(
      `Modbus at ${at(serving.right)}: ${serving.right.places
        .map(({ unit, id, port }) =>
          port === serving.right.port ? `unit ${unit} ${id}` : `unit ${unit} of port ${port} ${id}`,
        )
        .join(', ')}`,
    )
  }
  const asked = (): readonly Request[] => shown.flatMap(one => one.requests())
  return E.right({
    surroundings: live(ports, () => passing(seconds, isInterrupted), asked),
    stepped: world => {
      simulated = world.step * neighborhood.stepHours * 3600
      for (const one of shown) one.show(world)
    },
    told,
    close,
  })
}

const at = ({ address, port }: Serving): string => `${address}:${port}`

const nothingOutside = (grid: string): Diagnostic =>
  diagnostic('G7309', `no device of \`${grid}\` stands outside`, {
    explanation: ['With `--actuate` the devices that have an `endpoint` are read and commanded.'],
    hint: 'give a device an `endpoint`, or leave `--actuate` out to drive the models',
  })

const outsideKinds = ['inverter', 'battery', 'meter', 'communityFacility'] as const

/** As long as a step is where devices are moved; a second where others look on. */
const secondsOf = (options: LiveOptions, { stepHours }: Neighborhood): number => {
  if (options.pace !== undefined) return options.pace
  if (options.actuate === true) return stepHours * 3600
  return goesLive(options) ? 1 : 0
}

/** Seconds that a set point at least holds, so that one is not given up for a delay. */
const leastHold = 10

const portOf = ({ id, kind, endpoint }: Placed, holdSeconds: number): readonly DevicePort[] => {
  const outside = outsideKinds.find(one => one === kind)
  if (endpoint === undefined || outside === undefined || !('modbus' in endpoint)) return []
  const colon = endpoint.modbus.lastIndexOf(':')
  return [
    modbusPort({
      ...{ id, kind: outside, unit: endpoint.unit },
      host: endpoint.modbus.slice(0, colon).replace(/^\[|\]$/g, ''),
      port: Number(endpoint.modbus.slice(colon + 1)),
      revertSeconds: Math.ceil(Math.max(leastHold, holdSeconds)),
      ...(endpoint.timeoutMs === undefined ? {} : { timeoutMs: endpoint.timeoutMs }),
    }),
  ]
}

/** Lets so many seconds pass, or fewer where the user has had enough. */
const passing = async (seconds: number, isInterrupted: () => boolean): Promise<void> => {
  const until = performance.now() + 1000 * seconds
  for (;;) {
    const left = until - performance.now()
    if (left <= 0 || isInterrupted()) return
    await new Promise(resolve => setTimeout(resolve, Math.min(look, left)))
  }
}
