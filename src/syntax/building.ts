/**
 * What the builders of the tree share: ids, spans, and where diagnostics go.
 *
 * The parser recovers, so any part of the concrete tree may be missing and any token may be one that was made
 * up (its offsets are NaN): both take the place where the last thing that was there ended.
 */
import type { CstNode, IToken } from 'chevrotain'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Span } from '../source/source.ts'
import type { BrokenExpression, BrokenPattern, BrokenType, Name, NodeId } from './ast.ts'

/** Hands out ids that are unique in a program: one source for all its files. */
export interface NodeIds {
  readonly next: () => NodeId
}

export const nodeIds = (): NodeIds => {
  let last = 0
  return { next: () => ++last }
}

export interface Building {
  readonly path: string
  readonly ids: NodeIds
  readonly diagnostics: Diagnostic[]
  /** Names that stand as constructors in expressions and patterns. */
  readonly constructors: Set<string>
  /** Offset after the last thing that had a place. */
  reached: number
}

export const building = (path: string, ids: NodeIds): Building => ({
  path,
  ids,
  diagnostics: [],
  constructors: new Set(),
  reached: 0,
})

const place = (b: Building, start: number | undefined, end: number | undefined): Span => {
  if (start === undefined || end === undefined || Number.isNaN(start) || Number.isNaN(end))
    return { path: b.path, start: b.reached, end: b.reached }
  b.reached = end
  return { path: b.path, start, end }
}

export const spanOfToken = (b: Building, token: IToken): Span =>
  place(b, token.startOffset, token.startOffset + token.image.length)

export const spanOfNode = (b: Building, node: CstNode): Span =>
  // chevrotain's offsets name the last character; ours the place after it
  place(b, node.location?.startOffset, (node.location?.endOffset ?? Number.NaN) + 1)

/** Whether the parser made this token up to go on. */
export const isMadeUp = (token: IToken): boolean =>
  token.isInsertedInRecovery === true || Number.isNaN(token.startOffset)

/** The first of a list that recovery may have left out or filled with a made-up token. */
export const first = <A>(items: readonly A[] | undefined): A | undefined => items?.[0]

export const node = (b: Building, span: Span): { readonly id: NodeId; readonly span: Span } => ({
  id: b.ids.next(),
  span,
})

export const nameOf = (b: Building, token: IToken | undefined): Name => {
  if (token === undefined || isMadeUp(token)) return { ...node(b, place(b, undefined, undefined)), text: '' }
  return { ...node(b, spanOfToken(b, token)), text: token.image }
}

const here = (b: Building): Span => place(b, undefined, undefined)

export const brokenExpression = (b: Building, span: Span = here(b)): BrokenExpression => ({
  ...node(b, span),
  kind: 'broken',
})
export const brokenPattern = (b: Building, span: Span = here(b)): BrokenPattern => ({
  ...node(b, span),
  kind: 'broken',
})
export const brokenType = (b: Building, span: Span = here(b)): BrokenType => ({
  ...node(b, span),
  kind: 'broken',
})
