/** The endpoints of a grid file as ports to devices outside. */
import * as E from 'fp-ts/lib/Either.js'
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { modbusPort } from '../drive/modbus/port.ts'
import type { BrokerAddress } from '../drive/mqtt/connection.ts'
import { mqttPort } from '../drive/mqtt/port.ts'
import type { DevicePort } from '../drive/port.ts'
import type { Neighborhood } from '../grid/neighborhood/neighborhood.ts'
import type { Placed } from '../grid/neighborhood/placed.ts'

/** Steps of the neighborhood for which a set point holds where the next one does not come. */
const holdSteps = 2

/** Kinds that SunSpec has models for. */
const sunSpecKinds = ['inverter', 'battery', 'meter', 'communityFacility'] as const

/** How brokers are spoken to that endpoints name. */
export type BrokerManners = Omit<BrokerAddress, 'url'>

/** The devices of a neighborhood that stand outside, by id. */
export const outsideOf = ({ devices }: Neighborhood): readonly string[] =>
  devices.flatMap(({ id, endpoint }) => (endpoint === undefined ? [] : [id]))

/** Ports to all that have an endpoint; a set point that no other follows is given up by the device itself. */
export const portsOf = (
  neighborhood: Neighborhood,
  grid: string,
  manners: BrokerManners,
): E.Either<readonly Diagnostic[], readonly DevicePort[]> => {
  const holdSeconds = Math.ceil(holdSteps * neighborhood.stepHours * 3600)
  const outside = neighborhood.devices.filter(({ endpoint }) => endpoint !== undefined)
  if (outside.length === 0) return E.left([nothingOutside(grid)])
  const ports = outside.map(device => portOf(device, holdSeconds, manners))
  const problems = outside.flatMap((device, k) => (ports[k] === undefined ? [notSpoken(device)] : []))
  return problems.length > 0 ? E.left(problems) : E.right(ports.flatMap(port => port ?? []))
}

const portOf = (
  { id, kind, endpoint }: Placed,
  holdSeconds: number,
  manners: BrokerManners,
): DevicePort | undefined => {
  if (endpoint === undefined) return undefined
  const patience = endpoint.timeoutMs === undefined ? {} : { timeoutMs: endpoint.timeoutMs }
  if ('mqtt' in endpoint)
    return mqttPort({ ...manners, ...patience, id, url: endpoint.mqtt, topic: endpoint.topic })
  const sunSpec = sunSpecKinds.find(one => one === kind)
  if (sunSpec === undefined) return undefined
  const colon = endpoint.modbus.lastIndexOf(':')
  return modbusPort({
    ...{ id, kind: sunSpec, unit: endpoint.unit, ...patience },
    host: endpoint.modbus.slice(0, colon).replace(/^\[|\]$/g, ''),
    port: Number(endpoint.modbus.slice(colon + 1)),
    revertSeconds: holdSeconds,
  })
}

const nothingOutside = (grid: string): Diagnostic =>
  diagnostic('G7309', `no device of \`${grid}\` stands outside`, {
    explanation: ['With `--actuate` the devices that have an `endpoint` are read and commanded.'],
    hint: 'give a device an `endpoint`, or leave `--actuate` out to drive the models',
  })

const notSpoken = ({ id, kind }: Placed): Diagnostic =>
  diagnostic('G7309', `\`${id}\` cannot be reached over Modbus`, {
    explanation: [`SunSpec has no models for a ${kind}.`],
    hint: 'give it an endpoint of MQTT',
  })
