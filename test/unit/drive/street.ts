/** A small neighborhood and a run on it, for tests of the loop. */
import * as E from 'fp-ts/lib/Either.js'
import type { Controller } from '../../../src/drive/controller.ts'
import { type Log, logInMemory } from '../../../src/drive/log.ts'
import type { Message } from '../../../src/drive/message.ts'
import type { Run, Stepped } from '../../../src/drive/run.ts'
import { nothingAround } from '../../../src/drive/surroundings.ts'
import type { Neighborhood } from '../../../src/grid/neighborhood/neighborhood.ts'
import { readNeighborhood } from '../../../src/grid/neighborhood/read.ts'

const file = {
  schema: 'coplay/grid@1',
  name: 'street',
  start: '2030-01-15T00:00:00Z',
  step: '1 hour',
  horizon: '24 hours',
  series: {
    outdoorTemperatureC: { synthetic: 'outdoorTemperature', meanC: 3, dailySwingC: 8 },
    irradianceWm2: { synthetic: 'irradiance', latitudeDeg: 40 },
    use: { synthetic: 'householdLoad', dailyKwh: 12 },
    price: { synthetic: 'twoRate', low: 0.1, high: 0.3, highFrom: 16, highUntil: 21 },
  },
  tariff: { importUsdPerKwh: 'price', exportUsdPerKwh: 0.05 },
  carbonKgPerKwh: 0.3,
  feeder: {
    source: 'source',
    nominalVoltageKv: 0.4,
    lines: [
      { from: 'source', to: 'near', resistanceOhm: 0.05, reactanceOhm: 0.03, ratingA: 60 },
      { from: 'near', to: 'far', resistanceOhm: 0.2, reactanceOhm: 0.1, ratingA: 40 },
    ],
  },
  devices: [
    { id: 'home1.load', kind: 'load', bus: 'near', rating: { series: 'use', noiseShare: 0.2 } },
    { id: 'home1.battery', kind: 'battery', bus: 'near', rating: { capacityKwh: 10, powerKw: 5 } },
    {
      id: 'home1.thermostat',
      kind: 'thermostat',
      bus: 'near',
      rating: { heatPumpKw: 3, envelopeKwPerC: 0.15 },
    },
    { id: 'home2.load', kind: 'load', bus: 'far', rating: { series: 'use', scale: 1.5 } },
    { id: 'home2.battery', kind: 'battery', bus: 'far', rating: { capacityKwh: 400, powerKw: 40 } },
    { id: 'home2.inverter', kind: 'inverter', bus: 'far', rating: { arrayKw: 5 } },
  ],
}

/** The neighborhood of a file, which has no fault. */
export const neighborhoodOf = (content: unknown): Neighborhood => {
  const read = readNeighborhood(JSON.stringify(content), 'street.grid.json', () =>
    E.left('there are no files'),
  )
  if (E.isLeft(read)) throw new TypeError(JSON.stringify(read.left))
  return read.right
}

export const street = neighborhoodOf(file)

export const streetWith = (more: Readonly<Record<string, unknown>>): Neighborhood =>
  neighborhoodOf({ ...file, ...more })

/** Somebody who draws what to do, and is paid what the meters say. */
export const gambler = (paths: readonly string[], most = 6): Controller => ({
  reads: ['home1.battery.soc', 'grid.importUsdPerKwh'],
  decide: (readings, random) => {
    const charge = readings('home1.battery.soc')
    return E.right({
      commands: new Map(paths.map(path => [path, most * (2 * random.double() - 1)])),
      told: { charge },
      settle: after => {
        const bill = after('home1.meter.stepBillUsd')
        return E.right({ payoffs: new Map([['home1', typeof bill === 'number' ? -bill : 0]]) })
      },
    })
  },
})

const controller = gambler(['home1.battery.powerKw', 'home1.thermostat.setpointC'])

/** A run on the street; `stepped` collects what each step came to. */
export const runOn = (
  neighborhood: Neighborhood,
  log: Log,
  more: Partial<Run> = {},
): { readonly run: Run; readonly steps: Stepped[] } => {
  const steps: Stepped[] = []
  return {
    steps,
    run: {
      ...{ neighborhood, controller, name: 'gambler', seed: 7, steps: 12, every: 1 },
      ...{ heading: { seed: 7 }, id: 'run', log, surroundings: nothingAround },
      stepped: step => steps.push(step),
      ...more,
    },
  }
}

export const memory = (before: readonly Message[] = []) => logInMemory(before)
