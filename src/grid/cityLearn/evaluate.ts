/** What a run came to, with CityLearn's names; each indicator beside the same without stores. */
import {
  bill,
  carbonEmissions,
  cost,
  electricityConsumption,
  type Indicator,
  indicator,
  oneMinusLoadFactor,
  peak,
  ramping,
  rampingBothWays,
  zeroNetEnergy,
} from '../kpi.ts'
import type { DataSet } from './dataSet.ts'
import type { HomeRun, Run } from './run.ts'

/** Sums over homes; `importKwh` counts the hours in which the district as a whole draws. */
export interface Totals {
  readonly netKwh: number
  readonly importKwh: number
  readonly exportKwh: number
  /** The bill with exports credited at the price. */
  readonly billDollars: number
  readonly emissionsKg: number
  readonly peakKw: number
  readonly unservedKwh: number
}

export interface Evaluation {
  readonly totals: Totals
  /** Of the district: shapes of the summed series, and means over homes of their ratios. */
  readonly district: readonly Indicator[]
  readonly homes: readonly { readonly name: string; readonly indicators: readonly Indicator[] }[]
}

const stepsOfMonth = 730

/** The indicators of `run`, which came from `data`. */
export const evaluate = (data: DataSet, run: Run): Evaluation => {
  const net = summed(run, home => home.netKwh)
  const without = summed(run, home => home.netWithoutStorageKwh)
  const day = Math.round(24 / data.stepHours)
  const month = Math.round(stepsOfMonth / data.stepHours)
  const shape = (name: string, of: (series: Float64Array) => number) => indicator(name, of(net), of(without))
  const homes = run.homes.map((home, k) => ({ name: home.name, indicators: ofHome(data, home, k) }))
  return {
    totals: totalsOf(data, run, net),
    district: [
      shape('ramping_average', ramping),
      shape('ramping_both_ways_average', rampingBothWays),
      shape('daily_one_minus_load_factor_average', series => oneMinusLoadFactor(series, day)),
      shape('monthly_one_minus_load_factor_average', series => oneMinusLoadFactor(series, month)),
      shape('daily_peak_average', series => peak(series, day)),
      shape('all_time_peak_average', series => peak(series, Math.max(1, series.length))),
      ...meansOf(homes.map(({ indicators }) => indicators)),
    ],
    homes,
  }
}

const summed = (run: Run, of: (home: HomeRun) => Float64Array): Float64Array => {
  const sum = new Float64Array(run.steps)
  for (const home of run.homes) {
    const series = of(home)
    for (let k = 0; k < sum.length; k++) sum[k] = (sum[k] ?? 0) + (series[k] ?? 0)
  }
  return sum
}

const ofHome = (data: DataSet, run: HomeRun, k: number): readonly Indicator[] => {
  const price = data.homes[k]?.pricePerKwh ?? new Float64Array()
  const carbon = data.homes[k]?.carbonKgPerKwh ?? new Float64Array()
  const both = (name: string, of: (series: Float64Array) => number) =>
    indicator(name, of(run.netKwh), of(run.netWithoutStorageKwh))
  return [
    both('electricity_consumption_total', electricityConsumption),
    both('zero_net_energy', zeroNetEnergy),
    both('carbon_emissions_total', series => carbonEmissions(series, carbon)),
    both('cost_total', series => cost(series, price)),
    both('bill_total', series => bill(series, price)),
  ]
}

/** The ratios' means over homes, not weighted; values and baselines add up. */
const meansOf = (homes: readonly (readonly Indicator[])[]): readonly Indicator[] =>
  (homes[0] ?? []).map(({ name }, k) => {
    const all = homes.flatMap(indicators => indicators[k] ?? [])
    const ratios = all.flatMap(({ ratio }) => ratio ?? [])
    const add = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0)
    return {
      name,
      value: add(all.map(({ value }) => value)),
      baseline: add(all.map(({ baseline }) => baseline)),
      ratio: ratios.length === 0 ? null : add(ratios) / ratios.length,
    }
  })

const totalsOf = (data: DataSet, run: Run, net: Float64Array): Totals => {
  const over = (of: (home: HomeRun, k: number) => number) =>
    run.homes.reduce((sum, home, k) => sum + of(home, k), 0)
  return {
    netKwh: zeroNetEnergy(net),
    importKwh: electricityConsumption(net),
    exportKwh: electricityConsumption(net.map(x => -x)),
    billDollars: over((home, k) => bill(home.netKwh, data.homes[k]?.pricePerKwh ?? new Float64Array())),
    emissionsKg: over((home, k) =>
      carbonEmissions(home.netKwh, data.homes[k]?.carbonKgPerKwh ?? new Float64Array()),
    ),
    peakKw: net.reduce((most, x) => Math.max(most, x), Number.NEGATIVE_INFINITY) / data.stepHours,
    unservedKwh: over(home => zeroNetEnergy(home.unservedKwh)),
  }
}
