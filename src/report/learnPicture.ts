/** The curves of a run of learners as SVG: how often what was played, and what was regretted and to be gained. */
import { scaleLinear, scaleLog } from 'd3-scale'
import type { MeasuredRecord, PlayedRecord, PointRecord } from './learn.ts'
import { printNumeral } from './numeral.ts'
import type { Numeral } from './report.ts'
import { clipped, escaped, pixel, playerColors } from './svg.ts'

const width = 760
const panel = 230
const margin = { top: 62, between: 44, bottom: 48, left: 64, right: 210 }

/** Curves of probabilities that a picture shows; more cannot be told apart. */
const mostCurves = 16

interface Curve {
  readonly name: string
  readonly points: readonly (readonly [round: number, value: number])[]
}

/** Averages above, regrets and gains below, over rounds in logarithms. */
export const learnPicture = (points: readonly PointRecord[], title: string): string => {
  const rounds = points.map(({ round }) => round)
  const x = scaleLog()
    .domain([1, Math.max(2, ...rounds)])
    .range([margin.left, width - margin.right])
  const played = playedCurves(points)
  const measured = measuredCurves(points)
  const most = Math.max(1e-9, ...measured.flatMap(curve => curve.points.map(([, value]) => value)))
  const height = margin.top + 2 * panel + margin.between + margin.bottom
  const lower = margin.top + panel + margin.between
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="#1f2933">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="${margin.left}" y="28" font-size="16" font-weight="600">${escaped(clipped(title, 80))}</text>`,
    ...panelOf(x, margin.top, 'played on average', played, 1),
    ...panelOf(x, lower, 'a round, in payoffs', measured, most),
    ...ticksOf(x.domain()[1] ?? 2).map(
      tick =>
        `<text x="${pixel(x(tick))}" y="${lower + panel + 18}" text-anchor="middle">${printNumeral(tick)}</text>`,
    ),
    `<text x="${(margin.left + width - margin.right) / 2}" y="${height - 10}" text-anchor="middle" font-size="14">round</text>`,
    '</svg>',
    '',
  ].join('\n')
}

type Scale = (value: number) => number

/** Powers of ten. */
const ticksOf = (most: number): readonly number[] =>
  Array.from({ length: Math.floor(Math.log10(most)) + 1 }, (_, k) => 10 ** k)

const panelOf = (
  x: Scale & { readonly domain: () => readonly number[] },
  top: number,
  label: string,
  curves: readonly Curve[],
  most: number,
): readonly string[] => {
  const y = scaleLinear()
    .domain([0, most])
    .range([top + panel, top])
  const right = width - margin.right
  return [
    `<text x="${margin.left}" y="${top - 8}" font-size="13">${escaped(label)}</text>`,
    ...ticksOf(x.domain()[1] ?? 2).map(
      tick =>
        `<line x1="${pixel(x(tick))}" y1="${top}" x2="${pixel(x(tick))}" y2="${top + panel}" stroke="#e4e7eb"/>`,
    ),
    ...y
      .ticks(4)
      .flatMap(tick => [
        `<line x1="${margin.left}" y1="${pixel(y(tick))}" x2="${right}" y2="${pixel(y(tick))}" stroke="#e4e7eb"/>`,
        `<text x="${margin.left - 8}" y="${pixel(y(tick) + 4)}" text-anchor="end">${printNumeral(tick)}</text>`,
      ]),
    ...curves.flatMap(({ name, points }, k) => {
      const color = playerColors[k % playerColors.length]
      const dash = k < playerColors.length ? '' : ' stroke-dasharray="5 3"'
      const path = points
        .map(([round, value], i) => `${i === 0 ? 'M' : 'L'}${pixel(x(round))} ${pixel(y(value))}`)
        .join('')
      const row = top + 6 + 14 * k
      return [
        `<path d="${path}" fill="none" stroke="${color}" stroke-width="1.8"${dash}/>`,
        `<line x1="${right + 14}" y1="${row}" x2="${right + 32}" y2="${row}" stroke="${color}" stroke-width="1.8"${dash}/>`,
        `<text x="${right + 38}" y="${row + 4}">${escaped(clipped(name, 26))}</text>`,
      ]
    }),
  ]
}

/** A curve for each action, of as many decisions as can be shown. */
const playedCurves = (points: readonly PointRecord[]): readonly Curve[] => {
  const names = new Map<string, readonly [decision: string, state: number, action: string]>()
  for (const { average } of points)
    for (const [decision, states] of Object.entries(average))
      for (const [k, { observation, strategy }] of states.entries())
        for (const { action } of strategy)
          names.set(`${decision}${observation === '()' ? '' : ` ${observation}`}: ${action}`, [
            decision,
            k,
            action,
          ])
  const order = Object.keys(points[0]?.average ?? {})
  const sorted = [...names].sort(([, a], [, b]) => order.indexOf(a[0]) - order.indexOf(b[0]) || a[1] - b[1])
  return sorted.slice(0, mostCurves).map(([name, [decision, state, action]]) => ({
    name,
    points: points.map(({ round, average }) => [round, shareOf(average, decision, state, action)] as const),
  }))
}

const shareOf = (average: PlayedRecord, decision: string, state: number, action: string): number =>
  average[decision]?.[state]?.strategy.find(one => one.action === action)?.probability ?? 0

/** The largest regrets, and what all could gain together. */
const measuredCurves = (points: readonly PointRecord[]): readonly Curve[] => {
  const curve = (name: string, of: (point: MeasuredRecord) => number | undefined): readonly Curve[] => {
    const found = points.flatMap(point => {
      const value = of(point)
      return value === undefined ? [] : [[point.round, value] as const]
    })
    return found.length === 0 ? [] : [{ name, points: found }]
  }
  return [
    ...curve('largest regret', ({ regret }) => figuresOf(regret, largest)),
    ...curve('largest swap regret', ({ swapRegret }) => figuresOf(swapRegret, largest)),
    ...curve('gains on averages, summed', ({ gains }) => figuresOf(gains.average, sum)),
    ...curve('gains on the next, summed', ({ gains }) => figuresOf(gains.last, sum)),
  ]
}

const largest = (figures: readonly number[]): number => Math.max(0, ...figures)
const sum = (figures: readonly number[]): number => figures.reduce((total, figure) => total + figure, 0)

const figuresOf = (
  figures: Readonly<Record<string, Numeral>> | undefined,
  of: (figures: readonly number[]) => number,
): number | undefined => (figures === undefined ? undefined : of(Object.values(figures).map(Number)))
