/** What is found at a place of a sweep: a report with the values of the parameters. */
import * as t from 'io-ts/lib/index.js'
import { type CheckRecord, numeral, type Report, report } from './report.ts'

export const sweepSchema = 'coplay/sweep@1'

export const sweepPoint = t.intersection([
  t.type({
    schema: t.literal(sweepSchema),
    file: t.string,
    /** What each parameter was set to: a number, or the text of another value. */
    set: t.record(t.string, numeral),
    diagnostics: report.types[0].props.diagnostics,
    checks: report.types[0].props.checks,
    expects: report.types[0].props.expects,
    solutions: report.types[0].props.solutions,
  }),
  t.partial({ searches: report.types[1].props.searches }),
])
export type SweepPoint = t.TypeOf<typeof sweepPoint>

export const sweepJsonLine = (point: SweepPoint): string => JSON.stringify(sweepPoint.encode(point))

/** A change of a verdict between two values. */
export interface ThresholdRecord {
  readonly question: string
  readonly parameter: string
  readonly below: string
  readonly above: string
  readonly lo: Report['checks'][number]['epsilon']
  readonly hi: Report['checks'][number]['epsilon']
}

export type Verdict = 'holds' | 'fails' | 'unknown'

export const verdictOf = ({ holds }: Pick<CheckRecord, 'holds'>): Verdict =>
  holds === null ? 'unknown' : holds ? 'holds' : 'fails'
