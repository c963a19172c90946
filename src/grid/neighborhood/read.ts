/** A grid file read: decoded, unfolded, and everything in it that does not fit together, all at once. */
import * as E from 'fp-ts/lib/Either.js'
import { didYouMean } from '../../diagnostic/suggest.ts'
import type { FileFault } from '../csv.ts'
import { type Feeder, feederOf } from '../feeder.ts'
import { complaintsOf } from './codec.ts'
import { feederPlanOf } from './feederPlan.ts'
import { type DeviceEntry, type GridEntry, gridCodec } from './format.ts'
import { connectionsOf } from './links.ts'
import { modelOf } from './models.ts'
import { gridQuantities, type Neighborhood } from './neighborhood.ts'
import type { Placed } from './placed.ts'
import { type Origin, unfolded } from './population.ts'
import { quantitiesOf } from './readings.ts'
import type { Numbers } from './running.ts'
import { csvReader, seriesOf } from './series.ts'
import type { Clock } from './synthetic.ts'

/** Takes down faults with their place in the file. */
export type Complain = (place: string, reason: string, hint?: string) => void

/** The neighborhood of a grid file; `readText` gives the files that it names, by the path that stands there. */
export const readNeighborhood = (
  text: string,
  file: string,
  readText: (relativePath: string) => E.Either<string, string>,
): E.Either<readonly FileFault[], Neighborhood> => {
  const parsed = parse(text, file)
  if (E.isLeft(parsed)) return E.left([parsed.left])
  const decoded = gridCodec.decode(parsed.right)
  if (E.isLeft(decoded))
    return E.left(
      complaintsOf(decoded.left).map(complaint => ({
        kind: 'file',
        file,
        ...complaint,
        place: complaint.place === '' ? 'the file' : complaint.place,
      })),
    )
  const faults: FileFault[] = []
  const complain: Complain = (place, reason, hint) =>
    faults.push({ kind: 'file', file, place, reason, ...(hint === undefined ? {} : { hint }) })
  const neighborhood = assembled(decoded.right, readText, complain, fault => faults.push(fault))
  return faults.length > 0 ? E.left(faults) : E.right(neighborhood)
}

/** JSON, or the line and column at which it is none. */
const parse = (text: string, file: string): E.Either<FileFault, unknown> =>
  E.tryCatch(
    (): unknown => JSON.parse(text.replace(/^\uFEFF/, '')),
    error => {
      const said = error instanceof Error ? error.message : String(error)
      const offset = /position (\d+)/.exec(said)?.[1]
      const before = text.slice(0, offset === undefined ? text.length : Number(offset)).split('\n')
      return {
        kind: 'file',
        file,
        line: before.length,
        column: (before.at(-1)?.length ?? 0) + 1,
        reason: text.trim() === '' ? 'the file is empty' : 'this is not JSON here',
        hint:
          text.trim() === ''
            ? 'begin with `{ "schema": "coplay/grid@1", … }`'
            : 'look for a comma or a quote that is missing or too many before this place',
      }
    },
  )

const reserved = new Set(['grid'])

