/** A sweep for people: a row a value of one parameter, a map a verdict over two. */
import type { Style } from '../diagnostic/style.ts'
import { printNumeral } from './numeral.ts'
import type { Numeral } from './report.ts'
import { type SweepPoint, type ThresholdRecord, type Verdict, verdictOf } from './sweep.ts'
import { type Cell, left, lineUp, right } from './table.ts'

/** Payoffs of more players than this are left to `--json`. */
const mostColumns = 8

/** A column of a table: what it is, and its entry for a point. */
interface Column {
  readonly title: string
  readonly entry: (point: SweepPoint) => Cell | undefined
}

/** The names of the parameters in the order of the axes. */
export const sweepText = (
  points: readonly SweepPoint[],
  names: readonly string[],
  thresholds: readonly ThresholdRecord[],
  style: Style,
): string => {
  const [first, second] = names
  const [one] = points
  if (first === undefined || one === undefined) return ''
  const body =
    second === undefined
      ? tableOf(points, first, columnsOf(points, style))
      : questionsOf(points).flatMap(question => mapOf(points, question, first, second, style))
  return `${[...body, ...thresholds.map(each => thresholdLine(each, style))].join('\n')}\n`
}

const tableOf = (
  points: readonly SweepPoint[],
  name: string,
  columns: readonly Column[],
): readonly string[] =>
  lineUp([
    [right(name), ...columns.map(({ title }) => left(title))],
    ...points.map(point => [
      right(printNumeral(point.set[name] ?? '')),
      ...columns.map(({ entry }) => entry(point) ?? left('')),
    ]),
  ])

/** The checks, in the order in which they are met; of a program without any, its strategies. */
const questionsOf = (points: readonly SweepPoint[]): readonly string[] => [
  ...new Set(points.flatMap(({ checks }) => checks.map(questionOf))),
]

/** What is asked, without what differs from place to place. */
const questionOf = ({ strategy, game, negated, concept }: SweepPoint['checks'][number]): string =>
  `${strategy} for ${game} is ${negated ? 'not ' : ''}${concept}`

const columnsOf = (points: readonly SweepPoint[], style: Style): readonly Column[] => {
  const verdicts = questionsOf(points).map(
    (question): Column => ({
      title: question,
      entry: ({ checks }) => {
        const found = checks.find(check => questionOf(check) === question)
        return found === undefined ? left('error') : verdictCell(found, style)
      },
    }),
  )
  const searches = [...new Set(points.flatMap(({ searches = [] }) => searches.map(({ game }) => game)))].map(
    (game): Column => ({
      title: `found in ${game}`,
      entry: ({ searches = [] }) => {
        const search = searches.find(each => each.game === game)
        return search === undefined
          ? left('error')
          : left(`${search.found}${search.complete ? '' : ' or more'}`)
      },
    }),
  )
  const payoffs = payoffColumns(points)
  return [...searches, ...verdicts, ...(payoffs.length > mostColumns ? [] : payoffs)]
}

const verdictCell = ({ holds, negated }: SweepPoint['checks'][number], style: Style): Cell => {
  const verdict = verdictOf({ holds })
  const isSo = negated ? opposite[verdict] : verdict
  switch (isSo) {
    case 'holds':
      return { ...left('yes'), stress: style.good }
    case 'fails':
      return { ...left('no'), stress: style.error }
    case 'unknown':
      return { ...left('not settled'), stress: style.warning }
  }
}

const opposite: Readonly<Record<Verdict, Verdict>> = { holds: 'fails', fails: 'holds', unknown: 'unknown' }

/** What each player gets, by strategy or by the first solution. */
export interface PayoffSeries {
  readonly name: string
  readonly at: (point: SweepPoint) => Numeral | undefined
}

/** Every payoff that some point tells, and the largest regret of a strategy. */
export const payoffSeries = (points: readonly SweepPoint[]): readonly PayoffSeries[] => {
  const found = new Map<string, PayoffSeries>()
  const add = (name: string, at: PayoffSeries['at']): void => {
    if (!found.has(name)) found.set(name, { name, at })
  }
  for (const { checks, solutions } of points) {
    for (const { strategy, payoffs } of checks)
      for (const player of Object.keys(payoffs))
        add(
          `${strategy}: ${player}`,
          point => point.checks.find(c => c.strategy === strategy)?.payoffs[player],
        )
    for (const { game, payoffs } of solutions)
      for (const player of Object.keys(payoffs))
        add(`${game}: ${player}`, point => point.solutions.find(s => s.game === game)?.payoffs[player])
  }
  return [...found.values()]
}

const payoffColumns = (points: readonly SweepPoint[]): readonly Column[] =>
  payoffSeries(points).map(({ name, at }) => ({
    title: name,
    entry: point => {
      const payoff = at(point)
      return payoff === undefined ? undefined : left(printNumeral(payoff))
    },
  }))

const marks: Readonly<Record<Verdict, string>> = { holds: '#', fails: '.', unknown: '?' }

/** Rows go up with the second parameter, as an axis does. */
const mapOf = (
  points: readonly SweepPoint[],
  question: string,
  first: string,
  second: string,
  style: Style,
): readonly string[] => {
  const rows = [...new Set(points.map(({ set }) => set[second] ?? ''))].reverse()
  const columns = [...new Set(points.map(({ set }) => set[first] ?? ''))]
  const at = new Map(points.map(point => [JSON.stringify([point.set[first], point.set[second]]), point]))
  const mark = (x: Numeral, y: Numeral): Cell => {
    const check = at.get(JSON.stringify([x, y]))?.checks.find(each => questionOf(each) === question)
    return right(check === undefined ? '!' : marks[verdictOf(check)])
  }
  return [
    style.strong(question.replace(' is not ', ' is ')),
    ...lineUp([
      ...rows.map(y => [right(printNumeral(y)), ...columns.map(x => mark(x, y))]),
      [right(`${second} \\ ${first}`), ...columns.map(x => right(printNumeral(x)))],
    ]),
    '# holds  . does not  ? not settled  ! in error',
    '',
  ]
}

const thresholdLine = (
  { question, parameter, below, above, lo, hi }: ThresholdRecord,
  style: Style,
): string =>
  `${style.strong(question)}: ${below} up to ${parameter} = ${precise(lo)}, ${above} from ${precise(hi)}`

/** Thresholds are known to more digits than people are usually shown. */
const precise = (n: Numeral): string => (typeof n === 'string' ? n : String(Number(n.toPrecision(12))))
