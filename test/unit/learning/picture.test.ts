import { describe, expect, it } from 'vitest'
import { learningSchema, type PointRecord } from '../../../src/report/learn.ts'
import { learnPicture } from '../../../src/report/learnPicture.ts'

const point = (round: number, p: number, regret?: number): PointRecord => ({
  ...{ schema: learningSchema, kind: 'point', game: 'g', round },
  payoffs: { a: 1 },
  ...(regret === undefined ? {} : { regret: { a: regret } }),
  gains: { average: { a: 0.5 }, last: {} },
  average: { a: [{ observation: '()', strategy: [{ action: 'x < "y"', probability: p }] }] },
  last: { a: [] },
})

/** The ends of the curves, as they are drawn. */
const pathsIn = (svg: string): readonly string[] =>
  [...svg.matchAll(/<path d="([^"]*)"/g)].map(([, d]) => d ?? '')

describe('the picture of a run', () => {
  it('has a curve for each action and each measure that is known', () => {
    expect(pathsIn(learnPicture([point(1, 0.2), point(100, 0.4)], 'a run')).length).toBe(3)
    expect(pathsIn(learnPicture([point(1, 0.2, 1), point(100, 0.4, 0)], 'a run')).length).toBe(4)
  })

  it('places rounds in logarithms and probabilities from the bottom up', () => {
    const [path = ''] = pathsIn(learnPicture([point(1, 0), point(10, 0.5), point(100, 1)], 'a run'))
    const [[x1, y1], [x2, y2], [x3, y3]] = path
      .slice(1)
      .split('L')
      .map(pair => pair.split(' ').map(Number)) as [number[], number[], number[]]
    expect((x3 ?? 0) - (x2 ?? 0)).toBeCloseTo((x2 ?? 0) - (x1 ?? 0), 1)
    expect((y1 ?? 0) - (y2 ?? 0)).toBeCloseTo((y2 ?? 0) - (y3 ?? 0), 1)
    expect(y1).toBeGreaterThan(y3 ?? 0)
  })

  it('escapes what is named, and stands for one round, too', () => {
    const svg = learnPicture([point(1, 1)], 'a <b> & c')
    expect(svg).toContain('a &lt;b&gt; &amp; c')
    expect(svg).toContain('x &lt; &quot;y&quot;')
    expect(svg).not.toMatch(/NaN|Infinity|undefined/)
  })
})
