import type { Block, Expression, Line, Pattern } from './ast.ts'
import { concat, type Doc, group, join, nest, renderFlat } from './layout.ts'
import { printBlockExpression, printRepeat } from './printBlock.ts'
import { printExpression } from './printExpression.ts'
import {
  type BlockMark,
  hasCommentsIn,
  type Printing,
  printGame,
  printList,
  printPatterns,
  printWhole,
} from './printing.ts'
import {
  commentsBetween,
  commentsOutside,
  extentOfAll,
  hasFields,
  isAbsent,
  isBareHole,
  marksOf,
  printLabel,
} from './printLine.ts'
import type { SourceRow } from './printRows.ts'

/** Leaves room for the indentation of a nested block. */
const longestLine = 110

const delimiter = ':---------------------------:'

interface Field {
  readonly word: string
  readonly value: Doc
  readonly start: number | undefined
  readonly end: number | undefined
  /** A block brings its own indentation. */
  readonly isBlock: boolean
}

const extent = (items: readonly (Expression | Pattern)[]): Omit<Field, 'word' | 'value'> => ({
  start: items[0]?.span.start,
  end: items.at(-1)?.span.end,
  isBlock: items.some(item => item.kind === 'block' || item.kind === 'repeat'),
})

const using = (p: Printing, word: string, items: readonly Expression[]): Field => ({
  word,
  value: printList(p, items, item => (items.length === 1 ? printWhole(p, item) : printExpression(p, item))),
  ...extent(items),
})

/** An operation that was not written is put where it belongs. */
const operationField = (p: Printing, line: Line): Field => {
  const { operation, label, inputs, feedback } = line
  const value = printGame(p, operation)
  if (!isAbsent(line)) return { word: 'operation', value, ...extent([operation]) }
  const at = Math.max(
    line.span.start,
    ...[...(label ? [label] : []), ...inputs, ...feedback].map(item => item.span.end),
  )
  return { word: 'operation', value, start: at, end: at, isBlock: false }
}

const binding = (p: Printing, word: string, items: readonly Pattern[]): Field => ({
  word,
  value: printPatterns(p, items),
  ...extent(items),
})

const isGiven = (field: Field): boolean => field.start !== undefined

const fieldDoc = (field: Field): Doc =>
  isGiven(field)
    ? group(`${field.word.padEnd(9)} : `, field.isBlock ? field.value : nest(4, field.value), ' ;')
    : `${field.word.padEnd(9)} : ;`

/** The rows of a block as fields. */
export const printFieldRows = (p: Printing, block: Block): readonly SourceRow[] => {
  const at = block.span.start
  const last = block.lines.at(-1)?.span.end ?? at
  const delimiters = marksOf(p, block, 'Delimiter')
  const header = [binding(p, 'inputs', block.inputs), using(p, 'feedback', block.feedback)]
  const footer = [using(p, 'outputs', block.outputs), binding(p, 'returns', block.returns)]
  const lines = block.lines.flatMap((line, i) => printLine(p, block, line, block.lines[i + 1]))
  const headerRows =
    block.notation === 'block'
      ? boundaryRows(p, block, header, at)
      : convertedBoundary(p, header, [block.inputs, block.feedback], at)
  const footerRows =
    block.notation === 'block'
      ? boundaryRows(p, block, footer, last)
      : convertedBoundary(p, footer, [block.outputs, block.returns], last)
  const afterHeader = headerRows.at(-1)?.end ?? at
  return [
    ...(block.hasHeader ? [...headerRows, delimiterRow(delimiters[0], afterHeader)] : []),
    ...lines,
    ...(block.hasFooter ? [delimiterRow(delimiters.at(-1), last), ...footerRows] : []),
  ]
}

const delimiterRow = (mark: BlockMark | undefined, fallback: number): SourceRow => ({
  doc: delimiter,
  start: mark?.start ?? fallback,
  end: mark?.end ?? fallback,
  blank: false,
})

const markKind: Readonly<Record<string, BlockMark['kind']>> = {
  ...{ inputs: 'Inputs', feedback: 'Feedback', outputs: 'Outputs', returns: 'Returns' },
}

/** An empty field stands where its word was written, if it was. */
const boundaryRows = (
  p: Printing,
  block: Block,
  fields: readonly Field[],
  from: number,
): readonly SourceRow[] => {
  let reached = from
  return fields.map(field => {
    const kind = markKind[field.word]
    const written = kind === undefined || isGiven(field) ? undefined : wordAt(p, block, kind)
    const start = field.start ?? written?.start ?? reached
    reached = field.end ?? written?.end ?? reached
    return { doc: fieldDoc(field), start, end: reached, blank: false }
  })
}

