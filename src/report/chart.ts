/**
 * Charts as SVG, drawn by ECharts without a browser. It is loaded when there is something to draw.
 */
import type { EChartsCoreOption } from 'echarts'
import { printNumeral } from './numeral.ts'
import { clipped, widthOf } from './svg.ts'

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
export const lineChart = ({ title, x, y, lines, shaded }: LineChart): Promise<string> => {
  const names = [...lines.map(({ name }) => name), ...(shaded === undefined ? [] : [shaded.name])]
  const side = Math.max(...names.map(name => widthOf(clipped(name, mostLetters), 12)), 0) + 64
  return drawn(
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
      },
      yAxis: { type: 'value', name: y, nameLocation: 'middle', nameGap: 48, scale: true },
      series: [...lines.map(lineSeries), ...(shaded === undefined ? [] : [shadedSeries(shaded)])],
    },
    Math.max(height, 100 + 24 * names.length),
  )
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
  return drawn({
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
const drawn = async (option: EChartsCoreOption, tall = height): Promise<string> => {
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
    return `${still(chart.renderToSVGString())}\n`
  } finally {
    // It keeps a timer, and with it the process.
    chart.dispose()
  }
}

/** Without what makes it change under a pointer: names counted over the charts of a process, and their styles. */
const still = (svg: string): string =>
  svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ (?:class|ecmeta_[a-z_]+)="[^"]*"/g, '')
    .replace(/zr\d+-/g, 'zr-')
