/** Populations: so many homes like one, each varied a little, drawn from a seed. */
import { type Generator, splitMix64 } from '../../markov/splitMix64.ts'
import type { DeviceEntry, PopulationEntry } from './format.ts'

/** A device with the place in the file that it comes from. */
export interface Origin {
  readonly entry: DeviceEntry
  readonly place: string
  /** The member that has it; nothing of a device that stands alone. */
  readonly population?: string
}

export interface Unfolded {
  readonly members: readonly string[]
  readonly devices: readonly Origin[]
  /** Names of `vary` that no rating has. */
  readonly strange: readonly string[]
}

/** The members of a population: `home1`, `home2`, …; the same seed gives the same ones. */
export const unfolded = (population: PopulationEntry, place: string): Unfolded => {
  const { id, count, seed = 0, vary = {}, buses = [] } = population
  const random = splitMix64(seed)
  const members = Array.from({ length: count }, (_, k) => `${id}${k + 1}`)
  const devices = members.flatMap((member, k) => {
    const own = random.split()
    return population.devices.map(
      (device, at): Origin => ({
        place: `${place}.devices[${at}]`,
        population: id,
        entry: {
          ...varied(device, vary, own),
          id: `${member}.${device.id}`,
          ...(device.bus === undefined && buses.length > 0 ? { bus: buses[k % buses.length] ?? '' } : {}),
        },
      }),
    )
  })
  const names = new Set(
    population.devices.flatMap(device => numbersOf(device).map(name => `${device.id}.${name}`)),
  )
  return { members, devices, strange: Object.keys(vary).filter(name => !names.has(name)) }
}

const numbersOf = ({ rating }: DeviceEntry): readonly string[] =>
  Object.entries(rating ?? {}).flatMap(([name, value]) => (typeof value === 'number' ? [name] : []))

/** Each rating that varies is drawn evenly from the share around it. */
const varied = (
  device: DeviceEntry,
  vary: Readonly<Record<string, number>>,
  random: Generator,
): DeviceEntry => {
  const changes = Object.entries(vary).flatMap(([name, share]) => {
    const draw = random.double()
    const own = name.startsWith(`${device.id}.`) ? name.slice(device.id.length + 1) : undefined
    const value: unknown =
      own === undefined ? undefined : Object.entries(device.rating ?? {}).find(([n]) => n === own)?.[1]
    return own === undefined || typeof value !== 'number'
      ? []
      : [[own, value * (1 + share * (2 * draw - 1))] as const]
  })
  if (changes.length === 0) return device
  // Numbers take the place of numbers under the same names: the entry keeps its shape.
  return { ...device, rating: { ...device.rating, ...Object.fromEntries(changes) } } as DeviceEntry
}
