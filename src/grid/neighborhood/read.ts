/** A grid file read: decoded, unfolded, and everything in it that does not fit together, all at once. */
import * as E from 'fp-ts/lib/Either.js'
import { didYouMean } from '../../diagnostic/suggest.ts'
import type { FileFault } from '../csv.ts'
import { type Feeder, type FeederFault, feederOf } from '../feeder.ts'
import { complaintsOf } from './codec.ts'
import { contradictions, needsOf } from './contradictions.ts'
import { feederPlanOf } from './feederPlan.ts'
import { type GridEntry, gridCodec } from './format.ts'
import { readJson } from './json.ts'
import { connectionsOf } from './links.ts'
import { modelOf } from './models.ts'
import { agentOf, checkNames } from './names.ts'
import { gridQuantities, type Neighborhood } from './neighborhood.ts'
import type { Placed } from './placed.ts'
import { type Origin, strayOf, unfolded } from './population.ts'
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
  const parsed = readJson(text, file)
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
  const told = new Set<string>()
  const complain: Complain = (place, reason, hint) => {
    // The same is true of every member of a population.
    if (told.has(`${place} ${reason}`)) return
    told.add(`${place} ${reason}`)
    faults.push({ kind: 'file', file, place, reason, ...(hint === undefined ? {} : { hint }) })
  }
  const neighborhood = assembled(decoded.right, readText, complain, fault => faults.push(fault))
  return faults.length > 0 ? E.left(faults) : E.right(neighborhood)
}

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
  checkNames(origins, populations, complain)
  const placed = origins.map(origin => placedOf(origin, series, complain))
  const buses = feeder === undefined ? new Int32Array() : busesOf(origins, feeder, complain)
  if (entry.feeder === undefined) checkWithoutFeeder(origins, complain)
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

