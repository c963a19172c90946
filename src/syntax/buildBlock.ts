import type {
  BlockItemCstNode,
  BracedBlockCstNode,
  QuotedBlockCstNode,
  RepeatBlockCstNode,
} from '../../grammar/cst.ts'
import type { Span } from '../source/source.ts'
import type { Block, BlockExpression, Expression, Line, Pattern, RepeatExpression } from './ast.ts'
import {
  lineWithoutOperation,
  misplacedInBoundary,
  operationEmpty,
  operationOfMany,
  thirdDelimiter,
} from './blockErrors.ts'
import { type BlockItem, blockItems, type FieldItem, type FieldWord, type NestedItem } from './blockItems.ts'
import { buildArrowBlock } from './buildArrowBlock.ts'
import { buildExpressions, buildSelection } from './buildExpression.ts'
import { type Building, brokenExpression, brokenPattern, first, node, spanOfNode } from './building.ts'
import { boundaryByName } from './byName.ts'
import { boundaryFields, type LineFields, linesOf } from './lineFields.ts'
import { patternOfExpression } from './patternOfExpression.ts'

export const buildBlockExpression = (
  b: Building,
  cst: QuotedBlockCstNode | BracedBlockCstNode,
): BlockExpression => {
  const block = buildBlock(b, cst)
  const delimiter = cst.name === 'quotedBlock' ? 'quote' : 'braces'
  return { ...node(b, block.span), kind: 'block', block, delimiter }
}

export const buildRepeat = (b: Building, cst: RepeatBlockCstNode): RepeatExpression => {
  const count = buildSelection(b, first(cst.children.selection))
  const braced = first(cst.children.bracedBlock)
  const span = spanOfNode(b, cst)
  return {
    ...node(b, span),
    kind: 'repeat',
    count,
    block: braced === undefined ? empty(b, span) : buildBlock(b, braced),
  }
}

const buildBlock = (b: Building, cst: QuotedBlockCstNode | BracedBlockCstNode): Block => {
  const span = spanOfNode(b, cst)
  const { arrowItem, blockItem } = cst.children
  const isArrow = 'ArrowOpen' in cst.children || 'ArrowQuoteOpen' in cst.children
  return isArrow ? buildArrowBlock(b, arrowItem ?? [], span) : buildFieldBlock(b, blockItem ?? [], span)
}

const empty = (b: Building, span: Span): Block => ({
  ...node(b, span),
  ...{ notation: 'block', hasHeader: false, hasFooter: false },
  ...{ inputs: [], feedback: [], lines: [], outputs: [], returns: [] },
})

interface Parts {
  readonly header: readonly BlockItem[] | undefined
  readonly lines: readonly BlockItem[]
  readonly footer: readonly BlockItem[] | undefined
}

const isOfLine = (item: BlockItem): boolean => item.kind !== 'field' || item.word === 'operation'

/** With one delimiter, what stands before it is the header unless it has an operation. */
const partsOf = (b: Building, items: readonly BlockItem[]): Parts => {
  const sections: BlockItem[][] = [[]]
  for (const item of items) {
    if (item.kind !== 'delimiter') sections.at(-1)?.push(item)
    else if (sections.length < 3) sections.push([])
    else b.diagnostics.push(thirdDelimiter(item.span))
  }
  const [one = [], two, three] = sections
  if (two === undefined) return { header: undefined, lines: one, footer: undefined }
  if (three !== undefined) return { header: one, lines: two, footer: three }
  if (one.some(isOfLine)) return { header: undefined, lines: one, footer: two }
  const isFooter = two.every(
    item => item.kind === 'field' && (item.word === 'outputs' || item.word === 'returns'),
  )
  return isFooter && two.length > 0
    ? { header: one, lines: [], footer: two }
    : { header: one, lines: two, footer: undefined }
}

