/** A sweep drawn: payoffs along one parameter, verdicts or a payoff over two. */

import * as O from 'fp-ts/lib/Option.js'
import { exact } from '../markov/rational.ts'
import { heatMap, lineChart } from './chart.ts'
import { printNumeral, ratioOf } from './numeral.ts'
import type { Numeral } from './report.ts'
import { type SweepPoint, verdictOf } from './sweep.ts'
import { payoffSeries } from './sweepText.ts'

const kinds = [
  { value: 1, name: 'holds', color: '#0072b2' },
  { value: 0, name: 'does not', color: '#e4e7eb' },
  { value: 2, name: 'not settled', color: '#e69f00' },
]

const numberOf = (n: Numeral | undefined): number | undefined =>
  n === undefined ? undefined : O.toUndefined(O.map(exact.toNumber)(ratioOf(n)))

/**
 * The picture of a sweep over the parameters `names`: of one, the payoffs and where the first check holds; of two, the verdict
 * of the first check, or the payoff that `of` names (`strategy: player`). Errors: why there is none.
 */
export const sweepPicture = async (
  points: readonly SweepPoint[],
  names: readonly string[],
  of: string | undefined,
): Promise<{ readonly svg: string } | { readonly problem: string }> => {
  const [first, second] = names
  if (first === undefined) return { problem: 'there is nothing to draw' }
  const series = payoffSeries(points)
  const chosen = of === undefined ? undefined : series.find(({ name }) => name === of)
  if (of !== undefined && chosen === undefined)
    return {
      problem: `there is no payoff \`${of}\`; there are ${series.map(({ name }) => `\`${name}\``).join(', ')}`,
    }
  if (second === undefined) {
    const lines = (chosen === undefined ? series : [chosen]).map(({ name, at }) => ({
      name,
      points: points.flatMap(point => {
        const [x, y] = [numberOf(point.set[first]), numberOf(at(point))]
        return x === undefined || y === undefined ? [] : [[x, y] as const]
      }),
    }))
    if (lines.every(line => line.points.length === 0))
      return { problem: `the values of ${first} are no numbers` }
    const shaded = stretchesOf(points, first)
    return {
      svg: await lineChart({
        title: titleOf(points),
        x: first,
        y: 'payoff',
        lines,
        ...(shaded === undefined ? {} : { shaded }),
      }),
    }
  }
  const columns = [...new Set(points.map(({ set }) => set[first] ?? ''))]
  const rows = [...new Set(points.map(({ set }) => set[second] ?? ''))]
  const at = new Map(points.map(point => [JSON.stringify([point.set[first], point.set[second]]), point]))
  const [asked] = points.flatMap(({ checks }) => checks)
  const value = (point: SweepPoint | undefined): number | undefined => {
    if (point === undefined) return undefined
    if (chosen !== undefined) return numberOf(chosen.at(point))
    const check = point.checks.find(each => isSame(each, asked))
    return check === undefined ? undefined : { fails: 0, holds: 1, unknown: 2 }[verdictOf(check)]
  }
  const cells = rows.map(y => columns.map(x => value(at.get(JSON.stringify([x, y])))))
  if (cells.every(row => row.every(cell => cell === undefined)))
    return { problem: 'there is nothing to draw' }
  return {
    svg: await heatMap({
      title: of ?? titleOf(points),
      x: { name: first, values: columns.map(printNumeral) },
      y: { name: second, values: rows.map(printNumeral) },
      cells,
      ...(chosen === undefined ? { kinds } : {}),
    }),
  }
}

type Check = SweepPoint['checks'][number]

/** Whether two checks ask the same. */
const isSame = (a: Check, b: Check | undefined): boolean =>
  a.strategy === b?.strategy && a.game === b.game && a.concept === b.concept && a.negated === b.negated

const titleOf = (points: readonly SweepPoint[]): string => {
  const [check] = points.flatMap(({ checks }) => checks)
  const [solution] = points.flatMap(({ solutions }) => solutions)
  if (check !== undefined) return `${check.strategy} for ${check.game}: ${check.concept}`
  return solution === undefined ? 'sweep' : `${solution.game}: ${solution.concept}`
}

/** Where the first check holds: stretches between neighboring points at which it does. */
const stretchesOf = (points: readonly SweepPoint[], name: string) => {
  const [asked] = points.flatMap(({ checks }) => checks)
  if (asked === undefined) return undefined
  const stretches: [number, number][] = []
  let open: [number, number] | undefined
  for (const { set, checks } of points) {
    const x = numberOf(set[name])
    const check = checks.find(each => isSame(each, asked))
    if (x === undefined || check?.holds !== true) {
      open = undefined
      continue
    }
    if (open === undefined) {
      open = [x, x]
      stretches.push(open)
    } else open[1] = x
  }
  return { name: `${asked.strategy} is ${asked.concept}`, stretches }
}
