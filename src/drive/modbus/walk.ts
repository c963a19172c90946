/** Finding the models of a device outside: where its map begins, and block by block to its end. */
import * as E from 'fp-ts/lib/Either.js'
import { capacity702, controls704, enterService703, measurement701 } from './derModels.ts'
import {
  common,
  controls123,
  inverter101,
  inverter102,
  inverter103,
  nameplate120,
  settings121,
} from './inverterModels.ts'
import type { Model } from './layout.ts'
import { type Answer, type Line, type Trouble, trouble } from './line.ts'
import { floatMeters, integerMeters } from './meterModels.ts'
import { decode } from './registers.ts'
import { battery802, capacity713, directCurrent714, storage124 } from './storageModels.ts'

/** The models that are understood; others are walked past. */
const known: ReadonlyMap<number, Model> = new Map(
  [
    ...[common, inverter101, inverter102, inverter103, nameplate120, settings121, controls123],
    ...[storage124, battery802, capacity713, directCurrent714],
    ...[measurement701, capacity702, enterService703, controls704],
    ...integerMeters,
    ...floatMeters,
  ].map(model => [model.id, model]),
)

/** Where maps begin, in the order in which they are looked for. */
const bases = [40000, 50000, 0]
/** More blocks than any device has: the walk has lost its way. */
const mostBlocks = 200

/** Addresses of the identifiers of models, the first of its kind each. */
export type Found = ReadonlyMap<number, number>

const isSignature = (words: readonly number[]): boolean => words[0] === 0x5375 && words[1] === 0x6e53

/** Looks for 'SunS', and for the models after it. */
export const walk = async (line: Line): Promise<Answer<Found>> => {
  let refusal: E.Either<Trouble, never> | undefined
  let isHeard = false
  for (const base of bases) {
    const words = await line.read(base, 2)
    if (E.isLeft(words)) {
      // An address that is not there is refused, and the next one may be.
      if (words.left.kind !== 'refused') return words
      refusal ??= words
    } else if (isSignature(words.right)) return walkFrom(line, base + 2)
    else isHeard = true
  }
  if (refusal !== undefined && !isHeard) return refusal
  return trouble('nonsense', `no 'SunS' at ${bases.join(', ')}: this is no SunSpec device`)
}

const walkFrom = async (line: Line, start: number): Promise<Answer<Found>> => {
  const found = new Map<number, number>()
  let address = start
  for (let k = 0; k < mostBlocks; k++) {
    const words = await line.read(address, 2)
    if (E.isLeft(words)) return words
    const [id = 0, length = 0] = words.right
    if (id === 0xffff) return E.right(found)
    const next = address + 2 + length
    const model = known.get(id)
    if (length === 0 || id === 0 || next > 0xfffe)
      return trouble('nonsense', `the block at ${address} cannot be: model ${id}, length ${length}`)
    // A common model may come without its padding; ports and strings may follow others.
    if (model !== undefined && length < model.length - (id === common.id ? 1 : 0))
      return trouble('nonsense', `model ${id} at ${address} has ${model.length} registers, not ${length}`)
    if (!found.has(id)) found.set(id, address)
    address = next
  }
  return trouble('nonsense', `no end after ${mostBlocks} blocks`)
}

/** One model's values: numbers that are implemented, by name. */
export interface ReadBlock {
  readonly model: Model
  readonly address: number
  readonly values: ReadonlyMap<string, number>
  readonly scales: ReadonlyMap<string, number>
}

/** Reads a model; undefined where the device has none. */
export const readBlock = async (
  line: Line,
  found: Found,
  id: number,
): Promise<Answer<ReadBlock | undefined>> => {
  const model = known.get(id)
  const address = found.get(id)
  if (model === undefined || address === undefined) return E.right(undefined)
  // A common model's padding is not read: it need not be there.
  const words = await line.read(address, model.length + 2 - (id === common.id ? 1 : 0))
  if (E.isLeft(words)) return words
  if (words.right[0] !== id)
    return trouble('nonsense', `model ${words.right[0]} stands at ${address}, where ${id} was`)
  return understood(model, address, words.right)
}

const understood = (model: Model, address: number, words: readonly number[]): Answer<ReadBlock> => {
  const scales = new Map<string, number>()
  for (const { name, type, offset } of model.points) {
    if (type !== 'sunssf') continue
    const raw = words[offset] ?? 0x8000
    if (raw === 0x8000) continue
    const scale = raw >= 0x8000 ? raw - 0x10000 : raw
    if (scale < -10 || scale > 10)
      return trouble('nonsense', `model ${model.id}: the scale factor ${name} is ${scale}`)
    scales.set(name, scale)
  }
  const values = new Map<string, number>()
  for (const point of model.points) {
    if (point.type === 'sunssf' || point.type === 'string' || point.type === 'pad') continue
    const scale = point.scale === undefined ? 0 : scales.get(point.scale)
    const value = scale === undefined ? undefined : decode(point, words, point.offset, scale)
    if (typeof value === 'number' && Number.isFinite(value)) values.set(point.name, value)
  }
  return E.right({ model, address, values, scales })
}
