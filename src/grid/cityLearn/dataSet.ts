/**
 * A data set of CityLearn as published: `schema.json` and its tables, given as texts by the caller.
 *
 * What CityLearn would draw at random is drawn from the same seeds. What it sizes by itself is sized for heat pumps,
 * heaters and tanks; sizes of batteries and arrays need tables that are not published with the data.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { BatteryRating } from '../battery.ts'
import { columnOf, type FileFault, readCsv, type Table } from '../csv.ts'
import type { ElectricHeaterRating } from '../electricHeater.ts'
import type { HeatPumpRating } from '../heatPump.ts'
import type { StorageTankRating } from '../storageTank.ts'
import { batteryOf, type Draw, heatSourceOf, tankOf } from './ratings.ts'
import { deviceSeed, firstUniform } from './sampled.ts'
import { type BuildingSchema, type DeviceSchema, readSchema, type Schema } from './schema.ts'

/** What makes heat or cold. */
export type HeatSource =
  | { readonly kind: 'heat pump'; readonly rating: HeatPumpRating }
  | { readonly kind: 'heater'; readonly rating: ElectricHeaterRating }

/** A demand of heat, cold or hot water (kWh a step), what meets it, and a store of it. */
export interface Service {
  readonly name: 'cooling' | 'heating' | 'dhw'
  readonly demandKwh: Float64Array
  readonly source?: HeatSource
  readonly storage?: StorageTankRating
}

/** A building of a data set: series are energies of a step, in kWh. */
export interface Home {
  readonly name: string
  /** 1 to 24. */
  readonly hour: Float64Array
  readonly loadKwh: Float64Array
  readonly solarKwh: Float64Array
  readonly outdoorTemperatureC: Float64Array
  readonly pricePerKwh: Float64Array
  readonly carbonKgPerKwh: Float64Array
  readonly services: readonly Service[]
  readonly battery?: BatteryRating
}

export interface DataSet {
  readonly homes: readonly Home[]
  readonly rows: number
  readonly stepHours: number
  /** What the data set asks for and is not modeled, one line each. */
  readonly leftOut: readonly string[]
}

/** Reads a data set; `fileText` gives the text of a file by the name that the schema has for it. */
export const readDataSet = (
  schemaText: string,
  fileText: (file: string) => string | undefined,
): E.Either<FileFault, DataSet> => {
  const schema = readSchema('schema.json', schemaText)
  if (E.isLeft(schema)) return schema
  const files = new Map<string, E.Either<FileFault, Table>>()
  const tableOf = (file: string): E.Either<FileFault, Table> => {
    const found = files.get(file) ?? readTable(file, fileText(file))
    files.set(file, found)
    return found
  }
  const homes: Home[] = []
  for (const [name, building] of Object.entries(schema.right.buildings)) {
    if (building.include === false) continue
    const home = homeOf(schema.right, name, building, tableOf)
    if (E.isLeft(home)) return home
    homes.push(home.right)
  }
  const rows = homes[0]?.hour.length ?? 0
  const odd = homes.find(({ hour }) => hour.length !== rows)
  if (odd !== undefined)
    return E.left({
      kind: 'file',
      file: 'schema.json',
      place: `buildings.${odd.name}`,
      reason: `its series have ${odd.hour.length} rows, those of ${homes[0]?.name} have ${rows}`,
    })
  return E.right({
    homes,
    rows,
    stepHours: (schema.right.seconds_per_time_step ?? 3600) / 3600,
    leftOut: Object.entries(schema.right.buildings).flatMap(leftOutOf),
  })
}

const leftOutOf = ([name, building]: readonly [string, BuildingSchema]): readonly string[] => {
  if (building.include === false) return []
  const hasOutages = building.power_outage?.simulate_power_outage === true
  const parts = (['dynamics', 'chargers', 'washing_machines'] as const).filter(
    part => building[part] !== undefined && building[part] !== null,
  )
  return [
    ...parts.map(part =>
      part === 'dynamics'
        ? `${name}: its temperature does not answer to cooling and heating; demands are met as given`
        : `${name}: ${part} are left out`,
    ),
    ...(hasOutages ? [`${name}: outages are left out; it always has power`] : []),
  ]
}

const readTable = (file: string, text: string | undefined): E.Either<FileFault, Table> =>
  text === undefined
    ? E.left({ kind: 'file', file, reason: 'the schema names this file, and there is none' })
    : readCsv(file, text)

