/**
 * Charts as SVG, drawn by ECharts without a browser. It is loaded when there is something to draw.
 */
import type { EChartsCoreOption } from 'echarts'

export interface Line {
  readonly name: string
  /** In order of the first coordinate; a point that is not known is left out. */
  readonly points: readonly (readonly [x: number, y: number])[]
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

export const lineChart = ({ title, x, y, lines, shaded }: LineChart): Promise<string> =>
  drawn({
    title: { text: title, left: 'center' },
    legend: {
      type: 'plain',
      bottom: 0,
      data: [...lines.map(({ name }) => name), ...(shaded === undefined ? [] : [shaded.name])],
    },
    grid: { top: 56, bottom: 84, left: 72, right: 32 },
    xAxis: { type: 'value', name: x, nameLocation: 'middle', nameGap: 28, min: 'dataMin', max: 'dataMax' },
    yAxis: { type: 'value', name: y, nameLocation: 'middle', nameGap: 48, scale: true },
    series: [
      ...lines.map(({ name, points }) => ({
        name,
        type: 'line',
        showSymbol: points.length <= 60,
        symbolSize: 5,
        data: points.map(point => [...point]),
      })),
      ...(shaded === undefined
        ? []
        : [
            {
              name: shaded.name,
              type: 'line',
              data: [],
              itemStyle: { color: '#c8e6c9' },
              markArea: {
                silent: true,
                itemStyle: { color: '#c8e6c9', opacity: 0.5 },
                data: shaded.stretches.map(([from, to]) => [{ xAxis: from }, { xAxis: to }]),
              },
            },
          ]),
    ],
  })

export const heatMap = ({ title, x, y, cells, kinds, unit }: HeatMap): Promise<string> => {
  const known = cells.flatMap(row => row.flatMap(cell => (cell === undefined ? [] : [cell])))
  return drawn({
    title: { text: title, left: 'center' },
    grid: { top: 56, bottom: 104, left: 84, right: 32 },
    xAxis: { type: 'category', name: x.name, nameLocation: 'middle', nameGap: 28, data: [...x.values] },
    yAxis: { type: 'category', name: y.name, nameLocation: 'middle', nameGap: 56, data: [...y.values] },
    visualMap:
      kinds === undefined
        ? {
            type: 'continuous',
            min: Math.min(...known),
            max: Math.max(...known),
            orient: 'horizontal',
            left: 'center',
            bottom: 8,
            text: unit === undefined ? [] : [unit],
            inRange: { color: ['#440154', '#3b528b', '#21918c', '#5ec962', '#fde725'] },
          }
        : {
            type: 'piecewise',
            pieces: kinds.map(({ value, name, color }) => ({ value, label: name, color })),
            orient: 'horizontal',
            left: 'center',
            bottom: 8,
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
const drawn = async (option: EChartsCoreOption): Promise<string> => {
  const { init } = await import('echarts')
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
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
