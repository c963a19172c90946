/** CityLearn's data sets, as published, where they are at hand; and a small one made here. */
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { basicRbc, optimizedRbc, zeroAction } from '../../../src/grid/cityLearn/controllers.ts'
import { type DataSet, readDataSet } from '../../../src/grid/cityLearn/dataSet.ts'
import { evaluate } from '../../../src/grid/cityLearn/evaluate.ts'
import { md5 } from '../../../src/grid/cityLearn/md5.ts'
import { runDataSet } from '../../../src/grid/cityLearn/run.ts'
import { deviceSeed, firstUniform } from '../../../src/grid/cityLearn/sampled.ts'
import { shownFault } from '../../../src/grid/csv.ts'
import { areMissing, textOf } from './sharedData.ts'

const right = (found: ReturnType<typeof readDataSet>): DataSet => {
  if (E.isLeft(found)) throw new Error(shownFault(found.left))
  return found.right
}
const published = (name: string): DataSet =>
  right(readDataSet(textOf(`citylearn/${name}/schema.json`), file => textOf(`citylearn/${name}/${file}`)))

describe('what CityLearn draws', () => {
  it('is that of MD5 and of the Mersenne Twister', () => {
    expect(md5('').toString(16)).toBe('d41d8cd98f00b204e9800998ecf8427e')
    expect(md5('The quick brown fox jumps over the lazy dog').toString(16)).toBe(
      '9e107d9d372bb6826bd81d3542a419d6',
    )
    expect(md5('x'.repeat(60)).toString(16)).toBe('1198000c11968f9368e02d6da57ec147')
    expect(firstUniform(2022)).toBe(0.009358613807764704)
    expect(
      deviceSeed(
        'Building_1',
        'citylearn.citylearn.Building',
        'electrical_storage',
        'citylearn.energy_model.Battery',
        2022,
      ),
    ).toBe(135823784)
  })
})

describe.skipIf(areMissing)('the challenge of 2022', () => {
  const data = areMissing ? undefined : published('citylearn_challenge_2022_phase_1')
  const year = (controller: typeof basicRbc) => {
    if (data === undefined) throw new Error('no data')
    const run = runDataSet(data, controller, { steps: data.rows - 1 })
    return { run, ...evaluate(data, run) }
  }
  /** Within 1e-5 of CityLearn's own, which adds up in 32 bits. */
  const near = (found: number | null | undefined, wanted: number): void =>
    expect(Math.abs((found ?? Number.NaN) / wanted - 1), `${found} for ${wanted}`).toBeLessThan(1e-5)

  it('comes to the published numbers without action', () => {
    const { totals, district, run } = year(zeroAction)
    near(totals.netKwh, 16066.9146)
    near(totals.importKwh, 27461.3836)
    near(totals.billDollars, 5636.087)
    near(totals.emissionsKg, 4625.7369)
    near(totals.peakKw, 16.717733)
    for (const { ratio } of district) expect(ratio).toBe(1)
    const value = (name: string) => district.find(one => one.name === name)?.value
    near(value('ramping_average'), 7404.60098)
    near(value('daily_one_minus_load_factor_average'), 0.816086)
    near(value('monthly_one_minus_load_factor_average'), 0.869802)
    near(value('daily_peak_average'), 8.27249)
    const first = [0, 1, 2, 3].map(k => run.homes.reduce((sum, home) => sum + (home.netKwh[k] ?? 0), 0))
    first.forEach((net, k) => {
      near(net, [8.0551334, 4.6658833, 2.9147168, 2.3755667][k] ?? 0)
    })
  })

  it('comes to them under the rule-based controller', () => {
    const { totals, district, run } = year(basicRbc)
    near(totals.netKwh, 17871.8777)
    near(totals.importKwh, 34100.9501)
    near(totals.billDollars, 5385.0758)
    near(totals.emissionsKg, 5429.6098)
    near(totals.peakKw, 16.955067)
    const ratio = (name: string) => district.find(one => one.name === name)?.ratio
    near(ratio('cost_total'), 1.115824)
    near(ratio('carbon_emissions_total'), 1.18036)
    near(ratio('electricity_consumption_total'), 1.227472)
    near(ratio('zero_net_energy'), 1.136857)
    near(ratio('ramping_average'), 1.156212)
    near(ratio('daily_one_minus_load_factor_average'), 0.989241)
    near(ratio('monthly_one_minus_load_factor_average'), 0.990043)
    near(ratio('daily_peak_average'), 1.141729)
    near(ratio('all_time_peak_average'), 1.014197)
    ;[0.0637632, 0.1275264, 0.1912896, 0.2550528].forEach((charge, k) => {
      near(run.homes[0]?.stateOfCharge[k], charge)
    })
  })

  it('takes some hundredths of a second for a year', () => {
    const start = performance.now()
    year(optimizedRbc)
    expect(performance.now() - start).toBeLessThan(500)
  })
})

