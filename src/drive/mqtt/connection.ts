/** A connection to a broker that never throws: it comes up again by itself, and says whether it is up. */
import * as E from 'fp-ts/lib/Either.js'
import type { IClientOptions, MqttClient } from 'mqtt'
import type { Credentials } from './broker.ts'

export interface BrokerAddress {
  /** `mqtt://HOST:PORT`, or `mqtts://` with TLS. */
  readonly url: string
  readonly credentials?: Credentials
  /** Certificates in PEM that are trusted beside those of the system. */
  readonly ca?: string
}

export interface Connecting extends BrokerAddress {
  readonly timeoutMs: number
  readonly will?: NonNullable<IClientOptions['will']>
}

/** Connects once; later interruptions are mended by the client. `Left` says why it did not connect. */
export const connect = async ({
  url,
  credentials,
  ca,
  timeoutMs,
  will,
}: Connecting): Promise<E.Either<string, MqttClient>> => {
  const { connect: dial } = await import('mqtt')
  const client = dial(url, {
    protocolVersion: 4,
    reconnectPeriod: Math.min(1000, timeoutMs),
    connectTimeout: timeoutMs,
    queueQoSZero: false,
    ...(credentials === undefined ? {} : { username: credentials.user, password: credentials.password }),
    ...(ca === undefined ? {} : { ca }),
    ...(will === undefined ? {} : { will }),
  })
  return new Promise(resolve => {
    const fail = (reason: string): void => {
      client.end(true)
      resolve(E.left(reason))
    }
    const timer = setTimeout(() => fail(`no answer from ${url} in ${timeoutMs} ms`), timeoutMs)
    // An 'error' that nobody hears would end the process.
    client.on('error', error => {
      clearTimeout(timer)
      fail(`${url}: ${error.message === '' ? 'it cannot be reached' : error.message}`)
    })
    client.once('connect', () => {
      clearTimeout(timer)
      client.removeAllListeners('error')
      client.on('error', () => undefined)
      resolve(E.right(client))
    })
  })
}

/** Ends a connection when what was sent is out, or after a second. */
export const hangUp = (client: MqttClient): Promise<void> =>
  new Promise(resolve => {
    const timer = setTimeout(() => {
      client.end(true)
      resolve()
    }, 1000)
    client.end(false, {}, () => {
      clearTimeout(timer)
      resolve()
    })
  })