const assembled = (
  entry: GridEntry,
  readText: (path: string) => E.Either<string, string>,
  complain: Complain,
  complainOfFile: (fault: FileFault) => void,
): Neighborhood => {
  const clock = clockOf(entry, complain)
  const series = allSeries(entry, clock, readText, complain, complainOfFile)
  const feeder = feederIn(entry, complain)
  const { origins, populations } = originsOf(entry, complain)
  checkNames(origins, complain)
  const placed = origins.map(origin => placedOf(origin, series, complain))
  const buses = feeder === undefined ? new Int32Array() : busesOf(origins, feeder, complain)
  if (feeder === undefined)
    for (const { entry: device, place } of origins)
      if (device.bus !== undefined)
        complain(
          `${place}.bus`,
          'there is no feeder whose bus this could be',
          'describe a `feeder`, or leave `bus` out',
        )
  const agents = [...new Set(placed.map(({ agent }) => agent))]
  const perStep = (place: string, value: number | string | undefined, usual: number): Float64Array => {
    if (typeof value !== 'string') return new Float64Array(clock.steps).fill(value ?? usual)
    const found = series.get(value)
    if (found === undefined)
      complain(place, `there is no series \`${value}\``, didYouMean(value, series.keys()))
    return found ?? new Float64Array(clock.steps)
  }
  const importUsdPerKwh = perStep('tariff.importUsdPerKwh', entry.tariff?.importUsdPerKwh, 0)
  return {
    name: entry.name,
    stepHours: clock.stepHours,
    steps: clock.steps,
    start: new Date(clock.startMs).toISOString(),
    startMs: clock.startMs,
    devices: placed,
    agents,
    populations,
    quantities: quantitiesOf({ devices: placed, agents, populations, series }),
    series,
    importUsdPerKwh,
    // Who says nothing of exports buys and sells at one price.
    exportUsdPerKwh:
      entry.tariff?.exportUsdPerKwh === undefined
        ? importUsdPerKwh
        : perStep('tariff.exportUsdPerKwh', entry.tariff.exportUsdPerKwh, 0),
    carbonKgPerKwh: perStep('carbonKgPerKwh', entry.carbonKgPerKwh, 0),
    ...(feeder === undefined ? {} : { feeder }),
    buses,
    links: connectionsOf(entry.links ?? [], agents, populations, complain),
    requests: requestsOf(entry, clock, complain),
    safe: safeOf(entry, complain),
  }
}

/** Rounding of a horizon in steps. */
const sliver = 1e-9

const clockOf = ({ start, step, horizon }: GridEntry, complain: Complain): Clock => {
  const steps = Math.round(horizon / step)
  if (steps < 1 || Math.abs(steps * step - horizon) > sliver * horizon)
    complain('horizon', 'it is not a whole number of steps', 'make it a multiple of `step`')
  else if (steps > mostSteps)
    complain('horizon', `it has ${steps} steps, more than ${mostSteps}`, 'shorten it, or lengthen `step`')
  return { startMs: Date.parse(start), stepHours: step, steps: Math.min(mostSteps, Math.max(1, steps)) }
}

/** Thirty years of quarters of an hour. */
const mostSteps = 1_051_200

const allSeries = (
  entry: GridEntry,
  clock: Clock,
  readText: (path: string) => E.Either<string, string>,
  complain: Complain,
  complainOfFile: (fault: FileFault) => void,
): ReadonlyMap<string, Float64Array> => {
  const csv = csvReader(readText)
  const all = new Map<string, Float64Array>()
  for (const [name, one] of Object.entries(entry.series ?? {})) {
    const place = `series.${name}`
    if (!/^[a-z]\w*$/.test(name))
      complain(place, `\`${name}\` is not a name of letters and digits that begins with a lower-case letter`)
    if (gridQuantities.some(([own]) => own === name))
      complain(
        place,
        `\`grid.${name}\` is a quantity that every neighborhood has`,
        'give the series another name',
      )
    const values = seriesOf(one, clock, csv)
    if (E.isRight(values)) all.set(name, values.right)
    else if (values.left.in === undefined) complain(place, values.left.reason, values.left.hint)
    else complainOfFile({ ...values.left.in, place: values.left.in.place ?? place })
    // A series that is wrong is there all the same: who names it is not to blame.
    if (E.isLeft(values)) all.set(name, new Float64Array(clock.steps))
  }
  return all
}

const feederIn = ({ feeder }: GridEntry, complain: Complain): Feeder | undefined => {
  if (feeder === undefined) return undefined
  const made = feederOf(feederPlanOf(feeder))
  if (E.isRight(made)) return made.right
  complain('feeder', made.left.reason)
  return undefined
}