/** Rows `simulation_start_time_step` to `simulation_end_time_step` of a column. */
const rowsOf = (schema: Schema, column: Float64Array): Float64Array =>
  column.subarray(schema.simulation_start_time_step ?? 0, (schema.simulation_end_time_step ?? Infinity) + 1)

type Read = (
  file: string | null | undefined,
  column: string,
  otherwise?: number,
) => E.Either<FileFault, Float64Array>

const homeOf = (
  schema: Schema,
  name: string,
  building: BuildingSchema,
  tableOf: (file: string) => E.Either<FileFault, Table>,
): E.Either<FileFault, Home> => {
  const energy = tableOf(building.energy_simulation)
  if (E.isLeft(energy)) return energy
  const { rows } = energy.right
  const read: Read = (file, column, otherwise) => {
    if (file === null || file === undefined) return E.right(rowsOf(schema, new Float64Array(rows)))
    const table = tableOf(file)
    if (E.isLeft(table)) return table
    if (otherwise !== undefined && !table.right.columns.has(column))
      return E.right(rowsOf(schema, new Float64Array(rows).fill(otherwise)))
    if (table.right.rows < rows)
      return E.left({
        kind: 'file',
        file,
        line: table.right.rows + 1,
        reason: `it has ${table.right.rows} rows, ${building.energy_simulation} has ${rows}`,
      })
    const found = columnOf(table.right, column)
    return E.isLeft(found) ? found : E.right(rowsOf(schema, found.right.subarray(0, rows)))
  }
  const file = building.energy_simulation
  const hour = read(file, 'hour')
  if (E.isLeft(hour)) return hour
  const load = read(file, 'non_shiftable_load')
  if (E.isLeft(load)) return load
  const sun = read(file, 'solar_generation', 0)
  if (E.isLeft(sun)) return sun
  const outdoor = read(building.weather, 'outdoor_dry_bulb_temperature')
  if (E.isLeft(outdoor)) return outdoor
  const price = read(building.pricing, 'electricity_pricing')
  if (E.isLeft(price)) return price
  const carbon = read(building.carbon_intensity, 'carbon_intensity')
  if (E.isLeft(carbon)) return carbon

  const drawOf: Draw = (device, part) =>
    firstUniform(
      part.attributes?.random_seed ??
        deviceSeed(
          name,
          building.type ?? 'citylearn.citylearn.Building',
          device,
          part.type,
          schema.random_seed ?? 0,
        ),
    )
  const services = servicesOf(building, drawOf, outdoor.right, column => read(file, column, 0))
  if (E.isLeft(services)) return services
  const unsized = (['electrical_storage', 'pv'] as const).find(part => building[part]?.autosize === true)
  if (unsized !== undefined)
    return E.left({
      kind: 'file',
      file: 'schema.json',
      place: `buildings.${name}.${unsized}.autosize`,
      reason: 'sizes of batteries and arrays are not made up',
      hint: 'say false and give the attributes',
    })
  const nominal = building.pv?.attributes?.nominal_power ?? 0
  const { electrical_storage } = building
  return E.right({
    name,
    hour: hour.right,
    loadKwh: load.right,
    solarKwh: sun.right.map(wattsPerKw => (nominal * wattsPerKw) / 1000),
    outdoorTemperatureC: outdoor.right,
    pricePerKwh: price.right,
    carbonKgPerKwh: carbon.right,
    services: services.right,
    ...(electrical_storage === undefined || electrical_storage === null
      ? {}
      : { battery: batteryOf(electrical_storage, drawOf('electrical_storage', electrical_storage)) }),
  })
}

const servicesOf = (
  building: BuildingSchema,
  draw: Draw,
  outdoorTemperatureC: Float64Array,
  demandOf: (column: string) => E.Either<FileFault, Float64Array>,
): E.Either<FileFault, readonly Service[]> => {
  const services: Service[] = []
  for (const name of ['cooling', 'heating', 'dhw'] as const) {
    const demand = demandOf(`${name}_demand`)
    if (E.isLeft(demand)) return demand
    const source: DeviceSchema | null | undefined = building[`${name}_device`]
    const storage: DeviceSchema | null | undefined = building[`${name}_storage`]
    services.push({
      name,
      demandKwh: demand.right,
      ...(source === undefined || source === null
        ? {}
        : {
            source: heatSourceOf(
              source,
              draw(`${name}_device`, source),
              name,
              demand.right,
              outdoorTemperatureC,
            ),
          }),
      ...(storage === undefined || storage === null
        ? {}
        : { storage: tankOf(storage, draw(`${name}_storage`, storage), demand.right) }),
    })
  }
  return E.right(services)
}
