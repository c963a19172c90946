/** What a search found, for people: how it was searched, then each solution with what is played and what it brings. */
import type { Style } from '../diagnostic/style.ts'
import { isZero, printNumeral } from './numeral.ts'
import type {
  EliminationRecord,
  ImprovementRecord,
  MoveRecord,
  Report,
  SearchRecord,
  SolutionRecord,
} from './report.ts'
import { mixture } from './sentence.ts'
import { left, lineUp, right } from './table.ts'

const indent = '      '

export interface Telling {
  readonly style: Style
  /** Solutions as the language writes them, too, where they are known so. */
  readonly verbose: boolean
}

/** The searches of a report, each with its solutions; those without a search stand at the end. */
export const solutionsText = (report: Report, telling: Telling): readonly string[] => {
  const { searches = [], solutions } = report
  let from = 0
  const texts = searches.flatMap(search => {
    const own = solutions.slice(from, from + search.found)
    from += search.found
    return searchText(search, own, telling)
  })
  return [...texts, ...solutions.slice(from).flatMap((solution, k) => solutionText(solution, k + 1, telling))]
}

const searchText = (
  { game, concept, method, reason, complete, notes = [] }: SearchRecord,
  solutions: readonly SolutionRecord[],
  telling: Telling,
): readonly string[] => [
  `${telling.style.strong(`${game} for ${concept}`)}  ${telling.style.faint(`by ${method}: ${reason}`)}`,
  ...solutions.flatMap((solution, k) => solutionText(solution, k + 1, telling)),
  ...notes.map(note => `  ${note}`),
  `  ${countText(solutions.length, complete)}`,
]

const countText = (found: number, complete: boolean): string => {
  if (found === 0) return complete ? 'none: there is none' : 'none found'
  return `${found} found${complete ? ', all there are' : '; there may be others'}`
}

const solutionText = (
  solution: SolutionRecord,
  place: number,
  { style, verbose }: Telling,
): readonly string[] => {
  const { concept, exact, profile, payoffs, regret, recommendations, precision, component, note, strategy } =
    solution
  if (solution.elimination !== undefined && Object.keys(profile).length === 0)
    return [
      `  ${style.strong(String(place))}  ${style.faint(concept)}`,
      ...eliminated(solution.elimination, style),
      ...(note === undefined ? [] : [`${indent}${note}`]),
    ]
  const all = Object.values(profile).flat()
  const isValued = all.some(({ payoff }) => payoff !== undefined)
  const isShort = all.some(({ regret }) => regret !== undefined && !isZero(regret))
  const moves = Object.entries(profile).flatMap(([path, rules]) =>
    rules.map(({ observation, strategy, payoff, regret }) => [
      ...[left(path), left(observation), left(mixture(strategy))],
      ...(isValued ? [right(payoff === undefined ? '' : printNumeral(payoff))] : []),
      ...(isShort ? [right(regret === undefined ? '' : printNumeral(regret))] : []),
    ]),
  )
  const header = [
    ...['decision', 'observes', 'plays'].map(left),
    ...(isValued ? [right('gets')] : []),
    ...(isShort ? [right('would gain')] : []),
  ].map(cell => ({ ...cell, stress: style.faint }))
  const figures = listed(payoffs)
  const lost = Object.entries(regret).filter(([, gain]) => !isZero(gain))
  const gains = listed(Object.fromEntries(lost))
  const about = [
    concept,
    ...(exact ? ['exact'] : []),
    ...(precision === undefined ? [] : [`precision ${printNumeral(precision)}`]),
    ...(component === undefined ? [] : [`component ${component}`]),
  ]
  return [
    `  ${style.strong(String(place))}  ${style.faint(about.join(', '))}`,
    ...(solution.elimination === undefined ? [] : eliminated(solution.elimination, style)),
    ...(recommendations === undefined
      ? lineUp([header, ...moves]).map(line => `${indent}${line}`)
      : recommended(recommendations, style)),
    `${indent}payoffs  ${figures.join('   ')}`,
    ...(solution.improvement === undefined ? [] : improved(solution.improvement)),
    `${indent}regret   ${gains.length === 0 ? 'none' : gains.join('   ')}`,
    ...(note === undefined ? [] : [`${indent}${note}`]),
    ...(verbose && strategy !== undefined ? strategy.split('\n').map(line => `${indent}${line}`) : []),
  ]
}

/** Changes of an improvement that are told. */
const mostChanges = 12

