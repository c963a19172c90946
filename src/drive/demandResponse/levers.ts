/**
 * What a device can be told so that less is drawn: a command that changes nothing and one that takes most, between
 * which its demand falls. How much it takes is not computed from ratings but tried on the models, so that states of
 * charge, ramps, dead bands and comfort all count.
 */

import { comfortOf } from '../../grid/neighborhood/layout.ts'
import type { Neighborhood } from '../../grid/neighborhood/neighborhood.ts'
import { read } from '../../grid/neighborhood/readings.ts'
import { advance, type World } from '../../grid/neighborhood/world.ts'

/** The groups of whom a request asks its shares. */
export type Group = 'thermostats' | 'solarAndBatteries' | 'community'

export interface Lever {
  readonly device: string
  readonly agent: string
  readonly group: Group
  /** The quantity that is commanded. */
  readonly path: string
  /** The command that leaves the device as it would be. */
  readonly open: number
  /** The one that takes most. */
  readonly shut: number
}

/** How far each lever is moved, from 0 (open) to 1 (shut). */
export type Positions = readonly number[]

/** What devices would draw, in kW by lever, and whether the homes would be comfortable. */
export interface Trial {
  readonly netKw: readonly number[]
  readonly isComfortable: readonly boolean[]
}

const groups: Readonly<Record<string, { readonly group: Group; readonly quantity: string }>> = {
  thermostat: { group: 'thermostats', quantity: 'limitKw' },
  battery: { group: 'solarAndBatteries', quantity: 'powerKw' },
  communityFacility: { group: 'community', quantity: 'powerKw' },
}

/** The levers of a neighborhood; `baseKw` is what each device would draw. */
export const leversOf = (neighborhood: Neighborhood, baseKw: ReadonlyMap<string, number>): readonly Lever[] =>
  neighborhood.devices.flatMap(({ id, kind, agent }): readonly Lever[] => {
    const known = groups[kind]
    if (known === undefined) return []
    const path = `${id}.${known.quantity}`
    const { low = 0, high = 0 } = neighborhood.quantities.get(path) ?? {}
    const lever = { device: id, agent, group: known.group, path }
    if (kind === 'thermostat') return [{ ...lever, open: high, shut: Math.max(0, low) }]
    return [{ ...lever, open: baseKw.get(id) ?? 0, shut: low }]
  })

/** The command of a lever at a position. */
export const commandAt = ({ open, shut }: Lever, position: number): number => open + position * (shut - open)

/** Tries positions of all levers at once; what others are commanded stays. */
export const tried = (
  neighborhood: Neighborhood,
  world: World,
  others: ReadonlyMap<string, number>,
  levers: readonly Lever[],
): ((positions: Positions) => Trial) => {
  const houses = levers.map(({ device, group }) =>
    group === 'thermostats'
      ? { path: `${device}.airTemperatureC`, ...comfortOf(neighborhood, device) }
      : undefined,
  )
  return positions => {
    const commands = new Map([
      ...others,
      ...levers.map((lever, k): [string, number] => [lever.path, commandAt(lever, positions[k] ?? 0)]),
    ])
    const after = advance(neighborhood, world, commands)
    const drawn = new Map(after.record.devices.map(({ id, netKw }) => [id, netKw]))
    return {
      netKw: levers.map(({ device }) => drawn.get(device) ?? 0),
      isComfortable: houses.map(house => {
        if (house === undefined) return true
        const { path, low, high } = house
        const now = read(neighborhood, world, path)
        const then = read(neighborhood, after.world, path)
        // Who is outside already may not be taken further out.
        return then >= Math.min(low, now) && then <= Math.max(high, now)
      }),
    }
  }
}

/** Halvings after which a position is known to a millionth. */
const halvings = 20

/** The greatest positions, each on its own, at which `fits` holds of a lever; 0 where it never does. */
export const greatest = (
  levers: readonly Lever[],
  attempt: (positions: Positions) => Trial,
  fits: (trial: Trial, lever: number) => boolean,
): Positions => {
  const full = attempt(levers.map(() => 1))
  const low: number[] = levers.map((_, k) => (fits(full, k) ? 1 : 0))
  if (low.every(position => position === 1)) return low
  const high: number[] = levers.map(() => 1)
  for (let halving = 0; halving < halvings; halving++) {
    const middle = low.map((position, k) => (position + (high[k] ?? 1)) / 2)
    const trial = attempt(middle)
    middle.forEach((position, k) => {
      if (fits(trial, k)) low[k] = position
      else high[k] = position
    })
  }
  return low
}
