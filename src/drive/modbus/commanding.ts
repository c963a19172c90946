/**
 * Set points of ours as writes: the greatest power of an inverter through model 704 or 123, the power of a battery or a
 * facility through 704 or 124. Value and reversion time are written first, the switch after them, and then it is read
 * whether it is on.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { OutsideKind } from './heardFrom.ts'
import { type Answer, type Line, trouble } from './line.ts'
import { encode } from './registers.ts'
import { type Found, type ReadBlock, readBlock } from './walk.ts'

/** Points of one model to write, in the order of the calls; a call writes registers that follow one another. */
interface Plan {
  readonly block: ReadBlock
  readonly calls: readonly { readonly [point: string]: number }[]
  readonly isOn: (values: ReadonlyMap<string, number>) => boolean
}

/** Tells a device a set point. */
export const command = async (
  line: Line,
  found: Found,
  kind: OutsideKind,
  { quantity, value, revertSeconds }: { quantity: string; value: number; revertSeconds: number },
): Promise<Answer<void>> => {
  const expected = kind === 'inverter' ? 'limitKw' : kind === 'meter' ? '' : 'powerKw'
  if (quantity !== expected) return trouble('refused', `no register of a ${kind} takes ${quantity}`)
  if (!Number.isFinite(value)) return trouble('refused', `${value} is no set point`)
  const plan = await (kind === 'inverter' ? limiting : setting)(line, found, value, revertSeconds)
  if (E.isLeft(plan)) return plan
  for (const call of plan.right.calls) {
    const written = await writePoints(line, plan.right.block, call)
    if (E.isLeft(written)) return written
  }
  const after = await readBlock(line, found, plan.right.block.model.id)
  if (E.isLeft(after)) return after
  return after.right !== undefined && plan.right.isOn(after.right.values)
    ? E.right(undefined)
    : trouble('refused', `${quantity} was written, and is not enabled`)
}

const limiting = async (
  line: Line,
  found: Found,
  value: number,
  revertSeconds: number,
): Promise<Answer<Plan>> => {
  const maxW = await ratingOf(line, found)
  if (E.isLeft(maxW)) return maxW
  const percent = Math.min(100, Math.max(0, (100 * 1000 * value) / maxW.right))
  const block = await usable(line, found, [
    [704, 'WMaxLimPctEna'],
    [123, 'WMaxLim_Ena'],
  ])
  if (E.isLeft(block)) return block
  if (block.right.model.id === 704)
    return E.right({
      block: block.right,
      calls: [{ WMaxLimPct: percent }, { WMaxLimPctRvrtTms: revertSeconds }, { WMaxLimPctEna: 1 }],
      isOn: values => values.get('WMaxLimPctEna') === 1,
    })
  return E.right({
    block: block.right,
    calls: [
      {
        ...{ WMaxLimPct: percent, WMaxLimPct_WinTms: 0, WMaxLimPct_RvrtTms: revertSeconds },
        WMaxLimPct_RmpTms: 0,
      },
      { WMaxLim_Ena: 1 },
    ],
    isOn: values => values.get('WMaxLim_Ena') === 1,
  })
}

const setting = async (
  line: Line,
  found: Found,
  value: number,
  revertSeconds: number,
): Promise<Answer<Plan>> => {
  const block = await usable(line, found, [
    [704, 'WSetEna'],
    [124, 'StorCtl_Mod'],
  ])
  if (E.isLeft(block)) return block
  if (block.right.model.id === 704)
    return E.right({
      block: block.right,
      calls: [{ WSetMod: 2, WSet: 0 - 1000 * value }, { WSetRvrtTms: revertSeconds }, { WSetEna: 1 }],
      isOn: values => values.get('WSetEna') === 1,
    })
  const rates = await ratesOf(line, found, block.right)
  if (E.isLeft(rates)) return rates
  const [chargeW, dischargeW] = rates.right
  const percent = Math.min(100, (100 * 1000 * Math.abs(value)) / (value < 0 ? dischargeW : chargeW))
  // At rest both rates are 0, and both count.
  const mode = value > 0 ? 1 : value < 0 ? 2 : 3
  return E.right({
    block: block.right,
    calls: [
      {
        ...{ OutWRte: value < 0 ? percent : 0, InWRte: value > 0 ? percent : 0 },
        ...{ InOutWRte_WinTms: 0, InOutWRte_RvrtTms: revertSeconds, InOutWRte_RmpTms: 0 },
      },
      { StorCtl_Mod: mode },
    ],
    isOn: values => values.get('StorCtl_Mod') === mode,
  })
}

/** The first model that has the point implemented. */
const usable = async (
  line: Line,
  found: Found,
  choices: readonly (readonly [number, string])[],
): Promise<Answer<ReadBlock>> => {
  for (const [id, point] of choices) {
    const block = await readBlock(line, found, id)
    if (E.isLeft(block)) return block
    if (block.right?.values.has(point) === true) return E.right(block.right)
  }
  return trouble('refused', `it has none of the models ${choices.map(([id]) => id).join(', ')} for commands`)
}

/** What percentages are of: settings before ratings. */
const ratings = [
  [702, 'WMax'],
  [121, 'WMax'],
  [702, 'WMaxRtg'],
  [120, 'WRtg'],
] as const

const ratingOf = async (line: Line, found: Found): Promise<Answer<number>> => {
  for (const [id, point] of ratings) {
    const block = await readBlock(line, found, id)
    if (E.isLeft(block)) return block
    const watts = block.right?.values.get(point)
    if (watts !== undefined && watts > 0) return E.right(watts)
  }
  return trouble('nonsense', 'no register tells its greatest power')
}

/** In watts: charging, discharging; where only the first is told, both are that. */
const ratesOf = async (
  line: Line,
  found: Found,
  storage: ReadBlock,
): Promise<Answer<readonly [number, number]>> => {
  const base = await readBlock(line, found, 802)
  if (E.isLeft(base)) return base
  const chargeW = storage.values.get('WChaMax') ?? base.right?.values.get('WChaRteMax') ?? 0
  const dischargeW = base.right?.values.get('WDisChaRteMax') ?? chargeW
  return chargeW > 0 && dischargeW > 0
    ? E.right([chargeW, dischargeW])
    : trouble('nonsense', 'no register tells what it charges with at most')
}

const writePoints = async (
  line: Line,
  { model, address, scales }: ReadBlock,
  values: { readonly [point: string]: number },
): Promise<Answer<void>> => {
  const points = Object.keys(values).flatMap(name => model.byName.get(name) ?? [])
  const first = Math.min(...points.map(({ offset }) => offset))
  const end = Math.max(...points.map(({ offset, size }) => offset + size))
  const words = new Uint16Array(end - first)
  for (const point of points) {
    const scale = point.scale === undefined ? 0 : (scales.get(point.scale) ?? 0)
    encode(point, values[point.name], scale, words, point.offset - first)
  }
  return line.write(address + first, [...words])
}
