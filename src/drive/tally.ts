/**
 * What a run comes to, agent by agent and for the neighborhood, beside what the same hours would have come to had
 * nobody commanded anything. Indicators have CityLearn's names and formulas (src/grid/kpi.ts).
 */

import { type Indicator, indicator, oneMinusLoadFactor, peak, ramping, rampingBothWays } from '../grid/kpi.ts'
import type { Neighborhood } from '../grid/neighborhood/neighborhood.ts'
import type { RequestRecord } from '../report/drive.ts'
import type { Stepped } from './run.ts'

/** Sums over the steps of a run. */
export interface Sums {
  readonly importKwh: number
  readonly exportKwh: number
  readonly billUsd: number
  /** What was imported, at its price; exports earn nothing. */
  readonly costUsd: number
  readonly carbonKg: number
  /** Beyond the comfort band, in degrees times hours. */
  readonly discomfortCh: number
  /** Steps that end beyond the comfort band. */
  readonly discomfortSteps: number
  readonly peakKw: number
}

export interface AgentTally {
  readonly agent: string
  readonly driven: Sums
  readonly idle: Sums
}

export interface GridTally {
  /** What came in through the substation and what went out: what homes give each other is in neither. */
  readonly importKwh: number
  readonly exportKwh: number
  readonly lossKwh: number
  readonly lowestVoltagePu: number
  readonly highestVoltagePu: number
  /** Steps in which a line or transformer carried more than it may, or no voltage was found. */
  readonly overloadedSteps: number
}

export interface Tally {
  readonly steps: number
  readonly agents: readonly AgentTally[]
  readonly total: { readonly driven: Sums; readonly idle: Sums }
  readonly grid: { readonly driven: GridTally; readonly idle: GridTally }
  readonly indicators: readonly Indicator[]
  /** What each player was paid in all, in the game's own units. */
  readonly payoffs: ReadonlyMap<string, number>
  readonly remarks: number
  readonly faults: number
  /** What was clipped or refused and why, the most frequent first. */
  readonly remarked: readonly { readonly path: string; readonly because: string; readonly times: number }[]
  readonly requests: readonly RequestRecord[]
  /** At the substation, in kW by step. */
  readonly demandKw: { readonly driven: Float64Array; readonly idle: Float64Array }
}

interface Side {
  readonly agents: Map<string, Sums>
  readonly demandKw: Float64Array
  grid: GridTally
}

const nothing: Sums = {
  importKwh: 0,
  exportKwh: 0,
  billUsd: 0,
  costUsd: 0,
  carbonKg: 0,
  discomfortCh: 0,
  discomfortSteps: 0,
  peakKw: 0,
}

/** Takes in a run step by step, at most `most` of them. */
export const tally = (
  neighborhood: Neighborhood,
  most: number,
): { readonly add: (stepped: Stepped) => void; readonly result: () => Tally } => {
  const side = (): Side => ({
    agents: new Map(),
    demandKw: new Float64Array(most),
    grid: {
      importKwh: 0,
      exportKwh: 0,
      lossKwh: 0,
      lowestVoltagePu: Number.POSITIVE_INFINITY,
      highestVoltagePu: Number.NEGATIVE_INFINITY,
      overloadedSteps: 0,
    },
  })
  const driven = side()
  const idle = side()
  const payoffs = new Map<string, number>()
  let steps = 0
  let remarks = 0
  let faults = 0
  const requests: RequestRecord[] = []
  const remarked = new Map<string, { path: string; because: string; times: number }>()
  return {
    add: stepped => {
      take(driven, stepped.record, steps, neighborhood.stepHours)
      take(idle, stepped.idle, steps, neighborhood.stepHours)
      for (const [player, payoff] of stepped.payoffs ?? [])
        payoffs.set(player, (payoffs.get(player) ?? 0) + payoff)
      steps++
      remarks += stepped.remarks.length
      for (const { path, because } of stepped.remarks) {
        const key = `${path} ${because}`
        remarked.set(key, { path, because, times: (remarked.get(key)?.times ?? 0) + 1 })
      }
      faults += stepped.faults.length
      if (stepped.reduction !== undefined) requests.push(stepped.reduction)
    },
    result: () => ({
      ...{ steps, payoffs, remarks, faults, requests },
      agents: [...driven.agents].map(([agent, sums]) => ({
        agent,
        driven: sums,
        idle: idle.agents.get(agent) ?? nothing,
      })),
      total: { driven: total(driven, steps), idle: total(idle, steps) },
      grid: { driven: driven.grid, idle: idle.grid },
      remarked: [...remarked.values()].sort((a, b) => b.times - a.times),
      indicators: indicatorsOf(driven, idle, steps, neighborhood),
      demandKw: { driven: driven.demandKw.slice(0, steps), idle: idle.demandKw.slice(0, steps) },
    }),
  }
}

