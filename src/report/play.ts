/** The record `coplay/play@1`: the distribution of the play under a strategy; and its text. */
import * as t from 'io-ts/lib/index.js'
import type { Style } from '../diagnostic/style.ts'
import { printNumeral } from './numeral.ts'
import { diagnosticCodec, numeral, numeralsByPlayer } from './report.ts'
import { left, lineUp, right } from './table.ts'

export const playSchema = 'coplay/play@1'

const outcome = t.type({
  /** The play, as the language writes it. */
  play: t.string,
  probability: numeral,
  /** What each player receives in it: the expectation, where a play does not settle it. */
  payoffs: numeralsByPlayer,
})

/** The codec of plays. `samples` and `seed` are there where the distribution is that of draws. */
export const playReport = t.intersection([
  t.type({
    schema: t.literal(playSchema),
    file: t.string,
    game: t.string,
    strategy: t.string,
    exact: t.boolean,
    payoffs: numeralsByPlayer,
    outcomes: t.array(outcome),
    diagnostics: t.array(diagnosticCodec),
  }),
  t.partial({ samples: t.number, seed: t.string }),
])
export type PlayReport = t.TypeOf<typeof playReport>

export const playJsonLine = (value: PlayReport): string => JSON.stringify(playReport.encode(value))

const plural = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`

/** The play as lines of text: a row an outcome, then each player's expected total. */
export const playText = (report: PlayReport, style: Style): string => {
  const players = Object.keys(report.payoffs)
  const { samples, seed, outcomes } = report
  const drawn = samples === undefined ? '' : `, ${plural(samples, 'sample')} with seed ${seed ?? ''}`
  const faint = (title: string) => ({ stress: style.faint, ...right(title) })
  const header = [faint('probability'), ...players.map(faint), { stress: style.faint, ...left('play') }]
  const rows = outcomes.map(({ play, probability, payoffs }) => [
    right(printNumeral(probability)),
    ...players.map(player => right(printNumeral(payoffs[player] ?? 0))),
    left(play),
  ])
  const total = players.map(player => `${player} ${printNumeral(report.payoffs[player] ?? 0)}`)
  return [
    `${style.strong(`${report.game} under ${report.strategy}`)}  ${style.faint(`${plural(outcomes.length, 'outcome')}${drawn}`)}`,
    ...lineUp([header, ...rows]),
    `payoffs  ${total.length === 0 ? 'none' : total.join('   ')}`,
    '',
  ].join('\n')
}
