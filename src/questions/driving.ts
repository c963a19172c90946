/**
 * One step of a game that drives a grid, as the composite optic runs it: readings go in and commands come out in
 * `play`, and what was measured after the step goes back in `coplay`, which pays the players.
 */
import type * as E from 'fp-ts/lib/Either.js'
import type { Driven, QuantityUse } from '../compile/driven.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Generator } from '../markov/splitMix64.ts'

export type Diagnostics = readonly Diagnostic[]

/** A reading by the path of its quantity; of a population's the list of its members'. */
export type Readings = (path: string) => number | readonly number[]

/** A game ready to be played step by step. */
export interface DrivenGame {
  readonly driven: Driven
  /** The strategy that is played; nothing where the game is solved at each step. */
  readonly strategy: string | undefined
  /** Quantities that are read before a step, each once. */
  readonly readsBefore: readonly QuantityUse[]
  /** Quantities that are read after it. */
  readonly readsAfter: readonly QuantityUse[]
  /** One play on these readings; the same generator state gives the same play. */
  readonly play: (readings: Readings, random: Generator) => E.Either<Diagnostics, PlayedStep>
}

/** What a decision came to in one play; values as the language writes them. */
export interface DecisionTaken {
  readonly path: string
  readonly player: string
  readonly observation: string
  readonly action: string
}

/** A play of which the consequences are not known yet. */
export interface PlayedStep {
  /** Commands by quantity, in the order of the declaration. */
  readonly sends: ReadonlyMap<string, number | readonly number[]>
  /** What the inputs and parameters were fed with, by name. */
  readonly fed: ReadonlyMap<string, string>
  /** The names of the play with their values; those under a label by their dotted path. */
  readonly values: ReadonlyMap<string, string>
  readonly decisions: readonly DecisionTaken[]
  /** Of a game that was solved: how, and what its players expect. */
  readonly solved?: { readonly method: string; readonly payoffs: ReadonlyMap<string, number> }
  /** The way back of this very play, on the readings after the step. */
  readonly coplay: (after: Readings) => E.Either<Diagnostics, Coplayed>
}

export interface Coplayed {
  /** Of this step, by player: everybody who decides or is paid. */
  readonly payoffs: ReadonlyMap<string, number>
  /** What the game feeds back, as the language writes it; nothing where that is `()`. */
  readonly feedback: string | undefined
}
