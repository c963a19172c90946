/** A sweep drawn: numbers along one parameter, regions of verdicts or one number over two. */
import { type HeatMap, heatMap, type Line, lineChart } from './chart.ts'
import { doubleOf, printNumeral } from './numeral.ts'
import { questionOf, type SweepPoint, verdictOf } from './sweep.ts'
import { type Asked, askedIn, checkAt, type Series, seriesOf } from './sweepSeries.ts'
import { placesIn } from './sweepText.ts'

/** Curves that a picture shows; more cannot be told apart. */
const mostCurves = 16

/** Told apart by people who confuse colors, too (Okabe and Ito, Color universal design, 2008). */
const regionColors = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#8c6d31']
const nowhereColor = '#e4e7eb'
const restColor = '#5f6b7a'

export type Drawn = { readonly svg: string } | { readonly problem: string }

/**
 * The picture of a sweep over the parameters `names`. Of one: the series `of`, or all payoffs, shaded where the only strategy
 * passes its first check. Of two: the series `of`, or the regions where strategies pass. Errors: why there is none.
 */
export const sweepPicture = async (
  points: readonly SweepPoint[],
  names: readonly string[],
  of: Series | undefined,
): Promise<Drawn> => {
  const [first, second] = names
  if (first === undefined) return { problem: 'there is nothing to draw' }
  return second === undefined ? curves(points, first, of) : map(points, [first, second], of)
}

const curves = async (
  points: readonly SweepPoint[],
  name: string,
  of: Series | undefined,
): Promise<Drawn> => {
  if (points.some(({ set }) => doubleOf(set[name]) === undefined))
    return { problem: `the values of ${name} are no numbers` }
  const series = of === undefined ? seriesOf(points).filter(({ kind }) => kind === 'payoff') : [of]
  const solved = of === undefined ? solutionDots(points, name) : []
  const lines = [...series.map(one => lineOf(points, name, one)), ...solved]
  if (lines.every(line => line.points.length === 0)) return { problem: 'there is nothing to draw' }
  return {
    svg: await lineChart({
      title: titleOf(points),
      x: name,
      y: of?.kind ?? 'payoff',
      lines: lines.slice(0, mostCurves),
      ...shadedOf(points, name),
    }),
  }
}

const lineOf = (points: readonly SweepPoint[], name: string, series: Series): Line => ({
  name: series.name,
  points: points.flatMap(point => {
    const [x, y] = [doubleOf(point.set[name]), doubleOf(series.at(point))]
    return x === undefined || y === undefined ? [] : [[x, y] as const]
  }),
})

/** What each player gets in each equilibrium. */
const solutionDots = (points: readonly SweepPoint[], name: string): readonly Line[] => {
  const found = new Map<string, [number, number][]>()
  for (const { set, solutions } of points)
    for (const { game, payoffs } of solutions)
      for (const [player, payoff] of Object.entries(payoffs)) {
        const [x, y] = [doubleOf(set[name]), doubleOf(payoff)]
        const key = `${game}: ${player}`
        const dots = found.get(key) ?? []
        found.set(key, dots)
        if (x !== undefined && y !== undefined) dots.push([x, y])
      }
  return [...found].map(([key, dots]) => ({ name: key, points: dots, as: 'dots' }))
}

const map = async (
  points: readonly SweepPoint[],
  names: readonly [string, string],
  of: Series | undefined,
): Promise<Drawn> => {
  const { columns, rows, at } = placesIn(points, names)
  const axes = {
    x: { name: names[0], values: columns.map(printNumeral) },
    y: { name: names[1], values: rows.map(printNumeral) },
  }
  const drawn = (
    value: (point: SweepPoint) => number | undefined,
    more: Pick<HeatMap, 'title' | 'kinds' | 'unit'>,
  ): Promise<Drawn> | Drawn => {
    const cells = rows.map(y =>
      columns.map(x => {
        const point = at(x, y)
        return point === undefined ? undefined : value(point)
      }),
    )
    if (cells.every(row => row.every(cell => cell === undefined)))
      return { problem: 'there is nothing to draw' }
    return heatMap({ ...axes, ...more, cells }).then(svg => ({ svg }))
  }
  if (of !== undefined) return drawn(point => doubleOf(of.at(point)), { title: of.name, unit: of.kind })
  const questions = askedIn(points).flatMap(asked => asked.concepts.map(concept => ({ ...asked, concept })))
  const words = points.map(point => [point, regionOf(point, questions)] as const)
  const regions = regionsOf(words.flatMap(([, word]) => (word === undefined ? [] : [word])))
  const word = new Map(words)
  return drawn(
    point => {
      const own = word.get(point)
      const k = own === undefined ? -1 : regions.names.indexOf(own)
      return own === undefined ? undefined : k < 0 ? regions.names.length : k
    },
    { title: titleOf(points), kinds: regions.kinds },
  )
}

