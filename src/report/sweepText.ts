/** A sweep for people: a table a strategy along one parameter, a map a question over two. */
import type { Style } from '../diagnostic/style.ts'
import { printNumeral } from './numeral.ts'
import type { Numeral } from './report.ts'
import {
  questionOf,
  type SweepCheck,
  type SweepPoint,
  type SweepThreshold,
  type Verdict,
  verdictOf,
} from './sweep.ts'
import { type Asked, askedIn, checkAt, regretOf, type Series } from './sweepSeries.ts'
import { type Cell, left, lineUp, right } from './table.ts'

/** Payoffs of more players than this are left to `--json`. */
const mostPlayers = 8
/** Payoffs of solutions that stand in a row. */
const mostSolutions = 4

const indent = '  '

export interface SweepTextOptions {
  readonly style: Style
  /** The names of the parameters in the order of the axes. */
  readonly names: readonly string[]
  /** The number that a map shows instead of verdicts. */
  readonly of: Series | undefined
}

/** Tables or maps, then thresholds. */
export const sweepText = (
  points: readonly SweepPoint[],
  thresholds: readonly SweepThreshold[],
  { style, names, of }: SweepTextOptions,
): string => {
  const [first, second] = names
  if (first === undefined) return ''
  const blocks =
    second === undefined ? tables(points, first, style) : maps(points, [first, second], of, style)
  const found = thresholds.map(one => thresholdLine(one, style))
  return [...blocks, ...(found.length === 0 ? [] : [found])].map(lines => `${lines.join('\n')}\n`).join('\n')
}

type Block = readonly string[]

const tables = (points: readonly SweepPoint[], name: string, style: Style): readonly Block[] => [
  ...gamesSearched(points).map(game => [
    style.strong(game),
    ...indented(solutionRows(points, name, game, style)),
  ]),
  ...askedIn(points).map(asked => [
    style.strong(`${asked.strategy} for ${asked.game}`),
    ...indented(strategyRows(points, name, asked, style)),
  ]),
]

const indented = (rows: readonly (readonly Cell[])[]): readonly string[] =>
  lineUp(rows).map(line => `${indent}${line}`)

const valueCell = (point: SweepPoint, name: string): Cell => right(printNumeral(point.set[name] ?? ''))

const strategyRows = (
  points: readonly SweepPoint[],
  name: string,
  asked: Asked,
  style: Style,
): readonly (readonly Cell[])[] => {
  const { concepts, players } = asked
  const shown = players.length > mostPlayers ? [] : players
  return [
    [right(name), ...concepts.map(left), ...shown.map(right), right('regret')],
    ...points.map(point => [
      valueCell(point, name),
      ...concepts.map(concept => verdictCell(checkAt(point, asked, concept), style)),
      ...shown.map(player => numberCell(checkAt(point, asked)?.payoffs[player])),
      numberCell(regretOf(point, asked)),
    ]),
  ]
}

const numberCell = (n: Numeral | undefined): Cell => right(n === undefined ? '' : printNumeral(n))

const verdictCell = (check: SweepCheck | undefined, style: Style): Cell => {
  if (check === undefined) return { ...left('error'), stress: style.warning }
  switch (verdictOf(check)) {
    case 'holds':
      return { ...left('yes'), stress: style.good }
    case 'fails':
      return { ...left('no'), stress: style.error }
    case 'unknown':
      return { ...left('not settled'), stress: style.warning }
  }
}

const gamesSearched = (points: readonly SweepPoint[]): readonly string[] => [
  ...new Set(points.flatMap(({ searches = [] }) => searches.map(({ game }) => game))),
]

