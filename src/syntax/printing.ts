/** What the printers share: the text the tree was read from, and its comments. */
import type { Span } from '../source/source.ts'
import type { Comment, Expression, Pattern } from './ast.ts'
import { firstAtOrAfter } from './firstAtOrAfter.ts'
import type { Doc } from './layout.ts'
import { concat, join, raw } from './layout.ts'
import { printExpression } from './printExpression.ts'
import { printPattern } from './printPattern.ts'

const markKinds = [
  ...(['Delimiter', 'HeaderEnd', 'FooterStart', 'Inputs', 'Feedback', 'Outputs', 'Returns'] as const),
]
export type MarkKind = (typeof markKinds)[number]

export const isMarkKind = (name: string): name is MarkKind => markKinds.some(kind => kind === name)

export interface BlockMark {
  readonly kind: MarkKind
  readonly start: number
  readonly end: number
}

export interface Printing {
  readonly text: string
  /** In the order of the text. */
  readonly comments: readonly Comment[]
  /** Where the marks between the parts of blocks stand, and the words of their fields. */
  readonly marks: readonly BlockMark[]
  /** The notation to write blocks in; as they are where absent. */
  readonly notation: 'block' | 'arrow' | undefined
}

/** The comments that lie between two offsets. */
export const commentsIn = (p: Printing, start: number, end: number): readonly Comment[] => {
  const from = firstAtOrAfter(p.comments, comment => comment.span.start, start)
  const until = firstAtOrAfter(p.comments, comment => comment.span.end, end + 1)
  return p.comments.slice(from, Math.max(from, until))
}

/** The marks that lie within a span. */
export const marksIn = (p: Printing, span: Span): readonly BlockMark[] => {
  const from = firstAtOrAfter(p.marks, mark => mark.start, span.start + 1)
  const until = firstAtOrAfter(p.marks, mark => mark.start, span.end)
  return p.marks.slice(from, until)
}

export const hasCommentsIn = (p: Printing, span: Span): boolean =>
  commentsIn(p, span.start, span.end).length > 0

/** The text as it stands, where printing would lose a comment. */
export const verbatim = (p: Printing, start: number, end: number): Doc =>
  raw(p.text.slice(start, end).replace(/\r\n?/g, '\n'))

/** An expression that stands by itself, in need of no parentheses. */
export const printWhole = (p: Printing, expression: Expression): Doc => {
  const { span } = expression
  // blocks print their own comments; an absent operation spans its line, comments and all
  const isApart = isBlockLike(p, expression) || expression.kind === 'hole'
  if (!isApart && hasCommentsIn(p, span)) return verbatim(p, span.start, span.end)
  return printExpression(p, expression)
}

/** Whether a block is all of it that may hold comments: blocks print their own. */
export const isBlockLike = (p: Printing, e: Expression): boolean => {
  if (e.kind === 'block' || e.kind === 'repeat') return true
  if (e.kind !== 'forever' || e.stage.kind !== 'block') return false
  const { span } = e.stage
  return (
    !hasCommentsIn(p, { ...e.span, end: span.start }) && !hasCommentsIn(p, { ...e.span, start: span.end })
  )
}

/** Whether the text begins with the `{` of a record. */
export const startsWithRecord = (e: Expression): boolean => {
  if (e.kind === 'record' || e.kind === 'update') return true
  if (e.kind === 'field') return startsWithRecord(e.record)
  if (e.kind === 'binary') return startsWithRecord(e.left)
  // an infix function stands after its first argument: parentheses too many do no harm
  return e.kind === 'apply' && (startsWithRecord(e.function) || startsWithRecord(e.argument))
}

/** Where a block may stand, `{` begins one: records go in parentheses. */
export const printGame = (p: Printing, expression: Expression): Doc =>
  startsWithRecord(expression) ? concat('(', printWhole(p, expression), ')') : printWhole(p, expression)

/** Patterns that stand by themselves. */
export const printPatterns = (p: Printing, patterns: readonly Pattern[]): Doc =>
  printList(p, patterns, pattern =>
    hasCommentsIn(p, pattern.span)
      ? verbatim(p, pattern.span.start, pattern.span.end)
      : printPattern(pattern),
  )

/** The expressions or patterns of one field. */
export const printList = <A extends { readonly span: Span }>(
  p: Printing,
  items: readonly A[],
  print: (item: A) => Doc,
): Doc => {
  const first = items[0]
  const last = items.at(-1)
  if (first === undefined || last === undefined) return concat()
  if (items.length > 1 && hasCommentsIn(p, { ...first.span, end: last.span.end }))
    return verbatim(p, first.span.start, last.span.end)
  return join(', ', items.map(print))
}
