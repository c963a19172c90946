/** What decides about the commands of a step: a game that is played, or whoever else stands in its place. */
import type * as E from 'fp-ts/lib/Either.js'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Generator } from '../markov/splitMix64.ts'

/** A reading by the path of its quantity; of a population's the list of its members'. */
export type Readings = (path: string) => number | readonly number[]

/** What was decided in a step, and what is told of it when its consequences are known: play, then coplay. */
export interface Decision {
  /** Commands by the path of their quantity; a population's quantity takes a list in the order of its members. */
  readonly commands: ReadonlyMap<string, number | readonly number[]>
  /** What the log tells of how it came to them: actions by decision and player. */
  readonly told: Readonly<Record<string, unknown>>
  /** Given the readings after the step: what each player is paid, and what goes back to the game's own feedback. */
  readonly settle: (after: Readings) => E.Either<readonly Diagnostic[], Settled>
}

export interface Settled {
  readonly payoffs: ReadonlyMap<string, number>
  readonly feedback?: string | undefined
}

export interface Controller {
  /** The quantities that it reads before it decides, for the log. */
  readonly reads: readonly string[]
  readonly decide: (readings: Readings, random: Generator) => E.Either<readonly Diagnostic[], Decision>
}
