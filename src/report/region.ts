/** The record `coplay/region@1`: for which parameters a strategy is an equilibrium. Numbers are exact, so text. */
import * as t from 'io-ts/lib/index.js'
import { diagnosticCodec } from './report.ts'

export const regionSchema = 'coplay/region@1'

const weightedAction = t.type({ action: t.string, probability: t.string })
const change = t.type({
  decision: t.string,
  observation: t.string,
  from: t.array(weightedAction),
  to: t.string,
})

/** What a player could do instead: one change is a single deviation, several are one at several decisions. */
export const deviationCodec = t.type({ player: t.string, changes: t.array(change) })
export type DeviationRecord = t.TypeOf<typeof deviationCodec>

const halfSpace = t.type({
  /** For people: `2 p - q <= 3`. */
  text: t.string,
  /** `constant + coefficients · parameters` is not negative; zero for an equality. In lowest terms. */
  relation: t.keyof({ '>=': null, '=': null }),
  constant: t.string,
  coefficients: t.record(t.string, t.string),
  /** Those that gain just beyond it. */
  deviations: t.array(deviationCodec),
})
export type HalfSpaceRecord = t.TypeOf<typeof halfSpace>

const point = t.record(t.string, t.string)

export const regionReport = t.intersection([
  t.type({
    schema: t.literal(regionSchema),
    file: t.string,
    game: t.string,
    strategy: t.string,
    epsilon: t.string,
    /** The parameters asked about and what the file says they are. */
    parameters: t.array(t.type({ name: t.string, declared: t.string })),
    region: t.keyof({ nowhere: null, everywhere: null, somewhere: null }),
    /** Whether all deviations are covered; if not, an equilibrium may be no more than a part of the region. */
    isComplete: t.boolean,
    /** Whether the values that the file says lie inside. */
    holdsAsDeclared: t.boolean,
    /** None follows from the others; where the region is empty, some that exclude each other. */
    halfSpaces: t.array(halfSpace),
    redundant: t.array(halfSpace),
    /** Information states that were looked at. */
    states: t.number,
    /** Whether changes at several decisions together are covered, by player. */
    joint: t.record(t.string, t.keyof({ single: null, complete: null, tooMany: null })),
    diagnostics: t.array(diagnosticCodec),
  }),
  t.partial({
    /** The region is the vertices plus nonnegative multiples of rays and any multiples of lines. */
    corners: t.type({ vertices: t.array(point), rays: t.array(point), lines: t.array(point) }),
  }),
])
export type RegionReport = t.TypeOf<typeof regionReport>

export const regionJsonLine = (value: RegionReport): string => JSON.stringify(regionReport.encode(value))
