/**
 * A device outside that speaks over MQTT, as a port of the drive: its state is asked for at `…/get` and comes at its
 * topic, a set point goes to `…/set` with an id, and counts when `…/result` says so or a state shows it.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { MqttClient } from 'mqtt'
import type { DevicePort, Measurement, PortFault } from '../port.ts'
import { type BrokerAddress, connect, hangUp } from './connection.ts'
import { measurementsIn, objectOf } from './payload.ts'
import { keyOf, quantityOf } from './topics.ts'

export interface MqttPortOptions extends BrokerAddress {
  readonly id: string
  /** The topic of its state. */
  readonly topic: string
  /** 2000 unless told. */
  readonly timeoutMs?: number
}

type Heard = Readonly<Record<string, unknown>>

/** Zigbee2MQTT asks a device for the keys that are named. */
const question = JSON.stringify({ local_temperature: '', occupied_heating_setpoint: '', power: '' })

/** Who waits for a message: it says whether this is the one. */
type Waiter = (topic: string, payload: Uint8Array, isRetained: boolean) => void

/** A port to the device of a topic; it connects at the first call, and again by itself. */
export const mqttPort = (options: MqttPortOptions): DevicePort => {
  const { id, topic, timeoutMs = 2000 } = options
  const waiters = new Set<Waiter>()
  let connecting: Promise<E.Either<string, MqttClient>> | undefined
  let isClosed = false
  let sent = 0
  const fault = (kind: PortFault['kind'], detail: string): E.Either<PortFault, never> =>
    E.left({ kind, device: id, detail })

  const dial = async (): Promise<E.Either<string, MqttClient>> => {
    const connected = await connect({ ...options, timeoutMs })
    if (E.isLeft(connected)) return connected
    const client = connected.right
    client.on('message', (at, payload, { retain }) => {
      for (const waiter of [...waiters]) waiter(at, payload, retain)
    })
    try {
      await client.subscribeAsync([topic, `${topic}/result`], { qos: 1 })
      return connected
    } catch (error) {
      client.end(true)
      return E.left(error instanceof Error ? error.message : String(error))
    }
  }

  /** The connection, if it is up or comes up. */
  const line = async (): Promise<E.Either<PortFault, MqttClient>> => {
    if (isClosed) return fault('closed', 'the port was closed')
    connecting ??= dial()
    const connected = await connecting
    if (E.isLeft(connected)) {
      connecting = undefined
      return fault('closed', connected.left)
    }
    return connected.right.connected ? connected : fault('closed', `the broker ${options.url} is gone`)
  }

  /** Publishes, and waits until `hear` makes something of a message, as long as the port waits at all. */
  const exchange = <A>(
    client: MqttClient,
    to: string,
    payload: string,
    hear: (at: string, said: E.Either<string, Heard>) => E.Either<PortFault, A> | undefined,
  ): Promise<E.Either<PortFault, A>> =>
    new Promise(resolve => {
      const end = (answer: E.Either<PortFault, A>): void => {
        clearTimeout(timer)
        waiters.delete(waiter)
        resolve(answer)
      }
      const timer = setTimeout(() => end(fault('timeout', `no answer in ${timeoutMs} ms`)), timeoutMs)
      const waiter: Waiter = (at, said, isRetained) => {
        // What the broker had kept was said before anybody asked.
        const answer = isRetained ? undefined : hear(at, objectOf(said))
        if (answer !== undefined) end(answer)
      }
      waiters.add(waiter)
      client.publish(to, payload, { qos: 1 }, error => {
        if (error) end(fault('closed', error.message))
      })
    })

  return {
    id,
    read: async () => {
      const client = await line()
      if (E.isLeft(client)) return client
      return exchange<readonly Measurement[]>(client.right, `${topic}/get`, question, (at, said) => {
        if (at !== topic) return undefined
        if (E.isLeft(said)) return fault('nonsense', said.left)
        const found = measurementsIn(said.right)
        return E.isLeft(found) ? fault('nonsense', found.left) : found
      })
    },
    command: async (quantity, value) => {
      const known = keyOf(quantity)
      if (known === undefined) return fault('refused', `${quantity} has no key of MQTT`)
      const client = await line()
      if (E.isLeft(client)) return client
      const wanted = value / known.scale
      const message = `${id}-${++sent}`
      const payload = JSON.stringify({ [known.key]: wanted, id: message })
      return exchange<void>(client.right, `${topic}/set`, payload, (at, said) => {
        if (E.isLeft(said)) return at === `${topic}/result` ? fault('nonsense', said.left) : undefined
        if (at === topic) return shows(said.right, known.key, wanted) ? E.right(undefined) : undefined
        // What is said of another command is not an answer to this one.
        if (said.right['id'] !== message) return undefined
        if (said.right['status'] === 'refused') return fault('refused', String(said.right['reason']))
        return E.right(undefined)
      })
    },
    close: async () => {
      isClosed = true
      const connected = await connecting
      if (connected !== undefined && E.isRight(connected)) await hangUp(connected.right)
    },
  }
}

/** Whether a state has a set point that was told; only what is set is shown as it was told. */
const shows = (state: Heard, name: string, wanted: number): boolean => {
  const value = state[name]
  return (
    quantityOf(name)?.quantity.toLowerCase().includes('setpoint') === true &&
    typeof value === 'number' &&
    Math.abs(value - wanted) < 1e-6
  )
}
