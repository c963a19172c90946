/** Reports for people: one or two lines where all is well, the deviation and the figures where it is not. */

import type { Style } from '../diagnostic/style.ts'
import { type Counts, countsOf, noCounts, plus } from './counts.ts'
import { isZero, printNumeral } from './numeral.ts'
import type { CheckRecord, DecisionRecord, ExpectRecord, LevelRecord, Report, StateRecord } from './report.ts'
import { failureSentence, forgetsPhrase, mixture, unsettledSentence } from './sentence.ts'
import { solutionsText } from './solutionText.ts'
import { type Cell, left, lineUp, right } from './table.ts'

export interface TextOptions {
  readonly style: Style
  /** Every state of every check, instead of the telling ones of those that failed. */
  readonly verbose: boolean
}

/** States and sentences shown of a failed check before the rest is only counted. */
const shownStates = 8
const shownSentences = 3

const indent = '      '

/** The report as lines of text; diagnostics are left to those who have the sources. */
export const reportText = (report: Report, options: TextOptions): string => {
  const blocks = [
    ...report.checks.map(check => ({ line: check.line, text: checkText(report.file, check, options) })),
    ...report.expects.map(expect => ({ line: expect.line, text: expectText(report.file, expect, options) })),
  ].sort((a, b) => a.line - b.line)
  const solutions = solutionsText(report, options)
  const lines = [...blocks.flatMap(({ text }) => text), ...solutions]
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

/** One line that counts what passed in all reports. */
export const summaryText = (reports: readonly Report[], options: TextOptions): string =>
  countsText(reports.map(countsOf).reduce(plus, noCounts), options)

export const countsText = ({ passed, failed, unsettled }: Counts, { style }: TextOptions): string =>
  [
    style.good(`${passed} passed`),
    ...(failed > 0 ? [style.error(`${failed} failed`)] : []),
    ...(unsettled > 0 ? [style.warning(`${unsettled} not settled`)] : []),
  ].join(', ')

const verdictMark = (
  { holds, pass }: { readonly holds: boolean | null; readonly pass: boolean },
  style: Style,
) => (holds === null ? style.warning('open') : pass ? style.good('ok  ') : style.error('FAIL'))

const headline = (mark: string, file: string, line: number, text: string, style: Style): string =>
  `${mark}  ${style.faint(`${file}:${line}`)}  ${style.strong(text.trim().replace(/\s+/g, ' '))}`

const checkText = (file: string, check: CheckRecord, options: TextOptions): readonly string[] => {
  const { style, verbose } = options
  const isBrief = check.pass && !verbose
  return [
    headline(verdictMark(check, style), file, check.line, check.text, style),
    ...reasons(check, isBrief ? 1 : verbose ? Number.POSITIVE_INFINITY : shownSentences, isBrief),
    ...(isBrief
      ? []
      : [
          `${indent}payoffs  ${payoffLine(check, verbose ? Number.POSITIVE_INFINITY : mostPayoffs)}`,
          ...states(check, options),
        ]),
    ...(verbose ? levels(check, style) : []),
    ...(verbose ? arithmetic(check, style) : []),
  ]
}

/** Why the property fails, or why that is not known; a check that holds as it is meant to needs no reason. */
const reasons = (check: CheckRecord, most: number, isBrief: boolean): readonly string[] => {
  const sentences = [
    ...(check.failures ?? []).map(failureSentence),
    ...(check.unsettled ?? []).map(unsettledSentence),
  ]
  const shown = sentences.slice(0, most).map(sentence => `${indent}${sentence}`)
  const rest = sentences.length - shown.length
  const unexpected =
    !check.pass && check.holds === true ? [`${indent}The property holds: nothing was found against it.`] : []
  return [
    ...unexpected,
    ...shown,
    ...(rest > 0 && !isBrief ? [`${indent}… and ${rest} more of the kind; --verbose shows all`] : []),
  ]
}

/** Payoffs that a short answer lists. */
const mostPayoffs = 12

const payoffLine = ({ payoffs }: CheckRecord, most: number): string => {
  const entries = Object.entries(payoffs)
  const shown = entries.slice(0, most).map(([player, payoff]) => `${player} ${printNumeral(payoff)}`)
  const left = entries.length - shown.length
  const more = left > 0 ? [`and ${left} more`] : []
  return entries.length === 0 ? 'none' : [...shown, ...more].join('   ')
}

/** A line a player: what it gains at one information state, and by changes at all its decisions. */
const levels = ({ levels = [] }: CheckRecord, style: Style): readonly string[] => {
  const header = ['player', 'one-shot', 'joint', ''].map((title, k) => ({
    ...(k === 1 || k === 2 ? right(title) : left(title)),
    stress: style.faint,
  }))
  const rows = levels.map(({ player, oneShot, joint, forgets }) => [
    left(player),
    right(printNumeral(oneShot)),
    right(joint === undefined ? '?' : jointGain(joint)),
    left(forgets === undefined ? '' : `no perfect recall: ${forgetsPhrase(forgets)}`),
  ])
  return rows.length === 0 ? [] : lineUp([header, ...rows]).map(line => `${indent}${line}`.trimEnd())
}

const jointGain = ({ lower, upper }: NonNullable<LevelRecord['joint']>): string =>
  lower === upper ? printNumeral(lower) : `${printNumeral(lower)} to ${printNumeral(upper)}`

const arithmetic = ({ arithmetic: used }: CheckRecord, style: Style): readonly string[] => {
  if (used === undefined) return []
  const said =
    used.kind === 'exact'
      ? 'decided exactly'
      : `decided in doubles, off by at most ${printNumeral(used.error)}`
  return [`${indent}${style.faint(said)}`]
}

interface Row {
  readonly decision: DecisionRecord
  readonly state: StateRecord
}

const states = (check: CheckRecord, { style, verbose }: TextOptions): readonly string[] => {
  const all = check.decisions.flatMap(decision => decision.states.map(state => ({ decision, state })))
  const telling = verbose ? all : tellingRows(all)
  const shown = verbose ? telling : telling.slice(0, shownStates)
  const hidden = all.length - shown.length
  const columns = telling.some(({ state }) => !isZero(state.regret)) ? titles : titles.slice(0, unchanging)
  const header = columns.map((title, k) => ({
    ...(isNumber(k) ? right(title) : left(title)),
    stress: style.faint,
  }))
  const rows = shown.map(row => cells(row, style).slice(0, columns.length))
  return [
    ...(rows.length === 0 ? [] : lineUp([header, ...rows]).map(line => `${indent}${line}`)),
    ...(hidden > 0
      ? [`${indent}${hidden} more ${hidden === 1 ? 'state' : 'states'}; --verbose shows all`]
      : []),
  ]
}

const titles = ['decision', 'observes', 'probability', 'plays', 'gets', 'best', 'would get', 'gains']

/** The columns that say what is, before those that say what would be better. */
const unchanging = 5

const isNumber = (column: number): boolean => [2, 4, 6, 7].includes(column)

/** The states with regret; all of them where none has any. */
const tellingRows = (rows: readonly Row[]): readonly Row[] => {
  const regretful = rows.filter(({ state }) => !isZero(state.regret))
  return regretful.length === 0 ? rows : regretful
}

const cells = ({ decision, state }: Row, style: Style): readonly Cell[] => {
  const regret: Cell = right(printNumeral(state.regret))
  const isContent = isZero(state.regret)
  return [
    left(decision.decision),
    left(state.observation),
    right(printNumeral(state.probability)),
    left(mixture(state.strategy)),
    right(printNumeral(state.payoff)),
    left(isContent ? '' : state.best.action),
    right(isContent ? '' : printNumeral(state.best.payoff)),
    isContent ? right('') : { ...regret, stress: style.error },
  ]
}

const expectText = (file: string, { line, text, pass, detail }: ExpectRecord, { style }: TextOptions) => [
  headline(verdictMark({ holds: pass, pass }, style), file, line, text, style),
  ...(detail === undefined || pass ? [] : [`${indent}${detail}`]),
]
