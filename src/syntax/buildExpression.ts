import type {
  ApplicationCstNode,
  ArmCstNode,
  AtomCstNode,
  BindingCstNode,
  CaseOfCstNode,
  ConditionalCstNode,
  ExpressionCstNode,
  ExpressionsCstNode,
  ForeverCstNode,
  InfixCstNode,
  LambdaCstNode,
  LetInCstNode,
  OperandCstNode,
  PrefixedCstNode,
  SelectionCstNode,
} from '../../grammar/cst.ts'
import { cover } from '../source/source.ts'
import type { Arm, Binding, Expression } from './ast.ts'
import { buildBlockExpression, buildRepeat } from './buildBlock.ts'
import { buildBracketed } from './buildBracketed.ts'
import { type Building, brokenExpression, first, nameOf, node, spanOfNode, spanOfToken } from './building.ts'
import { type Infix, longestRow, type Operand, treeOf } from './buildOperators.ts'
import { buildPattern, buildPatternAtom, constructed } from './buildPattern.ts'
import { buildType } from './buildType.ts'
import { textOf } from './lexicalErrors.ts'
import { wildcardAsValue } from './patternErrors.ts'
import { backtickPrecedence, isOperator } from './precedence.ts'
import { fieldNotLowerCase, rowTooLong } from './syntaxErrors.ts'

export const buildExpression = (b: Building, cst: ExpressionCstNode | undefined): Expression => {
  if (cst === undefined) return brokenExpression(b)
  const operands = (cst.children.operand ?? []).map(operand => buildOperand(b, operand))
  const infixes = (cst.children.infix ?? []).map(infix => buildInfix(b, infix))
  if (operands.length === 0) return brokenExpression(b, spanOfNode(b, cst))
  return treeOf(b, operands, infixes, spanOfNode(b, cst))
}

export const buildExpressions = (b: Building, cst: ExpressionsCstNode | undefined): readonly Expression[] =>
  (cst?.children.expression ?? []).map(expression => buildExpression(b, expression))

const buildOperand = (b: Building, cst: OperandCstNode): Operand => {
  const { Minus, prefixed, application } = cst.children
  const minuses = (Minus ?? []).map(minus => spanOfToken(b, minus))
  const reaching = first(prefixed)
  if (reaching !== undefined) return { minuses, expression: buildPrefixed(b, reaching) }
  const applied = first(application)
  const expression = applied === undefined ? brokenExpression(b) : buildApplication(b, applied)
  return { minuses, expression }
}

const buildInfix = (b: Building, cst: InfixCstNode): Infix => {
  const operator = first(cst.children.Operator)
  if (operator !== undefined && isOperator(operator.image))
    return { kind: 'operator', operator: operator.image, span: spanOfToken(b, operator) }
  const span = spanOfNode(b, cst)
  const name = nameOf(b, first(cst.children.Identifier))
  const called: Expression = { ...node(b, name.span), kind: 'variable', name: name.text }
  return { kind: 'function', function: called, span, precedence: backtickPrecedence(name.text) }
}

const buildPrefixed = (b: Building, cst: PrefixedCstNode): Expression => {
  const { lambda, conditional, letIn, caseOf } = cst.children
  const function_ = first(lambda)
  if (function_ !== undefined) return buildLambda(b, function_)
  const choice = first(conditional)
  if (choice !== undefined) return buildConditional(b, choice)
  const local = first(letIn)
  if (local !== undefined) return buildLetIn(b, local)
  const match = first(caseOf)
  return match === undefined ? brokenExpression(b, spanOfNode(b, cst)) : buildCase(b, match)
}

const buildApplication = (b: Building, cst: ApplicationCstNode): Expression => {
  const parts = (cst.children.selection ?? []).map(selection => buildSelection(b, selection))
  const last = first(cst.children.prefixed)
  const [head, ...rest] = last === undefined ? parts : [...parts, buildPrefixed(b, last)]
  if (head === undefined) return brokenExpression(b, spanOfNode(b, cst))
  if (rest.length > longestRow) {
    const span = spanOfNode(b, cst)
    b.diagnostics.push(rowTooLong(span, 'arguments'))
    return brokenExpression(b, span)
  }
  return rest.reduce<Expression>(
    (called, argument) => ({
      ...node(b, cover(called.span, argument.span)),
      kind: 'apply',
      function: called,
      argument,
    }),
    head,
  )
}

export const buildSelection = (b: Building, cst: SelectionCstNode | undefined): Expression => {
  if (cst === undefined) return brokenExpression(b)
  const atom = first(cst.children.atom)
  let record = atom === undefined ? brokenExpression(b, spanOfNode(b, cst)) : buildAtom(b, atom)
  const fields = cst.children.FieldAccess ?? []
  if (fields.length > longestRow) {
    b.diagnostics.push(rowTooLong(spanOfNode(b, cst), 'fields'))
    return brokenExpression(b, spanOfNode(b, cst))
  }
  for (const token of fields) {
    const whole = spanOfToken(b, token)
    const name = { ...node(b, { ...whole, start: whole.start + 1 }), text: token.image.slice(1) }
    if (/^\p{Lu}/u.test(name.text)) b.diagnostics.push(fieldNotLowerCase(name.span))
    record = { ...node(b, cover(record.span, whole)), kind: 'field', record, name }
  }
  return record
}

