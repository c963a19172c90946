/**
 * A connection to one unit of a Modbus device. Requests are made one after the other; every one of them ends in an
 * answer or a fault. A line on which something went wrong is dropped, so that what comes late comes to nobody.
 */
import { createConnection, type Socket } from 'node:net'
import * as E from 'fp-ts/lib/Either.js'
import type { PortFault } from '../port.ts'
import { cut } from './frames.ts'

/** A fault before it is known whose it is. */
export type Trouble = Omit<PortFault, 'device'>
export type Answer<A> = E.Either<Trouble, A>

export interface Line {
  readonly read: (address: number, count: number) => Promise<Answer<readonly number[]>>
  readonly write: (address: number, words: readonly number[]) => Promise<Answer<void>>
  readonly drop: () => void
  readonly isUp: () => boolean
}

export const trouble = (kind: Trouble['kind'], detail: string): E.Either<Trouble, never> =>
  E.left({ kind, detail })

/** Reading: at most this many registers at once. */
const mostRegisters = 125

/** What the package throws: an exception of the device, or words that are none. */
const troubleOf = (error: unknown): E.Either<Trouble, never> => {
  const detail = error instanceof Error ? error.message : String(error)
  const isException =
    typeof error === 'object' &&
    error !== null &&
    'modbusCode' in error &&
    typeof error.modbusCode === 'number'
  return trouble(isException ? 'refused' : 'nonsense', detail)
}

const connected = (socket: Socket, where: string): Promise<Answer<void>> =>
  new Promise(resolve => {
    socket.once('connect', () => resolve(E.right(undefined)))
    socket.once('error', error => resolve(trouble('closed', `${where}: ${error.message}`)))
    socket.once('close', () => resolve(trouble('closed', `${where} hung up`)))
  })

/** Loads the package: some tenths of a second, once. */
export const loadModbus = async () => (await import('modbus-serial')).default

/** Connects to `unit` at a host and port; whoever aborts the signal meanwhile has no line. */
export const openLine = async (
  host: string,
  port: number,
  unit: number,
  signal: AbortSignal,
): Promise<Answer<Line>> => {
  const where = `${host}:${port}`
  const modbus = await loadModbus()
  const socket = createConnection({ host, port })
  // It stays for as long as the socket does: an error without a listener would end the process.
  socket.on('error', () => socket.destroy())
  socket.setNoDelay(true)
  const gone = new Promise<E.Either<Trouble, never>>(resolve => {
    let rest: Buffer = Buffer.alloc(0)
    // The package would wait for the end of what is no frame.
    socket.on('data', (bytes: Buffer) => {
      const parts = cut(Buffer.concat([rest, bytes]))
      rest = parts.rest
      if (!parts.isBroken) return
      resolve(trouble('nonsense', `what ${where} says is not Modbus`))
      socket.destroy()
    })
    socket.once('close', () => resolve(trouble('closed', `${where} hung up`)))
  })
  const hangUp = (): void => {
    socket.destroy()
  }
  signal.addEventListener('abort', hangUp)
  if (signal.aborted) hangUp()
  const reached = await connected(socket, where)
  signal.removeEventListener('abort', hangUp)
  if (E.isLeft(reached)) {
    hangUp()
    return reached
  }
  const client = new modbus.default()
  client.on('error', () => socket.destroy())
  try {
    await client.linkTCP(socket, { port })
  } catch (error) {
    socket.destroy()
    return troubleOf(error)
  }
  client.setID(unit)
  const settled = async <A>(request: () => Promise<A>): Promise<Answer<A>> => {
    if (socket.destroyed) return trouble('closed', `${where} hung up`)
    const answered = request().then((value): Answer<A> => E.right(value), troubleOf)
    return Promise.race([answered, gone])
  }
  const readOnce = async (address: number, count: number): Promise<Answer<readonly number[]>> => {
    const answer = await settled(() => client.readHoldingRegisters(address, count))
    if (E.isLeft(answer)) return answer
    const { data } = answer.right
    return data.length === count
      ? E.right(data)
      : trouble('nonsense', `${data.length} registers came where ${count} were asked for`)
  }
  return E.right({
    read: async (address, count) => {
      const words: number[] = []
      while (words.length < count) {
        const next = Math.min(mostRegisters, count - words.length)
        const answer = await readOnce(address + words.length, next)
        if (E.isLeft(answer)) return answer
        words.push(...answer.right)
      }
      return E.right(words)
    },
    write: async (address, words) => {
      const answer = await settled(() => client.writeRegisters(address, [...words]))
      if (E.isLeft(answer)) return answer
      return answer.right.address === address && answer.right.length === words.length
        ? E.right(undefined)
        : trouble('nonsense', 'other registers were written than were to be')
    },
    drop: () => socket.destroy(),
    isUp: () => !socket.destroyed,
  })
}
