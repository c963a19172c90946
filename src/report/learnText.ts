/** What a run of learners came to, for people: what was played, what was measured of it, and whether it still moves. */
import type { Style } from '../diagnostic/style.ts'
import type { CheckedRecord, LearnedRecord } from './learn.ts'
import { printNumeral } from './numeral.ts'
import type { Numeral } from './report.ts'
import { left, lineUp, right } from './table.ts'

const indent = '  '

export const learnedText = (record: LearnedRecord, style: Style): string =>
  [
    style.strong(headline(record)),
    ...playedRows(record, style),
    '',
    ...measuredRows(record, style),
    '',
    ...swingLines(record),
    ...(record.note === undefined ? [] : [`${indent}${record.note}`]),
    ...(record.checked === undefined ? [] : checkedLines(record.checked)),
    '',
  ].join('\n')

/** The game, who learned how, for how long, from which seed. */
export const headline = ({ game, learners, round, seed }: LearnedRecord): string => {
  const kinds = new Set(Object.values(learners))
  const by =
    kinds.size === 1
      ? [...kinds].join()
      : Object.entries(learners)
          .map(([player, learner]) => `${learner} (${player})`)
          .join(', ')
  return `${game} by ${by}, ${round} ${round === 1 ? 'round' : 'rounds'}, seed ${seed}`
}

const playedRows = ({ average, last }: LearnedRecord, style: Style): readonly string[] => {
  const header = ['decision', 'observes', 'played', 'plays next'].map(title => ({
    ...left(title),
    stress: style.faint,
  }))
  const rows = Object.entries(average).flatMap(([decision, rules]) =>
    rules.map(({ observation, strategy }, k) => [
      left(decision),
      left(observation),
      left(shares(strategy)),
      left(shares(last[decision]?.[k]?.strategy ?? [])),
    ]),
  )
  return lineUp([header, ...rows]).map(line => `${indent}${line}`)
}

type Strategy = LearnedRecord['average'][string][number]['strategy']

/** Shares that people would take for none are left out. */
const least = 5e-5

const shares = (strategy: Strategy): string => {
  const shown = strategy.filter(({ probability }) => probability >= least)
  const [first, another] = shown
  if (first === undefined) return 'nothing'
  if (another === undefined) return first.action
  return shown.map(({ action, probability }) => `${action} (${probability.toFixed(4)})`).join(', ')
}

const measuredRows = (record: LearnedRecord, style: Style): readonly string[] => {
  const { payoffs, regret, swapRegret, gains } = record
  const players = Object.keys(record.learners)
  const row = (title: string, figures: Readonly<Record<string, Numeral>>) => [
    left(title),
    ...players.map(player => right(shown(figures[player]))),
  ]
  const header = ['', ...players].map((title, k) => ({
    ...(k === 0 ? left(title) : right(title)),
    stress: style.faint,
  }))
  return lineUp([
    header,
    row('payoff a round', payoffs),
    ...(regret === undefined ? [] : [row('regret', regret)]),
    ...(swapRegret === undefined ? [] : [row('swap regret', swapRegret)]),
    row('to gain on averages', gains.average),
    row('to gain on what is next', gains.last),
  ]).map(line => `${indent}${line}`)
}

/** What is not known is not told. */
const shown = (figure: Numeral | undefined): string =>
  figure === undefined
    ? 'unknown'
    : typeof figure === 'number'
      ? String(Number(figure.toPrecision(4)))
      : printNumeral(figure)

/** A fact of the run; it says nothing of the rounds that would follow. */
const swingLines = ({ swing }: LearnedRecord): readonly string[] =>
  swing === undefined
    ? []
    : [
        `${indent}In the second half of the rounds averages moved by up to ${shown(swing.average)}, what is played by up to ${shown(swing.last)}.`,
      ]

const checkedLines = ({ of, payoffs, regret, strategy, note }: CheckedRecord): readonly string[] => {
  const listed = (figures: Readonly<Record<string, Numeral>>): string =>
    Object.entries(figures)
      .map(([player, n]) => `${player} ${shown(n)}`)
      .join('   ')
  return [
    '',
    `${indent}The checker on ${of === 'average' ? 'the averages' : 'what is played next'}:`,
    `${indent}payoffs  ${listed(payoffs)}`,
    `${indent}regret   ${listed(regret)}`,
    ...(note === undefined ? [] : [`${indent}${note}`]),
    ...(strategy === undefined ? [] : ['', strategy]),
  ]
}
