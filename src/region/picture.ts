/** Regions of two parameters as pictures: SVG with the half-spaces numbered on their edges and listed below. */
import { scaleLinear } from 'd3-scale'
import { corners } from '../linear/doubleDescription.ts'
import { cleared, dot, type Vector } from '../linear/vector.ts'
import { exact, type Rational } from '../markov/rational.ts'
import type { RegionReport } from '../report/region.ts'
import { type Region, vectorsOf } from './region.ts'

/** From where to where a parameter is shown. */
export interface Range {
  readonly from: Rational
  readonly to: Rational
}

const width = 640
const plotHeight = 460
const margin = { top: 48, right: 24, bottom: 56, left: 72 }
const lineHeight = 20
/** Half-spaces that are listed before the rest is only counted. */
const mostListed = 12

type Point = readonly [x: number, y: number]

/** The picture of a region of two parameters, in the window given or one that shows all corners. */
export const picture = (
  found: Region,
  report: RegionReport,
  declared: readonly Rational[],
  given: readonly (Range | undefined)[],
): string => {
  const window = windowOf(found, declared, given)
  const listed = report.halfSpaces.slice(0, mostListed)
  const height = plotHeight + margin.bottom + lineHeight * (listed.length + 1)
  const [p = 'x', q = 'y'] = report.parameters.map(({ name }) => name)
  const title = `${report.strategy} for ${report.game}`
  const axes = scalesOf(window)
  const parts = [
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text([margin.left, 26], title, 'font-size="16" font-weight="600"'),
    ...gridOf(axes, [p, q]),
    ...(found.kind === 'nowhere' ? [] : shapeOf(found, window, axes)),
    ...edgeNumbers(found, window, axes),
    ...declaredMark(declared, window, axes),
    ...legend(report, listed.length),
  ]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="#1f2933">`,
    `<title>${escaped(title)}: where it is an equilibrium</title>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n')
}

const windowOf = (
  { corners: all }: Region,
  declared: readonly Rational[],
  given: readonly (Range | undefined)[],
): readonly Range[] =>
  [0, 1].map(axis => {
    const own = given[axis]
    if (own !== undefined) return own
    const points = [...(all?.vertices ?? []), declared].map(point => point[axis] ?? exact.zero)
    const least = points.reduce((a, b) => (exact.compare(a, b) <= 0 ? a : b))
    const most = points.reduce((a, b) => (exact.compare(a, b) >= 0 ? a : b))
    const spread = exact.sub(most, least)
    const room = exact.equals(spread, exact.zero) ? exact.one : exact.mul(spread, exact.fromRatio(3n, 10n))
    return { from: exact.sub(least, room), to: exact.add(most, room) }
  })

interface Axes {
  readonly x: Axis
  readonly y: Axis
}
interface Axis {
  readonly at: (value: number) => number
  readonly ticks: readonly number[]
  readonly format: (value: number) => string
}

const scalesOf = ([x, y]: readonly Range[]): Axes => ({
  x: axisOf(x, [margin.left, width - margin.right]),
  y: axisOf(y, [plotHeight, margin.top]),
})

const axisOf = (range: Range | undefined, place: readonly [number, number]): Axis => {
  const domain = range === undefined ? [0, 1] : [exact.toNumber(range.from), exact.toNumber(range.to)]
  const scale = scaleLinear().domain(domain).range(place)
  return { at: value => scale(value), ticks: scale.ticks(8), format: scale.tickFormat(8) }
}

const gridOf = ({ x, y }: Axes, [p, q]: readonly [string, string]): readonly string[] => [
  ...x.ticks.flatMap(tick => [
    line([x.at(tick), margin.top], [x.at(tick), plotHeight], 'stroke="#e4e7eb"'),
    text([x.at(tick), plotHeight + 18], x.format(tick), 'text-anchor="middle"'),
  ]),
  ...y.ticks.flatMap(tick => [
    line([margin.left, y.at(tick)], [width - margin.right, y.at(tick)], 'stroke="#e4e7eb"'),
    text([margin.left - 8, y.at(tick) + 4], y.format(tick), 'text-anchor="end"'),
  ]),
  line([margin.left, plotHeight], [width - margin.right, plotHeight], 'stroke="#7b8794"'),
  line([margin.left, margin.top], [margin.left, plotHeight], 'stroke="#7b8794"'),
  text([(margin.left + width - margin.right) / 2, plotHeight + 40], p, 'text-anchor="middle" font-size="14"'),
  `<text transform="translate(20 ${(margin.top + plotHeight) / 2}) rotate(-90)" text-anchor="middle" font-size="14">${escaped(q)}</text>`,
]

/** The half-spaces of the window. */
const frameOf = (window: readonly Range[]): readonly Vector[] =>
  window.flatMap(({ from, to }, axis) => {
    const slopes = (sign: Rational): readonly Rational[] =>
      window.map((_, i) => (i === axis ? sign : exact.zero))
    const down = exact.sub(exact.zero, exact.one)
    return [cleared([exact.sub(exact.zero, from), ...slopes(exact.one)]), cleared([to, ...slopes(down)])]
  })

