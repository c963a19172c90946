/** What follows from a neighborhood alone and is asked at every step: who stands where, by number and not by name. */
import type { Neighborhood } from './neighborhood.ts'

/** A command that a device takes: its name there and its path in the neighborhood. */
export interface Lever {
  readonly name: string
  readonly path: string
}

/** Between which temperatures a house has to stay. */
export interface Comfort {
  readonly low: number
  readonly high: number
}

export interface Layout {
  /** The place of a device and of an agent by its name. */
  readonly devices: ReadonlyMap<string, number>
  readonly agents: ReadonlyMap<string, number>
  /** By the place of a device: that of its agent, the commands it takes, the comfort of its house. */
  readonly agentOf: Int32Array
  readonly levers: readonly (readonly Lever[])[]
  readonly comfort: readonly (Comfort | undefined)[]
  /** By the place of an agent: the device on whose bus its meter is, the first that has one. */
  readonly meterAt: Int32Array
}

const known = new WeakMap<Neighborhood, Layout>()

/** The layout of a neighborhood, which is reckoned once. */
export const layoutOf = (neighborhood: Neighborhood): Layout => {
  const before = known.get(neighborhood)
  if (before !== undefined) return before
  const { devices, agents } = neighborhood
  const places = new Map(agents.map((agent, k) => [agent, k]))
  const agentOf = Int32Array.from(devices, ({ agent }) => places.get(agent) ?? 0)
  const meterAt = new Int32Array(agents.length)
  for (const hasBus of [false, true])
    for (let k = devices.length - 1; k >= 0; k--)
      if (!hasBus || devices[k]?.bus !== undefined) meterAt[agentOf[k] ?? 0] = k
  const layout: Layout = {
    devices: new Map(devices.map(({ id }, k) => [id, k])),
    agents: places,
    agentOf,
    levers: devices.map(({ id, quantities }) =>
      quantities.flatMap(({ name, access }) => (access === 'read' ? [] : [{ name, path: `${id}.${name}` }])),
    ),
    comfort: devices.map(({ id, kind }) => (kind === 'thermostat' ? comfortOf(neighborhood, id) : undefined)),
    meterAt,
  }
  known.set(neighborhood, layout)
  return layout
}

/** Between which temperatures a house has to stay: what its thermostat agreed to, within the safe limits. */
export const comfortOf = ({ quantities, safe }: Neighborhood, device: string): Comfort => ({
  low: Math.max(
    safe.lowestTemperatureC,
    quantities.get(`${device}.heatingSetPointC`)?.low ?? Number.NEGATIVE_INFINITY,
  ),
  high: Math.min(
    safe.highestTemperatureC,
    quantities.get(`${device}.coolingSetPointC`)?.high ?? Number.POSITIVE_INFINITY,
  ),
})
