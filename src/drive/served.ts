/**
 * The models of a neighborhood as protocols show them to others, and what these ask for. A request is held against the
 * safe set when it comes, so that who asks hears what was taken of it, and again in the step in which it is carried
 * out; it holds until another takes its place.
 */
import * as E from 'fp-ts/lib/Either.js'
import { allowed } from '../grid/neighborhood/allowed.ts'
import type { Neighborhood } from '../grid/neighborhood/neighborhood.ts'
import { read } from '../grid/neighborhood/readings.ts'
import type { World } from '../grid/neighborhood/world.ts'
import type { ServedDevice } from './port.ts'
import type { Request } from './surroundings.ts'

export interface Served {
  /** The devices as one protocol shows them; what is asked for over it is told as of `from`. */
  readonly devices: (from: string) => readonly ServedDevice[]
  /** The moment that is shown. */
  readonly show: (world: World) => void
  /** What is asked for now, the same until somebody asks for something else. */
  readonly requests: () => readonly Request[]
}

const servedKinds = ['inverter', 'battery', 'thermostat', 'communityFacility'] as const

/** Shows `neighborhood`; `commanded` tells which quantities the game commands, which nobody else may. */
export const served = (
  neighborhood: Neighborhood,
  first: World,
  commanded: (path: string) => boolean,
): Served => {
  let world = first
  const held = new Map<string, Request>()
  const request = (from: string, path: string, value: number): E.Either<string, number> => {
    if (commanded(path)) return E.left('the game commands it')
    const verdict = allowed(neighborhood, world, path, value)
    if (verdict.kind === 'refused') return E.left(verdict.because)
    const taken = verdict.kind === 'clipped' ? verdict.value : value
    held.set(path, { from, path, value: taken })
    return E.right(taken)
  }
  const devices = (from: string) =>
    neighborhood.devices.flatMap(({ id, kind, agent, ratings, quantities }): readonly ServedDevice[] => {
      const shown = servedKinds.find(one => one === kind)
      if (shown === undefined) return []
      const names = quantities.flatMap(({ name, access }) => (access === 'command' ? [] : [name]))
      return [
        {
          ...{ id, kind: shown, ratings },
          reading: () => ({
            ...Object.fromEntries(names.map(name => [name, read(neighborhood, world, `${id}.${name}`)])),
            voltagePu: read(neighborhood, world, `${agent}.meter.voltagePu`),
          }),
          request: (quantity, value) => request(from, `${id}.${quantity}`, value),
        },
      ]
    })
  const meters = neighborhood.agents.map((agent): ServedDevice => {
    const id = `${agent}.meter`
    const names = ['powerKw', 'importKwh', 'exportKwh', 'voltagePu', 'billUsd']
    return {
      ...{ id, kind: 'meter', ratings: {} },
      reading: () =>
        Object.fromEntries(names.map(name => [name, read(neighborhood, world, `${id}.${name}`)])),
      request: quantity => E.left(`a meter takes no ${quantity}`),
    }
  })
  return {
    devices: from => [...devices(from), ...meters],
    show: now => {
      world = now
    },
    requests: () => [...held.values()],
  }
}