/** The corners of what is seen of a polygon, around it. */
const seen = (halfSpaces: readonly Vector[], window: readonly Range[]): readonly (readonly Rational[])[] => {
  const { vertices } = corners(2, [...halfSpaces, ...frameOf(window)])
  const points = vertices.map(vertex => ({ vertex, at: numbers(vertex) }))
  const center: Point = [mean(points.map(({ at }) => at[0])), mean(points.map(({ at }) => at[1]))]
  const angle = ({ at: [x, y] }: { readonly at: Point }) => Math.atan2(y - center[1], x - center[0])
  return points.sort((a, b) => angle(a) - angle(b)).map(({ vertex }) => vertex)
}

const numbers = ([x = exact.zero, y = exact.zero]: readonly Rational[]): Point => [
  exact.toNumber(x),
  exact.toNumber(y),
]

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

const placeIn = ({ x, y }: Axes, point: readonly Rational[]): Point => {
  const [px, py] = numbers(point)
  return [x.at(px), y.at(py)]
}

/** A polygon; a segment or a dot where that is all there is. */
const shapeOf = (found: Region, window: readonly Range[], axes: Axes): readonly string[] => {
  const points = seen(vectorsOf(found), window).map(vertex => placeIn(axes, vertex))
  const [first, second] = points
  if (first === undefined) return []
  if (second === undefined) return [`<circle ${centered(first)} r="4" fill="#0b69a3"/>`]
  const path = points.map(([x, y]) => `${short(x)},${short(y)}`).join(' ')
  return [`<polygon points="${path}" fill="#bae3ff" fill-opacity="0.75"/>`]
}

/** The edges of the region with their numbers, as far as they are seen. */
const edgeNumbers = (found: Region, window: readonly Range[], axes: Axes): readonly string[] => {
  if (found.kind === 'nowhere') return []
  const visible = seen(vectorsOf(found), window)
  return [...found.equalities, ...found.inequalities].flatMap(({ vector }, index) => {
    const ends = visible.filter(vertex => dot(vector, cleared([exact.one, ...vertex])) === 0n)
    const [from, to] = [ends[0], ends.at(-1)]
    if (from === undefined || to === undefined || from === to) return []
    const [a, b] = [placeIn(axes, from), placeIn(axes, to)]
    const middle: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
    return [
      line(a, b, 'stroke="#0b69a3" stroke-width="2"'),
      ...(index < mostListed ? [badge(middle, index + 1)] : []),
    ]
  })
}

const declaredMark = (
  declared: readonly Rational[],
  window: readonly Range[],
  axes: Axes,
): readonly string[] => {
  const point = cleared([exact.one, ...declared])
  if (frameOf(window).some(halfSpace => dot(halfSpace, point) < 0n)) return []
  const at = placeIn(axes, declared)
  return [
    `<circle ${centered(at)} r="4" fill="#ab091e"/>`,
    at[0] < width / 2
      ? text([at[0] + 8, at[1] - 8], 'as declared', 'fill="#ab091e"')
      : text([at[0] - 8, at[1] - 8], 'as declared', 'text-anchor="end" fill="#ab091e"'),
  ]
}

const legend = ({ halfSpaces, region }: RegionReport, listed: number): readonly string[] => {
  const top = plotHeight + margin.bottom + 8
  const said =
    region === 'nowhere'
      ? 'nowhere'
      : region === 'everywhere'
        ? 'everywhere'
        : halfSpaces.length > listed
          ? `and ${halfSpaces.length - listed} more`
          : ''
  return [
    ...halfSpaces.slice(0, listed).flatMap(({ text: what, deviations: [first] }, i) => {
      const y = top + i * lineHeight
      const who =
        first === undefined ? '' : `${first.player} playing ${first.changes.map(({ to }) => to).join(', ')}`
      return [
        badge([margin.left + 8, y], i + 1),
        `<text x="${margin.left + 26}" y="${y + 4}"><tspan font-weight="600">${escaped(what)}</tspan><tspan dx="14" fill="#52606d">${escaped(who)}</tspan></text>`,
      ]
    }),
    ...(said === '' ? [] : [text([margin.left, top + listed * lineHeight + 4], said, 'font-weight="600"')]),
  ]
}

const badge = ([x, y]: Point, n: number): string =>
  `<g transform="translate(${short(x)} ${short(y)})"><circle r="8" fill="#ffffff" stroke="#0b69a3"/><text y="4" text-anchor="middle" font-size="10">${n}</text></g>`

const line = ([x1, y1]: Point, [x2, y2]: Point, style: string): string =>
  `<line x1="${short(x1)}" y1="${short(y1)}" x2="${short(x2)}" y2="${short(y2)}" ${style}/>`

const text = ([x, y]: Point, content: string, style: string): string =>
  `<text x="${short(x)}" y="${short(y)}" ${style}>${escaped(content)}</text>`

const centered = ([x, y]: Point): string => `cx="${short(x)}" cy="${short(y)}"`

/** Two decimals: enough for a pixel, and the same on every machine. */
const short = (n: number): string => String(Math.round(n * 100) / 100 + 0)

const escaped = (content: string): string =>
  content.replace(
    /[&<>"]/g,
    sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign,
  )
