/**
 * Patterns read from the concrete tree of an expression.
 *
 * The grammar reads every field of a block as expressions, because what a field may hold depends on whether
 * it stands in the header, a line or the footer. Where it must bind, its expressions are read here.
 */
import type {
  ApplicationCstNode,
  AtomCstNode,
  ExpressionCstNode,
  FieldValueCstNode,
  ListCstNode,
  ParenthesizedCstNode,
  RecordCstNode,
  SelectionCstNode,
} from '../../grammar/cst.ts'
import { cover } from '../source/source.ts'
import type { Name, Pattern } from './ast.ts'
import { type Building, brokenPattern, first, nameOf, node, spanOfNode, spanOfToken } from './building.ts'
import { constructed, constructorPattern } from './buildPattern.ts'
import { buildType } from './buildType.ts'
import { textOf } from './lexicalErrors.ts'
import { notAPattern } from './patternErrors.ts'

/** `field` is the field's word, for the message where the expression is no pattern. */
export const patternOfExpression = (b: Building, cst: ExpressionCstNode, field: string): Pattern => {
  const [operand, ...rest] = cst.children.operand ?? []
  const applied = first(operand?.children.application)
  const minuses = operand?.children.Minus ?? []
  if (cst.recoveredNode === true && operand === undefined) return brokenPattern(b, spanOfNode(b, cst))
  const isOne = rest.length === 0 && cst.children.infix === undefined
  if (!isOne || applied === undefined) return refused(b, cst, field)
  if (minuses.length === 0) return applicationPattern(b, applied, field)
  const number = first(first(first(applied.children.selection)?.children.atom)?.children.NumberLiteral)
  const isNumber = minuses.length === 1 && applied.children.selection?.length === 1
  if (number === undefined || !isNumber) return refused(b, cst, field)
  return { ...node(b, spanOfNode(b, cst)), kind: 'number', text: `-${number.image}` }
}

type ReadsAsPattern = Parameters<typeof spanOfNode>[1]

const refused = (b: Building, cst: ReadsAsPattern, field: string): Pattern => {
  const span = spanOfNode(b, cst)
  if (cst.recoveredNode !== true) b.diagnostics.push(notAPattern(span, field))
  return brokenPattern(b, span)
}

const applicationPattern = (b: Building, cst: ApplicationCstNode, field: string): Pattern => {
  if (cst.children.prefixed !== undefined) return refused(b, cst, field)
  const selections = cst.children.selection ?? []
  const head = first(selections)
  const isConstructor = first(first(head?.children.atom)?.children.Constructor) !== undefined
  if (selections.length > 1 && !isConstructor) return refused(b, cst, field)
  return constructed(
    b,
    selections.map(selection => selectionPattern(b, selection, field)),
  )
}

const selectionPattern = (b: Building, cst: SelectionCstNode, field: string): Pattern => {
  const atom = first(cst.children.atom)
  if (cst.children.FieldAccess !== undefined) return refused(b, cst, field)
  return atom === undefined ? brokenPattern(b, spanOfNode(b, cst)) : atomPattern(b, atom, field)
}

const atomPattern = (b: Building, cst: AtomCstNode, field: string): Pattern => {
  const { Identifier, Wildcard, Constructor, NumberLiteral, StringLiteral } = cst.children
  const { parenthesized, list, record } = cst.children
  const capital = first(Constructor)
  if (capital !== undefined) return constructorPattern(b, nameOf(b, capital))
  const token = first(Identifier) ?? first(Wildcard) ?? first(NumberLiteral) ?? first(StringLiteral)
  if (token !== undefined) {
    const at = node(b, spanOfToken(b, token))
    if (Identifier !== undefined) return { ...at, kind: 'variable', name: token.image }
    if (Wildcard !== undefined) return { ...at, kind: 'wildcard' }
    if (NumberLiteral !== undefined) return { ...at, kind: 'number', text: token.image }
    return { ...at, kind: 'string', value: textOf(b, token) }
  }
  const group = first(parenthesized)
  if (group !== undefined) return parenthesizedPattern(b, group, field)
  const items = first(list)
  if (items !== undefined) return listPattern(b, items, field)
  const fields = first(record)
  return fields === undefined ? refused(b, cst, field) : recordPattern(b, fields, field)
}

const parenthesizedPattern = (b: Building, cst: ParenthesizedCstNode, field: string): Pattern => {
  const inside = first(cst.children.parenthesizedItems)
  if (cst.children.rightSection !== undefined || inside?.children.Operator !== undefined)
    return refused(b, cst, field)
  const span = spanOfNode(b, cst)
  const items = (inside?.children.annotated ?? []).map((item): Pattern => {
    const expression = first(item.children.expression)
    const pattern = expression === undefined ? brokenPattern(b) : patternOfExpression(b, expression, field)
    const type = first(item.children.type)
    if (type === undefined) return pattern
    const annotation = buildType(b, type)
    return { ...node(b, cover(pattern.span, annotation.span)), kind: 'annotate', pattern, type: annotation }
  })
  const [only] = items
  if (items.length === 1 && only !== undefined) return { ...only, span }
  return { ...node(b, span), kind: 'tuple', items }
}

const listPattern = (b: Building, cst: ListCstNode, field: string): Pattern => {
  if (cst.children.DotDot !== undefined || cst.children.qualifiers !== undefined)
    return refused(b, cst, field)
  const items = first(cst.children.expressions)?.children.expression ?? []
  const patterns = items.map(item => patternOfExpression(b, item, field))
  return { ...node(b, spanOfNode(b, cst)), kind: 'list', items: patterns }
}

const recordPattern = (b: Building, cst: RecordCstNode, field: string): Pattern => {
  if (cst.children.expression !== undefined) return refused(b, cst, field)
  const fields = (first(cst.children.fieldValues)?.children.fieldValue ?? []).map(one =>
    fieldPattern(b, one, field),
  )
  return { ...node(b, spanOfNode(b, cst)), kind: 'record', fields }
}

const fieldPattern = (
  b: Building,
  cst: FieldValueCstNode,
  field: string,
): { readonly name: Name; readonly pattern: Pattern } => {
  const name = nameOf(b, first(cst.children.Identifier))
  const value = first(cst.children.expression)
  if (value !== undefined) return { name, pattern: patternOfExpression(b, value, field) }
  return { name, pattern: { ...node(b, name.span), kind: 'variable', name: name.text } }
}
