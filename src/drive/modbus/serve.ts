/**
 * Devices of the models as SunSpec devices over Modbus TCP, one unit each. Whatever a client sends, the server answers
 * the others: garbage ends its own connection, and so do a frame that never ends and an answer that nobody takes.
 */
import { createServer, type Server, type Socket } from 'node:net'
import * as E from 'fp-ts/lib/Either.js'
import type { ServedDevice, Serving } from '../port.ts'
import { type Answering, answer, cut } from './frames.ts'
import { mapOf } from './maps.ts'
import { type Exception, type Unit, unitOf } from './unit.ts'

export interface ModbusOptions {
  /** 127.0.0.1 unless told. */
  readonly host?: string
  /** 0 lets the system choose. */
  readonly port: number
  /** Seconds, by which reversion times are counted: of the simulation, or of the wall. */
  readonly clock?: () => number
  /** After so long without a word a connection is ended. */
  readonly idleMs?: number
  /** How long a frame may take from its first byte to its last. */
  readonly frameMs?: number
  readonly greatestConnections?: number
}

/** A server of Modbus. */
export interface ModbusServing extends Serving {
  /** Ends the commands that have run their time; it does so by itself too, at every request and ten times a second. */
  readonly tick: () => void
}

/** Units have one byte, of which 1 to 247 may be devices. */
export const greatestUnit = 247

/** A device and the unit it is served as. */
export interface UnitEntry {
  readonly unit: number
  readonly id: string
  readonly kind: ServedDevice['kind']
}

const served = (devices: readonly ServedDevice[]): readonly ServedDevice[] =>
  devices.filter(({ kind }) => mapOf(kind) !== undefined)

/** The units of devices: 1, 2, 3 and so on in their order, without those that SunSpec has no models for (thermostats). */
export const unitsOf = (devices: readonly ServedDevice[]): readonly UnitEntry[] =>
  served(devices).map(({ id, kind }, k) => ({ unit: k + 1, id, kind }))

/** Units by number, made when they are first asked for. */
const registry = (devices: () => readonly ServedDevice[], clock: () => number) => {
  const units = new Map<string, { readonly kind: ServedDevice['kind']; readonly unit: Unit }>()
  const current = new Map<string, ServedDevice>()
  let listed: readonly ServedDevice[] | undefined
  let list: readonly ServedDevice[] = []
  const refresh = (): void => {
    const all = devices()
    if (all === listed) return
    listed = all
    list = served(all)
    current.clear()
    for (const device of list) current.set(device.id, device)
  }
  /** The device of this name as it is now: what is commanded outlives the object that stood for it. */
  const standing = (device: ServedDevice): ServedDevice => {
    const now = (): ServedDevice => current.get(device.id) ?? device
    return {
      ...device,
      reading: () => now().reading(),
      request: (quantity, value) => now().request(quantity, value),
    }
  }
  const find = (number: number): Unit | undefined => {
    refresh()
    const device = number > greatestUnit ? undefined : list[number - 1]
    if (device === undefined) return undefined
    const known = units.get(device.id)
    if (known?.kind === device.kind) return known.unit
    const unit = unitOf(standing(device), clock)
    if (unit !== undefined) units.set(device.id, { kind: device.kind, unit })
    return unit
  }
  const tick = (): void => {
    for (const { unit } of units.values()) unit.tick()
  }
  return { find, tick }
}

/** Where not even the devices can be listed, every unit has failed (4). */
const answering = (find: (unit: number) => Unit | undefined): Answering => {
  const asked = <A>(
    number: number,
    ask: (unit: Unit) => E.Either<Exception, A>,
  ): E.Either<Exception | 0x0b, A> => {
    try {
      const unit = find(number)
      return unit === undefined ? E.left(0x0b) : ask(unit)
    } catch {
      return E.left(4)
    }
  }
  return {
    read: (number, address, count) => asked(number, unit => unit.read(address, count)),
    write: (number, address, words) => asked(number, unit => unit.write(address, words)),
  }
}

interface Patience {
  readonly idleMs: number
  readonly frameMs: number
}

/** Talks to one client until it goes or has to go. */
const converse = (socket: Socket, replies: Answering, { idleMs, frameMs }: Patience): void => {
  let rest: Buffer = Buffer.alloc(0)
  let isOver = false
  let frameTimer: NodeJS.Timeout | undefined
  const settle = (isPending: boolean, hasMoved: boolean): void => {
    if (hasMoved || !isPending) {
      clearTimeout(frameTimer)
      frameTimer = undefined
    }
    if (isPending) frameTimer ??= setTimeout(() => socket.destroy(), frameMs).unref()
  }
  socket.setNoDelay(true)
  socket.setTimeout(idleMs, () => socket.destroy())
  // A client that vanishes is no fault of the server's.
  socket.on('error', () => socket.destroy())
  socket.on('close', () => clearTimeout(frameTimer))
  socket.on('drain', () => socket.resume())
  socket.on('data', (bytes: Buffer) => {
    if (isOver) return
    const parts = cut(rest.length === 0 ? bytes : Buffer.concat([rest, bytes]))
    rest = parts.rest
    const answers = parts.frames.map(frame => answer(frame, replies))
    if (
      answers.length > 0 &&
      !socket.write(answers.length === 1 ? (answers[0] ?? '') : Buffer.concat(answers))
    )
      // It asks faster than it takes answers: it waits, and is ended with the idle ones if it takes none.
      socket.pause()
    isOver = parts.isBroken
    if (isOver) socket.destroySoon()
    else settle(rest.length > 0, parts.frames.length > 0)
  })
}

/**
 * Serves devices; 247 at most, since a unit has one byte (more take more ports). A list that changes, as a function of
 * no argument, must be a new array when it does.
 */
export const serveModbus = (
  devices: readonly ServedDevice[] | (() => readonly ServedDevice[]),
  options: ModbusOptions,
): Promise<E.Either<string, ModbusServing>> => {
  const { host = '127.0.0.1', port, clock = () => performance.now() / 1000 } = options
  const { idleMs = 60_000, frameMs = 5_000, greatestConnections = 256 } = options
  const list = typeof devices === 'function' ? devices : () => devices
  const count = served(list()).length
  if (count > greatestUnit)
    return Promise.resolve(
      E.left(`${count} devices on one port: there are ${greatestUnit} units; serve them on more ports`),
    )
  const { find, tick } = registry(list, clock)
  const replies = answering(find)
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    converse(socket, replies, { idleMs, frameMs })
  })
  server.maxConnections = greatestConnections
  return listening(server, host, port).then(bound => {
    if (E.isLeft(bound)) return bound
    const timer = setInterval(tick, 100).unref()
    const close = (): Promise<void> =>
      new Promise(resolve => {
        clearInterval(timer)
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      })
    return E.right({ ...bound.right, tick, close })
  })
}

const listening = (
  server: Server,
  host: string,
  port: number,
): Promise<E.Either<string, { readonly address: string; readonly port: number }>> =>
  new Promise(resolve => {
    server.on('error', error => resolve(E.left(`cannot listen at ${host}:${port}: ${error.message}`)))
    try {
      server.listen({ host, port, exclusive: true }, () => {
        const at = server.address()
        resolve(
          at === null || typeof at === 'string'
            ? E.left(`cannot listen at ${host}:${port}`)
            : E.right({ address: at.address, port: at.port }),
        )
      })
    } catch (error) {
      // A port out of range is thrown.
      resolve(
        E.left(`cannot listen at ${host}:${port}: ${error instanceof Error ? error.message : String(error)}`),
      )
    }
  })
