/** The models of a run shown to others: over Modbus, at a broker of our own or at one elsewhere. */
import * as E from 'fp-ts/lib/Either.js'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { serveFleet } from '../drive/modbus/serveFleet.ts'
import { type Credentials, embeddedBroker } from '../drive/mqtt/broker.ts'
import { publishDevices } from '../drive/mqtt/publish.ts'
import { notServed } from '../drive/notDriven.ts'
import type { Serving } from '../drive/port.ts'
import type { Served } from '../drive/served.ts'

export interface Listening {
  readonly host?: string
  readonly port: number
}

export interface ServingOptions {
  readonly serveModbus?: Listening
  /** Where a broker of our own listens. */
  readonly serveMqtt?: Listening
  /** A broker that runs elsewhere. */
  readonly mqttUrl?: string
  readonly mqttPrefix?: string
}

/** Secrets, which neither the command line nor the grid file has. */
export interface Secrets {
  readonly credentials?: Credentials
  readonly ca?: string
  readonly tls?: { readonly key: string; readonly cert: string }
}

/** Somebody who looks on. */
export interface Shown {
  /** What to tell the user. */
  readonly told: string
  readonly stepped: () => void
  readonly close: () => Promise<void>
}

type Showing = Promise<E.Either<readonly Diagnostic[], readonly Shown[]>>

/** Whether anybody looks on. */
export const isServed = ({ serveModbus, serveMqtt, mqttUrl }: ServingOptions): boolean =>
  serveModbus !== undefined || serveMqtt !== undefined || mqttUrl !== undefined

/** Opens all that is asked for; where one cannot be, none is. `seconds` are those of the neighborhood. */
export const showing = async (
  models: Served,
  options: ServingOptions,
  secrets: Secrets,
  seconds: () => number,
): Showing => {
  const shown: Shown[] = []
  const openings = [
    () => overModbus(models, options, seconds),
    () => overOwnBroker(models, options, secrets),
    () => overBroker(models, options, secrets),
  ]
  for (const open of openings) {
    const opened = await open()
    if (E.isLeft(opened)) {
      await Promise.all(shown.map(one => one.close()))
      return opened
    }
    shown.push(...opened.right)
  }
  return E.right(shown)
}

const at = ({ address, port }: Serving): string => `${address}:${port}`

const overModbus = async (
  models: Served,
  { serveModbus: listening }: ServingOptions,
  seconds: () => number,
): Showing => {
  if (listening === undefined) return E.right([])
  const serving = await serveFleet(models.devices('modbus'), { ...listening, clock: seconds })
  if (E.isLeft(serving)) return E.left([notServed('Modbus', serving.left)])
  const { places, close, tick } = serving.right
  const units = places.map(({ unit, id, port }) =>
    port === serving.right.port ? `unit ${unit} ${id}` : `unit ${unit} of port ${port} ${id}`,
  )
  return E.right([{ told: `Modbus at ${at(serving.right)}: ${units.join(', ')}`, stepped: tick, close }])
}

const overOwnBroker = async (
  models: Served,
  { serveMqtt: listening, mqttPrefix }: ServingOptions,
  { credentials, ca, tls }: Secrets,
): Showing => {
  if (listening === undefined) return E.right([])
  const named = credentials === undefined ? {} : { credentials }
  const broker = await embeddedBroker({ ...listening, ...named, ...(tls === undefined ? {} : { tls }) })
  if (E.isLeft(broker)) return E.left([notServed('MQTT', broker.left)])
  const { address, port } = broker.right
  const host = address.includes(':') ? `[${address}]` : address
  const published = await publishDevices(models.devices('mqtt'), {
    ...named,
    url: `${tls === undefined ? 'mqtt' : 'mqtts'}://${host}:${port}`,
    // Our own certificate, which need not be one that the system trusts.
    ...(tls === undefined ? {} : { ca: ca ?? tls.cert }),
    ...(mqttPrefix === undefined ? {} : { prefix: mqttPrefix }),
  })
  if (E.isLeft(published)) {
    await broker.right.close()
    return E.left([notServed('MQTT', published.left)])
  }
  return E.right([
    {
      told: `MQTT at ${at(broker.right)}, topics ${mqttPrefix ?? 'coplay'}/…`,
      stepped: published.right.publish,
      close: async () => {
        await published.right.close()
        await broker.right.close()
      },
    },
  ])
}

const overBroker = async (
  models: Served,
  { mqttUrl: url, mqttPrefix }: ServingOptions,
  { credentials, ca }: Secrets,
): Showing => {
  if (url === undefined) return E.right([])
  const published = await publishDevices(models.devices('mqtt'), {
    url,
    ...(credentials === undefined ? {} : { credentials }),
    ...(ca === undefined ? {} : { ca }),
    ...(mqttPrefix === undefined ? {} : { prefix: mqttPrefix }),
  })
  if (E.isLeft(published)) return E.left([notServed('MQTT', published.left)])
  const { publish, close } = published.right
  return E.right([{ told: `MQTT at ${url}, topics ${mqttPrefix ?? 'coplay'}/…`, stepped: publish, close }])
}