describe.skipIf(areMissing)('the challenge of 2023', () => {
  it('is read with its heat pumps, heaters and tanks', () => {
    const data = published('citylearn_challenge_2023_phase_1')
    expect(data.rows).toBe(720)
    expect(data.leftOut).toHaveLength(3)
    const idle = evaluate(data, runDataSet(data, zeroAction)).totals
    const driven = evaluate(data, runDataSet(data, basicRbc)).totals
    expect(idle.unservedKwh).toBeLessThan(1e-3)
    expect(driven.netKwh).toBeGreaterThan(idle.netKwh)
  })
})

/** One home with a heater and a tank, two rows. */
const small = (files: Readonly<Record<string, string>> = {}, schema: string = smallSchema) => {
  const all: Readonly<Record<string, string>> = {
    'home.csv': 'hour,non_shiftable_load,dhw_demand,solar_generation\n1,0.5,2,0\n2,0.5,2,100\n3,0.5,8,100\n',
    'weather.csv': 'outdoor_dry_bulb_temperature\n10\n10\n10\n',
    'price.csv': 'electricity_pricing\n0.2\n0.4\n0.4\n',
    ...files,
  }
  return readDataSet(schema, file => all[file])
}
const smallSchema = JSON.stringify({
  random_seed: 0,
  buildings: {
    home: {
      energy_simulation: 'home.csv',
      weather: 'weather.csv',
      pricing: 'price.csv',
      carbon_intensity: null,
      dhw_device: {
        type: 'citylearn.energy_model.ElectricHeater',
        attributes: { nominal_power: 5, efficiency: 0.8 },
      },
      dhw_storage: {
        type: 'citylearn.energy_model.StorageTank',
        attributes: { capacity: 4, efficiency: 1, loss_coefficient: 0 },
      },
      pv: { type: 'citylearn.energy_model.PV', attributes: { nominal_power: 2 } },
    },
  },
})

describe('a data set', () => {
  it('that simulates outages, cars or temperatures is told to be without them', () => {
    const more = '"power_outage":{"simulate_power_outage":true},"chargers":{},"pricing"'
    expect(right(small({}, smallSchema.replace('"pricing"', more))).leftOut).toEqual([
      'home: chargers are left out',
      'home: outages are left out; it always has power',
    ])
    const never = '"power_outage":{"simulate_power_outage":false},"chargers":null,"pricing"'
    expect(right(small({}, smallSchema.replace('"pricing"', never))).leftOut).toEqual([])
  })

  it('heats by its tank first, and stores what its heater has left', () => {
    const data = right(small())
    const run = runDataSet(data, ({ row }) => ({ dhwStorage: row === 0 ? 1 : row === 1 ? -0.25 : -1 }))
    const [home] = run.homes
    // Row 0: 2 kWh of demand and 2 of the 4 asked for, as 5 kW at 0.8 give 4. Row 1: 1 from the tank, 1 from the heater.
    // Row 2: 1 is left in the tank, 4 from the heater, 3 are missing.
    expect([...(home?.netKwh ?? [])].map(x => x.toFixed(6))).toEqual(['5.500000', '1.550000', '5.300000'])
    expect([...(home?.unservedKwh ?? [])]).toEqual([0, 0, 3])
    expect([...(home?.netWithoutStorageKwh ?? [])].map(x => x.toFixed(6))).toEqual([
      '3.000000',
      '2.800000',
      '5.300000',
    ])
  })

  it.each([
    ['home.csv', 'hour,non_shiftable_load\n1,0.5\n2,much', 'home.csv:3:3: "much" in the column'],
    ['home.csv', 'hour,non_shiftable_load\n1,0.5\n2', 'home.csv:3:2: 1 cells'],
    [
      'home.csv',
      'hour,non_shiftable_load\n1,0.5\n2,',
      'home.csv:3: the cell of the column non_shiftable_load',
    ],
    [
      'home.csv',
      'hour,load\n1,0.5',
      'home.csv:1:1: there is no column non_shiftable_load; it has hour, load',
    ],
    ['home.csv', 'hour,hour\n1,0.5', 'home.csv:1:6: the column hour stands twice'],
    ['weather.csv', 'outdoor_dry_bulb_temperature\n10\n', 'weather.csv:2: it has 1 rows, home.csv has 3'],
  ])('tells what is wrong in %s, case %#', (file, text, message) => {
    const found = small({ [file]: text })
    expect(E.isLeft(found) ? shownFault(found.left) : 'none').toContain(message)
  })

  it.each([
    ['{', 'schema.json: it is no JSON'],
    ['{}', 'schema.json: buildings: nothing stands here'],
    [
      smallSchema.replace('"capacity":4', '"capacity":"four"'),
      'schema.json: buildings.home.dhw_storage.attributes.capacity: "four" stands here',
    ],
    [
      smallSchema.replace('"nominal_power":2}', '"nominal_power":2},"autosize":true'),
      'schema.json: buildings.home.pv.autosize: sizes of batteries and arrays are not made up',
    ],
    [smallSchema.replace('"home.csv"', '"house.csv"'), 'house.csv: the schema names this file'],
  ])('tells what is wrong in a schema, case %#', (schema, message) => {
    const found = small({}, schema)
    expect(E.isLeft(found) ? shownFault(found.left) : 'none').toContain(message)
  })
})
