/** A SunSpec device outside, over Modbus TCP, as a port of the drive. */
import * as E from 'fp-ts/lib/Either.js'
import type { DevicePort, PortFault } from '../port.ts'
import { command } from './commanding.ts'
import { heardFrom, type OutsideKind } from './heardFrom.ts'
import { type Answer, type Line, loadModbus, openLine, trouble } from './line.ts'
import { type Found, walk } from './walk.ts'

export interface ModbusPortOptions {
  readonly id: string
  readonly kind: OutsideKind
  readonly host: string
  readonly port: number
  /** 1 unless told. */
  readonly unit?: number
  /** No call takes longer; 2000 unless told. */
  readonly timeoutMs?: number
  /** After so many seconds without another set point the device goes back by itself: longer than a step; 900 unless told, 0 for never. */
  readonly revertSeconds?: number
}

/** A line and what was found on it. */
interface Session {
  readonly line: Line
  readonly found: Found
}

/**
 * A port to one unit. It connects at the first call and again after a fault; calls are made one after the other, and
 * one whose time is over before its turn is not made at all. Faults: `closed` (no connection, or it broke), `timeout`,
 * `refused` (an exception of the device, or nothing that takes this command), `nonsense` (what came cannot be).
 */
export const modbusPort = (options: ModbusPortOptions): DevicePort => {
  const { id, kind, host, port, unit = 1, timeoutMs = 2000, revertSeconds = 900 } = options
  let session: Session | undefined
  let isClosed = false
  /** Of the call whose turn it is. */
  let current: AbortController | undefined
  const loading = loadModbus().then(
    () => undefined,
    () => undefined,
  )
  let turn: Promise<unknown> = loading

  const drop = (): void => {
    session?.line.drop()
    session = undefined
  }

  const connect = async (signal: AbortSignal): Promise<Answer<Session>> => {
    if (session?.line.isUp() === true) return E.right(session)
    const line = await openLine(host, port, unit, signal)
    if (E.isLeft(line)) return line
    const abandon = (): void => line.right.drop()
    signal.addEventListener('abort', abandon)
    if (signal.aborted) abandon()
    const found = await walk(line.right)
    signal.removeEventListener('abort', abandon)
    if (E.isLeft(found)) {
      abandon()
      return found
    }
    session = { line: line.right, found: found.right }
    return E.right(session)
  }

  const talk = async <A>(
    act: (session: Session) => Promise<Answer<A>>,
    signal: AbortSignal,
  ): Promise<Answer<A>> => {
    const there = await connect(signal)
    if (E.isLeft(there)) return there
    return signal.aborted ? trouble('timeout', 'its time is over') : act(there.right)
  }

  /** What a call does in its turn; a line on which anything but a refusal came of it is dropped. */
  const attempt = async <A>(
    act: (session: Session) => Promise<Answer<A>>,
    ending: AbortController,
  ): Promise<Answer<A>> => {
    const { signal } = ending
    if (isClosed) return trouble('closed', 'the port is closed')
    if (signal.aborted) return trouble('timeout', 'its time was over before its turn')
    current = ending
    signal.addEventListener('abort', drop)
    const answer = await talk(act, signal)
    signal.removeEventListener('abort', drop)
    current = undefined
    if (isClosed) return trouble('closed', 'the port is closed')
    if (E.isRight(answer) && signal.aborted) return trouble('timeout', 'it came too late')
    if (E.isLeft(answer) && answer.left.kind !== 'refused') drop()
    return answer
  }

  /** Makes a call when it is its turn, and answers when its time is over at the latest. */
  const call = async <A>(act: (session: Session) => Promise<Answer<A>>): Promise<E.Either<PortFault, A>> => {
    // That the package is being loaded is not the device's fault.
    await loading
    const ending = new AbortController()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<Answer<A>>(resolve => {
      timer = setTimeout(() => {
        ending.abort()
        resolve(trouble('timeout', `no answer within ${timeoutMs} ms`))
      }, timeoutMs)
    })
    const mine = turn
      .then(() => attempt(act, ending))
      .catch((error: unknown) => {
        drop()
        return trouble('closed', error instanceof Error ? error.message : String(error))
      })
    turn = mine
    return Promise.race([mine, late]).then(answer => {
      clearTimeout(timer)
      if (E.isRight(answer)) return answer
      const { kind: what, detail } = answer.left
      return E.left({ kind: what, device: id, detail })
    })
  }

  return {
    id,
    read: () => call(({ line, found }) => heardFrom(line, found, kind)),
    command: (quantity, value) =>
      call(({ line, found }) => command(line, found, kind, { quantity, value, revertSeconds })),
    close: async () => {
      isClosed = true
      current?.abort()
      drop()
    },
  }
}