const buildAtom = (b: Building, cst: AtomCstNode): Expression => {
  const { NumberLiteral, StringLiteral, Identifier, Constructor, Wildcard, Hole } = cst.children
  const token =
    first(NumberLiteral) ??
    first(StringLiteral) ??
    first(Identifier) ??
    first(Constructor) ??
    first(Wildcard) ??
    first(Hole)
  if (token === undefined) return buildLargeAtom(b, cst)
  const at = node(b, spanOfToken(b, token))
  if (NumberLiteral !== undefined) return { ...at, kind: 'number', text: token.image }
  if (StringLiteral !== undefined) return { ...at, kind: 'string', value: textOf(b, token) }
  if (Identifier !== undefined) return { ...at, kind: 'variable', name: token.image }
  if (Constructor !== undefined) {
    b.constructors.add(token.image)
    return { ...at, kind: 'constructor', name: token.image }
  }
  if (Hole !== undefined) return { ...at, kind: 'hole' }
  b.diagnostics.push(wildcardAsValue(at.span))
  return { ...at, kind: 'broken' }
}

const buildLargeAtom = (b: Building, cst: AtomCstNode): Expression => {
  const { quotedBlock, bracedBlock, repeatBlock, forever } = cst.children
  const block = first(quotedBlock) ?? first(bracedBlock)
  if (block !== undefined) return buildBlockExpression(b, block)
  const repeated = first(repeatBlock)
  if (repeated !== undefined) return buildRepeat(b, repeated)
  const endless = first(forever)
  return endless === undefined ? buildBracketed(b, cst) : buildForever(b, endless)
}

const buildForever = (b: Building, cst: ForeverCstNode): Expression => ({
  ...node(b, spanOfNode(b, cst)),
  kind: 'forever',
  stage: buildSelection(b, first(cst.children.stage)),
  discount: buildSelection(b, first(cst.children.discount)),
  start: buildSelection(b, first(cst.children.start)),
})

const buildLambda = (b: Building, cst: LambdaCstNode): Expression => {
  const parameters = (cst.children.patternAtom ?? []).map(atom => buildPatternAtom(b, atom))
  const body = buildExpression(b, first(cst.children.expression))
  return { ...node(b, spanOfNode(b, cst)), kind: 'lambda', parameters, body }
}

const buildConditional = (b: Building, cst: ConditionalCstNode): Expression => {
  const [condition, then, otherwise] = [0, 1, 2].map(i => buildExpression(b, cst.children.expression?.[i]))
  return {
    ...node(b, spanOfNode(b, cst)),
    kind: 'if',
    condition: condition ?? brokenExpression(b),
    // biome-ignore lint/suspicious/noThenProperty: the tree’s own word, never awaited
    then: then ?? brokenExpression(b),
    else: otherwise ?? brokenExpression(b),
  }
}

const buildLetIn = (b: Building, cst: LetInCstNode): Expression => {
  const bindings = (cst.children.binding ?? []).map(binding => buildBinding(b, binding))
  const body = buildExpression(b, first(cst.children.expression))
  return { ...node(b, spanOfNode(b, cst)), kind: 'let', bindings, body }
}

/** `p = e`, `Just x = e`, `f x y = e`: a variable with more patterns after it is a function. */
export const buildBinding = (b: Building, cst: BindingCstNode | undefined): Binding => {
  if (cst === undefined) {
    const value = brokenExpression(b)
    return {
      ...node(b, value.span),
      pattern: { ...node(b, value.span), kind: 'broken' },
      parameters: [],
      value,
    }
  }
  const atoms = (cst.children.patternAtom ?? []).map(atom => buildPatternAtom(b, atom))
  const type = first(cst.children.type)
  const signature = type === undefined ? undefined : buildType(b, type)
  const body = buildExpression(b, first(cst.children.expression))
  const value: Expression =
    signature === undefined
      ? body
      : { ...node(b, cover(signature.span, body.span)), kind: 'annotate', expression: body, type: signature }
  const [head, ...parameters] = atoms
  const at = node(b, spanOfNode(b, cst))
  if (head?.kind === 'variable') return { ...at, pattern: head, parameters, value }
  return { ...at, pattern: constructed(b, atoms), parameters: [], value }
}

const buildCase = (b: Building, cst: CaseOfCstNode): Expression => {
  const subject = buildExpression(b, first(cst.children.expression))
  const arms = (cst.children.arm ?? []).map(arm => buildArm(b, arm))
  return { ...node(b, spanOfNode(b, cst)), kind: 'case', subject, arms }
}

const buildArm = (b: Building, cst: ArmCstNode): Arm => {
  const pattern = buildPattern(b, first(cst.children.pattern))
  const body = buildExpression(b, first(cst.children.expression))
  return { ...node(b, spanOfNode(b, cst)), pattern, body }
}