const checkWithoutFeeder = (origins: readonly Origin[], complain: Complain): void => {
  for (const { entry, place, population } of origins) {
    if (entry.bus !== undefined)
      complain(
        population === undefined ? `${place}.bus` : `${place.split('.')[0] ?? place}.buses`,
        'there is no feeder whose bus this could be',
        'describe a `feeder`, or name no bus',
      )
    if (entry.kind === 'transformer')
      complain(place, 'there is no feeder from which something could go through it', 'describe a `feeder`')
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
  // Nothing is made for a horizon that is told to be wrong.
  return { startMs: Date.parse(start), stepHours: step, steps: steps > mostSteps ? 1 : Math.max(1, steps) }
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
      complain(
        place,
        'a series has a name of letters and digits that begins with a lower-case letter',
        'rename it',
      )
    if (gridQuantities.some(([own]) => own === name))
      complain(
        place,
        `\`grid.${name}\` is a quantity that every neighborhood has`,
        'give the series another name',
      )
    if (name.endsWith('Ahead'))
      complain(place, 'the values to come of a series are called so', 'give the series another name')
    const values = seriesOf(one, clock, csv)
    if (E.isRight(values)) {
      all.set(name, values.right)
      checkWeather(name, values.right, place, complain)
    } else if (values.left.in === undefined) complain(place, values.left.reason, values.left.hint)
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
  complain('feeder', made.left.reason, hintOf[made.left.kind])
  return undefined
}

const hintOf: Readonly<Partial<Record<FeederFault['kind'], string>>> = {
  loop: 'leave the line out, as is done with open ties',
  island: 'add a line that leads there',
  impedance: 'correct the line',
}

/** What has ever been measured on the ground, and some more; instruments show a little below 0 by night. */
const weather: ReadonlyMap<string, readonly [low: number, high: number]> = new Map([
  ['outdoorTemperatureC', [-90, 70]],
  ['irradianceWm2', [-50, 2000]],
])

/** Complains of weather in other units. */
const checkWeather = (name: string, values: Float64Array, place: string, complain: Complain): void => {
  const [low, high] = weather.get(name) ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  const at = values.findIndex(x => x < low || x > high)
  if (at >= 0)
    complain(place, `it is ${values[at]} in step ${at}, beyond ${low} to ${high}`, 'see the unit in the name')
}

/** More are a slip of the pen. */
const mostDevices = 100_000

const originsOf = (
  { devices = [], populations = [] }: GridEntry,
  complain: Complain,
): { readonly origins: readonly Origin[]; readonly populations: ReadonlyMap<string, readonly string[]> } => {
  const origins: Origin[] = devices.map((entry, k) => ({ entry, place: `devices[${k}]` }))
  const members = new Map<string, readonly string[]>()
  populations.forEach((population, k) => {
    const place = `populations[${k}]`
    if (members.has(population.id))
      complain(`${place}.id`, `the population \`${population.id}\` stands twice`, 'rename one')
    const count = population.count * population.devices.length + origins.length
    if (population.devices.length === 0)
      complain(`${place}.devices`, 'its members have no devices', 'describe what each of them has')
    if (count > mostDevices)
      complain(`${place}.count`, `these are ${count} devices, more than ${mostDevices}`, 'lower it')
    const many = unfolded(count > mostDevices ? { ...population, count: 1 } : population, place)
    members.set(population.id, many.members)
    origins.push(...many.devices)
    for (const [where, reason, hint] of strayOf(population)) complain(`${place}.${where}`, reason, hint)
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

const placedOf = (
  { entry, place }: Origin,
  series: ReadonlyMap<string, Float64Array>,
  complain: Complain,
): Placed => {
  for (const name of needsOf(entry))
    if (!series.has(name))
      complain(
        place,
        `this ${entry.kind} needs the series \`${name}\``,
        `describe it under \`series\`, inline, as a column or synthetic`,
      )
  for (const [key, reason, hint] of contradictions(entry)) complain(`${place}.rating${key}`, reason, hint)
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

const busesOf = (origins: readonly Origin[], feeder: Feeder, complain: Complain): Int32Array => {
  const told = new Set<string>()
  return Int32Array.from(origins, ({ entry: { bus }, place, population }) => {
    if (bus === undefined) return 0
    const at = feeder.placeOf.get(bus)
    const where = population === undefined ? `${place}.bus` : `${place.split('.')[0] ?? place}.buses`
    if (at === undefined && !told.has(`${where} ${bus}`)) {
      told.add(`${where} ${bus}`)
      complain(
        where,
        `the feeder has no bus \`${bus}\``,
        didYouMean(bus, feeder.buses) ??
          `its buses are ${feeder.buses.slice(0, 8).join(', ')}${feeder.buses.length > 8 ? ' …' : ''}`,
      )
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
    if (requests.findIndex(other => other.id === id) < k)
      complain(`${place}.id`, `\`${id}\` stands twice`, 'rename one')
    const fromStep = Math.round(atHour / stepHours)
    const count = Math.round(hours / stepHours)
    if (Math.abs(fromStep * stepHours - atHour) > sliver)
      complain(`${place}.atHour`, 'no step begins then', 'make it a multiple of `step`, counted from `start`')
    if (count < 1 || Math.abs(count * stepHours - hours) > sliver)
      complain(`${place}.for`, 'it is not a whole number of steps', 'make it a multiple of `step`')
    if (fromStep + count > steps)
      complain(`${place}.atHour`, 'the request ends after the horizon', 'lengthen `horizon`')
    const { thermostats = 0, solarAndBatteries = 0, community = 0 } = shares
    const asked = thermostats + solarAndBatteries + community
    if (asked > 1 + sliver)
      complain(
        `${place}.shares`,
        'more than the whole demand is asked for',
        'they are shares of one baseline',
      )
    if (asked === 0)
      complain(`${place}.shares`, 'nothing is asked for', 'say how much, as `"thermostats": 0.1`')
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
    complain('safe.lowestVoltagePu', 'it is not below `highestVoltagePu`', 'usual are 0.95 and 1.05')
  if (lowestTemperatureC >= highestTemperatureC)
    complain('safe.lowestTemperatureC', 'it is not below `highestTemperatureC`', 'move one of the two')
  return {
    ...{ lowestVoltagePu, highestVoltagePu, lowestTemperatureC, highestTemperatureC, rampKwPerHour },
    leavesLimitsToDevices: false,
  }
}
