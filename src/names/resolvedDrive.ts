import type { Span } from '../source/source.ts'
import type {
  Block,
  Declaration,
  Feed,
  GameDeclaration,
  NodeId,
  ParamDeclaration,
  Send,
  StrategyDeclaration,
} from '../syntax/ast.ts'
import type { Local } from './scope.ts'

/** A quantity of the grid where an expression uses it. Every use of one path in a drive has the same binder. */
export interface QuantityUse {
  readonly path: string
  readonly binder: NodeId
  /** The expression that is the use. */
  readonly site: NodeId
  readonly span: Span
}

export interface ResolvedFeed {
  readonly feed: Feed
  readonly target:
    | { readonly to: 'input' | 'returned'; readonly local: Local }
    | { readonly to: 'param'; readonly param: ParamDeclaration }
  readonly reads: readonly QuantityUse[]
}

export interface ResolvedSend {
  readonly send: Send
  readonly reads: readonly QuantityUse[]
}

/** A `drive` with its names found: the block whose inputs it feeds, and what each item is about. */
export interface ResolvedDrive {
  readonly driven: StrategyDeclaration | GameDeclaration
  /** The game whose definition is the block. */
  readonly game: GameDeclaration
  readonly block: Block
  readonly everySeconds: number
  readonly steps: number
  readonly feeds: readonly ResolvedFeed[]
  readonly sends: readonly ResolvedSend[]
  /** What expressions before `->` may name: the covariant names of the block and the labels of its lines. */
  readonly play: readonly PlayName[]
}

/** What a drive can name of a block. */
export interface DriveBoundary {
  readonly inputs: readonly Local[]
  readonly returns: readonly Local[]
  readonly play: readonly PlayName[]
}

/** A name of a play; `of` is what it names. */
export interface PlayName extends Local {
  readonly of: 'value' | 'label'
}

/** Whether a declaration can be driven. */
export const isDrivable = (d: Declaration): d is StrategyDeclaration | GameDeclaration =>
  d.kind === 'strategy' || d.kind === 'game'
