/**
 * Points in registers of 16 bits, the high word first. A number is raw times ten to the power of its scale factor; a
 * value of its own for every type says that a point is not implemented.
 *
 * Source: SunSpec Device Information Model Specification 1.1, section 4.
 */
import type { Point, PointType } from './layout.ts'

/** What a point says; undefined is "not implemented". */
export type PointValue = number | string | undefined

/** The least and the greatest raw number that a type can say beside "not implemented". */
const ranges: Readonly<Partial<Record<PointType, readonly [number, number]>>> = {
  uint16: [0, 0xfffe],
  enum16: [0, 0xfffe],
  bitfield16: [0, 0x7fff],
  int16: [-0x7fff, 0x7fff],
  sunssf: [-10, 10],
  uint32: [0, 0xfffffffe],
  bitfield32: [0, 0x7fffffff],
  int32: [-0x7fffffff, 0x7fffffff],
  uint64: [0, Number.MAX_SAFE_INTEGER],
}

/** The words of "not implemented"; texts, padding and counters have zeros. */
const absent: Readonly<Partial<Record<PointType, readonly number[]>>> = {
  uint16: [0xffff],
  enum16: [0xffff],
  bitfield16: [0xffff],
  int16: [0x8000],
  sunssf: [0x8000],
  pad: [0x8000],
  uint32: [0xffff, 0xffff],
  bitfield32: [0xffff, 0xffff],
  int32: [0x8000, 0],
  uint64: [0xffff, 0xffff, 0xffff, 0xffff],
  float32: [0x7fc0, 0],
}

const view = new DataView(new ArrayBuffer(8))

/** Words of a number that is at least 0 and below 2^64, high word first. */
const put = (words: Uint16Array, from: number, size: number, value: number): void => {
  let rest = value
  for (let k = size - 1; k >= 0; k--) {
    words[from + k] = rest % 0x10000
    rest = Math.floor(rest / 0x10000)
  }
}

/**
 * Writes a point at `from`, `value` scaled by ten to the power of `scale`. Numbers beyond what the type can say are
 * its least or greatest; a counter starts again at 0. What is no number is "not implemented".
 */
export const encode = (
  { type, size }: Point,
  value: PointValue,
  scale: number,
  words: Uint16Array,
  from: number,
): void => {
  if (type === 'string') {
    const text = typeof value === 'string' ? value : ''
    // Characters beyond ASCII have no place here.
    const byte = (k: number): number => (k < text.length ? text.charCodeAt(k) & 0x7f : 0)
    for (let k = 0; k < size; k++) words[from + k] = byte(2 * k) * 256 + byte(2 * k + 1)
    return
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    for (let k = 0; k < size; k++) words[from + k] = absent[type]?.[k] ?? 0
    return
  }
  if (type === 'float32') {
    view.setFloat32(0, value)
    words[from] = view.getUint16(0)
    words[from + 1] = view.getUint16(2)
    return
  }
  const raw = Math.round(value * 10 ** -scale)
  if (type === 'acc32') {
    put(words, from, size, Math.max(0, raw) % 0x100000000)
    return
  }
  const [low, high] = ranges[type] ?? [0, 0]
  const kept = Math.min(high, Math.max(low, raw))
  put(words, from, size, kept < 0 ? kept + 0x10000 ** size : kept)
}

/** Reads the point at `from`; what ten to the power of `scale` makes of it. */
export const decode = (
  { type, size }: Point,
  words: ArrayLike<number>,
  from: number,
  scale: number,
): PointValue => {
  const word = (k: number): number => words[from + k] ?? 0
  if (type === 'string') {
    let text = ''
    for (let k = 0; k < size; k++) text += String.fromCharCode(word(k) >> 8, word(k) & 0xff)
    const end = text.indexOf('\0')
    return end < 0 ? text : text.slice(0, end)
  }
  if (type === 'float32') {
    view.setUint16(0, word(0))
    view.setUint16(2, word(1))
    const value = view.getFloat32(0)
    return Number.isNaN(value) ? undefined : value
  }
  const none = absent[type]
  if (none?.every((expected, k) => word(k) === expected) === true) return undefined
  let raw = 0
  for (let k = 0; k < size; k++) raw = raw * 0x10000 + word(k)
  const isSigned = type === 'int16' || type === 'int32' || type === 'sunssf'
  if (isSigned && word(0) >= 0x8000) raw -= 0x10000 ** size
  // Dividing by a power of ten rounds once, multiplying with its inverse twice.
  return scale < 0 ? raw / 10 ** -scale : raw * 10 ** scale
}

/** The least power of ten, at least `finest`, with which numbers up to `greatest` fit into `limit`. */
export const scaleFor = (greatest: number, limit: number, finest: number): number => {
  let scale = finest
  while (scale < 10 && greatest > limit * 10 ** scale) scale++
  return scale
}
