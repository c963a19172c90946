/** What the worker tells the main thread, and what it is given at its start. */
import { type Counts, noCounts } from '../report/counts.ts'
import type { SweepAnswer, SweepTask } from '../sweep/sweep.ts'
import { type ExitStatus, exitStatus } from './exitStatus.ts'

export type Message =
  | { readonly kind: 'out'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string }
  | ({ readonly kind: 'file' } & Begun)
  | ({ readonly kind: 'question' } & AtWork)
  /** From now on an interruption is heeded: there is something to say before the end. */
  | { readonly kind: 'heeds' }
  /** From a thread that is hired. */
  | { readonly kind: 'answer'; readonly answer: SweepAnswer }
  | { readonly kind: 'end'; readonly status: ExitStatus }

/** What a worker is told: that the user has had enough, or where it is hired what to do. */
export type Order = 'interrupt' | SweepTask

/** What came of the files dealt with so far. */
export interface Tally {
  readonly files: number
  readonly status: ExitStatus
  readonly counts: Counts
}

export const nothingYet: Tally = { files: 0, status: exitStatus.holds, counts: noCounts }

/** A file that is begun. */
export interface Begun {
  readonly file: string
  readonly isJson: boolean
  /** Of the files before. */
  readonly tally: Tally
  /** How many files there are in all. */
  readonly of: number
}

/** The question being answered; line 0 while its file is read and compiled. */
export interface AtWork {
  readonly file: string
  readonly line: number
  /** How many questions of the file come before, and how many there are, where that is known. */
  readonly place?: Place
  /** The method that is at work on it, and how many it has found. */
  readonly search?: { readonly method: string; readonly found: number }
  /** Steps that it may take. */
  readonly limit: number
  readonly isJson: boolean
  /** Nobody wants to know, unless it ends badly. */
  readonly isQuiet: boolean
}

export interface Place {
  readonly before: number
  readonly of: number
  /** What is counted, where it is no question. */
  readonly unit?: 'place' | 'threshold' | 'step'
}

export interface Start {
  readonly argv: readonly string[]
  /** The address of the folder of the package. */
  readonly root: string
  readonly standardInput: Uint8Array
  readonly isTerminal: { readonly out: boolean; readonly error: boolean }
  /** One double, written by the worker: the steps that the question has taken. */
  readonly spent: SharedArrayBuffer
  /** What the worker may take, in MiB. */
  readonly memoryMb: number
  /** What came of the files that are not to be dealt with again. */
  readonly earlier: Tally
  /** Whether it is to answer what it is asked by another. */
  readonly isHired?: boolean
}
