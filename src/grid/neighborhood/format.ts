/** The shape of a grid file, `coplay/grid@1`. Units stand in the names; docs/neighborhoods.md tells what each means. */
import * as t from 'io-ts/lib/index.js'
import {
  address,
  atLeast0,
  atMost10000,
  brokerUrl,
  busCount,
  curve,
  deadBand,
  degrees,
  duration,
  efficiency,
  exactly,
  flag,
  flagOr,
  hourOfDay,
  identifier,
  instant,
  latitude,
  listOf,
  namedOf,
  number,
  numberBelow1,
  ofHouse,
  oneOf,
  path,
  positive,
  retries,
  seed,
  share,
  temperature,
  text,
  topic,
  unit,
  whole,
} from './codec.ts'

export const gridSchema = 'coplay/grid@1'

const values = exactly('inline series', { values: listOf('numbers', number) }, { repeats: flag })
const column = exactly('series from a file', { csv: text, column: text }, { repeats: flag })

const synthetic = oneOf('synthetic series', 'synthetic', {
  outdoorTemperature: exactly(
    'synthetic outdoor temperature',
    { synthetic: t.string, meanC: temperature, dailySwingC: degrees },
    { seed, noiseC: degrees },
  ),
  irradiance: exactly(
    'synthetic irradiance',
    { synthetic: t.string, latitudeDeg: latitude },
    { seed, cloudShare: share },
  ),
  householdLoad: exactly(
    'synthetic load of a household',
    { synthetic: t.string, dailyKwh: positive },
    { seed, noiseShare: share },
  ),
  twoRate: exactly(
    'price of two rates',
    { synthetic: t.string, low: number, high: number, highFrom: hourOfDay, highUntil: hourOfDay },
    {},
  ),
})

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** Inline numbers, a column of a CSV file, or made by a formula. */
export const seriesCodec: t.Type<
  t.TypeOf<typeof values> | t.TypeOf<typeof column> | t.TypeOf<typeof synthetic>
> = new t.Type(
  'series',
  (_): _ is t.TypeOf<typeof values> | t.TypeOf<typeof column> | t.TypeOf<typeof synthetic> => true,
  (value, context) => {
    if (isObject(value) && 'synthetic' in value) return synthetic.validate(value, context)
    if (isObject(value) && ('csv' in value || 'column' in value)) return column.validate(value, context)
    return values.validate(value, context)
  },
  t.identity,
)
export type SeriesEntry = t.TypeOf<typeof seriesCodec>

const battery = exactly(
  'rating of a battery',
  { capacityKwh: positive, powerKw: positive },
  {
    efficiency,
    powerEfficiency: curve(0.001, 1),
    chargePower: curve(0, 1),
    standingLossPerHour: share,
    capacityLossPerCycle: share,
    depthOfDischarge: efficiency,
    initialSoc: share,
  },
)

const inverter = exactly(
  'rating of an inverter',
  { arrayKw: positive },
  { ratedKva: positive, efficiency, voltVar: flagOr(curve(-1, 1)), voltWatt: flagOr(curve(0, 1)) },
)

const thermostat = exactly(
  'rating of a thermostat',
  { heatPumpKw: positive, envelopeKwPerC: ofHouse },
  {
    airCapacityKwhPerC: ofHouse,
    massCapacityKwhPerC: ofHouse,
    massKwPerC: ofHouse,
    massGainShare: share,
    solarApertureM2: atMost10000,
    internalGainKw: atMost10000,
    initialTemperatureC: temperature,
    heatPumpEfficiency: efficiency,
    heatingSupplyTemperatureC: temperature,
    coolingSupplyTemperatureC: temperature,
    heatingSetPointC: temperature,
    coolingSetPointC: temperature,
    comfortC: degrees,
    deadBandC: deadBand,
    minimumHours: atMost10000,
  },
)

const storageTank = exactly(
  'rating of a storage tank',
  { capacityKwh: positive },
  {
    efficiency,
    standingLossPerHour: share,
    initialSoc: share,
    /** One of the two makes the heat: a heat pump, or a heater. */
    heatPumpKw: positive,
    heatPumpEfficiency: efficiency,
    supplyTemperatureC: temperature,
    heaterKw: positive,
    heaterEfficiency: efficiency,
    demandKw: atLeast0,
    demandSeries: text,
  },
)

const waterHeater = exactly(
  'rating of a water heater',
  { volumeL: ofHouse, powerKw: positive },
  {
    lossKwPerC: atMost10000,
    setPointC: number,
    lowestSetPointC: temperature,
    highestSetPointC: temperature,
    initialTemperatureC: temperature,
    dailyDrawL: atMost10000,
    inletTemperatureC: temperature,
    roomTemperatureC: temperature,
  },
)

const evCharger = exactly(
  'rating of a charger',
  { chargeKw: positive, carCapacityKwh: positive },
  {
    dischargeKw: atLeast0,
    leastKw: atLeast0,
    efficiency,
    arrivalHour: hourOfDay,
    departureHour: hourOfDay,
    arrivalSoc: share,
    requiredSoc: share,
  },
)

const loadRating = exactly(
  'rating of a load',
  {},
  {
    powerKw: atLeast0,
    series: text,
    scale: atLeast0,
    noiseShare: share,
    controllableShare: share,
    powerFactor: efficiency,
  },
)

const generator = exactly(
  'rating of a generator',
  { powerKw: positive },
  {
    leastKw: atLeast0,
    rampKwPerHour: positive,
    efficiency,
    idleFuelKw: atLeast0,
    carbonKgPerFuelKwh: atLeast0,
  },
)

const community = exactly(
  'rating of a community facility',
  { array: inverter, battery, generator },
  { loadKw: atLeast0, loadSeries: text },
)

