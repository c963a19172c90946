/**
 * Modbus TCP in bytes: a header of seven bytes (transaction, protocol 0, length, unit), then function and data.
 *
 * Source: MODBUS Messaging on TCP/IP Implementation Guide V1.0b; MODBUS Application Protocol Specification V1.1b3.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Exception } from './unit.ts'

/** What a frame is answered with: by the units, or with 0x0B where there is no such unit. */
export interface Answering {
  readonly read: (unit: number, address: number, count: number) => E.Either<Exception | 0x0b, Uint16Array>
  readonly write: (unit: number, address: number, words: Uint16Array) => E.Either<Exception | 0x0b, void>
}

const headerLength = 7
/** Of a header's length: the unit and a function at least, 253 bytes of function and data at most. */
const leastLength = 2
const greatestLength = 254

/** What bytes hold: whole frames, and the rest; no frame can be found in what is `broken`. */
export interface Cut {
  readonly frames: readonly Buffer[]
  readonly rest: Buffer
  readonly isBroken: boolean
}

/** Cuts bytes into frames. */
export const cut = (bytes: Buffer): Cut => {
  const frames: Buffer[] = []
  let at = 0
  while (bytes.length - at >= headerLength - 1) {
    const protocol = bytes.readUInt16BE(at + 2)
    const length = bytes.readUInt16BE(at + 4)
    if (protocol !== 0 || length < leastLength || length > greatestLength)
      return { frames, rest: bytes.subarray(at), isBroken: true }
    if (bytes.length - at < 6 + length) break
    frames.push(bytes.subarray(at, at + 6 + length))
    at += 6 + length
  }
  return { frames, rest: bytes.subarray(at), isBroken: false }
}

const readings = new Set([3, 4])

/** The answer to a whole frame. */
export const answer = (frame: Buffer, answering: Answering): Buffer => {
  const data = answered(frame[6] ?? 0, frame.subarray(7), answering)
  const code = frame[7] ?? 0
  const body = E.isLeft(data) ? Buffer.of(code | 0x80, data.left) : data.right
  const reply = Buffer.allocUnsafe(headerLength + body.length)
  frame.copy(reply, 0, 0, 4)
  reply.writeUInt16BE(body.length + 1, 4)
  reply[6] = frame[6] ?? 0
  body.copy(reply, headerLength)
  return reply
}

const answered = (unit: number, body: Buffer, answering: Answering): E.Either<Exception | 0x0b, Buffer> => {
  const code = body[0] ?? 0
  if (readings.has(code)) return body.length === 5 ? reading(unit, body, answering) : E.left(3)
  if (code === 6) return body.length === 5 ? writingOne(unit, body, answering) : E.left(3)
  if (code === 16) return body.length >= 6 ? writingMany(unit, body, answering) : E.left(3)
  return E.left(1)
}

const reading = (unit: number, body: Buffer, { read }: Answering): E.Either<Exception | 0x0b, Buffer> => {
  const count = body.readUInt16BE(3)
  if (count < 1 || count > 125) return E.left(3)
  const words = read(unit, body.readUInt16BE(1), count)
  if (E.isLeft(words)) return words
  const reply = Buffer.allocUnsafe(2 + 2 * count)
  reply[0] = body[0] ?? 0
  reply[1] = 2 * count
  for (let k = 0; k < count; k++) reply.writeUInt16BE(words.right[k] ?? 0, 2 + 2 * k)
  return E.right(reply)
}

const writingOne = (unit: number, body: Buffer, { write }: Answering): E.Either<Exception | 0x0b, Buffer> => {
  const written = write(unit, body.readUInt16BE(1), Uint16Array.of(body.readUInt16BE(3)))
  return E.isLeft(written) ? written : E.right(body)
}

const writingMany = (
  unit: number,
  body: Buffer,
  { write }: Answering,
): E.Either<Exception | 0x0b, Buffer> => {
  const count = body.readUInt16BE(3)
  if (count < 1 || count > 123 || body[5] !== 2 * count || body.length !== 6 + 2 * count) return E.left(3)
  const words = Uint16Array.from({ length: count }, (_, k) => body.readUInt16BE(6 + 2 * k))
  const written = write(unit, body.readUInt16BE(1), words)
  return E.isLeft(written) ? written : E.right(body.subarray(0, 5))
}
