/** The grid's models: a year of homes, a large feeder, a neighborhood. All data are made here. */
import { readFileSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import { basicRbc } from '../src/grid/cityLearn/controllers.ts'
import { type DataSet, readDataSet } from '../src/grid/cityLearn/dataSet.ts'
import { evaluate } from '../src/grid/cityLearn/evaluate.ts'
import { runDataSet } from '../src/grid/cityLearn/run.ts'
import { feederOf } from '../src/grid/feeder.ts'
import { feederPlanOf } from '../src/grid/neighborhood/feederPlan.ts'
import type { Neighborhood } from '../src/grid/neighborhood/neighborhood.ts'
import { neighborhoodOfDataSet } from '../src/grid/neighborhood/ofCityLearn.ts'
import { readNeighborhood } from '../src/grid/neighborhood/read.ts'
import { advance, begin } from '../src/grid/neighborhood/world.ts'
import { powerFlow } from '../src/grid/powerFlow.ts'
import type { SolverCase } from './solverCases.ts'

const hours = 8760

const right = <F, A>(found: E.Either<F, A>): A => {
  if (E.isLeft(found)) throw new Error(JSON.stringify(found.left))
  return found.right
}

const table = (names: string, row: (hour: number) => readonly number[]): string =>
  `${names}\n${Array.from({ length: hours }, (_, hour) => row(hour).join(',')).join('\n')}\n`

const wave = (hour: number, period: number): number => 1 + Math.sin((2 * Math.PI * hour) / period)

/** Five homes with sun and batteries, of the size of the first phase of CityLearn's challenge of 2022. */
const fiveHomes = (): DataSet => {
  const names = ['a', 'b', 'c', 'd', 'e']
  const files = new Map([
    ['weather.csv', table('outdoor_dry_bulb_temperature', hour => [10 + 10 * wave(hour, hours)])],
    ['price.csv', table('electricity_pricing', hour => [hour % 24 > 15 && hour % 24 < 21 ? 0.5 : 0.2])],
    ['carbon.csv', table('carbon_intensity', hour => [0.1 + 0.1 * wave(hour, 24)])],
    ...names.map((name, k): [string, string] => [
      `${name}.csv`,
      table('hour,non_shiftable_load,solar_generation', hour => [
        (hour % 24) + 1,
        0.3 + 0.5 * wave(hour + k, 24),
        400 * Math.max(0, wave(hour - 6, 24) - 1),
      ]),
    ]),
  ])
  const battery = { capacity: 6.4, nominal_power: 5, efficiency: 0.9, loss_coefficient: 0 }
  const buildings = names.map(name => [
    name,
    {
      ...{ energy_simulation: `${name}.csv`, weather: 'weather.csv' },
      ...{ pricing: 'price.csv', carbon_intensity: 'carbon.csv' },
      electrical_storage: { type: 'citylearn.energy_model.Battery', attributes: battery },
      pv: { type: 'citylearn.energy_model.PV', attributes: { nominal_power: 4 } },
    },
  ])
  const schema = JSON.stringify({ random_seed: 0, buildings: Object.fromEntries(buildings) })
  return right(readDataSet(schema, file => files.get(file)))
}

const run = (neighborhood: Neighborhood): number => {
  let world = begin(neighborhood, 1)
  for (let step = 0; step < neighborhood.steps; step++) world = advance(neighborhood, world).world
  return world.grid.demandKw
}

export const gridCases: readonly SolverCase[] = [
  {
    name: 'k 5 homes, 8,760 steps, by a rule, with indicators',
    start: () => {
      const data = fiveHomes()
      return () => evaluate(data, runDataSet(data, basicRbc))
    },
  },
  {
    name: 'k 5 homes, 8,760 steps, as a neighborhood',
    start: () => {
      const neighborhood = neighborhoodOfDataSet(fiveHomes(), 'five')
      return () => run(neighborhood)
    },
  },
  {
    name: 'k feeder of 10,000 buses, one flow',
    start: () => {
      const entry = { synthetic: 'radial', buses: 10_000, nominalVoltageKv: 20, lengthKm: 0.1 } as const
      const feeder = right(feederOf(feederPlanOf(entry)))
      // The voltage falls by a twentieth.
      const powerKw = Float64Array.from({ length: 10_000 }, (_, k) => 1 + (k % 5))
      const reactivePowerKvar = powerKw.map(kw => kw / 3)
      return () => right(powerFlow(feeder, powerKw, reactivePowerKvar))
    },
  },
  {
    name: 'k 100 homes on 33 buses, 8,760 steps',
    isLong: true,
    start: () => {
      const day = readFileSync('games/grid/hundred-homes.grid.json', 'utf8')
      const year = day.replace('"horizon": "24 hours"', `"horizon": "${hours} hours"`)
      const neighborhood = right(readNeighborhood(year, 'year', () => E.left('there are no files')))
      return () => run(neighborhood)
    },
  },
]