const originsOf = (
  { devices = [], populations = [] }: GridEntry,
  complain: Complain,
): { readonly origins: readonly Origin[]; readonly populations: ReadonlyMap<string, readonly string[]> } => {
  const origins: Origin[] = devices.map((entry, k) => ({ entry, place: `devices[${k}]` }))
  const members = new Map<string, readonly string[]>()
  populations.forEach((population, k) => {
    const place = `populations[${k}]`
    if (members.has(population.id))
      complain(`${place}.id`, `the population \`${population.id}\` stands twice`)
    const many = unfolded(population, place)
    members.set(population.id, many.members)
    origins.push(...many.devices)
    for (const name of many.strange)
      complain(
        `${place}.vary.${name}`,
        'no device of the population has such a number in its rating',
        'write `device.rating`, as `battery.capacityKwh`, and give the rating a number',
      )
  })
  if (origins.length === 0)
    complain('devices', 'there is no device', 'describe at least one, or a population')
  return { origins, populations: members }
}

const agentOf = (id: string): string => id.split('.')[0] ?? id

const checkNames = (origins: readonly Origin[], complain: Complain): void => {
  const ids = new Map<string, string>()
  const populations = new Set(origins.flatMap(({ population }) => population ?? []))
  const told = new Set<string>()
  for (const { entry, place, population } of origins) {
    const before = ids.get(entry.id)
    ids.set(entry.id, place)
    const where = `${place}.id`
    if (told.has(where)) continue
    const say = (reason: string, hint?: string): void => {
      told.add(where)
      complain(where, reason, hint)
    }
    if (before !== undefined)
      say(`\`${entry.id}\` is the id of ${before}, too`, 'give each device an id of its own')
    else if (reserved.has(agentOf(entry.id)))
      say('`grid` is what surrounds the devices', 'begin the id with the name of who has the device')
    else if (population === undefined && populations.has(agentOf(entry.id)))
      say(`\`${agentOf(entry.id)}\` is a population: it means all of its members`)
    else if (!entry.id.includes('.') && entry.kind !== 'communityFacility')
      say('an id has who owns the device, a dot and what it is', `write \`home1.${entry.id}\``)
    else if (entry.kind === 'meter' && !/^[^.]+\.meter$/.test(entry.id))
      say('a meter is its owner’s, and called so', `write \`${agentOf(entry.id)}.meter\``)
  }
}

/** What a device needs of the surroundings. */
const needs: Readonly<Partial<Record<DeviceEntry['kind'], readonly string[]>>> = {
  inverter: ['irradianceWm2', 'outdoorTemperatureC'],
  communityFacility: ['irradianceWm2', 'outdoorTemperatureC'],
  thermostat: ['outdoorTemperatureC'],
  storageTank: [],
  transformer: ['outdoorTemperatureC'],
}

const placedOf = (
  { entry, place }: Origin,
  series: ReadonlyMap<string, Float64Array>,
  complain: Complain,
): Placed => {
  for (const name of needs[entry.kind] ?? [])
    if (!series.has(name))
      complain(
        place,
        `${entry.id} needs the series \`${name}\``,
        `describe it under \`series\`, inline, as a column or synthetic`,
      )
  for (const [key, reason] of contradictions(entry)) complain(`${place}.rating${key}`, reason)
  const { quantities, running } = modelOf(entry, name => {
    const values = series.get(name)
    if (values === undefined)
      complain(`${place}.rating`, `there is no series \`${name}\``, didYouMean(name, series.keys()))
    return step => values?.[step] ?? 0
  })
  return {
    ...{ id: entry.id, kind: entry.kind, agent: agentOf(entry.id), quantities, running },
    ratings: numbersIn(entry.rating ?? {}),
    ...(entry.bus === undefined ? {} : { bus: entry.bus }),
    ...(entry.endpoint === undefined ? {} : { endpoint: entry.endpoint }),
  }
}

const numbersIn = (rating: object, prefix = ''): Numbers =>
  Object.fromEntries(
    Object.entries(rating).flatMap(([name, value]: [string, unknown]) => {
      if (typeof value === 'number') return [[`${prefix}${name}`, value] as const]
      const isPart = typeof value === 'object' && value !== null && !Array.isArray(value)
      return isPart ? Object.entries(numbersIn(value, `${prefix}${name}.`)) : []
    }),
  )

