/** A neighborhood with a device of every kind, for tests. */
import * as E from 'fp-ts/lib/Either.js'
import type { Neighborhood } from '../../../../src/grid/neighborhood/neighborhood.ts'
import { readNeighborhood } from '../../../../src/grid/neighborhood/read.ts'

export const every = {
  schema: 'coplay/grid@1',
  name: 'every',
  start: '2030-03-20T00:00:00Z',
  step: '1 hour',
  horizon: '48 hours',
  series: {
    outdoorTemperatureC: { synthetic: 'outdoorTemperature', meanC: 6, dailySwingC: 10, noiseC: 1, seed: 5 },
    irradianceWm2: { synthetic: 'irradiance', latitudeDeg: 47, cloudShare: 0.3, seed: 6 },
    use: { synthetic: 'householdLoad', dailyKwh: 9, noiseShare: 0.1 },
    price: { synthetic: 'twoRate', low: 0.1, high: 0.35, highFrom: 17, highUntil: 22 },
    heat: { values: [2, 1, 0.5], repeats: true },
    measured: { csv: 'carbon.csv', column: 'kg' },
  },
  tariff: { importUsdPerKwh: 'price', exportUsdPerKwh: 0.05 },
  carbonKgPerKwh: 'measured',
  feeder: {
    source: 'a',
    nominalVoltageKv: 0.4,
    lines: [
      { from: 'a', to: 'b', resistanceOhm: 0.02, reactanceOhm: 0.01, ratingA: 200 },
      { from: 'b', to: 'c', resistanceOhm: 0.04, reactanceOhm: 0.02 },
    ],
  },
  devices: [
    {
      id: 'home1.load',
      kind: 'load',
      bus: 'c',
      rating: { series: 'use', noiseShare: 0.3, controllableShare: 0.5 },
    },
    {
      id: 'home1.battery',
      kind: 'battery',
      bus: 'c',
      rating: { capacityKwh: 8, powerKw: 4, depthOfDischarge: 0.9 },
    },
    {
      id: 'home1.inverter',
      kind: 'inverter',
      bus: 'c',
      rating: { arrayKw: 6, ratedKva: 5, voltVar: true, voltWatt: true },
    },
    { id: 'home1.thermostat', kind: 'thermostat', bus: 'c', rating: { heatPumpKw: 3, envelopeKwPerC: 0.15 } },
    { id: 'home1.agent', kind: 'agent' },
    { id: 'home1.meter', kind: 'meter' },
    {
      id: 'home2.tank',
      kind: 'storageTank',
      bus: 'b',
      rating: { capacityKwh: 6, heatPumpKw: 3, demandSeries: 'heat' },
    },
    {
      id: 'home2.boiler',
      kind: 'storageTank',
      bus: 'b',
      rating: { capacityKwh: 3, heaterKw: 2, demandKw: 0.5 },
    },
    { id: 'home2.water', kind: 'waterHeater', bus: 'b', rating: { volumeL: 150, powerKw: 2 } },
    {
      id: 'home2.charger',
      kind: 'evCharger',
      bus: 'b',
      rating: { chargeKw: 7, dischargeKw: 5, carCapacityKwh: 40 },
    },
    {
      id: 'home2.engine',
      kind: 'generator',
      bus: 'b',
      rating: { powerKw: 5, leastKw: 1, rampKwPerHour: 3, idleFuelKw: 1 },
    },
    {
      id: 'community.facility',
      kind: 'communityFacility',
      bus: 'b',
      rating: {
        array: { arrayKw: 10 },
        battery: { capacityKwh: 20, powerKw: 8 },
        generator: { powerKw: 6 },
        loadKw: 3,
      },
    },
    { id: 'street.transformer', kind: 'transformer', bus: 'b', rating: { ratedKva: 50 } },
  ],
  populations: [
    {
      id: 'flat',
      count: 4,
      seed: 3,
      vary: { 'battery.capacityKwh': 0.5, 'load.scale': 0.2 },
      buses: ['b', 'c'],
      devices: [
        { id: 'load', kind: 'load', rating: { series: 'use', scale: 0.5 } },
        { id: 'battery', kind: 'battery', rating: { capacityKwh: 4, powerKw: 2 } },
      ],
    },
  ],
  links: [
    { from: 'controlCenter', to: 'gateway', kind: 'IEC 61850' },
    { from: 'gateway', to: 'flat', kind: 'mqtt', latencyMs: 10 },
  ],
}

export const carbon = `hour,kg\n${Array.from({ length: 48 }, (_, hour) => `${hour},${0.2 + hour / 100}`).join('\n')}\n`

/** What reading says of a content, with the file beside it. */
export const readOf = (content: unknown) =>
  readNeighborhood(
    typeof content === 'string' ? content : JSON.stringify(content),
    'every.grid.json',
    path => (path === 'carbon.csv' ? E.right(carbon) : E.left(`there is no ${path}`)),
  )

export const neighborhoodOf = (content: unknown): Neighborhood => {
  const read = readOf(content)
  if (E.isLeft(read)) throw new TypeError(JSON.stringify(read.left, undefined, 1))
  return read.right
}
