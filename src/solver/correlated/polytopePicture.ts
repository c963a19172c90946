/**
 * The correlated equilibria of a two-by-two game as SVG: a polytope within the tetrahedron of all distributions, and
 * what it brings the players.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { NormalForm } from '../../form/normalForm.ts'
import { exact, type Rational } from '../../markov/rational.ts'
import { type NotApplicable, notApplicable } from '../notApplicable.ts'
import { strategiesAt } from './distribution.ts'
import { type Frame, type Point, payoffPicture } from './payoffPicture.ts'
import type { CorrelatedPolytope } from './polytope.ts'

const width = 1120
/** Of the tetrahedron. */
const solidWidth = 640
const payoffFrame: Frame = { left: 720, top: 64, right: 1090, bottom: 434 }
const plotHeight = 500
const lineHeight = 18
const margin = 24

/** Where the four outcomes are drawn; seen so that no edge hides another. */
const outcomes: readonly Point[] = [
  [60, 360],
  [330, 470],
  [590, 330],
  [300, 66],
]

/** Whether a game has the size of which there is a picture. */
export const isDrawn = ({ strategies }: NormalForm<Rational>): boolean =>
  strategies.length === 2 && strategies.every(own => own.length === 2)

/** The reason where it has not. */
export const drawnOf = 'the polytope is drawn of games of two players with two strategies each'

/**
 * A vertex is a numbered dot, listed below with its probabilities and payoffs; facets are shaded. Vertices that are
 * products of two mixed strategies, and so Nash equilibria, are filled.
 *
 * For four outcomes only.
 */
export const polytopePicture = (
  form: NormalForm<Rational>,
  { vertices, payoffs, edges, facets }: CorrelatedPolytope,
): E.Either<NotApplicable, string> => {
  if (!isDrawn(form)) return notApplicable(drawnOf)
  const points = vertices.map(pointOf)
  const height = plotHeight + lineHeight * vertices.length + margin
  const title = `${form.title === '' ? 'game' : form.title}: correlated equilibria`
  const at = (vertex: number): Point => points[vertex] ?? [0, 0]
  return E.right(
    [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="#1f2933">`,
      `<title>${escaped(title)}</title>`,
      `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
      text([margin, margin], title, 'font-size="16" font-weight="600"'),
      ...frame(form),
      ...facets
        .filter(facet => facet.vertices.length > 2)
        .map(
          facet =>
            `<polygon points="${facet.vertices.map(v => at(v).join(',')).join(' ')}" fill="#2f6f9f" fill-opacity="0.18"/>`,
        ),
      ...edges.map(([a, b]) => line(at(a), at(b), 'stroke="#2f6f9f" stroke-width="1.5"')),
      ...vertices.flatMap((vertex, v) => dot(at(v), v + 1, isProduct(vertex))),
      '<g id="payoffs">',
      ...payoffPicture(
        form,
        vertices.map((vertex, v) => ({
          payoffs: payoffs[v] ?? [],
          number: v + 1,
          isNash: isProduct(vertex),
        })),
        payoffFrame,
        escaped,
      ),
      '</g>',
      ...vertices.map((vertex, v) =>
        text(
          [margin, plotHeight + lineHeight * (v + 1)],
          `${v + 1}${isProduct(vertex) ? ' (Nash)' : ''}: ${vertex.map(exact.show).join(', ')}; payoffs ${(payoffs[v] ?? []).map(exact.show).join(', ')}`,
        ),
      ),
      '</svg>',
      '',
    ].join('\n'),
  )
}

/** The mean of the outcomes, each as heavy as it is probable. */
const pointOf = (vertex: readonly Rational[]): Point => {
  const mean = (axis: 0 | 1): number =>
    vertex.reduce((sum, probability, k) => sum + exact.toNumber(probability) * (outcomes[k]?.[axis] ?? 0), 0)
  return [rounded(mean(0)), rounded(mean(1))]
}

const rounded = (x: number): number => Math.round(x * 100) / 100

/** Whether the choices of the two players are independent. */
const isProduct = (vertex: readonly Rational[]): boolean => {
  const at = (k: number): Rational => vertex[k] ?? exact.zero
  return exact.equals(exact.mul(at(0), at(3)), exact.mul(at(1), at(2)))
}

/** The tetrahedron, each corner with its outcome. */
const frame = (form: NormalForm<Rational>): readonly string[] => [
  ...outcomes.flatMap((one, a) =>
    outcomes.slice(a + 1).map(other => line(one, other, 'stroke="#9aa5b1" stroke-dasharray="3 3"')),
  ),
  ...outcomes.map(([x, y], profile) => {
    const label = strategiesAt(form, profile)
      .map((strategy, player) => form.strategies[player]?.[strategy] ?? '')
      .join(', ')
    const isTop = y < plotHeight / 2
    // Long labels stay inside the picture.
    const anchor = x < solidWidth / 4 ? 'start' : x > (3 * solidWidth) / 4 ? 'end' : 'middle'
    return text([x, isTop ? y - 12 : y + 24], label, `text-anchor="${anchor}" fill="#52606d"`)
  }),
]

const dot = ([x, y]: Point, number: number, isFilled: boolean): readonly string[] => [
  `<circle cx="${x}" cy="${y}" r="4" fill="${isFilled ? '#2f6f9f' : '#ffffff'}" stroke="#2f6f9f" stroke-width="1.5"/>`,
  text([x + 7, y - 6], String(number), 'font-weight="600"'),
]

const line = ([x, y]: Point, [x2, y2]: Point, style: string): string =>
  `<line x1="${x}" y1="${y}" x2="${x2}" y2="${y2}" ${style}/>`

const text = ([x, y]: Point, content: string, style = ''): string =>
  `<text x="${x}" y="${y}"${style === '' ? '' : ` ${style}`}>${escaped(content)}</text>`

const escaped = (content: string): string =>
  content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