const transformer = exactly('rating of a transformer', { ratedKva: positive }, {})
const meter = exactly('rating of a meter', {}, {})
const agent = exactly('rating of an agent', {}, { consents: flag })

const modbus = exactly('endpoint', { modbus: address, unit }, { timeoutMs: positive })
const mqtt = exactly('endpoint', { mqtt: brokerUrl, topic }, { timeoutMs: positive })

/** Where the device stands that a model is of: `{ "modbus": "127.0.0.1:1502", "unit": 3 }`, or a topic of MQTT. */
const endpointCodec: t.Type<t.TypeOf<typeof modbus> | t.TypeOf<typeof mqtt>> = new t.Type(
  'endpoint',
  (_): _ is t.TypeOf<typeof modbus> | t.TypeOf<typeof mqtt> => true,
  (value, context) =>
    isObject(value) && 'mqtt' in value ? mqtt.validate(value, context) : modbus.validate(value, context),
  t.identity,
)
export type Endpoint = t.TypeOf<typeof endpointCodec>

const device = <K extends string, R extends t.Mixed>(kind: K, rating: R) =>
  exactly(kind, { id: path, kind: t.literal(kind), rating }, { bus: text, endpoint: endpointCodec })

/** A device whose rating has nothing that must be told. */
const modest = <K extends string, R extends t.Mixed>(kind: K, rating: R) =>
  exactly(kind, { id: path, kind: t.literal(kind) }, { rating, bus: text, endpoint: endpointCodec })

export const deviceCodec = oneOf('device', 'kind', {
  battery: device('battery', battery),
  inverter: device('inverter', inverter),
  thermostat: device('thermostat', thermostat),
  storageTank: device('storageTank', storageTank),
  waterHeater: device('waterHeater', waterHeater),
  evCharger: device('evCharger', evCharger),
  load: device('load', loadRating),
  generator: device('generator', generator),
  communityFacility: device('communityFacility', community),
  transformer: device('transformer', transformer),
  meter: modest('meter', meter),
  agent: modest('agent', agent),
})
export type DeviceEntry = t.TypeOf<typeof deviceCodec>
export type Kind = DeviceEntry['kind']

const population = exactly(
  'population',
  { id: identifier, count: whole, devices: listOf('devices', deviceCodec) },
  {
    seed,
    /** By how much ratings vary, as a share, by `device.rating`: `battery.capacityKwh`. */
    vary: namedOf('shares', share),
    /** The members stand on these in turn. */
    buses: listOf('names', text),
  },
)
export type PopulationEntry = t.TypeOf<typeof population>

const line = exactly(
  'line',
  { from: text, to: text, resistanceOhm: atLeast0, reactanceOhm: number },
  { ratingA: positive },
)
const feederOfLines = exactly(
  'feeder',
  { source: text, nominalVoltageKv: positive, lines: listOf('lines', line) },
  { sourceVoltagePu: positive },
)
const syntheticFeeder = exactly(
  'synthetic feeder',
  { synthetic: t.literal('radial'), buses: busCount, nominalVoltageKv: positive },
  { seed, sourceVoltagePu: positive, lengthKm: positive, ratingA: positive, branching: share },
)
const feederCodec: t.Type<t.TypeOf<typeof feederOfLines> | t.TypeOf<typeof syntheticFeeder>> = new t.Type(
  'feeder',
  (_): _ is t.TypeOf<typeof feederOfLines> | t.TypeOf<typeof syntheticFeeder> => true,
  (value, context) =>
    isObject(value) && 'synthetic' in value
      ? syntheticFeeder.validate(value, context)
      : feederOfLines.validate(value, context),
  t.identity,
)
export type FeederEntry = t.TypeOf<typeof feederCodec>

const linkEntry = exactly(
  'link',
  { from: path, to: path, kind: text },
  {
    latencyMs: atLeast0,
    jitterMs: atLeast0,
    lossShare: numberBelow1,
    bandwidthBitsPerS: positive,
    timeoutMs: positive,
    retries,
  },
)
export type LinkEntry = t.TypeOf<typeof linkEntry>

const numberOrSeries = new t.Type<number | string>(
  'a number, or the name of a series',
  (x): x is number | string => typeof x === 'number' || typeof x === 'string',
  (value, context) =>
    typeof value === 'string' ? text.validate(value, context) : number.validate(value, context),
  t.identity,
)

const requestEntry = exactly(
  'request',
  {
    id: identifier,
    /** Hours after the start of the run. */
    atHour: atLeast0,
    shares: exactly('shares', {}, { thermostats: share, solarAndBatteries: share, community: share }),
  },
  { for: duration },
)
export type RequestEntry = t.TypeOf<typeof requestEntry>

export const gridCodec = exactly(
  'grid file',
  { schema: t.literal(gridSchema), name: text, start: instant, step: duration, horizon: duration },
  {
    about: text,
    series: namedOf('series', seriesCodec),
    tariff: exactly('tariff', { importUsdPerKwh: numberOrSeries }, { exportUsdPerKwh: numberOrSeries }),
    carbonKgPerKwh: numberOrSeries,
    feeder: feederCodec,
    devices: listOf('devices', deviceCodec),
    populations: listOf('populations', population),
    links: listOf('links', linkEntry),
    requests: listOf('requests', requestEntry),
    safe: exactly(
      'safe limits',
      {},
      {
        lowestVoltagePu: positive,
        highestVoltagePu: positive,
        lowestTemperatureC: temperature,
        highestTemperatureC: temperature,
        rampKwPerHour: positive,
      },
    ),
  },
)
export type GridEntry = t.TypeOf<typeof gridCodec>
