/** A branch of quantal responses as SVG: the probability of every action over the precision of the players. */
import { type Line, lineChart } from './chart.ts'
import { doubleOf } from './numeral.ts'
import type { SolutionRecord } from './report.ts'

/** The picture of solutions that are points of one branch, in its order. */
export const branchPicture = (solutions: readonly SolutionRecord[]): Promise<string> =>
  lineChart({
    title: `${solutions[0]?.game ?? 'game'}: logit quantal responses`,
    x: 'precision',
    y: 'probability',
    isLogarithmic: true,
    lines: curvesOf(solutions),
  })

/** A curve for every action that is taken at some point of the branch. */
const curvesOf = (solutions: readonly SolutionRecord[]): readonly Line[] => {
  const found = new Map<string, [number, number][]>()
  for (const [k, { profile, precision = 0 }] of solutions.entries())
    for (const [decision, states] of Object.entries(profile))
      for (const { observation, strategy } of states)
        for (const { action, probability } of strategy) {
          const name = `${decision}${observation === '()' ? '' : ` ${observation}`}: ${action}`
          const points = found.get(name) ?? []
          found.set(name, points)
          if (points.length <= k) points.push([doubleOf(precision) ?? 0, doubleOf(probability) ?? 0])
        }
  return [...found].map(([name, points]) => ({ name, points }))
}
