/** Quantities of a population: its id in the place of a member's means the list of all, in the order of the members. */
import * as E from 'fp-ts/lib/Either.js'
import { type Neighborhood, read, type World } from '../grid/neighborhood/neighborhood.ts'
import type { Readings } from './controller.ts'

/** The paths that a population's path stands for; nothing where it is the path of one device. */
export const membersOf = (neighborhood: Neighborhood, path: string): readonly string[] | undefined => {
  const at = path.indexOf('.')
  const members = neighborhood.populations.get(path.slice(0, at))
  return members?.map(member => `${member}${path.slice(at)}`)
}

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
    const one = (of: string): number => measured?.get(of) ?? read(neighborhood, world, of)
    return membersOf(neighborhood, path)?.map(one) ?? one(path)
  }
