import { describe, expect, it } from 'vitest'
import { type HeatMap, heatMap, type LineChart, lineChart } from '../../../src/report/chart.ts'

const line: LineChart = {
  title: 'fees <&> fines',
  x: 'fee',
  y: 'payoff',
  lines: [
    {
      name: 'fair: seller',
      points: [
        [0, 1],
        [0.5, 2],
        [1, 1.5],
      ],
    },
    {
      name: 'fair: buyer',
      points: [
        [0, -2],
        [1, 0],
      ],
    },
  ],
  shaded: { name: 'fair is equilibrium', stretches: [[0, 0.5]] },
}

const map: HeatMap = {
  title: 'where',
  x: { name: 'p', values: ['0', '1/2', '1'] },
  y: { name: 'q', values: ['0', '1'] },
  cells: [
    [0, 1, undefined],
    [1, 1, 0],
  ],
  kinds: [
    { value: 0, name: 'fails', color: '#eeeeee' },
    { value: 1, name: 'holds', color: '#0072b2' },
  ],
}

/** The names of elements that were opened and not closed; what is closed wrongly stays, too. */
const unclosed = (svg: string): readonly string[] => {
  const open: string[] = []
  for (const [, end, name = '', , empty] of svg.matchAll(/<(\/?)([a-zA-Z]+)((?:\s+[^<>]*?)?)(\/?)>/g))
    if (end === '/' && open.at(-1) === name) open.pop()
    else if (end === '/' || empty === '') open.push(name)
  return open
}

const texts = (svg: string): readonly string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, t = '']) => t)

describe('a chart', () => {
  it('of lines shows each, its axes and its legend', async () => {
    const svg = await lineChart(line)
    expect(texts(svg)).toEqual(
      expect.arrayContaining(['fees &lt;&amp;&gt; fines', 'fee', 'payoff', 'fair: seller']),
    )
    expect(texts(svg)).toContain('fair is equilibrium')
    expect(svg.match(/stroke="#0072b2" stroke-width="2"/g)).not.toBeNull()
    expect(unclosed(svg)).toEqual([])
    expect(svg).not.toMatch(/NaN|undefined/)
  })

  it('of cells colors what is known', async () => {
    const svg = await heatMap(map)
    expect(svg.match(/fill="#0072b2"/g)).toHaveLength(3 + 1)
    expect(svg.match(/fill="#eeeeee"/g)).toHaveLength(2 + 1)
    expect(texts(svg)).toEqual(expect.arrayContaining(['where', 'p', 'q', '1/2', 'holds', 'fails']))
    expect(unclosed(svg)).toEqual([])
  })

  it('is the same text whenever it is drawn, and stands still', async () => {
    const first = [await lineChart(line), await heatMap(map)]
    expect([await lineChart(line), await heatMap(map)]).toEqual(first)
    expect(first.join('')).not.toMatch(/<style|<script|class=|:hover/)
  })

  it('of a scale takes cells that are all alike', async () => {
    const { kinds: _, ...scaled } = map
    const svg = await heatMap({
      ...scaled,
      cells: [
        [2, 2, 2],
        [2, 2, 2],
      ],
      unit: 'payoff',
    })
    expect(svg).not.toContain('NaN')
    expect(texts(svg)).toContain('payoff 2')
  })
})
