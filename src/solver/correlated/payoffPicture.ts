/** What correlated equilibria of two players bring them, within what all plays do: a part of a picture in SVG. */
import { scaleLinear } from 'd3-scale'
import type { NormalForm } from '../../form/normalForm.ts'
import { exact, type Rational } from '../../markov/rational.ts'

/** Where the part is drawn. */
export interface Frame {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export type Point = readonly [x: number, y: number]

/** A vertex of the polytope: the payoffs of the players, its number, and whether it is a Nash equilibrium. */
export interface MarkedPayoffs {
  readonly payoffs: readonly Rational[]
  readonly number: number
  readonly isNash: boolean
}

/** Payoffs of the first player to the right, of the second one upward. */
export const payoffPicture = (
  form: NormalForm<Rational>,
  vertices: readonly MarkedPayoffs[],
  { left, top, right, bottom }: Frame,
  escaped: (text: string) => string,
): readonly string[] => {
  const plays = (form.payoffs[0] ?? [])
    .map((_, play) => form.payoffs.map(own => own[play] ?? exact.zero))
    .map(pointOf)
  const x = scaleLinear()
    .domain(spread(plays.map(([across]) => across)))
    .range([left, right])
  const y = scaleLinear()
    .domain(spread(plays.map(([, up]) => up)))
    .range([bottom, top])
  const placed = ([across, up]: Point): Point => [rounded(x(across)), rounded(y(up))]
  const outline = (points: readonly Point[], style: string): readonly string[] => {
    const corners = hull(points.map(placed))
    return [`<path d="M${corners.map(corner => corner.join(' ')).join('L')}Z" ${style}/>`]
  }
  const text = (at: Point, content: string, style: string): string =>
    `<text x="${at[0]}" y="${at[1]}" ${style}>${escaped(content)}</text>`
  const [across = '', up = ''] = form.players
  return [
    ...x
      .ticks(6)
      .flatMap(tick => [
        `<path d="M${rounded(x(tick))} ${top}V${bottom}" stroke="#e4e7eb"/>`,
        text([rounded(x(tick)), bottom + 18], x.tickFormat(6)(tick), 'text-anchor="middle"'),
      ]),
    ...y
      .ticks(6)
      .flatMap(tick => [
        `<path d="M${left} ${rounded(y(tick))}H${right}" stroke="#e4e7eb"/>`,
        text([left - 8, rounded(y(tick)) + 4], y.tickFormat(6)(tick), 'text-anchor="end"'),
      ]),
    text([(left + right) / 2, bottom + 40], `payoff of ${across}`, 'text-anchor="middle"'),
    `<text transform="translate(${left - 40} ${(top + bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(`payoff of ${up}`)}</text>`,
    ...outline(plays, 'fill="none" stroke="#9aa5b1" stroke-dasharray="3 3"'),
    ...outline(
      vertices.map(({ payoffs }) => pointOf(payoffs)),
      'fill="#2f6f9f" fill-opacity="0.18" stroke="#2f6f9f" stroke-width="1.5"',
    ),
    ...vertices.flatMap(({ payoffs, number, isNash }) => {
      const [cx, cy] = placed(pointOf(payoffs))
      return [
        `<circle cx="${cx}" cy="${cy}" r="4" fill="${isNash ? '#2f6f9f' : '#ffffff'}" stroke="#2f6f9f" stroke-width="1.5"/>`,
        text([cx + 7, cy - 6], String(number), 'font-weight="600"'),
      ]
    }),
  ]
}

const pointOf = ([across = exact.zero, up = exact.zero]: readonly Rational[]): Point => [
  exact.toNumber(across),
  exact.toNumber(up),
]

const rounded = (n: number): number => Math.round(n * 100) / 100 + 0

/** From the least to the most with some room; of one number a unit. */
const spread = (values: readonly number[]): readonly [number, number] => {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const room = most > least ? (most - least) / 10 : 0.5
  return [least - room, most + room]
}

/** The corners of the convex hull, around it (Andrew, Information Processing Letters 9, 1979). */
const hull = (points: readonly Point[]): readonly Point[] => {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const half = (along: readonly Point[]): readonly Point[] => {
    const kept: Point[] = []
    for (const point of along) {
      while (kept.length >= 2 && turn(kept.at(-2), kept.at(-1), point) <= 0) kept.pop()
      kept.push(point)
    }
    return kept.slice(0, -1)
  }
  const around = [...half(sorted), ...half([...sorted].reverse())]
  return around.length === 0 ? sorted.slice(0, 1) : around
}

/** Positive where `c` is to the left of the way from `a` to `b`. */
const turn = (a: Point = [0, 0], b: Point = [0, 0], c: Point): number =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
