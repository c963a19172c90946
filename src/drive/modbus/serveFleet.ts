/** More devices than a port has units: on ports that follow one another, 247 on each. */
import * as E from 'fp-ts/lib/Either.js'
import type { ServedDevice } from '../port.ts'
import {
  greatestUnit,
  type ModbusOptions,
  type ModbusServing,
  serveModbus,
  type UnitEntry,
  unitsOf,
} from './serve.ts'

/** Where a device is served. */
export interface Place extends UnitEntry {
  readonly port: number
}

export interface FleetServing extends ModbusServing {
  readonly places: readonly Place[]
}

/**
 * Serves any number of devices from `options.port` on (where that is 0, at ports of the system's choice); `port` is the
 * first one. Where one port is taken, none is served.
 */
export const serveFleet = async (
  devices: readonly ServedDevice[],
  options: ModbusOptions,
): Promise<E.Either<string, FleetServing>> => {
  const known = new Set(unitsOf(devices).map(({ id }) => id))
  const served = devices.filter(({ id }) => known.has(id))
  const servers: ModbusServing[] = []
  const places: Place[] = []
  const close = async (): Promise<void> => {
    await Promise.all(servers.map(server => server.close()))
  }
  for (let from = 0; from === 0 || from < served.length; from += greatestUnit) {
    const part = served.slice(from, from + greatestUnit)
    const port = options.port === 0 ? 0 : options.port + servers.length
    const server = await serveModbus(part, { ...options, port })
    if (E.isLeft(server)) {
      await close()
      return server
    }
    servers.push(server.right)
    for (const entry of unitsOf(part)) places.push({ ...entry, port: server.right.port })
  }
  const tick = (): void => {
    for (const server of servers) server.tick()
  }
  const { address = '', port = 0 } = servers[0] ?? {}
  return E.right({ address, port, places, tick, close })
}
