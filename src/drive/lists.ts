/** Quantities of a population: its id in the place of a member's means the list of all, in the order of the members. */
import * as E from 'fp-ts/lib/Either.js'
import type { Neighborhood } from '../grid/neighborhood/neighborhood.ts'
import { membersOf, read, readList } from '../grid/neighborhood/readings.ts'
import type { World } from '../grid/neighborhood/world.ts'
import type { Readings } from './controller.ts'

/** Commands one by one; `Left` tells of a list that does not have as many as there are members. */
export const expanded = (
  neighborhood: Neighborhood,
  commands: ReadonlyMap<string, number | readonly number[]>,
): E.Either<string, ReadonlyMap<string, number>> => {
  const all = new Map<string, number>()
  for (const [path, value] of commands) {
    const members = membersOf(neighborhood, path)
    if (members === undefined) {
      if (typeof value !== 'number')
        return E.left(`${path} is one quantity and got a list of ${value.length}`)
      all.set(path, value)
      continue
    }
    const values = typeof value === 'number' ? members.map(() => value) : value
    if (values.length !== members.length)
      return E.left(`${path} takes ${members.length} numbers, one for each member, and got ${values.length}`)
    members.forEach((member, k) => {
      all.set(member, values[k] ?? 0)
    })
  }
  return E.right(all)
}

/** What can be read of a world; `measured` comes before what a model says. */
export const readingsOf =
  (neighborhood: Neighborhood, world: World, measured?: ReadonlyMap<string, number>): Readings =>
  path => {
    const quantity = neighborhood.quantities.get(path)
    const one = (of: string): number => measured?.get(of) ?? read(neighborhood, world, of)
    if (quantity?.isList !== true) return one(path)
    return membersOf(neighborhood, path)?.map(one) ?? readList(neighborhood, world, path)
  }
