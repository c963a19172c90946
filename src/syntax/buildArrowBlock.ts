import type {
  ArrowFooterCstNode,
  ArrowItemCstNode,
  ArrowLineCstNode,
  ArrowRestCstNode,
} from '../../grammar/cst.ts'
import { cover, type Span } from '../source/source.ts'
import type { Block, Expression, Line, Pattern } from './ast.ts'
import { footerNotLast, headerNotFirst } from './blockErrors.ts'
import { type LabelItem, labelItems, type NestedItem } from './blockItems.ts'
import { buildNested } from './buildBlock.ts'
import { buildExpression, buildExpressions } from './buildExpression.ts'
import { type Building, first, node, spanOfNode } from './building.ts'
import { buildPatterns } from './buildPattern.ts'
import { boundaryByName } from './byName.ts'

interface OpenBlock {
  readonly b: Building
  readonly lines: Line[]
  header: { readonly inputs: readonly Pattern[]; readonly feedback: readonly Expression[] } | undefined
  footer: { readonly returns: readonly Pattern[]; readonly outputs: readonly Expression[] } | undefined
  /** A label that waits for its line. */
  label: LabelItem | undefined
}

/** `inputs || feedback =>> … <<= returns || outputs` */
export const buildArrowBlock = (b: Building, items: readonly ArrowItemCstNode[], span: Span): Block => {
  const block: OpenBlock = { b, lines: [], header: undefined, footer: undefined, label: undefined }
  for (const item of items) {
    const line = first(item.children.arrowLine)
    const footer = first(item.children.arrowFooter)
    const shared = first(item.children.labelItem)
    if (line !== undefined) addArrow(block, line)
    if (footer !== undefined) addFooter(block, footer)
    if (shared !== undefined) for (const one of labelItems(b, shared)) addShared(block, one)
  }
  addLabelledHole(block)
  return {
    ...node(b, span),
    notation: 'arrow',
    hasHeader: block.header !== undefined,
    hasFooter: block.footer !== undefined,
    inputs: block.header?.inputs ?? [],
    feedback: block.header?.feedback ?? [],
    lines: block.lines,
    outputs: block.footer?.outputs ?? [],
    returns: block.footer?.returns ?? [],
  }
}

const addArrow = (block: OpenBlock, cst: ArrowLineCstNode): void => {
  const bound = buildPatterns(block.b, first(cst.children.patterns))
  const rest = first(cst.children.arrowRest)
  if (rest !== undefined) addLine(block, cst, rest, bound)
  else if (cst.children.OrOr !== undefined) addHeader(block, cst, bound)
}

const addHeader = (block: OpenBlock, cst: ArrowLineCstNode, inputs: readonly Pattern[]): void => {
  const feedback = buildExpressions(block.b, first(cst.children.expressions))
  if (block.header !== undefined || block.lines.length > 0)
    block.b.diagnostics.push(headerNotFirst(spanOfNode(block.b, cst)))
  block.header ??= { inputs, feedback }
}

const addFooter = (block: OpenBlock, cst: ArrowFooterCstNode): void => {
  const returns = buildPatterns(block.b, first(cst.children.patterns))
  const outputs = buildExpressions(block.b, first(cst.children.expressions))
  if (block.footer !== undefined) block.b.diagnostics.push(footerNotLast(spanOfNode(block.b, cst)))
  block.footer ??= { returns, outputs }
}

const addLine = (
  block: OpenBlock,
  cst: ArrowLineCstNode,
  rest: ArrowRestCstNode,
  outputs: readonly Pattern[],
): void => {
  const { b } = block
  const returns = buildExpressions(b, first(rest.children.returns))
  const operation = buildExpression(b, first(rest.children.operation))
  const feedback = buildPatterns(b, first(rest.children.feedback))
  const inputs = buildExpressions(b, first(rest.children.inputs))
  const { label, span } = takeLabel(block, spanOfNode(b, cst))
  push(block, { ...node(b, span), label, inputs, feedback, operation, outputs, returns, boundary: 'written' })
}

const push = (block: OpenBlock, line: Line): void => {
  if (block.footer !== undefined) block.b.diagnostics.push(footerNotLast(line.span))
  block.lines.push(line)
}

const takeLabel = (block: OpenBlock, span: Span): { readonly label: Line['label']; readonly span: Span } => {
  const label = block.label
  block.label = undefined
  return { label: label?.name, span: label === undefined ? span : cover(label.span, span) }
}

const noFields = { inputs: [], feedback: [], outputs: [], returns: [] }

const addShared = (block: OpenBlock, item: LabelItem | NestedItem): void => {
  const { b } = block
  if (item.kind === 'label') {
    addLabelledHole(block)
    block.label = item
    return
  }
  const operation = buildNested(b, item)
  const { label, span } = takeLabel(block, item.span)
  const at = { ...node(b, span), label, operation }
  if (operation.kind === 'hole') push(block, { ...at, ...noFields, boundary: 'written' })
  else push(block, { ...at, ...boundaryByName(b, operation.block), boundary: 'byName' })
}

/** A label with no line after it: what it names is not decided yet. */
const addLabelledHole = (block: OpenBlock): void => {
  const label = block.label
  if (label === undefined) return
  block.label = undefined
  const operation: Expression = { ...node(block.b, label.span), kind: 'hole' }
  push(block, {
    ...node(block.b, label.span),
    label: label.name,
    operation,
    ...noFields,
    boundary: 'written',
  })
}
