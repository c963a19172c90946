import type { Span } from '../source/source.ts'

export type NodeId = number

/** What every part of the tree has. */
export interface Node {
  readonly id: NodeId
  readonly span: Span
}

/** A name where it is bound or written, with the span of just the name. */
export interface Name extends Node {
  readonly text: string
}

/** `-- …`, `// …` or `{- … -}`; `text` includes the delimiters. */
export interface Comment {
  readonly span: Span
  readonly text: string
}
