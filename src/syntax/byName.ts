/**
 * The fields of a line that is a nested block, taken from the block's own boundary: what it calls its inputs
 * and returns is looked up outside under the same names, what it outputs and feeds back is bound there.
 */
import type { Block, Expression, Line, Pattern } from './ast.ts'
import { type Building, brokenExpression, brokenPattern, node } from './building.ts'
import { notAName } from './patternErrors.ts'

type Boundary = Pick<Line, 'inputs' | 'feedback' | 'outputs' | 'returns'>

const used = (b: Building, pattern: Pattern, field: string): Expression => {
  const at = node(b, pattern.span)
  if (pattern.kind === 'variable') return { ...at, kind: 'variable', name: pattern.name }
  if (pattern.kind === 'annotate') return used(b, pattern.pattern, field)
  if (pattern.kind === 'tuple')
    return { ...at, kind: 'tuple', items: pattern.items.map(item => used(b, item, field)) }
  if (pattern.kind !== 'broken') b.diagnostics.push(notAName(pattern.span, field))
  return brokenExpression(b, pattern.span)
}

const bound = (b: Building, expression: Expression, field: string): Pattern => {
  const at = node(b, expression.span)
  if (expression.kind === 'variable') return { ...at, kind: 'variable', name: expression.name }
  if (expression.kind === 'annotate') return bound(b, expression.expression, field)
  if (expression.kind === 'tuple')
    return { ...at, kind: 'tuple', items: expression.items.map(item => bound(b, item, field)) }
  if (expression.kind !== 'broken') b.diagnostics.push(notAName(expression.span, field))
  return brokenPattern(b, expression.span)
}

export const boundaryByName = (b: Building, block: Block): Boundary => ({
  inputs: block.inputs.map(pattern => used(b, pattern, 'inputs')),
  feedback: block.feedback.map(expression => bound(b, expression, 'feedback')),
  outputs: block.outputs.map(expression => bound(b, expression, 'outputs')),
  returns: block.returns.map(pattern => used(b, pattern, 'returns')),
})
