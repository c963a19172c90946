/** What can be read of a neighborhood at a moment, by path: of devices, meters, the surroundings, and lists of them. */
import { layoutOf } from './layout.ts'
import {
  foreseen,
  gridQuantities,
  meterQuantities,
  type Neighborhood,
  type Quantity,
} from './neighborhood.ts'
import { hourOf, type MeterReading, type World } from './world.ts'

/** How far ahead series are foreseen. */
const foresightHours = 24

/** The device or other owner of a quantity's path, and its own name. */
export const partsOf = (path: string): { readonly owner: string; readonly name: string } => {
  const at = path.lastIndexOf('.')
  return { owner: path.slice(0, at), name: path.slice(at + 1) }
}

/** The paths that a population's path stands for; nothing where it is the path of one device. */
export const membersOf = (neighborhood: Neighborhood, path: string): readonly string[] | undefined => {
  const at = path.indexOf('.')
  return neighborhood.populations.get(path.slice(0, at))?.map(member => `${member}${path.slice(at)}`)
}

/** The place of a device among those of the neighborhood. */
export const placeOf = (neighborhood: Neighborhood, device: string): number | undefined =>
  layoutOf(neighborhood).devices.get(device)

/** A quantity that is one number; NaN for a path that the neighborhood does not have. */
export const read = (neighborhood: Neighborhood, world: World, path: string): number => {
  const { owner, name } = partsOf(path)
  if (owner === 'grid') return ofGrid(neighborhood, world, name)
  const place = placeOf(neighborhood, owner)
  const own = place === undefined ? undefined : world.devices[place]?.readings()[name]
  if (own !== undefined) return own
  return owner.endsWith('.meter')
    ? ofMeter(neighborhood, world, owner.slice(0, -'.meter'.length), name)
    : Number.NaN
}

/** A quantity that is a list: of a population's members, or of the steps to come. */
export const readList = (neighborhood: Neighborhood, world: World, path: string): readonly number[] => {
  const members = membersOf(neighborhood, path)
  if (members !== undefined) return members.map(member => read(neighborhood, world, member))
  const { name } = partsOf(path)
  const values = ahead(neighborhood, name.replace(/Ahead$/, ''))
  const count = Math.min(neighborhood.steps, Math.max(1, Math.round(foresightHours / neighborhood.stepHours)))
  return Array.from({ length: count }, (_, k) => values[(world.step + k) % neighborhood.steps] ?? 0)
}

const ahead = (neighborhood: Neighborhood, name: string): Float64Array => {
  switch (name) {
    case 'importUsdPerKwh':
      return neighborhood.importUsdPerKwh
    case 'exportUsdPerKwh':
      return neighborhood.exportUsdPerKwh
    case 'carbonKgPerKwh':
      return neighborhood.carbonKgPerKwh
    default:
      return neighborhood.series.get(name) ?? new Float64Array(neighborhood.steps)
  }
}

/** At the end of the horizon what was last is still read. */
const ofGrid = (neighborhood: Neighborhood, world: World, name: string): number => {
  const step = Math.min(world.step, neighborhood.steps - 1)
  switch (name) {
    case 'step':
      return world.step
    case 'hour':
      return hourOf(neighborhood, world.step)
    case 'demandKw':
      return world.grid.demandKw
    case 'lossKw':
      return world.grid.lossKw
    case 'lowestVoltagePu':
      return world.grid.lowestVoltagePu
    case 'highestVoltagePu':
      return world.grid.highestVoltagePu
    default:
      return ahead(neighborhood, name)[step] ?? Number.NaN
  }
}

const voltageAt = (neighborhood: Neighborhood, world: World, place: number): number =>
  world.voltagePu?.[neighborhood.buses[place] ?? -1] ?? neighborhood.feeder?.sourceVoltagePu ?? 1

const ofMeter = (neighborhood: Neighborhood, world: World, agent: string, name: string): number => {
  const place = layoutOf(neighborhood).agents.get(agent)
  const meter = place === undefined ? undefined : world.meters[place]
  if (meter === undefined) return Number.NaN
  if (name === 'voltagePu')
    return voltageAt(neighborhood, world, layoutOf(neighborhood).meterAt[place ?? 0] ?? 0)
  return isOfMeter(name) ? meter[name] : Number.NaN
}

const isOfMeter = (name: string): name is keyof MeterReading =>
  name !== 'voltagePu' && meterQuantities.some(([one]) => one === name)

/** All quantities of a neighborhood, by path. */
export const quantitiesOf = ({
  devices,
  agents,
  populations,
  series,
}: Pick<Neighborhood, 'devices' | 'agents' | 'populations' | 'series'>): ReadonlyMap<string, Quantity> => {
  const all = new Map<string, Quantity>()
  const add = (quantity: Quantity): void => {
    all.set(quantity.path, quantity)
  }
  const read = (path: string, unit: string, isList = false): Quantity => ({
    path,
    unit,
    access: 'read',
    isList,
  })
  for (const { id, quantities } of devices)
    for (const { name, unit, access, low, high } of quantities)
      add({
        path: `${id}.${name}`,
        ...{ unit, access, isList: false },
        ...(low === undefined || !Number.isFinite(low) ? {} : { low }),
        ...(high === undefined || !Number.isFinite(high) ? {} : { high }),
      })
  for (const agent of agents)
    for (const [name, unit] of meterQuantities) add(read(`${agent}.meter.${name}`, unit))
  for (const [population, members] of populations) {
    const [first = ''] = members
    for (const quantity of [...all.values()])
      if (quantity.path.startsWith(`${first}.`))
        add({ ...quantity, path: `${population}${quantity.path.slice(first.length)}`, isList: true })
  }
  for (const [name, unit] of gridQuantities) add(read(`grid.${name}`, unit))
  for (const name of series.keys()) add(read(`grid.${name}`, unitOf(name)))
  for (const name of [...foreseen, ...series.keys()]) add(read(`grid.${name}Ahead`, unitOf(name), true))
  return all
}

const units: readonly (readonly [suffix: RegExp, unit: string])[] = [
  [/UsdPerKwh$/, '$/kWh'],
  [/KgPerKwh$/, 'kg/kWh'],
  [/Kwh$/, 'kWh'],
  [/Kw$/, 'kW'],
  [/Wm2$/, 'W/m²'],
  [/C$/, '°C'],
]

/** The unit that a name carries. */
const unitOf = (name: string): string => units.find(([suffix]) => suffix.test(name))?.[1] ?? ''