const nobody = 'none'

interface AskedOne extends Asked {
  readonly concept: string
}

/** Which strategies pass at a place, or how much is found there; nothing where nothing could be answered. */
const regionOf = (point: SweepPoint, questions: readonly AskedOne[]): string | undefined => {
  if (point.searches !== undefined && point.searches.length > 0)
    return point.searches.map(({ found, complete }) => `${found}${complete ? '' : ' or more'}`).join(', ')
  if (point.checks.length === 0) return undefined
  const passed = questions.flatMap(question => {
    const check = checkAt(point, question, question.concept)
    const label = `${question.strategy}${question.concepts.length > 1 ? ` ${question.concept}` : ''}`
    if (check === undefined || verdictOf(check) === 'fails') return []
    return [verdictOf(check) === 'holds' ? label : `${label}?`]
  })
  if (questions.length === 1)
    return passed.length === 0 ? 'does not hold' : (passed[0] ?? '').endsWith('?') ? 'not settled' : 'holds'
  return passed.length === 0 ? nobody : passed.join(', ')
}

/** Regions in the order of their size, the one of nobody first; what is too much for colors is one. */
const regionsOf = (words: readonly string[]) => {
  const sizes = new Map<string, number>()
  for (const word of words) sizes.set(word, (sizes.get(word) ?? 0) + 1)
  const isNobody = (name: string): boolean => name === nobody || name === 'does not hold'
  const sorted = [...sizes]
    .sort(([a, m], [b, n]) => Number(isNobody(b)) - Number(isNobody(a)) || n - m || (a < b ? -1 : 1))
    .map(([name]) => name)
  const plain = sorted.filter(isNobody)
  const names = [...plain, ...sorted.filter(name => !isNobody(name)).slice(0, regionColors.length)]
  const kinds = names.map((name, value) => ({
    value,
    name,
    color: isNobody(name) ? nowhereColor : (regionColors[value - plain.length] ?? restColor),
  }))
  return {
    names,
    kinds:
      names.length === sorted.length
        ? kinds
        : [...kinds, { value: names.length, name: 'others', color: restColor }],
  }
}

const titleOf = (points: readonly SweepPoint[]): string => {
  const asked = askedIn(points)
  const [first] = asked
  const [search] = points.flatMap(({ searches = [] }) => searches)
  if (first === undefined) return search === undefined ? 'sweep' : `${search.game}: ${search.concept}`
  const concepts = [...new Set(asked.flatMap(one => one.concepts))]
  return asked.length === 1
    ? concepts.map(concept => questionOf({ ...first, concept })).join('; ')
    : `${first.game}: ${concepts.join(', ')}`
}

/** Where the only strategy passes its first check: stretches between neighboring points at which it does. */
const shadedOf = (points: readonly SweepPoint[], name: string) => {
  const [asked, another] = askedIn(points)
  const concept = asked?.concepts[0]
  if (asked === undefined || another !== undefined || concept === undefined) return {}
  const stretches: [number, number][] = []
  let open: [number, number] | undefined
  for (const point of points) {
    const x = doubleOf(point.set[name])
    if (x === undefined || checkAt(point, asked, concept)?.holds !== true) {
      open = undefined
      continue
    }
    if (open === undefined) {
      open = [x, x]
      stretches.push(open)
    } else open[1] = x
  }
  return { shaded: { name: `${asked.strategy} is ${concept}`, stretches } }
}
