/** What a run of learners came to as plain JSON, `coplay/learning@1`: a line for each point, and one of the whole. */
import type { DiagnosticRecord, Numeral } from './report.ts'

export const learningSchema = 'coplay/learning@1'

type ByPlayer = Readonly<Record<string, Numeral>>

/** What is played: by decision, observation and action. */
export type PlayedRecord = Readonly<
  Record<
    string,
    readonly {
      readonly observation: string
      readonly strategy: readonly { readonly action: string; readonly probability: number }[]
    }[]
  >
>

/** What is measured after a round. Who is not named in a record is not known. */
export interface MeasuredRecord {
  readonly round: number
  /** What a round brought, on average over the rounds so far. */
  readonly payoffs: ByPlayer
  /** What one strategy in all these rounds would have brought more a round. */
  readonly regret?: ByPlayer
  /** What one strategy wherever another was played would have brought more a round, for the best such pair. */
  readonly swapRegret?: ByPlayer
  /** What each could gain, alone, against the average play of the others, and against what they play next. */
  readonly gains: { readonly average: ByPlayer; readonly last: ByPlayer }
  readonly average: PlayedRecord
  readonly last: PlayedRecord
}

/** The point of a curve. */
export interface PointRecord extends MeasuredRecord {
  readonly schema: typeof learningSchema
  readonly kind: 'point'
  readonly game: string
}

/** The end of a run: what is measured after its last round. */
export interface LearnedRecord extends MeasuredRecord {
  readonly schema: typeof learningSchema
  readonly kind: 'learned'
  readonly file: string
  readonly game: string
  readonly learners: Readonly<Record<string, string>>
  /** In what they learned: strategies of the whole game, or actions in each situation. */
  readonly over: 'strategies' | 'situations'
  /** Whether strategies were drawn, or all met in expectation. */
  readonly meeting: 'drawn' | 'expected'
  readonly seed: string
  /** The largest change of a probability in the second half of the rounds; missing where it was not played. */
  readonly swing?: { readonly average: number; readonly last: number }
  readonly note?: string
  /** What the checker says, where it was asked. */
  readonly checked?: CheckedRecord
}

/** What the checker of strategies says of a profile. */
export interface CheckedRecord {
  readonly of: 'average' | 'last'
  readonly payoffs: ByPlayer
  /** The larger of what a player could gain in all it does together, and of what at one place, given that it is met. */
  readonly regret: ByPlayer
  readonly strategy?: string
  readonly note?: string
}

/** Where there is nothing to tell but what is wrong. */
export interface UnlearnedRecord {
  readonly schema: typeof learningSchema
  readonly kind: 'failed'
  readonly file: string
  readonly diagnostics: readonly DiagnosticRecord[]
}

/** One line. */
export const learningLine = (record: PointRecord | LearnedRecord | UnlearnedRecord): string =>
  JSON.stringify(record)
