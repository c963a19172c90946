import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { drive } from '../../../../src/drive/loop.ts'
import { ruleBased } from '../../../../src/drive/ruleBased.ts'
import type { Controller } from '../../../../src/grid/cityLearn/controllers.ts'
import { basicRbc, zeroAction } from '../../../../src/grid/cityLearn/controllers.ts'
import { type DataSet, readDataSet } from '../../../../src/grid/cityLearn/dataSet.ts'
import { runDataSet } from '../../../../src/grid/cityLearn/run.ts'
import {
  agentOfBuilding,
  leftOutOf,
  neighborhoodOfDataSet,
} from '../../../../src/grid/neighborhood/ofCityLearn.ts'
import { memory, runOn } from '../../drive/street.ts'
import { areMissing, textOf } from '../sharedData.ts'

const rows = 48
const column = (name: string, value: (row: number) => number): string =>
  `${name}\n${Array.from({ length: rows }, (_, row) => value(row)).join('\n')}\n`

const building = (storage: number) => ({
  energy_simulation: 'home.csv',
  weather: 'weather.csv',
  pricing: 'price.csv',
  carbon_intensity: 'carbon.csv',
  dhw_device: {
    type: 'citylearn.energy_model.ElectricHeater',
    attributes: { nominal_power: 5, efficiency: 0.8 },
  },
  dhw_storage: {
    type: 'citylearn.energy_model.StorageTank',
    attributes: { capacity: storage, efficiency: 0.9, loss_coefficient: 0.01 },
  },
  electrical_storage: {
    type: 'citylearn.energy_model.Battery',
    attributes: { capacity: 6.4, nominal_power: 5, efficiency: 0.9, loss_coefficient: 0, initial_soc: 0.3 },
  },
  pv: { type: 'citylearn.energy_model.PV', attributes: { nominal_power: 3 } },
})

const files: Readonly<Record<string, string>> = {
  'home.csv': `hour,non_shiftable_load,dhw_demand,solar_generation\n${Array.from(
    { length: rows },
    (_, row) =>
      `${(row % 24) + 1},${0.4 + (row % 5) / 4},${(row % 3) / 2},${Math.max(0, 400 - 60 * Math.abs((row % 24) - 12))}`,
  ).join('\n')}\n`,
  'weather.csv': column('outdoor_dry_bulb_temperature', row => 8 + (row % 12)),
  'price.csv': column('electricity_pricing', row => (row % 24 > 16 ? 0.4 : 0.2)),
  'carbon.csv': column('carbon_intensity', () => 0.3),
}

const data = ((): DataSet => {
  const read = readDataSet(
    JSON.stringify({ random_seed: 0, buildings: { Building_1: building(4), Building_2: building(2) } }),
    file => files[file],
  )
  if (E.isLeft(read)) throw new TypeError(JSON.stringify(read.left))
  return read.right
})()

/** The net energies of each home by step, as the loop has them. */
const driven = async (
  of: DataSet,
  rule: Controller,
  steps: number,
): Promise<readonly (readonly number[])[]> => {
  const neighborhood = neighborhoodOfDataSet(of, 'data')
  const { run, steps: seen } = runOn(neighborhood, memory(), {
    steps,
    controller: ruleBased(neighborhood, rule),
  })
  const ended = await drive(run)
  expect(E.isRight(ended)).toBe(true)
  return of.homes.map((_, home) => seen.map(({ record }) => (record.agents[home]?.netKw ?? 0) * of.stepHours))
}

describe('a data set of CityLearn as a neighborhood', () => {
  it('draws what a run of the data set draws', async () => {
    const found = await driven(data, zeroAction, rows)
    runDataSet(data, zeroAction).homes.forEach(({ netKwh }, home) => {
      netKwh.forEach((kwh, row) => {
        expect(found[home]?.[row]).toBeCloseTo(kwh, 9)
      })
    })
  })

  it('follows its rules; a battery is told no more than it can do, so that its efficiency is that of what it gets', async () => {
    const found = await driven(data, basicRbc, rows)
    runDataSet(data, basicRbc).homes.forEach(({ netKwh }, home) => {
      netKwh.forEach((kwh, row) => {
        expect(Math.abs((found[home]?.[row] ?? Number.NaN) - kwh)).toBeLessThan(0.02)
      })
    })
  })

  it('has the names that the language can write', () => {
    expect(['Building_1', 'building-2', '3', 'A'].map(agentOfBuilding)).toEqual([
      'building1',
      'building2',
      'building3',
      'a',
    ])
    const { quantities, agents } = neighborhoodOfDataSet(data, 'data')
    expect(agents).toEqual(['building1', 'building2'])
    for (const path of ['building1.battery.powerKw', 'building2.dhw.heatKw', 'building1.inverter.limitKw'])
      expect(quantities.get(path)?.access, path).not.toBe('read')
    expect(leftOutOf(data)).toEqual([])
  })
})

describe.skipIf(areMissing)('the challenge of 2022', () => {
  it.each([
    ['without action', zeroAction, 16066.9146, [8.0551334, 4.6658833, 2.9147168, 2.3755667]],
    ['by a rule', basicRbc, 17871.8777, [10.3301335, 6.9408834, 5.1897169, 4.6505668]],
  ])('comes to the published numbers %s', async (_, rule, year, hours) => {
    const folder = 'citylearn/citylearn_challenge_2022_phase_1'
    const read = areMissing
      ? undefined
      : readDataSet(textOf(`${folder}/schema.json`), file => textOf(`${folder}/${file}`))
    if (read === undefined || E.isLeft(read)) throw new TypeError('no data')
    const net = await driven(read.right, rule, neighborhoodOfDataSet(read.right, 'data').steps)
    const district = net.reduce((sum, home) => sum + home.reduce((a, b) => a + b, 0), 0)
    expect(Math.abs(district / year - 1)).toBeLessThan(1e-5)
    const first = [0, 1, 2, 3].map(row => net.reduce((sum, home) => sum + (home[row] ?? 0), 0))
    hours.forEach((kwh, row) => {
      expect(first[row]).toBeCloseTo(kwh, 5)
    })
  })
})
