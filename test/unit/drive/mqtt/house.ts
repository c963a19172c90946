/** A house with a thermostat and a battery behind a broker, for the tests of MQTT. */
import { existsSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import type { MqttClient } from 'mqtt'
import { type BrokerOptions, embeddedBroker } from '../../../../src/drive/mqtt/broker.ts'
import { type BrokerAddress, connect } from '../../../../src/drive/mqtt/connection.ts'
import { type PublishOptions, publishDevices } from '../../../../src/drive/mqtt/publish.ts'
import { served } from '../../../../src/drive/served.ts'
import { advance, begin } from '../../../../src/grid/neighborhood/world.ts'
import { street } from '../street.ts'

/** What a test has opened, to be closed after it. */
const opened: (() => Promise<void>)[] = []

export const closeAll = async (): Promise<void> => {
  for (const close of opened.splice(0).reverse()) await close()
}

export const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new TypeError(JSON.stringify(either.left))
  return either.right
}

/** A broker, and its address. */
export const broker = async (options: Omit<BrokerOptions, 'port'> = {}): Promise<number> => {
  const serving = right(await embeddedBroker({ ...options, port: 0 }))
  opened.push(serving.close)
  return serving.port
}

export const urlOf = (port: number): string => `mqtt://127.0.0.1:${port}`

/** The street, shown at a broker; `step` carries it a step on, under what was asked for. */
export const shownAt = async (address: BrokerAddress, more: Partial<PublishOptions> = {}) => {
  let world = begin(street, 1)
  const models = served(street, world, path => path.startsWith('home2.'))
  const publishing = right(await publishDevices(models.devices('mqtt'), { ...address, ...more }))
  opened.push(() => publishing.close())
  return {
    models,
    publishing,
    world: () => world,
    step: (): void => {
      const commands = new Map(models.requests().map(({ path, value }) => [path, value]))
      world = advance(street, world, commands).world
      models.show(world)
      publishing.publish()
    },
  }
}

/** Somebody who listens to `topics`; `next` waits for a message that `is`. */
export const listener = async (address: BrokerAddress, topics: readonly string[]) => {
  const client: MqttClient = right(await connect({ ...address, timeoutMs: 2000 }))
  opened.push(() => client.endAsync(true))
  const heard: { readonly topic: string; readonly text: string }[] = []
  client.on('message', (topic, payload) => {
    heard.push({ topic, text: payload.toString() })
  })
  if (topics.length > 0) await client.subscribeAsync([...topics], { qos: 1 })
  const next = async (is: (message: { readonly topic: string; readonly text: string }) => boolean) => {
    for (let k = 0; k < 150; k++) {
      const found = heard.find(is)
      if (found !== undefined) return found
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    throw new TypeError(`nothing of that kind among ${JSON.stringify(heard.slice(-5))}`)
  }
  return { client, heard, next }
}

/** Programs of Debian's mosquitto packages; tests with them are left out where they are missing. */
export const mosquitto = {
  pub: '/usr/bin/mosquitto_pub',
  sub: '/usr/bin/mosquitto_sub',
  broker: '/usr/sbin/mosquitto',
}
export const hasClients = existsSync(mosquitto.pub) && existsSync(mosquitto.sub)
export const hasBroker = existsSync(mosquitto.broker)
