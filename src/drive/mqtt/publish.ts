/**
 * Devices of the models, shown over MQTT: their states after each step, and what others ask of them. A command is held
 * against the safe set by the device itself; what became of it is answered at `…/result`.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { MqttClient } from 'mqtt'
import type { ServedDevice } from '../port.ts'
import { type BrokerAddress, connect, hangUp } from './connection.ts'
import { objectOf } from './payload.ts'
import { discoveryOf, quantityOf, stateOf, topicOf } from './topics.ts'

export interface PublishOptions extends BrokerAddress {
  /** What topics begin with; `coplay` unless told. */
  readonly prefix?: string
  readonly timeoutMs?: number
}

export interface Publishing {
  /** Tells the state of every device whose state has changed. */
  readonly publish: () => void
  /** Says that the devices are gone; with `forget` Home Assistant drops them. */
  readonly close: (how?: 'forget') => Promise<void>
}

/** Shows devices at a broker; `Left` says why it cannot be reached. */
export const publishDevices = async (
  devices: readonly ServedDevice[],
  options: PublishOptions,
): Promise<E.Either<string, Publishing>> => {
  const { prefix = 'coplay', timeoutMs = 5000 } = options
  if (!/^[\w-]+$/.test(prefix))
    return E.left(`${prefix} cannot begin a topic: it may have letters, digits, _ and -`)
  const availability = `${prefix}/availability`
  const will = { topic: availability, payload: Buffer.from('offline'), qos: 1, retain: true } as const
  const connected = await connect({ ...options, timeoutMs, will })
  if (E.isLeft(connected)) return connected
  const client = connected.right
  const byTopic = new Map(devices.map(device => [topicOf(prefix, device.id), device]))
  const told = new Map<string, string>()
  // A limit cannot be read of a device: what it took last is its state.
  const taken = new Map<string, Readonly<Record<string, number>>>()
  const tell = (topic: string, device: ServedDevice, isAsked: boolean): void => {
    const state = JSON.stringify({ ...taken.get(device.id), ...stateOf(device.reading()) })
    if (!isAsked && told.get(topic) === state) return
    told.set(topic, state)
    client.publish(topic, state, { qos: 1, retain: true })
  }
  const publish = (): void => {
    for (const [topic, device] of byTopic) tell(topic, device, false)
  }
  const announce = (): void => {
    for (const device of devices)
      for (const { topic, payload } of discoveryOf(prefix, device))
        client.publish(topic, JSON.stringify(payload), { qos: 1, retain: true })
    client.publish(availability, 'online', { qos: 1, retain: true })
    told.clear()
    publish()
  }
  client.on('message', (topic, payload) => {
    const at = topic.lastIndexOf('/')
    const [owner, what] = [topic.slice(0, at), topic.slice(at + 1)]
    const device = byTopic.get(owner)
    if (device === undefined) return
    if (what === 'get') tell(owner, device, true)
    if (what !== 'set') return
    const answer = answered(device, payload)
    taken.set(device.id, { ...taken.get(device.id), ...answer.taken })
    client.publish(`${owner}/result`, JSON.stringify(answer), { qos: 1 })
  })
  const subscribed = await subscribe(client, [
    `${prefix}/+/+/set`,
    `${prefix}/+/+/get`,
    `${prefix}/+/set`,
    `${prefix}/+/get`,
  ])
  if (E.isLeft(subscribed)) {
    await hangUp(client)
    return subscribed
  }
  announce()
  // A broker that was started anew has forgotten what it was told.
  client.on('connect', announce)
  return E.right({
    publish,
    close: async how => {
      client.publish(availability, 'offline', { qos: 1, retain: true })
      if (how === 'forget')
        for (const device of devices)
          for (const { topic } of discoveryOf(prefix, device))
            client.publish(topic, '', { qos: 1, retain: true })
      await hangUp(client)
    },
  })
}

const subscribe = async (client: MqttClient, topics: readonly string[]): Promise<E.Either<string, void>> => {
  try {
    await client.subscribeAsync([...topics], { qos: 1 })
    return E.right(undefined)
  } catch (error) {
    return E.left(error instanceof Error ? error.message : String(error))
  }
}

interface Answer {
  readonly id?: string | number
  readonly status: 'taken' | 'clipped' | 'refused'
  readonly reason?: string
  readonly taken: Readonly<Record<string, number>>
}

/** What is said of a command: what was taken of each key, or why it was refused; with the id that it came with. */
const answered = (device: ServedDevice, payload: Uint8Array): Answer => {
  const command = objectOf(payload)
  if (E.isLeft(command)) return { status: 'refused', reason: command.left, taken: {} }
  const { id, ...wanted } = command.right
  const named = typeof id === 'string' || typeof id === 'number' ? { id } : {}
  const entries = Object.entries(wanted)
  if (entries.length === 0) return { ...named, status: 'refused', reason: 'nothing is commanded', taken: {} }
  const taken: Record<string, number> = {}
  for (const [name, value] of entries) {
    const known = quantityOf(name)
    if (known === undefined) return { ...named, status: 'refused', reason: `${name} is not known`, taken }
    if (typeof value !== 'number' || !Number.isFinite(value))
      return { ...named, status: 'refused', reason: `${name} is no number`, taken }
    const verdict = device.request(known.quantity, value * known.scale)
    if (E.isLeft(verdict)) return { ...named, status: 'refused', reason: verdict.left, taken }
    taken[name] = verdict.right / known.scale
  }
  const isClipped = entries.some(([name, value]) => Math.abs(Number(value) - (taken[name] ?? 0)) > 1e-9)
  return { ...named, status: isClipped ? 'clipped' : 'taken', taken }
}
