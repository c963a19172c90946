/** Servers and raw connections that end with the test. */
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net'
import * as E from 'fp-ts/lib/Either.js'
import { onTestFinished } from 'vitest'
import { type ModbusOptions, type ModbusServing, serveModbus } from '../../../../src/drive/modbus/serve.ts'
import type { ServedDevice } from '../../../../src/drive/port.ts'

/** Serves devices at a port of the system's choice. */
export const serving = async (
  devices: readonly ServedDevice[] | (() => readonly ServedDevice[]),
  options: Partial<ModbusOptions> = {},
): Promise<ModbusServing> => {
  const served = await serveModbus(devices, { port: 0, ...options })
  if (E.isLeft(served)) throw new Error(served.left)
  onTestFinished(() => served.right.close())
  return served.right
}

/** A connection that collects what comes. */
export interface Raw {
  readonly socket: Socket
  readonly send: (bytes: Buffer) => void
  /** The bytes so far, once there are as many; fails after a second. */
  readonly bytes: (count: number) => Promise<Buffer>
  readonly ended: Promise<void>
}

export const raw = async (port: number): Promise<Raw> => {
  const socket = createConnection({ port, host: '127.0.0.1' })
  onTestFinished(() => {
    socket.destroy()
  })
  socket.on('error', () => socket.destroy())
  let heard: Buffer = Buffer.alloc(0)
  let wake = (): void => {}
  socket.on('data', part => {
    heard = Buffer.concat([heard, part])
    wake()
  })
  const ended = new Promise<void>(resolve => socket.once('close', () => resolve()))
  await new Promise<void>(resolve => socket.once('connect', () => resolve()))
  const bytes = async (count: number): Promise<Buffer> => {
    const until = Date.now() + 1000
    while (heard.length < count) {
      if (Date.now() > until) throw new Error(`${heard.length} bytes came, not ${count}`)
      await new Promise<void>(resolve => {
        wake = resolve
        setTimeout(resolve, 20)
      })
    }
    return heard
  }
  return { socket, send: part => socket.write(part), bytes, ended }
}

/** A frame: header and function with its data. */
export const frame = (transaction: number, unit: number, ...body: readonly number[]): Buffer => {
  const header = Buffer.alloc(7)
  header.writeUInt16BE(transaction, 0)
  header.writeUInt16BE(body.length + 1, 4)
  header[6] = unit
  return Buffer.concat([header, Buffer.from(body)])
}

const word = (value: number): readonly [number, number] => [value >> 8, value & 0xff]

/** Asks for registers. */
export const reading = (transaction: number, unit: number, address: number, count: number): Buffer =>
  frame(transaction, unit, 3, ...word(address), ...word(count))

/** Writes registers. */
export const writing = (
  transaction: number,
  unit: number,
  address: number,
  words: readonly number[],
): Buffer =>
  frame(
    transaction,
    unit,
    16,
    ...word(address),
    ...word(words.length),
    2 * words.length,
    ...words.flatMap(word),
  )

/** Words of an answer to a read. */
export const wordsOf = (reply: Buffer): number[] =>
  Array.from({ length: (reply[8] ?? 0) / 2 }, (_, k) => reply.readUInt16BE(9 + 2 * k))

/** An exception as an answer. */
export const exception = (transaction: number, unit: number, code: number, what: number): Buffer =>
  frame(transaction, unit, code | 0x80, what)

/** One question on a connection of its own. */
export const ask = async (port: number, request: Buffer): Promise<Buffer> => {
  const client = await raw(port)
  client.send(request)
  const head = await client.bytes(6)
  const reply = await client.bytes(6 + head.readUInt16BE(4))
  client.socket.destroy()
  return reply
}

/** A server that does with every connection what the test says. */
export const misbehaving = async (behave: (socket: Socket) => void): Promise<number> => {
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    behave(socket)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  // A server that listens at a port has an address with one.
  return (server.address() as AddressInfo).port
}
