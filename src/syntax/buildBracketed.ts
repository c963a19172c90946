/** Expressions in brackets: tuples, sections, annotations, lists, records, `do`. */
import type {
  AnnotatedCstNode,
  AtomCstNode,
  DoBlockCstNode,
  FieldValueCstNode,
  FieldValuesCstNode,
  ListCstNode,
  ParenthesizedCstNode,
  ParenthesizedItemsCstNode,
  RecordCstNode,
  RightSectionCstNode,
  StatementCstNode,
} from '../../grammar/cst.ts'
import { cover, type Span } from '../source/source.ts'
import type { DoStatement, Expression, FieldValue, Qualifier } from './ast.ts'
import { buildBinding, buildExpression, buildExpressions } from './buildExpression.ts'
import { type Building, brokenExpression, first, isMadeUp, nameOf, node, spanOfNode } from './building.ts'
import { buildPattern } from './buildPattern.ts'
import { buildType } from './buildType.ts'
import { isOperator } from './precedence.ts'
import { emptyDo, fieldWithoutValue, lastStatementBinds, rangeOfMany } from './syntaxErrors.ts'

export const buildBracketed = (b: Building, cst: AtomCstNode): Expression => {
  const { parenthesized, list, record, doBlock } = cst.children
  const group = first(parenthesized)
  if (group !== undefined) return buildParenthesized(b, group)
  const items = first(list)
  if (items !== undefined) return buildList(b, items)
  const fields = first(record)
  if (fields !== undefined) return buildRecord(b, fields)
  const statements = first(doBlock)
  return statements === undefined ? brokenExpression(b, spanOfNode(b, cst)) : buildDo(b, statements)
}

const buildParenthesized = (b: Building, cst: ParenthesizedCstNode): Expression => {
  const span = spanOfNode(b, cst)
  const section = first(cst.children.rightSection)
  if (section !== undefined) return buildRightSection(b, section, span)
  const items = first(cst.children.parenthesizedItems)
  if (items !== undefined) return buildItems(b, items, span)
  const close = first(cst.children.ParenClose)
  if (cst.recoveredNode === true || close === undefined || isMadeUp(close)) return brokenExpression(b, span)
  return { ...node(b, span), kind: 'tuple', items: [] }
}

const buildRightSection = (b: Building, cst: RightSectionCstNode, span: Span): Expression => {
  const operator = first(cst.children.Operator)
  if (operator === undefined || !isOperator(operator.image)) return brokenExpression(b, span)
  const operand = first(cst.children.expression)
  if (operand === undefined) return { ...node(b, span), kind: 'operator', operator: operator.image }
  return {
    ...node(b, span),
    ...{ kind: 'section', operator: operator.image, side: 'right' },
    operand: buildExpression(b, operand),
  }
}

const buildItems = (b: Building, cst: ParenthesizedItemsCstNode, span: Span): Expression => {
  const items = (cst.children.annotated ?? []).map(item => buildAnnotated(b, item))
  const [only] = items
  const operator = first(cst.children.Operator)
  if (only === undefined) return brokenExpression(b, span)
  if (operator !== undefined && isOperator(operator.image))
    return { ...node(b, span), kind: 'section', operator: operator.image, side: 'left', operand: only }
  if (items.length === 1) return { ...only, span }
  return { ...node(b, span), kind: 'tuple', items }
}

const buildAnnotated = (b: Building, cst: AnnotatedCstNode): Expression => {
  const expression = buildExpression(b, first(cst.children.expression))
  const type = first(cst.children.type)
  if (type === undefined) return expression
  const annotation = buildType(b, type)
  return {
    ...node(b, cover(expression.span, annotation.span)),
    kind: 'annotate',
    expression,
    type: annotation,
  }
}

