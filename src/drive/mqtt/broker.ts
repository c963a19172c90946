/**
 * A broker of MQTT 3.1.1 within the process, by aedes. Whoever is on this machine may connect to one that listens at
 * the loopback; one that others can reach wants a name and a password.
 */
import { timingSafeEqual } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import * as E from 'fp-ts/lib/Either.js'
import type { Serving } from '../port.ts'

export interface Credentials {
  readonly user: string
  readonly password: string
}

export interface BrokerOptions {
  /** 127.0.0.1 unless told. */
  readonly host?: string
  /** 0 lets the system choose. */
  readonly port: number
  readonly credentials?: Credentials
  /** Certificate and key in PEM. */
  readonly tls?: { readonly key: string; readonly cert: string }
}

const mostConnections = 256
/** The largest packet that is read; ours are below a kilobyte. */
const mostBytes = 65_536

const loopback = /^(?:127\.\d+\.\d+\.\d+|localhost|::1)$/

/** Starts a broker; `Left` says why there is none. */
export const embeddedBroker = async (options: BrokerOptions): Promise<E.Either<string, Serving>> => {
  const { host = '127.0.0.1', port, credentials, tls } = options
  if (!loopback.test(host) && credentials === undefined)
    return E.left(`at ${host} others can reach it, and it has no user and no password`)
  const { Aedes } = await import('aedes')
  const broker = await Aedes.createBroker({ maxClientsIdLength: 128 })
  // What a client does wrong is its own affair: the broker goes on.
  broker.on('clientError', client => client.close())
  broker.on('connectionError', client => client.close())
  if (credentials !== undefined)
    broker.authenticate = (_, user, password, done) =>
      done(null, isSame(user ?? '', credentials.user) && isSame(String(password ?? ''), credentials.password))
  broker.authorizePublish = (_, packet, done) =>
    done(packet.payload.length > mostBytes ? new TypeError('the payload is too large') : null)
  const sockets = new Set<Socket>()
  const handle = (socket: Socket): void => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    broker.handle(socket)
  }
  const server =
    tls === undefined ? createServer(handle) : createTlsServer({ key: tls.key, cert: tls.cert }, handle)
  server.maxConnections = mostConnections
  server.on('tlsClientError', () => undefined)
  const close = (): Promise<void> =>
    new Promise(resolve => {
      broker.close(() => server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
    })
  return new Promise(resolve => {
    server.once('error', error => {
      broker.close()
      resolve(E.left(`cannot listen at ${host}:${port}: ${error.message}`))
    })
    server.listen({ host, port, exclusive: true }, () => {
      server.on('error', () => undefined)
      const at = server.address()
      const bound = typeof at === 'object' && at !== null ? at : { address: host, port }
      resolve(E.right({ address: bound.address, port: bound.port, close }))
    })
  })
}

/** Compared in a time that does not tell where they differ. */
const isSame = (given: string, known: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(known)]
  return a.length === b.length && timingSafeEqual(a, b)
}
