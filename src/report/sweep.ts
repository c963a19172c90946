/** What is found at the places of a sweep (`coplay/sweep@1`), and where verdicts change (`coplay/threshold@1`). */
import * as t from 'io-ts/lib/index.js'
import { numeral, numeralsByPlayer, report } from './report.ts'

export const sweepSchema = 'coplay/sweep@1'
export const thresholdSchema = 'coplay/threshold@1'

const check = t.type({
  line: t.number,
  text: t.string,
  game: t.string,
  strategy: t.string,
  concept: t.string,
  negated: t.boolean,
  /** Whether the strategy has the property, negated or not; null where the verdict is out of reach. */
  holds: t.union([t.boolean, t.null]),
  payoffs: numeralsByPlayer,
  /** What each player was found to gain at most by other ways to play. */
  regrets: numeralsByPlayer,
})
export type SweepCheck = t.TypeOf<typeof check>

/** One place: a line of JSON. */
export const sweepPoint = t.intersection([
  t.type({
    schema: t.literal(sweepSchema),
    file: t.string,
    /** What each parameter was set to: a number, or the text of another value. */
    set: t.record(t.string, numeral),
    checks: t.array(check),
    solutions: report.types[0].props.solutions,
    /** What is wrong at this place. */
    diagnostics: report.types[0].props.diagnostics,
  }),
  t.partial({ searches: report.types[1].props.searches }),
])
export type SweepPoint = t.TypeOf<typeof sweepPoint>

export const sweepJsonLine = (point: SweepPoint): string => JSON.stringify(sweepPoint.encode(point))

/** A change of a verdict between two values: `below` up to `lo`, `above` from `hi` on. */
export const sweepThreshold = t.type({
  schema: t.literal(thresholdSchema),
  file: t.string,
  question: t.string,
  parameter: t.string,
  below: t.string,
  above: t.string,
  lo: numeral,
  hi: numeral,
})
export type SweepThreshold = t.TypeOf<typeof sweepThreshold>

export const thresholdJsonLine = (one: SweepThreshold): string => JSON.stringify(sweepThreshold.encode(one))

/** What is asked, without what differs from place to place. */
export const questionOf = ({
  strategy,
  game,
  concept,
}: Pick<SweepCheck, 'strategy' | 'game' | 'concept'>): string => `${strategy} for ${game} is ${concept}`

export type Verdict = 'holds' | 'fails' | 'unknown'

export const verdictOf = ({ holds }: Pick<SweepCheck, 'holds'>): Verdict =>
  holds === null ? 'unknown' : holds ? 'holds' : 'fails'