const buildList = (b: Building, cst: ListCstNode): Expression => {
  const items = buildExpressions(b, first(cst.children.expressions))
  const span = spanOfNode(b, cst)
  const [from, next] = items
  if (cst.children.DotDot !== undefined) {
    const to = buildExpression(b, first(cst.children.expression))
    if (items.length > 2) b.diagnostics.push(rangeOfMany(span))
    return { ...node(b, span), kind: 'range', from: from ?? brokenExpression(b), next, to }
  }
  const qualifiers = first(cst.children.qualifiers)
  if (qualifiers === undefined) return { ...node(b, span), kind: 'list', items }
  return {
    ...node(b, span),
    kind: 'comprehension',
    body: bodyOf(b, items),
    qualifiers: (qualifiers.children.statement ?? []).map(statement => buildQualifier(b, statement)),
  }
}

/** Several expressions before the bar of a comprehension are taken for a tuple without its parentheses. */
const bodyOf = (b: Building, items: readonly Expression[]): Expression => {
  const [head, ...rest] = items
  if (head === undefined) return brokenExpression(b)
  if (rest.length === 0) return head
  const span = rest.reduce((whole, item) => cover(whole, item.span), head.span)
  return { ...node(b, span), kind: 'tuple', items }
}

const buildQualifier = (b: Building, cst: StatementCstNode): Qualifier => {
  const statement = buildStatement(b, cst)
  const at = { id: statement.id, span: statement.span }
  if (statement.kind === 'draw')
    return { ...at, kind: 'generator', pattern: statement.pattern, source: statement.source }
  if (statement.kind === 'let') return { ...at, kind: 'let', binding: statement.binding }
  return { ...at, kind: 'guard', condition: statement.expression }
}

const buildStatement = (b: Building, cst: StatementCstNode): DoStatement => {
  const { LeftArrow, Let, pattern, binding, expression } = cst.children
  const value = (): Expression => buildExpression(b, first(expression))
  if (LeftArrow !== undefined || pattern !== undefined) {
    const bound = buildPattern(b, first(pattern))
    const source = value()
    return { ...node(b, spanOfNode(b, cst)), kind: 'draw', pattern: bound, source }
  }
  if (Let !== undefined) {
    const bound = buildBinding(b, first(binding))
    return { ...node(b, spanOfNode(b, cst)), kind: 'let', binding: bound }
  }
  const evaluated = value()
  return { ...node(b, spanOfNode(b, cst)), kind: 'expression', expression: evaluated }
}

const buildDo = (b: Building, cst: DoBlockCstNode): Expression => {
  const statements = (cst.children.statement ?? []).map(statement => buildStatement(b, statement))
  const span = spanOfNode(b, cst)
  const last = statements.at(-1)
  if (last === undefined && cst.recoveredNode !== true) b.diagnostics.push(emptyDo(span))
  if (last !== undefined && last.kind !== 'expression') b.diagnostics.push(lastStatementBinds(last.span))
  if (last === undefined || last.kind !== 'expression') return brokenExpression(b, span)
  return { ...node(b, span), kind: 'do', statements }
}

const buildRecord = (b: Building, cst: RecordCstNode): Expression => {
  const span = spanOfNode(b, cst)
  const updated = first(cst.children.expression)
  const record = updated === undefined ? undefined : buildExpression(b, updated)
  const fields = buildFields(b, first(cst.children.fieldValues), cst.recoveredNode === true)
  if (record !== undefined) return { ...node(b, span), kind: 'update', record, fields }
  if (cst.recoveredNode === true && fields.length === 0) return brokenExpression(b, span)
  return { ...node(b, span), kind: 'record', fields }
}

const buildFields = (
  b: Building,
  cst: FieldValuesCstNode | undefined,
  recovered: boolean,
): readonly FieldValue[] => (cst?.children.fieldValue ?? []).map(field => buildField(b, field, recovered))

const buildField = (b: Building, cst: FieldValueCstNode, recovered: boolean): FieldValue => {
  const name = nameOf(b, first(cst.children.Identifier))
  const equals = first(cst.children.Equals)
  if (equals === undefined && !recovered && cst.recoveredNode !== true)
    b.diagnostics.push(fieldWithoutValue(name))
  const value =
    equals === undefined || (isMadeUp(equals) && cst.children.expression === undefined)
      ? brokenExpression(b, name.span)
      : buildExpression(b, first(cst.children.expression))
  return { ...node(b, equals === undefined ? name.span : spanOfNode(b, cst)), name, value }
}