/** The word of a field of the header or the footer. */
const wordAt = (p: Printing, block: Block, kind: BlockMark['kind']): BlockMark | undefined => {
  const delimiters = marksOf(p, block, 'Delimiter')
  const isHeader = kind === 'Inputs' || kind === 'Feedback'
  const edge = isHeader ? delimiters[0]?.start : delimiters.at(-1)?.end
  if (edge === undefined) return undefined
  return marksOf(p, block, kind).find(mark => (isHeader ? mark.start < edge : mark.start > edge))
}

const convertedBoundary = (
  p: Printing,
  fields: readonly Field[],
  items: readonly (readonly (Expression | Pattern)[])[],
  fallback: number,
): readonly SourceRow[] => {
  const extent = extentOfAll(items, fallback)
  return fields.map((field, i): SourceRow => {
    const doc = fieldDoc(field)
    if (i > 0) return { doc, start: extent.end, end: extent.end, blank: false }
    return { doc, ...extent, hoisted: commentsBetween(p, extent, items), blank: false }
  })
}

const printLine = (p: Printing, block: Block, line: Line, next: Line | undefined): readonly SourceRow[] => {
  const { start, end } = line.span
  const label = line.label === undefined ? undefined : printLabel(p, line.label)
  const nested = nestedDoc(p, line)
  if (nested !== undefined) {
    const hoisted = commentsOutside(p, line)
    if (label === undefined) return [{ doc: nested, start, end, hoisted }]
    const doc = label.isRow ? nested : concat(label.doc, ' ', nested)
    const rows = [{ doc, start, end, hoisted }]
    return label.isRow ? [{ doc: label.doc, start, end: start }, ...rows] : rows
  }
  const fields = fieldsOf(p, line, next)
  const compact =
    block.notation === 'block' && label?.isRow !== true ? compactDoc(p, line, label?.doc, fields) : undefined
  if (compact !== undefined) return [{ doc: compact, start, end }]
  return block.notation === 'block'
    ? spread(line, label?.doc, fields)
    : converted(p, line, label?.doc, fields)
}

const nestedDoc = (p: Printing, line: Line): Doc | undefined => {
  if (isBareHole(line)) return '...'
  if (line.boundary !== 'byName') return undefined
  if (line.operation.kind === 'block') return printBlockExpression(p, line.operation)
  return line.operation.kind === 'repeat' ? printRepeat(p, line.operation) : undefined
}

const fieldsOf = (p: Printing, line: Line, next: Line | undefined): readonly Field[] =>
  [
    using(p, 'inputs', line.inputs),
    binding(p, 'feedback', line.feedback),
    ...(isUndecided(line, next) ? [] : [operationField(p, line)]),
    binding(p, 'outputs', line.outputs),
    using(p, 'returns', line.returns),
  ].filter(isGiven)

/** A label may go without an operation, unless the next line would then lend it its own. */
const isUndecided = (line: Line, next: Line | undefined): boolean => {
  if (!isAbsent(line) || line.label === undefined) return false
  if (next === undefined || next.label !== undefined) return true
  return (isBareHole(next) || next.boundary === 'byName') && hasFields(line)
}

/** A line written on one line stays on one, where there is room. */
const compactDoc = (
  p: Printing,
  line: Line,
  label: Doc | undefined,
  fields: readonly Field[],
): Doc | undefined => {
  const written = p.text.slice(line.span.start, line.span.end)
  if (written === '' || written.includes('\n') || hasCommentsIn(p, line.span)) return undefined
  const words = fields.map(field => concat(`${field.word} : `, field.value, ' ;'))
  const flat = renderFlat(join(' ', label === undefined ? words : [label, ...words]))
  return flat === undefined || flat.length > longestLine ? undefined : flat
}

/** A row for the label and for each field, in the order in which they were written. */
const spread = (line: Line, label: Doc | undefined, fields: readonly Field[]): readonly SourceRow[] => {
  const start = line.label?.span.start ?? line.span.start
  const rows = fields.map((field): SourceRow => {
    const at = field.start ?? start
    return { doc: fieldDoc(field), start: at, end: field.end ?? at }
  })
  if (label === undefined) return rows
  return [{ doc: label, start, end: line.label?.span.end ?? start }, ...rows]
}

/** From arrows: the comments within the line come before it, and a blank line between lines. */
const converted = (
  p: Printing,
  line: Line,
  label: Doc | undefined,
  fields: readonly Field[],
): readonly SourceRow[] => {
  const { start, end } = line.span
  const docs = [...(label === undefined ? [] : [label]), ...fields.map(fieldDoc)]
  return docs.map((doc, i): SourceRow => {
    if (i > 0) return { doc, start: end, end, blank: false }
    return { doc, start, end, hoisted: commentsOutside(p, line), blank: true }
  })
}
