/** What a game that drove a neighborhood came to as plain JSON, `coplay/drive@1`, one object a run. */
import type { DiagnosticRecord } from './report.ts'

export const driveSchema = 'coplay/drive@1'

/** Sums over the steps of a run; energies are metered, `peakKw` is the greatest mean of a step. */
export interface DriveSums {
  readonly importKwh: number
  readonly exportKwh: number
  /** Exports are credited at their price; they earn nothing in the cost. */
  readonly billUsd: number
  readonly costUsd: number
  readonly carbonKg: number
  /** Degrees outside the comfort band times hours. */
  readonly discomfortCh: number
  readonly discomfortSteps: number
  readonly peakKw: number
}

export interface DriveGrid {
  /** What came in through the substation and what went out: what homes give each other is in neither. */
  readonly importKwh: number
  readonly exportKwh: number
  readonly lossKwh: number
  readonly lowestVoltagePu: number
  readonly highestVoltagePu: number
  readonly overloadedSteps: number
}

/** Under control, and what the same hours would have come to had nobody commanded anything. */
export interface BeforeAndAfter<A> {
  readonly driven: A
  readonly idle: A
}

/** How a message came to one place, hop by hop. */
export interface WayRecord {
  readonly to: string
  readonly milliseconds: number
  readonly isDelivered: boolean
  readonly hops: readonly {
    readonly from: string
    readonly to: string
    readonly protocol: string
    readonly milliseconds: number
    readonly attempts: number
    readonly isDelivered: boolean
  }[]
}

/** A request for demand response in one step: what was asked of whom, what was dispatched, what the meters say. */
export interface RequestRecord {
  readonly id: string
  readonly step: number
  readonly time: string
  /** What the meters would have counted without the request. */
  readonly baselineKw: number
  readonly groups: Readonly<
    Record<
      string,
      {
        readonly askedKw: number
        readonly offeredKw: number
        readonly dispatchedKw: number
        readonly reducedKw: number
      }
    >
  >
  readonly askedKw: number
  readonly dispatchedKw: number
  /** What nobody offered. */
  readonly shortfallKw: number
  /** By how much the meters together counted less than the baseline, and its share of it. */
  readonly reducedKw: number
  readonly reducedShare: number
  /** Homes that left their comfort in this step and would not have. */
  readonly uncomfortable: readonly string[]
  readonly declined: readonly string[]
  /** Agents that the request did not reach, or whose plan did not come through. */
  readonly silent: readonly string[]
  readonly ways: readonly WayRecord[]
}

export interface DriveRecord {
  readonly schema: typeof driveSchema
  readonly kind: 'driven'
  readonly file: string
  /** The strategy or game that drove. */
  readonly drive: string
  readonly grid: string
  readonly seed: string
  readonly stepHours: number
  readonly steps: number
  /** Fewer were done where it was interrupted. */
  readonly stepsAsked: number
  readonly isActuated: boolean
  readonly log: string | null
  readonly total: BeforeAndAfter<DriveSums>
  readonly agents: readonly ({ readonly agent: string } & BeforeAndAfter<DriveSums>)[]
  readonly feeder: BeforeAndAfter<DriveGrid>
  readonly indicators: readonly {
    readonly name: string
    readonly value: number
    readonly baseline: number
    readonly ratio: number | null
  }[]
  readonly requests: readonly RequestRecord[]
  /** What each player was paid in all, in the units of the game. */
  readonly payoffs: Readonly<Record<string, number>>
  /** Commands that were clipped or refused, and events of devices outside. */
  readonly remarks: number
  readonly faults: number
  /** What was clipped or refused most, in words, with how often. */
  readonly remarked: readonly { readonly path: string; readonly because: string; readonly times: number }[]
}

/** Where nothing was driven. */
export interface UndrivenRecord {
  readonly schema: typeof driveSchema
  readonly kind: 'failed'
  readonly file: string
  readonly diagnostics: readonly DiagnosticRecord[]
}

/** One line. */
export const driveLine = (record: DriveRecord | UndrivenRecord): string => JSON.stringify(record)
