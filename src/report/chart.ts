/**
 * Charts as SVG, drawn by ECharts without a browser. It is loaded when there is something to draw.
 */
import type { EChartsCoreOption } from 'echarts'
import { printNumeral } from './numeral.ts'
import { clipped, escaped, widthOf } from './svg.ts'

export interface Line {
  readonly name: string
  /** In order of the first coordinate; a point that is not known is left out. */
  readonly points: readonly (readonly [x: number, y: number])[]
  /** A line where nothing is said; areas are stacked upon one another. */
  readonly as?: 'line' | 'dots' | 'areas'
}

export interface LineChart {
  readonly title: string
  readonly x: string
  readonly y: string
  readonly lines: readonly Line[]
  /** The first axis is of numbers from 0 on, in logarithms. */
  readonly isLogarithmic?: boolean
  /** Stretches of the first axis that are shaded, and what that means. */
  readonly shaded?: {
    readonly name: string
    readonly stretches: readonly (readonly [from: number, to: number])[]
  }
}

export interface HeatMap {
  readonly title: string
  readonly x: { readonly name: string; readonly values: readonly string[] }
  readonly y: { readonly name: string; readonly values: readonly string[] }
  /** By row of `y`, then column of `x`; nothing where it is not known. */
  readonly cells: readonly (readonly (number | undefined)[])[]
  /** What the numbers are, where they are kinds; a scale otherwise. */
  readonly kinds?: readonly { readonly value: number; readonly name: string; readonly color: string }[]
  readonly unit?: string
}

const width = 760
const height = 460

/** Told apart by people who confuse colors, too (Okabe and Ito, Color universal design, 2008). */
const colors = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000', '#8c6d31']

const font = 'system-ui, sans-serif'

/** Letters of a name that a legend shows. */
const mostLetters = 30

/** Lines, dots or areas on two axes of numbers, named at the right. */
export const lineChart = ({
  title,
  x,
  y,
  lines: given,
  shaded,
  isLogarithmic = false,
}: LineChart): Promise<string> => {
  const lines = together(given)
  const names = [...lines.map(({ name }) => name), ...(shaded === undefined ? [] : [shaded.name])]
  const side = Math.max(...names.map(name => widthOf(clipped(name, mostLetters), 12)), 0) + 64
  return drawn(
    title,
    {
      title: { text: clipped(title, 90), left: 'center' },
      legend: {
        type: 'plain',
        orient: 'vertical',
        left: width - side,
        top: 56,
        data: names,
        formatter: (name: string) => clipped(name, mostLetters),
      },
      grid: { top: 56, bottom: 64, left: 72, right: side + 16 },
      xAxis: {
        type: 'value',
        name: x,
        nameLocation: 'middle',
        nameGap: 28,
        min: 'dataMin',
        max: 'dataMax',
        axisLine: { onZero: false },
        ...(isLogarithmic ? logarithmicTicks(lines) : {}),
      },
      yAxis: { type: 'value', name: y, nameLocation: 'middle', nameGap: 48, scale: true },
      series: [
        ...lines.map(line => lineSeries(isLogarithmic ? onLogarithms(line) : line)),
        ...(shaded === undefined ? [] : [shadedSeries(shaded)]),
      ],
    },
    Math.max(height, 100 + 24 * names.length),
  )
}

/** Curves that lie upon one another as one that bears all their names. */
const together = (lines: readonly Line[]): readonly Line[] => {
  const met = new Map<string, Line>()
  for (const line of lines) {
    const key = line.as === 'areas' ? line.name : JSON.stringify(sorted(line))
    const known = met.get(key)
    met.set(
      key,
      known === undefined ? line : { ...line, name: `${known.name}, ${shortened(line.name, known.name)}` },
    )
  }
  return [...met.values()]
}

/** Dots have no order. */
const sorted = ({ points, as }: Line): Line['points'] =>
  as === 'dots' ? [...points].sort(([a, b], [c, d]) => a - c || b - d) : points

/** The name without what the one before it begins with. */
const shortened = (name: string, before: string): string => {
  const start = name.slice(0, name.indexOf(': ') + 2)
  return before.startsWith(start) ? name.slice(start.length) : name
}

/** Where a number of 0 or more stands on a logarithmic axis that begins with 0. */
const logarithm = (x: number): number => Math.log10(1 + x)

const onLogarithms = (line: Line): Line => ({
  ...line,
  points: line.points.map(([x, y]) => [logarithm(x), y]),
})

