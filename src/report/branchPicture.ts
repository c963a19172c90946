/** A branch of quantal responses as SVG: the probability of every action over the precision of the players. */
import { scaleLinear, scaleSymlog } from 'd3-scale'
import { printNumeral } from './numeral.ts'
import type { Numeral, SolutionRecord } from './report.ts'

const width = 720
const height = 440
const margin = { top: 48, right: 190, bottom: 56, left: 64 }

/** Told apart by people who confuse colors, too (Okabe and Ito, Color universal design, 2008). */
const colors = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000', '#8c6d31']

interface Curve {
  readonly name: string
  readonly points: readonly (readonly [precision: number, probability: number])[]
}

/** The picture of solutions that are points of one branch, in its order; the axis of precision is logarithmic from one on. */
export const branchPicture = (solutions: readonly SolutionRecord[]): string => {
  const curves = curvesOf(solutions)
  const most = solutions.reduce((largest, { precision = 0 }) => Math.max(largest, numberOf(precision)), 1)
  const x = scaleSymlog()
    .domain([0, most])
    .range([margin.left, width - margin.right])
  const y = scaleLinear()
    .domain([0, 1])
    .range([height - margin.bottom, margin.top])
  const title = `${solutions[0]?.game ?? 'game'}: logit quantal responses`
  const ticks = [0, ...Array.from({ length: Math.floor(Math.log10(most)) + 1 }, (_, k) => 10 ** k)]
  const lines = curves.flatMap(({ name, points }, k) => {
    const color = colors[k % colors.length]
    const dash = k < colors.length ? '' : ' stroke-dasharray="6 3"'
    const path = points.map(([at, p], i) => `${i === 0 ? 'M' : 'L'}${fixed(x(at))} ${fixed(y(p))}`).join('')
    const row = margin.top + 8 + 20 * k
    const side = width - margin.right + 16
    return [
      `<path d="${path}" fill="none" stroke="${color}" stroke-width="2"${dash}/>`,
      `<line x1="${side}" y1="${row}" x2="${side + 20}" y2="${row}" stroke="${color}" stroke-width="2"${dash}/>`,
      `<text x="${side + 26}" y="${row + 4}">${escaped(name)}</text>`,
    ]
  })
  const tall = Math.max(height, margin.top + 20 * (curves.length + 1))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${tall}" viewBox="0 0 ${width} ${tall}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="#1f2933">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${tall}" fill="#ffffff"/>`,
    `<text x="${margin.left}" y="28" font-size="16" font-weight="600">${escaped(title)}</text>`,
    ...ticks.flatMap(tick => [
      `<line x1="${fixed(x(tick))}" y1="${margin.top}" x2="${fixed(x(tick))}" y2="${height - margin.bottom}" stroke="#e4e7eb"/>`,
      `<text x="${fixed(x(tick))}" y="${height - margin.bottom + 18}" text-anchor="middle">${printNumeral(tick)}</text>`,
    ]),
    ...y
      .ticks(5)
      .flatMap(tick => [
        `<line x1="${margin.left}" y1="${fixed(y(tick))}" x2="${width - margin.right}" y2="${fixed(y(tick))}" stroke="#e4e7eb"/>`,
        `<text x="${margin.left - 8}" y="${fixed(y(tick) + 4)}" text-anchor="end">${printNumeral(tick)}</text>`,
      ]),
    `<text x="${(margin.left + width - margin.right) / 2}" y="${height - 14}" text-anchor="middle" font-size="14">precision</text>`,
    ...lines,
    '</svg>',
    '',
  ].join('\n')
}

/** A curve for every action that is taken at some point of the branch. */
const curvesOf = (solutions: readonly SolutionRecord[]): readonly Curve[] => {
  const found = new Map<string, [number, number][]>()
  for (const [k, { profile, precision = 0 }] of solutions.entries())
    for (const [decision, states] of Object.entries(profile))
      for (const { observation, strategy } of states)
        for (const { action, probability } of strategy) {
          const name = `${decision}${observation === '()' ? '' : ` ${observation}`}: ${action}`
          const points = found.get(name) ?? []
          found.set(name, points)
          if (points.length <= k) points.push([numberOf(precision), numberOf(probability)])
        }
  return [...found].map(([name, points]) => ({ name, points }))
}

const numberOf = (numeral: Numeral): number => {
  if (typeof numeral === 'number') return numeral
  const [above = '0', below = '1'] = numeral.split('/')
  return Number(above) / Number(below)
}

const fixed = (value: number): string => String(Number(value.toFixed(2)))

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
