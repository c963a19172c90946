/** What the two notations share in printing a line of a block. */
import type { Span } from '../source/source.ts'
import type { Block, Comment, Line, Name } from './ast.ts'
import type { Doc } from './layout.ts'
import { type BlockMark, commentsIn, marksIn, type Printing } from './printing.ts'

/** The marks of a block that are not those of a nested one. */
export const marksOf = (p: Printing, block: Block, kind: BlockMark['kind']): readonly BlockMark[] =>
  marksIn(p, block.span).filter(
    mark =>
      mark.kind === kind &&
      !block.lines.some(({ operation: { kind: inner, span } }) => {
        return inner !== 'hole' && mark.start >= span.start && mark.end <= span.end
      }),
  )

/** `round1:`; text that was made into a name keeps its words, on a row of its own. */
export const printLabel = (p: Printing, label: Name): { readonly doc: Doc; readonly isRow: boolean } => {
  const written = p.text.slice(label.span.start, label.span.end)
  if (written === label.text || written === '') return { doc: `${label.text}:`, isRow: false }
  return { doc: `label     : ${written} ;`, isRow: true }
}

export const hasFields = (line: Line): boolean =>
  line.inputs.length + line.feedback.length + line.outputs.length + line.returns.length > 0

/** Whether no operation was written: its hole spans the whole line. */
export const isAbsent = ({ operation, span }: Line): boolean =>
  operation.kind === 'hole' && operation.span.start === span.start && operation.span.end === span.end

/** A line that is nothing but `...`. */
export const isBareHole = (line: Line): boolean =>
  line.operation.kind === 'hole' && line.label === undefined && !hasFields(line)

type Items = readonly { readonly span: Span }[]

const extentOf = (items: Items): Extent | undefined => {
  const start = items[0]?.span.start
  const end = items.at(-1)?.span.end
  return start === undefined || end === undefined ? undefined : { start, end }
}

/** A stretch of the source. */
export interface Extent {
  readonly start: number
  readonly end: number
}

/** From the first of all items to the last, or an empty stretch at `fallback`. */
export const extentOfAll = (fields: readonly Items[], fallback: number): Extent => {
  const extents = fields.flatMap(items => extentOf(items) ?? [])
  if (extents.length === 0) return { start: fallback, end: fallback }
  return { start: Math.min(...extents.map(e => e.start)), end: Math.max(...extents.map(e => e.end)) }
}

/** The comments of a stretch that printing its fields would lose: those outside of them. */
export const commentsBetween = (
  p: Printing,
  extent: Extent,
  fields: readonly Items[],
): readonly Comment[] => {
  const kept = fields.flatMap(items => extentOf(items) ?? [])
  return commentsIn(p, extent.start, extent.end).filter(
    ({ span }) => !kept.some(field => span.start >= field.start && span.end <= field.end),
  )
}

/** Those of a line. */
export const commentsOutside = (p: Printing, line: Line): readonly Comment[] => {
  const operation = isAbsent(line) ? [] : [line.operation]
  return commentsBetween(p, line.span, [line.inputs, line.feedback, operation, line.outputs, line.returns])
}