/** 0 and the powers of ten; where these are few, twice and five times as much, too. */
const logarithmicTicks = (lines: readonly Line[]) => {
  const most = lines.reduce((all, { points }) => points.reduce((m, [x]) => Math.max(m, x), all), 1)
  const powers = Array.from({ length: Math.floor(Math.log10(most)) + 1 }, (_, k) => 10 ** k)
  const between = most < 100 ? [1, 2, 5] : [1]
  const ticks = [0, ...powers.flatMap(power => between.map(k => k * power)).filter(tick => tick <= most)]
  const customValues = ticks.map(logarithm)
  return {
    axisTick: { customValues },
    axisLabel: { customValues, formatter: (at: number) => printNumeral(10 ** at - 1) },
    splitLine: { show: false },
  }
}

const lineSeries = ({ name, points, as = 'line' }: Line) => ({
  name,
  type: as === 'dots' ? 'scatter' : 'line',
  showSymbol: points.length <= 60 && as !== 'areas',
  symbolSize: as === 'dots' ? 6 : 5,
  ...(as === 'areas' ? { stack: 'all', areaStyle: {} } : {}),
  data: points.map(point => [...point]),
})

const shadedSeries = ({ name, stretches }: NonNullable<LineChart['shaded']>) => ({
  name,
  type: 'line',
  data: [],
  itemStyle: { color: '#c8e6c9' },
  markArea: {
    silent: true,
    itemStyle: { color: '#c8e6c9', opacity: 0.5 },
    data: stretches.map(([from, to]) => [{ xAxis: from }, { xAxis: to }]),
  },
})

/** Cells over two axes of values, colored by what they hold. */
export const heatMap = ({ title, x, y, cells, kinds, unit }: HeatMap): Promise<string> => {
  const known = cells.flatMap(row => row.flatMap(cell => (cell === undefined ? [] : [cell])))
  const least = known.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const most = known.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  const names = (kinds ?? []).map(({ name }) => clipped(name, mostLetters))
  const side = kinds === undefined ? 16 : Math.max(...names.map(name => widthOf(name, 12)), 0) + 56
  return drawn(title, {
    title: { text: clipped(title, 90), left: 'center' },
    grid: { top: 56, bottom: kinds === undefined ? 104 : 64, left: 84, right: side + 16 },
    xAxis: { type: 'category', name: x.name, nameLocation: 'middle', nameGap: 28, data: [...x.values] },
    yAxis: { type: 'category', name: y.name, nameLocation: 'middle', nameGap: 56, data: [...y.values] },
    visualMap:
      kinds === undefined
        ? {
            type: 'continuous',
            min: least,
            max: most,
            orient: 'horizontal',
            left: 'center',
            bottom: 8,
            text: [printNumeral(most), `${unit ?? ''} ${printNumeral(least)}`.trim()],
            inRange: { color: ['#440154', '#3b528b', '#21918c', '#5ec962', '#fde725'] },
          }
        : {
            type: 'piecewise',
            pieces: kinds.map(({ value, color }, k) => ({ value, label: names[k] ?? '', color })),
            orient: 'vertical',
            inverse: true,
            left: width - side,
            top: 56,
            // Text at the right of its color.
            align: 'left',
          },
    series: [
      {
        type: 'heatmap',
        data: cells.flatMap((row, j) => row.flatMap((cell, i) => (cell === undefined ? [] : [[i, j, cell]]))),
        itemStyle: { borderColor: '#ffffff', borderWidth: 0.5 },
      },
    ],
  })
}

/** The picture of an option of ECharts; the same option gives the same text. */
const drawn = async (name: string, option: EChartsCoreOption, tall = height): Promise<string> => {
  const { init } = await import('echarts')
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height: tall })
  try {
    chart.setOption({
      animation: false,
      color: colors,
      backgroundColor: '#ffffff',
      textStyle: { fontFamily: font },
      ...option,
    })
    return `${titled(name, still(chart.renderToSVGString()))}\n`
  } finally {
    // It keeps a timer, and with it the process.
    chart.dispose()
  }
}

/** With a name for who cannot see it. */
const titled = (name: string, svg: string): string =>
  svg.replace(
    /^<svg [^>]*>/,
    start => `${start.replace(/>$/, ' role="img">')}\n<title>${escaped(name)}</title>`,
  )

/** Without what makes it change under a pointer: names counted over the charts of a process, and their styles. */
const still = (svg: string): string =>
  svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ (?:class|ecmeta_[a-z_]+)="[^"]*"/g, '')
    .replace(/zr\d+-/g, 'zr-')
