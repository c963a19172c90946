import type { Block, Expression, Line, Pattern } from './ast.ts'
import { concat, type Doc, group, line as lineBreak, nest, newline } from './layout.ts'
import { printBlockExpression, printRepeat } from './printBlock.ts'
import { printExpression } from './printExpression.ts'
import {
  type BlockMark,
  type Printing,
  printGame,
  printList,
  printPatterns,
  printWhole,
  verbatim,
} from './printing.ts'
import {
  commentsBetween,
  commentsOutside,
  extentOfAll,
  isBareHole,
  marksOf,
  printLabel,
} from './printLine.ts'
import { printPattern } from './printPattern.ts'
import type { SourceRow } from './printRows.ts'

const expressions = (p: Printing, items: readonly Expression[]): Doc =>
  printList(p, items, item => (items.length === 1 ? printWhole(p, item) : printExpression(p, item)))

const patterns = (p: Printing, items: readonly Pattern[]): Doc => printPatterns(p, items)

const isEmpty = (doc: Doc): boolean =>
  typeof doc === 'object' && doc.kind === 'concat' && doc.parts.length === 0

/** Side by side, with a blank between those that are not empty. */
const words = (...docs: readonly Doc[]): Doc => {
  const present = docs.filter(doc => !isEmpty(doc))
  return concat(...present.flatMap((doc, i) => (i === 0 ? [doc] : [' ', doc])))
}

type Items = readonly (Expression | Pattern)[]

const boundaryRow = (
  p: Printing,
  doc: Doc,
  fields: readonly Items[],
  mark: BlockMark | undefined,
  fallback: number,
): SourceRow => {
  const items = extentOfAll(fields, mark?.start ?? fallback)
  const start = Math.min(items.start, mark?.start ?? items.start)
  const extent = { start, end: Math.max(items.end, mark?.end ?? items.end) }
  return { doc, ...extent, hoisted: commentsBetween(p, extent, fields), blank: false }
}

/** The rows of a block as arrows. */
export const printArrowRows = (p: Printing, block: Block): readonly SourceRow[] => {
  const header = words(patterns(p, block.inputs), '||', expressions(p, block.feedback), '=>>')
  const footer = words('<<=', patterns(p, block.returns), '||', expressions(p, block.outputs))
  const delimiters = marksOf(p, block, 'Delimiter')
  const isArrow = block.notation === 'arrow'
  const headerMark = isArrow ? marksOf(p, block, 'HeaderEnd')[0] : delimiters[0]
  const footerMark = isArrow ? marksOf(p, block, 'FooterStart')[0] : delimiters.at(-1)
  const end = block.lines.at(-1)?.span.end ?? block.span.end
  return [
    ...(block.hasHeader
      ? [boundaryRow(p, header, [block.inputs, block.feedback], headerMark, block.span.start)]
      : []),
    ...block.lines.map(line => printArrow(p, block, line)),
    ...(block.hasFooter ? [boundaryRow(p, footer, [block.returns, block.outputs], footerMark, end)] : []),
  ]
}

const printArrow = (p: Printing, block: Block, line: Line): SourceRow => {
  const { start, end } = line.span
  const converted = block.notation !== 'arrow'
  const lost = commentsOutside(p, line)
  const blank = converted ? { blank: false } : {}
  if (!converted && lost.length > 0 && line.boundary === 'written' && !isBareHole(line))
    return { doc: concat(verbatim(p, start, end), ' ;'), start, end }
  return { doc: labelled(p, line), start, end, hoisted: lost, ...blank }
}

/** After a label `{` would begin a block. */
const outputs = (p: Printing, line: Line): Doc => {
  const doc = patterns(p, line.outputs)
  if (line.label === undefined || line.outputs[0]?.kind !== 'record') return doc
  return printList(p, line.outputs, item =>
    item === line.outputs[0] ? concat('(', printPattern(item), ')') : printPattern(item),
  )
}

const labelled = (p: Printing, line: Line): Doc => {
  const doc = unlabelled(p, line)
  if (line.label === undefined) return doc
  const label = printLabel(p, line.label)
  return concat(label.doc, label.isRow ? newline : ' ', doc)
}

const unlabelled = (p: Printing, line: Line): Doc => {
  const { operation } = line
  if (isBareHole(line)) return '...'
  if (line.boundary === 'byName' && operation.kind === 'block') return printBlockExpression(p, operation)
  if (line.boundary === 'byName' && operation.kind === 'repeat') return printRepeat(p, operation)
  return group(
    words(outputs(p, line), '|', expressions(p, line.returns)),
    nest(
      4,
      concat(lineBreak, '<- ', printGame(p, operation)),
      concat(lineBreak, words('-<', patterns(p, line.feedback), '|', expressions(p, line.inputs), ';')),
    ),
  )
}