const buildFieldBlock = (b: Building, items: readonly BlockItemCstNode[], span: Span): Block => {
  const parts = partsOf(b, blockItems(b, items))
  const header = boundary(b, parts.header, ['inputs', 'feedback'], 'header')
  const footer = boundary(b, parts.footer, ['outputs', 'returns'], 'footer')
  return {
    ...node(b, span),
    notation: 'block',
    hasHeader: parts.header !== undefined,
    hasFooter: parts.footer !== undefined,
    inputs: patterns(b, header.get('inputs')),
    feedback: expressions(b, header.get('feedback')),
    lines: linesOf(b, parts.lines).map(line => buildLine(b, line)),
    outputs: expressions(b, footer.get('outputs')),
    returns: patterns(b, footer.get('returns')),
  }
}

const boundary = (
  b: Building,
  items: readonly BlockItem[] | undefined,
  words: readonly FieldWord[],
  part: 'header' | 'footer',
): ReadonlyMap<FieldWord, FieldItem> =>
  boundaryFields(b, items ?? [], words, item => b.diagnostics.push(misplacedInBoundary(item, part)))

const buildLine = (b: Building, line: LineFields): Line => {
  if (line.nested !== undefined) return buildNestedLine(b, line, line.nested)
  return { ...fieldsOf(b, line), operation: operationOf(b, line), boundary: 'written' }
}

const fieldsOf = (b: Building, line: LineFields): Omit<Line, 'operation' | 'boundary'> => ({
  ...node(b, line.span),
  label: line.label?.name,
  inputs: expressions(b, line.fields.get('inputs')),
  feedback: patterns(b, line.fields.get('feedback')),
  outputs: patterns(b, line.fields.get('outputs')),
  returns: expressions(b, line.fields.get('returns')),
})

const operationOf = (b: Building, line: LineFields): Expression => {
  const field = line.fields.get('operation')
  if (field === undefined) {
    if (line.label !== undefined) return { ...node(b, line.span), kind: 'hole' }
    b.diagnostics.push(lineWithoutOperation(line.span))
    return brokenExpression(b, line.span)
  }
  const [only, ...more] = expressions(b, field)
  if (only === undefined) b.diagnostics.push(operationEmpty(field.span))
  if (more.length > 0) b.diagnostics.push(operationOfMany(field.span))
  return only ?? brokenExpression(b, field.span)
}

const buildNestedLine = (b: Building, line: LineFields, nested: NestedItem): Line => {
  const operation = buildNested(b, nested)
  if (line.fields.size > 0 || operation.kind === 'hole')
    return { ...fieldsOf(b, line), operation, boundary: 'written' }
  return {
    ...node(b, line.span),
    label: line.label?.name,
    ...boundaryByName(b, operation.block),
    operation,
    boundary: 'byName',
  }
}

/** `{ … }`, `repeat n { … }` or `...` as the operation of its line. */
export const buildNested = (
  b: Building,
  item: NestedItem,
): BlockExpression | RepeatExpression | Extract<Expression, { readonly kind: 'hole' }> => {
  if (item.kind === 'block') return buildBlockExpression(b, item.cst)
  if (item.kind === 'repeat') return buildRepeat(b, item.cst)
  return { ...node(b, item.span), kind: 'hole' }
}

/** A field in which the parser found nothing it could read is broken, not empty. */
const isBroken = (field: FieldItem): boolean =>
  field.cst.recoveredNode === true && field.cst.children.expressions === undefined

const expressions = (b: Building, field: FieldItem | undefined): readonly Expression[] => {
  if (field === undefined) return []
  if (isBroken(field)) return [brokenExpression(b, field.span)]
  return buildExpressions(b, first(field.cst.children.expressions))
}

const patterns = (b: Building, field: FieldItem | undefined): readonly Pattern[] => {
  if (field === undefined) return []
  if (isBroken(field)) return [brokenPattern(b, field.span)]
  const items = first(field.cst.children.expressions)?.children.expression ?? []
  return items.map(item => patternOfExpression(b, item, field.word))
}
