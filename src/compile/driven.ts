/** What a `drive` declaration says, checked as far as it can be without the grid file. */
import type { Span } from '../source/source.ts'

/** A quantity of the grid where a drive names it; a population's is a list. */
export interface QuantityUse {
  readonly path: string
  readonly span: Span
  readonly type: 'Real' | 'List Real'
}

/** `name <- expression`: an input and a parameter are fed before the step, a returned name after it. */
export interface Feed {
  readonly name: string
  readonly to: 'input' | 'param' | 'returned'
  readonly reads: readonly QuantityUse[]
  /** As written, name and arrow included. */
  readonly text: string
  readonly span: Span
}

/** `expression -> quantity`; `reads` are quantities that the expression uses, as they were before the step. */
export interface Send {
  readonly quantity: QuantityUse
  readonly reads: readonly QuantityUse[]
  readonly text: string
  readonly span: Span
}

export interface Driven {
  /** The strategy or game that stands after `drive`. */
  readonly name: string
  readonly what: 'strategy' | 'game'
  /** The grid file as written: relative to the file of the game. */
  readonly grid: string
  readonly gridSpan: Span
  readonly everySeconds: number
  readonly steps: number
  readonly feeds: readonly Feed[]
  readonly sends: readonly Send[]
  readonly span: Span
}