const guarantees: Readonly<Record<ImprovementRecord['guarantee'], string>> = {
  exact: 'an exact potential: improvements always end',
  weighted: 'a weighted potential: improvements always end',
  acyclic: 'no improvements form a cycle: they always end',
  none: 'no potential: from elsewhere improvements may go round',
}

/** The changes that led to a solution, and what made sure that they would end. */
const improved = ({ guarantee, changes }: ImprovementRecord): readonly string[] => {
  const shown = changes.slice(0, mostChanges).map(({ player, to }) => `${player} to ${to}`)
  const rest = changes.length > mostChanges ? [`and ${changes.length - mostChanges} more`] : []
  const way = changes.length === 0 ? 'where it starts' : [...shown, ...rest].join(', ')
  return [`${indent}way      ${way}`, `${indent}         ${guarantees[guarantee]}`]
}

/** Strategies that are told to be dropped, and parts of a mixture that drops one. */
const mostDropped = 40
const mostMixed = 4

/** A strategy of several actions is set apart from others. */
const set = (strategy: string): string => (strategy.includes(',') ? `[${strategy}]` : strategy)

/** What was dropped round by round, and what is left. */
const eliminated = ({ trail, survivors }: EliminationRecord, style: Style): readonly string[] => {
  const header = ['round', 'player', 'drops', 'for'].map(title => ({ ...left(title), stress: style.faint }))
  const rows = trail.slice(0, mostDropped).map(({ round, player, strategy, by }) => {
    const parts = by.slice(0, mostMixed).map(one => ({ ...one, action: set(one.action) }))
    const rest = by.length > mostMixed ? `, and ${by.length - mostMixed} more` : ''
    return [right(String(round)), left(player), left(set(strategy)), left(mixture(parts) + rest)]
  })
  return [
    ...(trail.length === 0 ? ['nobody drops anything'] : lineUp([header, ...rows])),
    ...(trail.length > mostDropped ? [`and ${trail.length - mostDropped} more, all in the JSON`] : []),
    ...lineUp(
      Object.entries(survivors).map(([player, own]) => [
        left('left'),
        left(player),
        left(own.map(set).join(', ')),
      ]),
    ),
  ].map(line => `${indent}${line}`)
}

/** Players that a line lists. */
const mostListed = 12

const listed = (figures: SolutionRecord['payoffs']): readonly string[] => {
  const all = Object.entries(figures)
  const shown = all.slice(0, mostListed).map(([player, n]) => `${player} ${printNumeral(n)}`)
  return all.length > mostListed ? [...shown, `and ${all.length - mostListed} more`] : shown
}

/**
 * A row for each recommendation. Where nobody gets two at once there is a column for each who gets one, with what it knows then;
 * else one for each place.
 */
const recommended = (
  recommendations: NonNullable<SolutionRecord['recommendations']>,
  style: Style,
): readonly string[] => {
  const all = recommendations.flatMap(({ moves }) => moves)
  const isOnce = recommendations.every(
    ({ moves }) => new Set(moves.map(({ decision }) => decision)).size === moves.length,
  )
  const knows = new Map<string, Set<string>>()
  for (const { decision, observation } of all)
    knows.set(decision, (knows.get(decision) ?? new Set()).add(observation))
  const columnOf = (one: MoveRecord): string => (isOnce ? one.decision : placeOf(one))
  const cellOf = (one: MoveRecord): string =>
    isOnce && (knows.get(one.decision)?.size ?? 0) > 1 ? `${one.action} at ${knownIn(one)}` : one.action
  const columns = [...new Set(all.map(columnOf))]
  const header = [right('probability'), ...columns.map(left)].map(cell => ({ ...cell, stress: style.faint }))
  const rows = recommendations.map(({ moves, probability }) => {
    const cells = new Map(moves.map(one => [columnOf(one), cellOf(one)]))
    return [right(printNumeral(probability)), ...columns.map(column => left(cells.get(column) ?? ''))]
  })
  return lineUp([header, ...rows]).map(line => `${indent}${line}`)
}

const placeOf = (one: MoveRecord): string => {
  const known = knownIn(one)
  return known === '' ? one.decision : `${one.decision} ${known}`
}

/** What is observed, without the name of whose place it is, which trees give to it. */
const knownIn = ({ decision, observation }: MoveRecord): string => {
  if (observation === '()' || observation === decision) return ''
  return observation.startsWith(`${decision} `) ? observation.slice(decision.length + 1) : observation
}