const take = (side: Side, { agents, grid }: Stepped['record'], step: number, stepHours: number): void => {
  for (const { agent, netKw, importKwh, exportKwh, billUsd, costUsd, carbonKg, discomfortCh } of agents) {
    const before = side.agents.get(agent) ?? nothing
    side.agents.set(agent, {
      importKwh: before.importKwh + importKwh,
      exportKwh: before.exportKwh + exportKwh,
      billUsd: before.billUsd + billUsd,
      costUsd: before.costUsd + costUsd,
      carbonKg: before.carbonKg + carbonKg,
      discomfortCh: before.discomfortCh + discomfortCh,
      discomfortSteps: before.discomfortSteps + (discomfortCh > 0 ? 1 : 0),
      peakKw: Math.max(before.peakKw, netKw),
    })
  }
  side.demandKw[step] = grid.demandKw
  side.grid = {
    importKwh: side.grid.importKwh + Math.max(0, grid.demandKw) * stepHours,
    exportKwh: side.grid.exportKwh + Math.max(0, -grid.demandKw) * stepHours,
    lossKwh: side.grid.lossKwh + grid.lossKw * stepHours,
    lowestVoltagePu: Math.min(side.grid.lowestVoltagePu, grid.lowestVoltagePu),
    highestVoltagePu: Math.max(side.grid.highestVoltagePu, grid.highestVoltagePu),
    overloadedSteps: side.grid.overloadedSteps + (grid.flowed && grid.overloads.length === 0 ? 0 : 1),
  }
}

/** Sums over agents; the peak is that of the substation. */
const total = ({ agents, demandKw }: Side, steps: number): Sums => {
  const sums = [...agents.values()].reduce(
    (a, b) => ({
      importKwh: a.importKwh + b.importKwh,
      exportKwh: a.exportKwh + b.exportKwh,
      billUsd: a.billUsd + b.billUsd,
      costUsd: a.costUsd + b.costUsd,
      carbonKg: a.carbonKg + b.carbonKg,
      discomfortCh: a.discomfortCh + b.discomfortCh,
      discomfortSteps: a.discomfortSteps + b.discomfortSteps,
      peakKw: 0,
    }),
    nothing,
  )
  return {
    ...sums,
    peakKw: demandKw.slice(0, steps).reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  }
}

const hoursOfMonth = 730

const indicatorsOf = (
  driven: Side,
  idle: Side,
  steps: number,
  { devices, stepHours }: Neighborhood,
): readonly Indicator[] => {
  const houses = new Set(devices.flatMap(({ kind, agent }) => (kind === 'thermostat' ? [agent] : []))).size
  const day = Math.max(1, Math.round(24 / stepHours))
  const month = Math.max(1, Math.round(hoursOfMonth / stepHours))
  const [net, without] = [driven, idle].map(({ demandKw }) =>
    demandKw.slice(0, steps).map(kw => kw * stepHours),
  )
  if (net === undefined || without === undefined || steps === 0) return []
  const shape = (name: string, of: (series: Float64Array) => number) => indicator(name, of(net), of(without))
  const sum = (name: string, of: (sums: Sums) => number) =>
    indicator(name, of(total(driven, steps)), of(total(idle, steps)))
  // As in CityLearn: the mean of the agents' ratios, not weighted; who has nothing to compare with is left out.
  const mean = (name: string, of: (sums: Sums) => number): Indicator => {
    const ratios = [...driven.agents].flatMap(([agent, sums]) => {
      const before = of(idle.agents.get(agent) ?? nothing)
      return before === 0 ? [] : [of(sums) / before]
    })
    const ratio = ratios.length === 0 ? null : ratios.reduce((a, b) => a + b, 0) / ratios.length
    return { ...sum(name, of), ratio }
  }
  return [
    mean('electricity_consumption_total', ({ importKwh }) => importKwh),
    mean('zero_net_energy', ({ importKwh, exportKwh }) => importKwh - exportKwh),
    mean('carbon_emissions_total', ({ carbonKg }) => carbonKg),
    mean('cost_total', ({ costUsd }) => costUsd),
    sum('bill_total', ({ billUsd }) => billUsd),
    // Of the steps of all houses; somebody is always at home.
    sum('discomfort_proportion', ({ discomfortSteps }) =>
      houses === 0 ? 0 : discomfortSteps / (houses * steps),
    ),
    sum('discomfort_degree_hours', ({ discomfortCh }) => discomfortCh),
    shape('ramping_average', ramping),
    shape('ramping_both_ways_average', rampingBothWays),
    shape('daily_one_minus_load_factor_average', series => oneMinusLoadFactor(series, day)),
    shape('monthly_one_minus_load_factor_average', series => oneMinusLoadFactor(series, month)),
    shape('daily_peak_average', series => peak(series, day)),
    shape('all_time_peak_average', series => peak(series, Math.max(1, series.length))),
  ]
}
