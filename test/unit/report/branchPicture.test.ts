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

it('a branch is drawn with a curve for every action', () => {
  const picture = branchPicture([point(0, 0.5), point(1, 0.25), point(100, 0)])
  expect(picture.match(/<path /g)).toHaveLength(2)
  expect(picture).toContain('row: Stag')
  expect(picture).toContain('hunt &lt;1&gt;')
  // At precision 0 both curves begin in the middle of the left side.
  expect(picture.match(/d="M64 216L/g)).toHaveLength(2)
  expect(picture).not.toContain('NaN')
})
