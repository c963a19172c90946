/** A run: what it follows from, what is told of it, and why it may end before its time. */
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Neighborhood } from '../grid/neighborhood/neighborhood.ts'
import type { StepRecord, World } from '../grid/neighborhood/world.ts'
import type { RequestRecord } from '../report/drive.ts'
import type { Controller, Decision } from './controller.ts'
import type { Log } from './log.ts'
import type { PortFault } from './port.ts'
import type { RecordFault } from './recorder.ts'
import type { Remark } from './safeSet.ts'
import type { Surroundings } from './surroundings.ts'

export interface Run {
  readonly neighborhood: Neighborhood
  /** Nobody where the neighborhood is left to itself, or to who asks over a protocol. */
  readonly controller?: Controller
  readonly name: string
  readonly seed: number
  readonly steps: number
  /** Steps of the neighborhood from one decision to the next, at least 1. */
  readonly every: number
  /** What the first line of the log tells: all that the run follows from. */
  readonly heading: Readonly<Record<string, unknown>>
  /** Names the run in the ids of its messages. */
  readonly id: string
  readonly log: Log
  readonly surroundings: Surroundings
  /** Whether steps that are complete in the log are done over, too, and not only taken from it. */
  readonly isReplay?: boolean
  readonly stepped?: (step: Stepped) => void
  readonly isInterrupted?: () => boolean
}

/** What one step came to, and what it would have come to had nobody ever commanded anything. */
export interface Stepped {
  readonly step: number
  readonly world: World
  readonly record: StepRecord
  readonly idle: StepRecord
  /** Where a decision was settled in it: what each player was paid. */
  readonly payoffs?: ReadonlyMap<string, number>
  /** Commands that were clipped or refused. */
  readonly remarks: readonly Remark[]
  readonly faults: readonly PortFault[]
  /** Where a request for demand response was on. */
  readonly reduction?: RequestRecord
}

export type RunFault =
  | RecordFault
  | { readonly kind: 'undecided'; readonly step: number; readonly diagnostics: readonly Diagnostic[] }

/** What a step hands to the next. */
export interface RunState {
  readonly world: World
  /** The same neighborhood, left to itself. */
  readonly idle: World
  /** What devices outside said at the end of the last step. */
  readonly measured: ReadonlyMap<string, number>
  /** The decision whose consequences are not all known yet. */
  readonly decision?: Decision
  /** What it asked for; it is asked for again at every step until the next decision. */
  readonly asked: ReadonlyMap<string, number>
  /** What devices outside took last. */
  readonly taken: ReadonlyMap<string, number>
}

export const isDecision = ({ every }: Run, step: number): boolean => step % every === 0

/** Whether the next step begins with another decision, or there is none. */
export const isSettled = ({ every, steps }: Run, step: number): boolean =>
  (step + 1) % every === 0 || step + 1 === steps

/** The time at which a step begins, in ISO 8601. */
export const timeAt = ({ startMs, stepHours }: Neighborhood, step: number): string =>
  new Date(startMs + Math.round(step * stepHours * 3_600_000)).toISOString()
