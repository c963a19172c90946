/** Populations: so many homes like one, each varied a little, drawn from a seed. */
import { splitMix64 } from '../../markov/splitMix64.ts'
import { complaintsOf } from './codec.ts'
import { type DeviceEntry, deviceCodec, type PopulationEntry } from './format.ts'

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
          ...varied(device, vary, own.double),
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

/**
 * What members of a population cannot have: ratings that leave their bounds as far as they vary, and endpoints, of which
 * each is that of one device.
 */
export const strayOf = ({
  count,
  devices,
  vary = {},
}: PopulationEntry): readonly (readonly [place: string, reason: string, hint: string])[] => [
  ...devices.flatMap(({ endpoint }, k) =>
    endpoint === undefined || count === 1
      ? []
      : [
          [
            `devices[${k}].endpoint`,
            `one endpoint cannot be that of ${count} devices`,
            'describe the homes that stand outside one by one, under `devices`',
          ] as const,
        ],
  ),
  ...Object.entries(vary).flatMap(([name, share]) =>
    devices.flatMap(device => {
      const extremes = [0, 1].map(draw => varied(device, { [name]: share }, () => draw))
      const strays = extremes.flatMap(one => {
        const found = deviceCodec.decode(one)
        return found._tag === 'Left' ? complaintsOf(found.left) : []
      })
      const [first] = strays.filter(({ place }) => `${device.id}.${place.replace('rating.', '')}` === name)
      return first === undefined
        ? []
        : [[`vary.${name}`, `it may come to where ${first.reason}`, 'lower the share'] as const]
    }),
  ),
]

const numbersOf = ({ rating }: DeviceEntry): readonly string[] =>
  Object.entries(rating ?? {}).flatMap(([name, value]) => (typeof value === 'number' ? [name] : []))

/** Each rating that varies is drawn evenly from the share around it. */
const varied = (
  device: DeviceEntry,
  vary: Readonly<Record<string, number>>,
  draws: () => number,
): DeviceEntry => {
  const changes = Object.entries(vary).flatMap(([name, share]) => {
    const draw = draws()
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
