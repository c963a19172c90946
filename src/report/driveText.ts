/** A run of a game on a neighborhood for people: what was drawn and paid with it and without, and who was clipped. */
import type { Style } from '../diagnostic/style.ts'
import type { DriveRecord, DriveSums, RequestRecord } from './drive.ts'
import { printNumeral } from './numeral.ts'
import { type Cell, left, lineUp, right } from './table.ts'

const indent = '  '

/** Agents that are shown; the others are in `--json`. */
const mostAgents = 12
const mostPlayers = 8
const mostRemarks = 6

/** Tables of the whole neighborhood, the agents, the indicators; what was clipped; where the log is. */
export const driveText = (record: DriveRecord, style: Style): string =>
  [
    style.strong(driveHeadline(record)),
    ...indented(neighborhoodRows(record, style)),
    '',
    ...indented(agentRows(record, style)),
    ...more(record.agents.length - mostAgents, 'agents', style),
    '',
    ...indented(indicatorRows(record, style)),
    ...record.requests.flatMap(request => requestLines(request, style)),
    ...payoffLines(record, style),
    ...remarkLines(record, style),
    ...(record.log === null ? [] : ['', `${indent}${style.faint(`log: ${record.log}`)}`]),
    '',
  ].join('\n')

export const driveHeadline = ({ drive, grid, seed, steps, stepsAsked, stepHours }: DriveRecord): string => {
  const hours = printNumeral(steps * stepHours)
  const short = steps < stepsAsked ? ` of ${stepsAsked}` : ''
  return `${drive} in ${grid}, ${steps}${short} ${steps === 1 ? 'step' : 'steps'} (${hours} h), seed ${seed}`
}

const indented = (rows: readonly (readonly Cell[])[]): readonly string[] =>
  lineUp(rows).map(line => `${indent}${line}`)

const number = (x: number): Cell => right(printNumeral(x))

const header = (titles: readonly string[], style: Style): readonly Cell[] =>
  titles.map((title, k) => ({ ...(k === 0 ? left(title) : right(title)), stress: style.faint }))

const neighborhoodRows = ({ total, feeder }: DriveRecord, style: Style): readonly (readonly Cell[])[] => {
  const row = (name: string, without: number, driven: number) => [
    left(name),
    number(without),
    number(driven),
    right(change(without, driven)),
  ]
  const sum = (name: string, of: (sums: DriveSums) => number) => row(name, of(total.idle), of(total.driven))
  return [
    header(['neighborhood', 'left alone', 'driven', 'change'], style),
    sum('import (kWh)', ({ importKwh }) => importKwh),
    sum('export (kWh)', ({ exportKwh }) => exportKwh),
    row('from outside (kWh)', feeder.idle.importKwh, feeder.driven.importKwh),
    row('to outside (kWh)', feeder.idle.exportKwh, feeder.driven.exportKwh),
    sum('bills ($)', ({ billUsd }) => billUsd),
    sum('emissions (kg)', ({ carbonKg }) => carbonKg),
    sum('discomfort (°C h)', ({ discomfortCh }) => discomfortCh),
    sum('peak (kW)', ({ peakKw }) => peakKw),
    row('losses (kWh)', feeder.idle.lossKwh, feeder.driven.lossKwh),
    row('lowest voltage (pu)', feeder.idle.lowestVoltagePu, feeder.driven.lowestVoltagePu),
    row('highest voltage (pu)', feeder.idle.highestVoltagePu, feeder.driven.highestVoltagePu),
    row('steps overloaded', feeder.idle.overloadedSteps, feeder.driven.overloadedSteps),
  ]
}

/** A relative change; nothing where there is none to speak of, or nothing to compare with. */
const change = (before: number, after: number): string => {
  const share = (after - before) / Math.abs(before)
  if (!Number.isFinite(share) || Math.abs(share) < 5e-5) return ''
  return `${share > 0 ? '+' : ''}${(100 * share).toFixed(2)} %`
}

const agentRows = ({ agents }: DriveRecord, style: Style): readonly (readonly Cell[])[] => [
  header(['agent', 'import (kWh)', 'export (kWh)', 'bill ($)', 'left alone ($)', 'peak (kW)'], style),
  ...agents
    .slice(0, mostAgents)
    .map(({ agent, driven, idle }) => [
      left(agent),
      ...[driven.importKwh, driven.exportKwh, driven.billUsd, idle.billUsd, driven.peakKw].map(number),
    ]),
]

const more = (count: number, what: string, style: Style): readonly string[] =>
  count > 0 ? [`${indent}${style.faint(`and ${count} more ${what}`)}`] : []

