import { expect, it } from 'vitest'
import { branchPicture } from '../../../src/report/branchPicture.ts'
import type { SolutionRecord } from '../../../src/report/report.ts'

const point = (precision: number, p: number): SolutionRecord => ({
  game: 'hunt <1>',
  concept: 'qre',
  method: 'logit',
  exact: false,
  profile: {
    row: [
      {
        observation: '()',
        strategy: [
          { action: 'Stag', probability: p },
          { action: 'Hare', probability: 1 - p },
        ],
      },
    ],
  },
  payoffs: {},
  regret: {},
  precision,
})

it('a branch is drawn with a curve for every action', async () => {
  const picture = await branchPicture([point(0, 0.5), point(1, 0.25), point(99, 0)])
  const curves = [...picture.matchAll(/<path d="M([^"]*)" fill="none"[^>]*stroke-width="2"/g)].map(
    ([, path = '']) => path.split(/[ L]/).map(Number),
  )
  // Two in the picture, and two strokes of the legend.
  const drawn = curves.filter(path => path.length === 6)
  expect(drawn).toHaveLength(2)
  // Both begin in the middle of the left side; precision 1 stands at log 2, and 99 at log 100.
  const [[x0 = 0, y0 = 0, x1 = 0, , x2 = 0] = [], [other0 = 0, other1 = 0] = []] = drawn
  expect([x0, y0]).toEqual([other0, other1])
  expect((x1 - x0) / (x2 - x0)).toBeCloseTo(Math.log10(2) / 2, 2)
  for (const tick of [
    '0',
    '1',
    '2',
    '5',
    '10',
    '50',
    'precision',
    'row: Stag',
    'hunt &lt;1&gt;: logit quantal responses',
  ])
    expect(picture).toContain(`>${tick}</text>`)
  expect(picture).not.toContain('NaN')
})
