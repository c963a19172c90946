/** The record `coplay/modular@1`: an equilibrium checked component by component. Numbers are exact, so text. */
import * as t from 'io-ts/lib/index.js'
import type { Style } from '../diagnostic/style.ts'
import { deviationCodec } from './region.ts'
import { deviationText } from './regionText.ts'
import { diagnosticCodec } from './report.ts'
import { left, lineUp, right } from './table.ts'

export const modularSchema = 'coplay/modular@1'

const component = t.type({
  /** Its decisions. */
  name: t.string,
  players: t.array(t.string),
  /** First and last line in the file, from 1. */
  lines: t.tuple([t.number, t.number]),
  /** What it puts out that the rest may tell apart, and the amounts there that its contract depends on. */
  outputs: t.number,
  amounts: t.number,
  /** Inequalities of the contract, none following from another one alone. */
  rows: t.number,
  holds: t.boolean,
  /** The least that a deviation loses. */
  margin: t.union([t.string, t.null]),
  failures: t.array(t.intersection([deviationCodec, t.type({ gain: t.string })])),
  /** Whether changes at several decisions together are covered, by player. */
  joint: t.record(t.string, t.keyof({ single: null, complete: null, tooMany: null })),
  /** Whether its contract was kept from an earlier question: component, strategy and prior were the same. */
  kept: t.boolean,
  /** Of what may come in, of the contract made for that, of the continuation it is judged in: equal where these are. */
  hashes: t.type({ prior: t.string, contract: t.string, continuation: t.string }),
  /** When it changes: whose continuation is another one, and whose prior may be. */
  before: t.array(t.string),
  after: t.array(t.string),
})
export type ComponentRecord = t.TypeOf<typeof component>

const check = t.intersection([
  t.type({
    line: t.number,
    text: t.string,
    game: t.string,
    strategy: t.string,
    negated: t.boolean,
    epsilon: t.string,
    /** Null where changes of some player at several decisions are too many to be covered. */
    holds: t.union([t.boolean, t.null]),
    pass: t.boolean,
    components: t.array(component),
  }),
  /** Why the game is one component. */
  t.partial({ undivided: t.string }),
])
export type ModularCheckRecord = t.TypeOf<typeof check>

export const modularReport = t.type({
  schema: t.literal(modularSchema),
  file: t.string,
  diagnostics: t.array(diagnosticCodec),
  checks: t.array(check),
})
export type ModularReport = t.TypeOf<typeof modularReport>

export const modularJsonLine = (value: ModularReport): string => JSON.stringify(modularReport.encode(value))

const indent = '      '

/** The checks as lines of text: a row a component; with `verbose` also what to look at again when one changes. */
export const modularText = (
  { file, checks }: ModularReport,
  { style, verbose }: { readonly style: Style; readonly verbose: boolean },
): string => checks.map(check => `${checkLines(file, check, style, verbose).join('\n')}\n`).join('')

const checkLines = (
  file: string,
  check: ModularCheckRecord,
  style: Style,
  verbose: boolean,
): readonly string[] => {
  const { components, holds, pass, line, text, undivided } = check
  const mark = holds === null ? style.warning('open') : pass ? style.good('ok  ') : style.error('FAIL')
  const faint = (title: string) => ({ ...left(title), stress: style.faint })
  const rows = components.map(({ name, lines: [from, to], outputs, amounts, rows: count, ...one }) => [
    left(name),
    left(from === to ? `line ${from}` : `lines ${from}-${to}`),
    right(String(outputs)),
    right(String(amounts)),
    right(String(count)),
    left(one.holds ? 'holds' : 'fails'),
    left(one.margin ?? 'no deviation'),
    left(one.kept ? 'contract kept' : ''),
  ])
  const header = ['component', 'where', 'outputs', 'amounts', 'rows', '', 'margin', ''].map(faint)
  return [
    `${mark}  ${style.faint(`${file}:${line}`)}  ${style.strong(text)}`,
    ...(undivided === undefined ? [] : [`${indent}one component: ${undivided}`]),
    ...lineUp([header, ...rows]).map(row => `${indent}${row}`),
    ...components.flatMap(({ failures }) =>
      failures
        .slice(0, 3)
        .map(failure => `${indent}${deviationText(failure)}, would bring ${failure.gain} more`),
    ),
    ...(verbose ? components.map(one => `${indent}${recheckText(one)}`) : []),
  ]
}

const recheckText = ({ name, before, after }: ComponentRecord): string => {
  const parts = [
    ...(before.length === 0 ? [] : [`the rows of ${before.join(', ')}, unless it plays and pays the same`]),
    ...(after.length === 0
      ? []
      : [`the contracts of ${after.join(', ')}, unless what it puts out is as probable`]),
  ]
  return `when ${name} changes: its contract${parts.map(part => `; ${part}`).join('')}`
}
