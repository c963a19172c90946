/** What the printers share: the text the tree was read from, and its comments. */
import type { Span } from '../source/source.ts'
import type { Comment, Expression } from './ast.ts'
import type { Doc } from './layout.ts'
import { concat, join, raw } from './layout.ts'
import { printExpression } from './printExpression.ts'

export interface BlockMark {
  readonly kind: 'Delimiter' | 'HeaderEnd' | 'FooterStart'
  readonly start: number
  readonly end: number
}

export interface Printing {
  readonly text: string
  /** In the order of the text. */
  readonly comments: readonly Comment[]
  /** Where the marks between the parts of blocks stand: `:---:`, `=>>` and `<<=`. */
  readonly marks: readonly BlockMark[]
  /** The notation to write blocks in; as they are where absent. */
  readonly notation: 'block' | 'arrow' | undefined
}

/** The comments that lie between two offsets. */
export const commentsIn = (p: Printing, start: number, end: number): readonly Comment[] => {
  let low = 0
  let high = p.comments.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((p.comments[middle]?.span.start ?? 0) < start) low = middle + 1
    else high = middle
  }
  const found: Comment[] = []
  for (let i = low; i < p.comments.length; i++) {
    const comment = p.comments[i]
    if (comment === undefined || comment.span.end > end) break
    found.push(comment)
  }
  return found
}

export const hasCommentsIn = (p: Printing, span: Span): boolean =>
  commentsIn(p, span.start, span.end).length > 0

/** The text as it stands, where printing would lose a comment. */
export const verbatim = (p: Printing, start: number, end: number): Doc =>
  raw(p.text.slice(start, end).replace(/\r\n?/g, '\n'))

/** An expression that stands by itself, in need of no parentheses. */
export const printWhole = (p: Printing, expression: Expression): Doc => {
  const { span } = expression
  const printsComments = expression.kind === 'block' || expression.kind === 'repeat'
  if (!printsComments && hasCommentsIn(p, span)) return verbatim(p, span.start, span.end)
  return printExpression(p, expression)
}

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
