/**
 * A device as the registers of one unit: 'SunS' at 40000, then the blocks of its models, then the end. Reads show what
 * the device tells now; writes ask it, and what it takes of them is what the registers say afterwards.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { ServedDevice } from '../port.ts'
import { type Group, type Settings, taken } from './controls.ts'
import type { Model, Point } from './layout.ts'
import { mapOf } from './maps.ts'
import { type Nameplate, nameplateOf } from './nameplate.ts'
import { decode, encode } from './registers.ts'
import { look, type Scales, type Seen, type Values } from './seen.ts'

/** Where the map begins, counted from 0. */
export const baseAddress = 40000

/** Exceptions of Modbus: function 1, address 2, value 3, device failure 4. */
export type Exception = 1 | 2 | 3 | 4

export interface Unit {
  readonly read: (address: number, count: number) => E.Either<Exception, Uint16Array>
  readonly write: (address: number, words: Uint16Array) => E.Either<Exception, void>
  /** Ends what has run its time. */
  readonly tick: () => void
}

/** One model of the map at its address. */
interface Block {
  readonly model: Model
  readonly address: number
  readonly scales: Scales
  /** Registers as they are before anything is told: identifiers, lengths, powers of ten, "not implemented". */
  readonly template: Uint16Array
  readonly values: (seen: Seen) => Values
}

const blocksOf = (kind: ServedDevice['kind'], nameplate: Nameplate): readonly Block[] => {
  let address = baseAddress + 2
  return (mapOf(kind)?.entries ?? []).map(({ model, shown }) => {
    const scales = shown.scales(nameplate)
    const template = new Uint16Array(model.length + 2)
    template[0] = model.id
    template[1] = model.length
    for (const point of model.points)
      encode(point, point.type === 'sunssf' ? scales[point.name] : undefined, 0, template, point.offset)
    const block = { model, address, scales, template, values: shown.values }
    address += template.length
    return block
  })
}

/** What commands a device: the registers as they are, and what was enabled through them. */
interface Command {
  readonly settings: ReadonlyMap<Group, Settings>
  readonly by?: Group
  /** In seconds of the clock. */
  readonly until?: number
  /** What was before anything was commanded. */
  readonly before: number
  /** What holds. */
  readonly value: number
}

/** A write that was read: what the registers of the groups it touches are to be. */
type Written = Map<Group, Record<string, number>>

/**
 * A device as a unit; `clock` tells seconds. Undefined for a kind that has no map.
 */
