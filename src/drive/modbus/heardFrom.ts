/**
 * What a device outside tells, in our quantities. Signs are turned: SunSpec's inverters, batteries and facilities tell
 * above 0 what they give. A quantity that the device does not tell is left out, but for its power, and a battery's
 * state of charge, without which nothing can be done.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Measurement, ServedDevice } from '../port.ts'
import { type Answer, type Line, trouble } from './line.ts'
import { type Found, type ReadBlock, readBlock } from './walk.ts'

/** Kinds of devices that stand outside. */
export type OutsideKind = Exclude<ServedDevice['kind'], 'thermostat'>

/** Where a quantity may be found: models and points in the order of preference, and what to multiply with. */
interface Source {
  readonly quantity: string
  readonly isNeeded?: boolean
  readonly at: readonly (readonly [models: readonly number[], point: string, factor: number])[]
  /** What it may be, ends included. */
  readonly within?: readonly [number, number]
}

const inverters = [103, 102, 101]
const meters = [203, 201, 202, 204, 213, 211, 212, 214]
const storage: readonly Source[] = [
  {
    ...{ quantity: 'soc', isNeeded: true, within: [0, 1] as const },
    at: [
      [[802, 713], 'SoC', 0.01],
      [[124], 'ChaState', 0.01],
    ],
  },
  { quantity: 'energyKwh', at: [[[713], 'WHAvail', 0.001]] },
]
const voltage: Source = {
  quantity: 'voltageV',
  at: [
    [inverters, 'PhVphA', 1],
    [[701], 'LNV', 1],
    [meters, 'PhV', 1],
    [meters, 'PhVphA', 1],
  ],
}
const power = (sign: number, ...last: Source['at']): Source => ({
  ...{ quantity: 'powerKw', isNeeded: true },
  at: [[[701], 'W', sign * 0.001], [inverters, 'W', sign * 0.001], ...last],
})
const reactive: Source = {
  quantity: 'reactivePowerKvar',
  at: [
    [[701], 'Var', 0.001],
    [inverters, 'VAr', 0.001],
  ],
}

const sources: Readonly<Record<OutsideKind, readonly Source[]>> = {
  inverter: [
    ...[power(1), reactive, voltage],
    {
      quantity: 'exportKwh',
      at: [
        [[701], 'TotWhInj', 0.001],
        [inverters, 'WH', 0.001],
      ],
    },
  ],
  battery: [power(-1, [[802], 'W', -0.001]), reactive, voltage, ...storage],
  meter: [
    { quantity: 'powerKw', isNeeded: true, at: [[meters, 'W', 0.001]] },
    { quantity: 'importKwh', isNeeded: true, at: [[meters, 'TotWhImp', 0.001]] },
    { quantity: 'exportKwh', isNeeded: true, at: [[meters, 'TotWhExp', 0.001]] },
    voltage,
  ],
  communityFacility: [
    power(-1),
    reactive,
    voltage,
    ...storage.map(source => ({ ...source, isNeeded: false })),
  ],
}

/** Reads what a device of this kind tells. */
export const heardFrom = async (
  line: Line,
  found: Found,
  kind: OutsideKind,
): Promise<Answer<readonly Measurement[]>> => {
  const blocks = new Map<number, ReadBlock>()
  const measured: Measurement[] = []
  for (const { quantity, isNeeded = false, at, within } of sources[kind]) {
    const value = await valueAt(line, found, blocks, at)
    if (E.isLeft(value)) return value
    if (value.right === undefined) {
      if (isNeeded) return trouble('nonsense', `no register tells its ${quantity}`)
      continue
    }
    const [low, high] = within ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
    if (value.right < low || value.right > high)
      return trouble('nonsense', `${quantity} is ${value.right}, not within ${low} and ${high}`)
    // What is not 0 is never told as -0.
    measured.push({ quantity, value: value.right + 0 })
  }
  return E.right(measured)
}

const valueAt = async (
  line: Line,
  found: Found,
  blocks: Map<number, ReadBlock>,
  at: Source['at'],
): Promise<Answer<number | undefined>> => {
  for (const [models, point, factor] of at)
    for (const id of models) {
      if (!blocks.has(id)) {
        const block = await readBlock(line, found, id)
        if (E.isLeft(block)) return block
        if (block.right === undefined) continue
        blocks.set(id, block.right)
      }
      const value = blocks.get(id)?.values.get(point)
      // Multiplying with 0.001 would leave the last digit off.
      if (value !== undefined)
        return E.right(Math.abs(factor) < 1 ? value / Math.round(1 / factor) : value * factor)
    }
  return E.right(undefined)
}
