/**
 * The safe set of a step: what each device may be told now, and what all commands together may do to the feeder. A
 * command outside is clipped or refused, and what became of it is told; nothing outside is ever sent.
 *
 * Where the commands together break a limit of the feeder, all powers that were commanded are scaled by the one
 * greatest factor with which the limit holds, or, where it is broken without them, is not broken further.
 */

import { allowed } from '../grid/neighborhood/allowed.ts'
import type { Neighborhood } from '../grid/neighborhood/neighborhood.ts'
import { advance, type World } from '../grid/neighborhood/world.ts'

/** What became of a command that was not carried out as it was asked; without `sent` it was refused. */
export interface Remark {
  readonly path: string
  readonly asked: number
  readonly sent?: number
  readonly because: string
}

export interface Safe {
  readonly commands: ReadonlyMap<string, number>
  readonly remarks: readonly Remark[]
  /** The step that these commands make on the models, where it was tried. */
  readonly ahead?: Ahead
}

/** A step that was tried. */
export type Ahead = ReturnType<typeof advance>

/** The commands of `asked`, by path of their quantity, as far as they are safe. */
export const safely = (
  neighborhood: Neighborhood,
  world: World,
  asked: ReadonlyMap<string, number>,
): Safe => {
  const { commands, remarks } = one(neighborhood, world, asked)
  const ahead = advance(neighborhood, world, commands)
  const excess = excessOf(neighborhood, ahead)
  const powers = [...commands.keys()].filter(path => path.endsWith('.powerKw'))
  if (excess === 0 || powers.length === 0) return { commands, remarks, ahead }
  const scaled = (factor: number): ReadonlyMap<string, number> =>
    new Map([
      ...commands,
      ...powers.map((path): [string, number] => [path, factor * (commands.get(path) ?? 0)]),
    ])
  const excessAt = (factor: number): number =>
    excessOf(neighborhood, advance(neighborhood, world, scaled(factor)))
  const bearable = excessAt(0)
  if (excess <= bearable) return { commands, remarks, ahead }
  const fitting = scaled(greatestFactor(factor => excessAt(factor) <= bearable))
  const told = new Map(remarks.map(remark => [remark.path, remark]))
  for (const path of powers) {
    const sent = fitting.get(path) ?? 0
    if (sent === commands.get(path)) continue
    const because = 'the feeder would go beyond its limits'
    told.set(path, { path, asked: asked.get(path) ?? sent, sent, because })
  }
  return { commands: fitting, remarks: [...told.values()] }
}

const one = (neighborhood: Neighborhood, world: World, asked: ReadonlyMap<string, number>): Safe => {
  const commands = new Map<string, number>()
  const remarks: Remark[] = []
  for (const [path, value] of asked) {
    if (!Number.isFinite(value)) {
      remarks.push({ path, asked: value, because: 'it is no finite number' })
      continue
    }
    const verdict = allowed(neighborhood, world, path, value)
    switch (verdict.kind) {
      case 'as asked':
        commands.set(path, value)
        break
      case 'clipped':
        commands.set(path, verdict.value)
        remarks.push({ path, asked: value, sent: verdict.value, because: verdict.because })
        break
      case 'refused':
        remarks.push({ path, asked: value, because: verdict.because })
    }
  }
  return { commands, remarks }
}

/** Halvings after which the factor is known to a millionth. */
const halvings = 20

/** The greatest factor of [0, 1] that fits, to a millionth, where 0 fits and fitting ends once. */
const greatestFactor = (fits: (factor: number) => boolean): number => {
  let low = 0
  let high = 1
  for (let k = 0; k < halvings; k++) {
    const middle = (low + high) / 2
    if (fits(middle)) low = middle
    else high = middle
  }
  return low
}

/** By how much the limits of the feeder are broken in a step, in shares of them; infinite where no voltage was found. */
const excessOf = ({ safe }: Neighborhood, { record: { grid } }: Ahead): number => {
  if (!grid.flowed) return Number.POSITIVE_INFINITY
  return (
    Math.max(0, safe.lowestVoltagePu - grid.lowestVoltagePu) +
    Math.max(0, grid.highestVoltagePu - safe.highestVoltagePu) +
    grid.overloads.reduce((sum, { loading }) => sum + Math.max(0, loading - 1), 0)
  )
}
