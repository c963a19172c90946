/**
 * Requests per second of our server and of `modbus-serial`'s, each in a thread of its own, asked by the same client:
 * reads of 50 registers, one at a time and sixteen at a time. Ours makes them from a model at every read; the other
 * one's come from an array.
 */
import { createConnection, type Socket } from 'node:net'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import * as E from 'fp-ts/lib/Either.js'
import modbus from 'modbus-serial'
import { serveModbus } from '../src/drive/modbus/serve.ts'

const registers = 50
const seconds = 0.5
const rounds = 5

const request = (transaction: number): Buffer => {
  const bytes = Buffer.from([0, 0, 0, 0, 0, 6, 1, 3, 0, 0, 0, registers])
  bytes.writeUInt16BE(transaction, 0)
  bytes.writeUInt16BE(40070, 8)
  return bytes
}

const answerLength = 9 + 2 * registers

/** Answers per second with so many questions on their way. */
const rate = (socket: Socket, inFlight: number): Promise<number> =>
  new Promise(resolve => {
    let answers = 0
    let bytes = 0
    let transaction = 0
    const start = performance.now()
    const ask = (): void => {
      transaction = (transaction + 1) % 0x10000
      socket.write(request(transaction))
    }
    const hear = (part: Buffer): void => {
      bytes += part.length
      while (bytes >= answerLength) {
        bytes -= answerLength
        answers++
        if (performance.now() - start < 1000 * seconds) ask()
        else if (--inFlight === 0) {
          socket.off('data', hear)
          resolve((1000 * answers) / (performance.now() - start))
        }
      }
    }
    socket.on('data', hear)
    for (let k = 0; k < inFlight; k++) ask()
  })

const serveOurs = async (): Promise<number> => {
  const served = await serveModbus(
    [
      {
        ...{ id: 'inverter', kind: 'inverter', ratings: { arrayKw: 5 } },
        reading: () => ({ powerKw: 4.2, reactivePowerKvar: 0.3, exportKwh: 12.5, voltagePu: 1.01 }),
        request: (_, value) => E.right(value),
      },
    ],
    { port: 0 },
  )
  if (E.isLeft(served)) throw new Error(served.left)
  return served.right.port
}

const serveTheirs = (): Promise<number> => {
  const values = Uint16Array.from({ length: 0x10000 }, (_, k) => k)
  const server = new modbus.ServerTCP(
    { getHoldingRegister: (address: number) => values[address] ?? 0 },
    { host: '127.0.0.1', port: 34_000 + (process.pid % 10_000), unitID: 1 },
  )
  return new Promise(resolve => server.on('initialized', () => resolve(34_000 + (process.pid % 10_000))))
}

const connect = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: '127.0.0.1', noDelay: true })
    socket.once('error', reject)
    socket.once('connect', () => resolve(socket))
  })

const start = async (which: 'ours' | 'theirs') => {
  const worker = new Worker(new URL(import.meta.url), { workerData: which })
  const port = await new Promise<number>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  return { worker, socket: await connect(port) }
}

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Measures both in turn, and prints medians and their ratio. */
export const compare = async (): Promise<void> => {
  const [ours, theirs] = await Promise.all([start('ours'), start('theirs')])
  for (const inFlight of [1, 16]) {
    const own: number[] = []
    const other: number[] = []
    for (let k = -1; k < rounds; k++) {
      const rates = [await rate(ours.socket, inFlight), await rate(theirs.socket, inFlight)] as const
      // The first round warms up.
      if (k < 0) continue
      own.push(rates[0])
      other.push(rates[1])
    }
    const [mine, its] = [middle(own), middle(other)]
    process.stdout.write(
      `${inFlight} in flight: ${mine.toFixed(0)} requests/s, modbus-serial ${its.toFixed(0)}, ratio ${(mine / its).toFixed(1)}\n`,
    )
  }
  for (const { worker, socket } of [ours, theirs]) {
    socket.destroy()
    await worker.terminate()
  }
}

if (!isMainThread && (workerData === 'ours' || workerData === 'theirs'))
  parentPort?.postMessage(await (workerData === 'ours' ? serveOurs : serveTheirs)())
