import type { Block, BlockExpression, RepeatExpression } from './ast.ts'
import { concat, type Doc, nest, newline } from './layout.ts'
import { printArrowRows } from './printArrows.ts'
import { printArgument } from './printExpression.ts'
import { printFieldRows } from './printFields.ts'
import { commentsIn, type Printing, verbatim } from './printing.ts'
import { printRows, stacked } from './printRows.ts'

export const printBlockExpression = (p: Printing, e: BlockExpression): Doc =>
  e.delimiter === 'quote' ? printBlock(p, e.block, '[opengame|', '|]') : printBlock(p, e.block, '{', '}')

export const printRepeat = (p: Printing, e: RepeatExpression): Doc => {
  const start = p.text.lastIndexOf('repeat', e.count.span.start)
  const end = e.block.span.start
  const isCommented = start >= 0 && commentsIn(p, start, end).length > 0
  const head = isCommented ? verbatim(p, start, end) : concat('repeat ', printArgument(p, e.count), ' ')
  return concat(head, printBlock(p, e.block, '{', '}'))
}

const printBlock = (p: Printing, block: Block, open: string, close: string): Doc => {
  const { start, end } = block.span
  const rows = notationOf(p, block) === 'arrow' ? printArrowRows(p, block) : printFieldRows(p, block)
  if (rows.length === 0 && commentsIn(p, start, end).length === 0) return `${open} ${close}`
  const body = stacked(printRows(p, start, end, rows))
  return concat(open, nest(4, newline, body), newline, close)
}

/** A block of nothing but nested blocks and holes has no arrow to be known by. */
const notationOf = (p: Printing, block: Block): 'block' | 'arrow' => {
  const isBare = block.lines.every(
    line => line.boundary === 'byName' || (line.operation.kind === 'hole' && line.label === undefined),
  )
  const hasArrows = block.hasHeader || block.hasFooter || !isBare
  return hasArrows ? (p.notation ?? block.notation) : 'block'
}
