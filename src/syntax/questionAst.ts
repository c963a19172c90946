/** Declarations that ask for something, or set something going; they bind no name. */
import type { Span } from '../source/source.ts'
import type { Expression } from './ast.ts'
import type { Name, Node } from './node.ts'

/** `check s is [not] CONCEPT [within e] [in context]`. */
export interface CheckDeclaration extends Node {
  readonly kind: 'check'
  readonly strategy: Name
  readonly negated: boolean
  readonly concept: Name
  readonly within: Expression | undefined
  /** The record after `in`: `{ input = …, continuation = … }`. */
  readonly context: Expression | undefined
}

export interface ExpectDeclaration extends Node {
  readonly kind: 'expect'
  readonly condition: Expression
}

/** `solve g 1 2 for CONCEPT` */
export interface SolveDeclaration extends Node {
  readonly kind: 'solve'
  readonly game: Name
  readonly arguments: readonly Expression[]
  readonly concept: Name
}

/**
 * `drive s in "homes.grid.json" { … }`: a strategy, or a game that is solved at each step, whose inputs are read from
 * a grid and whose outputs command it.
 */
export interface DriveDeclaration extends Node {
  readonly kind: 'drive'
  readonly driven: Name
  /** The grid file as written. */
  readonly grid: string
  readonly gridSpan: Span
  readonly items: readonly DriveItem[]
  /** Whether all items could be read: of one that could not it is not known what it feeds. */
  readonly isWhole: boolean
}
export type DriveItem = Every | Feed | Send

/** `every 15 minutes for 96 steps`; which numbers and units are sensible is judged with the names. */
export interface Every extends Node {
  readonly kind: 'every'
  /** Literals as written, with their sign. */
  readonly length: string
  readonly lengthSpan: Span
  readonly unit: Name
  readonly count: string
  readonly countSpan: Span
  /** The word after the number of steps. */
  readonly word: Name | undefined
}
/** `name <- expression` */
export interface Feed extends Node {
  readonly kind: 'feed'
  readonly name: Name
  readonly value: Expression
}
/** `expression -> quantity` */
export interface Send extends Node {
  readonly kind: 'send'
  readonly value: Expression
  readonly quantity: Quantity
}
/** A dotted path into the grid: `home1.battery.powerKw`. */
export interface Quantity extends Node {
  readonly path: string
}