const indicatorRows = ({ indicators }: DriveRecord, style: Style): readonly (readonly Cell[])[] => [
  header(['indicator', 'driven', 'left alone', 'ratio'], style),
  ...indicators.map(({ name, value, baseline, ratio }) => [
    left(name),
    number(value),
    number(baseline),
    right(ratio === null ? '-' : ratio.toFixed(4)),
  ]),
]

const payoffLines = ({ payoffs }: DriveRecord, style: Style): readonly string[] => {
  const players = Object.entries(payoffs)
  if (players.length === 0) return []
  return [
    '',
    ...indented([
      header(['player', 'paid in all'], style),
      ...players.slice(0, mostPlayers).map(([player, payoff]) => [left(player), number(payoff)]),
    ]),
    ...more(players.length - mostPlayers, 'players', style),
  ]
}

const groupNames: Readonly<Record<string, string>> = {
  thermostats: 'thermostats',
  solarAndBatteries: 'solar and batteries',
  community: 'community',
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(2)} %`

/** What was asked of whom, dispatched and metered, who stayed away, and the way of the request. */
const requestLines = (request: RequestRecord, style: Style): readonly string[] => {
  const { baselineKw, groups, askedKw, dispatchedKw, reducedKw } = request
  const row = (name: string, asked: number, offered: number | undefined, sent: number, reduced: number) => [
    left(name),
    right(percent(asked, baselineKw)),
    number(asked),
    offered === undefined ? right('') : number(offered),
    number(sent),
    number(reduced),
    right(percent(reduced, baselineKw)),
  ]
  return [
    '',
    `${indent}${style.strong(`request ${request.id}`)} at ${request.time}, baseline ${printNumeral(baselineKw)} kW`,
    ...indented([
      header(['group', 'asked', 'kW', 'offered', 'dispatched', 'metered', 'share'], style),
      ...Object.entries(groups).map(([group, one]) =>
        row(groupNames[group] ?? group, one.askedKw, one.offeredKw, one.dispatchedKw, one.reducedKw),
      ),
      row('all', askedKw, undefined, dispatchedKw, reducedKw),
    ]),
    ...(request.shortfallKw > least
      ? [
          `${indent}${style.warning(`${printNumeral(request.shortfallKw)} kW fall short: nobody offers them`)}`,
        ]
      : []),
    ...named('declined', request.declined),
    ...named('not reached, or not heard', request.silent),
    ...named('left their comfort', request.uncomfortable),
    ...wayLines(request, style),
  ]
}

/** Kilowatts that are no shortfall. */
const least = 1e-6

const mostNames = 8

const named = (what: string, names: readonly string[]): readonly string[] =>
  names.length === 0
    ? []
    : [
        `${indent}${what}: ${names.slice(0, mostNames).join(', ')}${names.length > mostNames ? ` and ${names.length - mostNames} more` : ''}`,
      ]

/** To the first agent, and to those that were reached first and last. */
const wayLines = ({ ways }: RequestRecord, style: Style): readonly string[] => {
  const reached = ways.filter(({ isDelivered, hops }) => isDelivered && hops.length > 0)
  const bySpeed = [...reached].sort((a, b) => a.milliseconds - b.milliseconds)
  const shown = [...new Set([reached[0], bySpeed[0], bySpeed.at(-1)])].flatMap(way => way ?? [])
  if (shown.length === 0) return []
  const lost = ways.filter(({ isDelivered }) => !isDelivered)
  return [
    `${indent}${style.faint(`the way of the request (${reached.length} reached, ${lost.length} lost)`)}`,
    ...shown.map(({ to, milliseconds, hops }) => {
      const steps = hops.map(
        hop =>
          ` -> ${hop.to} by ${hop.protocol} ${hop.milliseconds.toFixed(1)} ms${hop.attempts > 1 ? ` (sent ${hop.attempts} times)` : ''}`,
      )
      return `${indent}${indent}${hops[0]?.from ?? ''}${steps.join('')}: ${to} after ${milliseconds.toFixed(1)} ms`
    }),
  ]
}

const remarkLines = ({ remarks, faults, remarked }: DriveRecord, style: Style): readonly string[] => [
  ...(remarks === 0
    ? []
    : [
        '',
        `${indent}${style.warning(`${remarks} ${remarks === 1 ? 'command was' : 'commands were'} clipped or refused`)}`,
        ...remarked
          .slice(0, mostRemarks)
          .map(({ path, because, times }) => `${indent}${indent}${path}: ${because} (${times} times)`),
        ...more(remarked.length - mostRemarks, 'quantities', style),
      ]),
  ...(faults === 0
    ? []
    : ['', `${indent}${style.warning(`${faults} times a device outside was not understood or reached`)}`]),
]