const solutionRows = (
  points: readonly SweepPoint[],
  name: string,
  game: string,
  style: Style,
): readonly (readonly Cell[])[] => {
  const solutions = points.flatMap(point => point.solutions.filter(one => one.game === game))
  const players = Object.keys(solutions[0]?.payoffs ?? {})
  return [
    [right(name), left('found'), left(`payoffs (${players.join(', ')})`)],
    ...points.map(point => {
      const search = point.searches?.find(one => one.game === game)
      if (search === undefined)
        return [valueCell(point, name), { ...left('error'), stress: style.warning }, left('')]
      const own = point.solutions.filter(one => one.game === game)
      const payoffs = counted(
        own.map(one => `(${players.map(player => printNumeral(one.payoffs[player] ?? '')).join(', ')})`),
      )
      const rest = payoffs.length - mostSolutions
      return [
        valueCell(point, name),
        left(`${search.found}${search.complete ? '' : ' or more'}`),
        left([...payoffs.slice(0, mostSolutions), ...(rest > 0 ? [`and ${rest} more`] : [])].join('  ')),
      ]
    }),
  ]
}

/** Texts that are the same, as one with its count: `(3, 0) x2`. */
const counted = (all: readonly string[]): readonly string[] => {
  const counts = new Map<string, number>()
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1)
  return [...counts].map(([one, count]) => (count === 1 ? one : `${one} x${count}`))
}

/** Places by their values on the axes. */
export const placesIn = (points: readonly SweepPoint[], [first, second]: readonly [string, string]) => {
  const key = (x: Numeral, y: Numeral): string => JSON.stringify([x, y])
  const at = new Map(points.map(point => [key(point.set[first] ?? '', point.set[second] ?? ''), point]))
  return {
    columns: [...new Set(points.map(({ set }) => set[first] ?? ''))],
    rows: [...new Set(points.map(({ set }) => set[second] ?? ''))],
    at: (x: Numeral, y: Numeral): SweepPoint | undefined => at.get(key(x, y)),
  }
}

const marks: Readonly<Record<Verdict, string>> = { holds: '#', fails: '.', unknown: '?' }

const legend = '# holds  . does not  ? not settled  ! in error'

const maps = (
  points: readonly SweepPoint[],
  names: readonly [string, string],
  of: Series | undefined,
  style: Style,
): readonly Block[] => {
  if (of !== undefined)
    return [[style.strong(of.name), ...mapOf(points, names, point => numberCell(of.at(point)))]]
  const questions = askedIn(points).flatMap(asked => asked.concepts.map(concept => ({ ...asked, concept })))
  return [
    ...gamesSearched(points).map(game => [
      style.strong(`found in ${game}`),
      ...mapOf(points, names, point => {
        const search = point.searches?.find(one => one.game === game)
        return right(search === undefined ? '!' : `${search.found}${search.complete ? '' : '+'}`)
      }),
    ]),
    ...questions.map(question => [
      style.strong(questionOf(question)),
      ...mapOf(points, names, point => {
        const check = checkAt(point, question, question.concept)
        return right(check === undefined ? '!' : marks[verdictOf(check)])
      }),
      legend,
    ]),
  ]
}

/** Rows go up with the second parameter, as an axis does. */
const mapOf = (
  points: readonly SweepPoint[],
  names: readonly [string, string],
  cell: (point: SweepPoint) => Cell,
): readonly string[] => {
  const { columns, rows, at } = placesIn(points, names)
  const [first, second] = names
  const cellAt = (x: Numeral, y: Numeral): Cell => {
    const point = at(x, y)
    return point === undefined ? right('') : cell(point)
  }
  return indented([
    ...[...rows].reverse().map(y => [right(printNumeral(y)), ...columns.map(x => cellAt(x, y))]),
    [right(`${second} \\ ${first}`), ...columns.map(x => right(printNumeral(x)))],
  ])
}

const thresholdLine = ({ question, parameter, below, above, lo, hi }: SweepThreshold, style: Style): string =>
  `${style.strong(question)}: ${below} up to ${parameter} = ${precise(lo)}, ${above} from ${precise(hi)}`

/** Thresholds are known to more digits than people are usually shown. */
const precise = (n: Numeral): string => (typeof n === 'string' ? n : String(Number(n.toPrecision(12))))