/** Numbers of one rating that cannot be true together. */
const contradictions = (entry: DeviceEntry): readonly (readonly [key: string, reason: string])[] => {
  switch (entry.kind) {
    case 'load': {
      const { powerKw, series } = entry.rating
      return (powerKw === undefined) === (series === undefined)
        ? [['', 'a load has either a constant `powerKw` or a `series`']]
        : []
    }
    case 'storageTank': {
      const { heatPumpKw, heaterKw } = entry.rating
      return (heatPumpKw === undefined) === (heaterKw === undefined)
        ? [['', 'either a heat pump (`heatPumpKw`) or a heater (`heaterKw`) makes the heat']]
        : []
    }
    case 'thermostat': {
      const { heatingSetPointC = 20, coolingSetPointC = 25, deadBandC = 1 } = entry.rating
      return coolingSetPointC - heatingSetPointC < deadBandC
        ? [['.coolingSetPointC', 'it is not above `heatingSetPointC` by the dead band']]
        : []
    }
    case 'waterHeater': {
      const { setPointC = 55, lowestSetPointC = 45, highestSetPointC = 65 } = entry.rating
      return setPointC < lowestSetPointC || setPointC > highestSetPointC
        ? [['.setPointC', 'it is not between `lowestSetPointC` and `highestSetPointC`']]
        : []
    }
    case 'generator':
      return (entry.rating.leastKw ?? 0) > entry.rating.powerKw ? [['.leastKw', 'it is above `powerKw`']] : []
    default:
      return []
  }
}

const busesOf = (origins: readonly Origin[], feeder: Feeder, complain: Complain): Int32Array => {
  const told = new Set<string>()
  return Int32Array.from(origins, ({ entry: { bus }, place, population }) => {
    if (bus === undefined) return 0
    const at = feeder.placeOf.get(bus)
    const where = population === undefined ? `${place}.bus` : `${place.split('.')[0] ?? place}.buses`
    if (at === undefined && !told.has(`${where} ${bus}`)) {
      told.add(`${where} ${bus}`)
      complain(where, `the feeder has no bus \`${bus}\``, didYouMean(bus, feeder.buses))
    }
    return at ?? 0
  })
}

const requestsOf = (
  { requests = [] }: GridEntry,
  { stepHours, steps }: Clock,
  complain: Complain,
): Neighborhood['requests'] =>
  requests.map(({ id, atHour, for: hours = stepHours, shares }, k) => {
    const place = `requests[${k}]`
    if (requests.findIndex(other => other.id === id) < k) complain(`${place}.id`, `\`${id}\` stands twice`)
    const fromStep = Math.round(atHour / stepHours)
    const count = Math.round(hours / stepHours)
    if (Math.abs(fromStep * stepHours - atHour) > sliver)
      complain(`${place}.atHour`, 'no step begins then', 'make it a multiple of `step`, counted from `start`')
    if (count < 1 || Math.abs(count * stepHours - hours) > sliver)
      complain(`${place}.for`, 'it is not a whole number of steps')
    if (fromStep + count > steps) complain(`${place}.atHour`, 'the request ends after the horizon')
    const { thermostats = 0, solarAndBatteries = 0, community = 0 } = shares
    if (thermostats + solarAndBatteries + community > 1)
      complain(`${place}.shares`, 'more than the whole demand is asked for')
    return { id, fromStep, steps: Math.max(1, count), shares: { thermostats, solarAndBatteries, community } }
  })

const safeOf = ({ safe = {} }: GridEntry, complain: Complain): Neighborhood['safe'] => {
  const {
    lowestVoltagePu = 0.95,
    highestVoltagePu = 1.05,
    lowestTemperatureC = Number.NEGATIVE_INFINITY,
    highestTemperatureC = Number.POSITIVE_INFINITY,
    rampKwPerHour = Number.POSITIVE_INFINITY,
  } = safe
  if (lowestVoltagePu >= highestVoltagePu)
    complain('safe.lowestVoltagePu', 'it is not below `highestVoltagePu`')
  if (lowestTemperatureC >= highestTemperatureC)
    complain('safe.lowestTemperatureC', 'it is not below `highestTemperatureC`')
  return { lowestVoltagePu, highestVoltagePu, lowestTemperatureC, highestTemperatureC, rampKwPerHour }
}