export const unitOf = (device: ServedDevice, clock: () => number): Unit | undefined => {
  const map = mapOf(device.kind)
  if (map === undefined) return undefined
  const nameplate = nameplateOf(device)
  const blocks = blocksOf(device.kind, nameplate)
  const last = blocks.at(-1)
  const end = last === undefined ? baseAddress + 2 : last.address + last.template.length
  const groups = map.commands?.groups ?? []
  const quantity = map.commands?.quantity ?? ''
  const groupOf = (model: Model, name: string): Group | undefined =>
    groups.find(group => group.model === model.id && group.initial[name] !== undefined)

  let command: Command = {
    settings: new Map(groups.map(group => [group, group.initial])),
    ...{ before: 0, value: 0 },
  }
  const settingsOf = (group: Group): Settings => command.settings.get(group) ?? group.initial

  const seconds = (): number => (command.until === undefined ? 0 : Math.max(0, command.until - clock()))

  const fill = (block: Block, seen: Seen): Uint16Array => {
    const words = block.template.slice()
    const put = (values: Values): void => {
      for (const name in values) {
        const point = block.model.byName.get(name)
        if (point !== undefined) encode(point, values[name], scaleOf(block, point), words, point.offset)
      }
    }
    put(block.values(seen))
    for (const group of groups) {
      if (group.model !== block.model.id) continue
      put(settingsOf(group))
      if (group.remaining !== undefined) put({ [group.remaining]: Math.ceil(seconds()) })
    }
    return words
  }

  const limitShare = (): number =>
    command.by !== undefined && quantity === 'limitKw' ? command.value / nameplate.maxKw : 1

  const image = (address: number, count: number): Uint16Array => {
    const words = new Uint16Array(count)
    const place = (at: number, from: Uint16Array): void => {
      for (let k = Math.max(at, address); k < Math.min(at + from.length, address + count); k++)
        words[k - address] = from[k - at] ?? 0
    }
    place(baseAddress, signature)
    place(end, ending)
    let seen: Seen | undefined
    for (const block of blocks) {
      if (block.address >= address + count || block.address + block.template.length <= address) continue
      seen ??= look(device, nameplate, limitShare())
      place(block.address, fill(block, seen))
    }
    return words
  }

  const isMapped = (address: number, count: number): boolean =>
    address >= baseAddress && address + count <= end + ending.length

  /** Asks the device, and says in every group what holds now; false where it refuses. */
  const ask = (by: Group, settings: Settings): boolean => {
    const asked = by.wanted(settings, nameplate)
    const isFresh = command.by === undefined
    if (asked === undefined && isFresh) {
      command = { ...command, settings: new Map(command.settings).set(by, settings) }
      return true
    }
    const before = isFresh ? restingOf(device, nameplate) : command.before
    const answer = device.request(quantity, asked ?? before)
    if (E.isLeft(answer)) return false
    const held = asked === undefined ? undefined : answer.right
    const isAsAsked = asked !== undefined && Math.abs(answer.right - asked) <= 1e-6 * nameplate.maxKw
    const others = groups.map((group): readonly [Group, Settings] => {
      if (group !== by) return [group, group.holding(held, settingsOf(group), nameplate)]
      return [group, asked === undefined || isAsAsked ? settings : group.holding(held, settings, nameplate)]
    })
    const revertSeconds = by.revertSeconds(settings)
    command = {
      ...{ settings: new Map(others), before, value: answer.right },
      ...(asked === undefined ? {} : { by }),
      ...(asked !== undefined && revertSeconds > 0 ? { until: clock() + revertSeconds } : {}),
    }
    return true
  }

  const tick = (): void => {
    const { by, until } = command
    if (by === undefined || until === undefined || clock() < until) return
    const settings = by.reverted(settingsOf(by))
    // Where the device refuses, what was commanded stays, and is ended as soon as it may be.
    if (ask(by, settings)) {
      const { until: _, ...rest } = command
      command = rest
    }
  }

  /** Reads a write, point by point. Registers that may not be written may stand in it as they are. */
  const understood = (address: number, words: Uint16Array): E.Either<Exception, Written> => {
    const now = image(address, words.length)
    const written: Written = new Map()
    let k = 0
    while (k < words.length) {
      const at = pointAt(blocks, address + k)
      const group = at === undefined ? undefined : groupOf(at.block.model, at.point.name)
      if (at === undefined || group === undefined) {
        if (words[k] !== now[k]) return E.left(2)
        k++
        continue
      }
      const { block, point } = at
      const isWhole = block.address + point.offset === address + k && k + point.size <= words.length
      if (!isWhole) return E.left(2)
      const value = decode(point, words, k, scaleOf(block, point))
      if (typeof value !== 'number') return E.left(3)
      const settings = written.get(group) ?? { ...settingsOf(group) }
      settings[point.name] = value
      written.set(group, settings)
      k += point.size
    }
    return E.right(written)
  }

  const write = (address: number, words: Uint16Array): E.Either<Exception, void> => {
    const written = understood(address, words)
    if (E.isLeft(written)) return written
    for (const [group, settings] of written.right)
      if (group.objection(settings) !== undefined) return E.left(3)
    for (const [group, settings] of written.right) {
      const isOff = groups.some(other => other !== group && settingsOf(other)['Conn'] === 0)
      if (isOff || !ask(group, taken(settings))) return E.left(4)
    }
    return E.right(undefined)
  }

  /** A device that throws has failed; its unit goes on. */
  const guarded = <A>(
    address: number,
    count: number,
    act: () => E.Either<Exception, A>,
  ): E.Either<Exception, A> => {
    if (!isMapped(address, count)) return E.left(2)
    try {
      tick()
      return act()
    } catch {
      return E.left(4)
    }
  }

  return {
    read: (address, count) => guarded(address, count, () => E.right(image(address, count))),
    write: (address, words) => guarded(address, words.length, () => write(address, words)),
    tick: () => {
      try {
        tick()
      } catch {
        // It is tried again at the next tick.
      }
    },
  }
}

const signature = Uint16Array.of(0x5375, 0x6e53)
const ending = Uint16Array.of(0xffff, 0)

const scaleOf = ({ scales }: Block, { scale }: Point): number =>
  scale === undefined ? 0 : (scales[scale] ?? 0)

/** The block and the point that a register belongs to; undefined for headers and what lies between. */
const pointAt = (
  blocks: readonly Block[],
  address: number,
): { readonly block: Block; readonly point: Point } | undefined => {
  for (const block of blocks) {
    const offset = address - block.address
    if (offset < 0 || offset >= block.template.length) continue
    const point = block.model.points.find(each => offset >= each.offset && offset < each.offset + each.size)
    return point === undefined ? undefined : { block, point }
  }
  return undefined
}

/** What holds while nothing is commanded: no limit, a battery at rest, a facility as it was before the first command. */
const restingOf = (device: ServedDevice, { maxKw }: Nameplate): number => {
  if (device.kind === 'inverter') return maxKw
  return device.kind === 'battery' ? 0 : (device.reading()['powerKw'] ?? 0)
}
