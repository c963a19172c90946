/** A flat row of operands and operators made into a tree, by precedence climbing. */
import { cover, type Span } from '../source/source.ts'
import type { BinaryOperator, Expression } from './ast.ts'
import { type Building, brokenExpression, node } from './building.ts'
import type { Precedence } from './precedence.ts'
import { negation, precedences } from './precedence.ts'
import { syntaxDiagnostic } from './syntaxDiagnostic.ts'

export interface Operand {
  /** The prefix minus signs before it, outermost first. */
  readonly minuses: readonly Span[]
  readonly expression: Expression
}

/** An operator, or a function between back-ticks. */
export type Infix =
  | { readonly kind: 'operator'; readonly operator: BinaryOperator; readonly span: Span }
  | {
      readonly kind: 'function'
      readonly function: Expression
      readonly span: Span
      readonly precedence: Precedence
    }

interface Row {
  readonly b: Building
  readonly operands: readonly Operand[]
  readonly infixes: readonly Infix[]
  at: number
}

const precedenceOf = (infix: Infix): Precedence =>
  infix.kind === 'operator' ? precedences[infix.operator] : infix.precedence

const textOf = (infix: Infix): string =>
  infix.kind === 'operator' ? `\`${infix.operator}\`` : 'the function'

const join = (b: Building, infix: Infix, left: Expression, right: Expression): Expression => {
  const span = cover(left.span, right.span)
  if (infix.kind === 'operator')
    return {
      ...node(b, span),
      kind: 'binary',
      operator: infix.operator,
      operatorSpan: infix.span,
      left,
      right,
    }
  const partial: Expression = {
    ...node(b, cover(left.span, infix.span)),
    kind: 'apply',
    function: infix.function,
    argument: left,
  }
  return { ...node(b, span), kind: 'apply', function: partial, argument: right }
}

const negated = (row: Row, operand: Operand, minus: number, floor: number): Expression => {
  const sign = operand.minuses[minus]
  if (sign === undefined) return operand.expression
  const inner = climb(row, Math.max(floor, negation + 1), minus + 1)
  return { ...node(row.b, cover(sign, inner.span)), kind: 'negate', operand: inner }
}

/** `outer` is the operator before, where it leans to the right and so takes this whole part for its operand. */
const climb = (row: Row, floor: number, minus = 0, outer?: Infix): Expression => {
  const operand = row.operands[row.at]
  if (operand === undefined) return brokenExpression(row.b)
  let left = negated(row, operand, minus, floor)
  let before = outer
  for (let infix = row.infixes[row.at]; infix !== undefined; infix = row.infixes[row.at]) {
    const { level, associates } = precedenceOf(infix)
    if (level < floor || row.at + 1 >= row.operands.length) break
    if (before !== undefined && precedenceOf(before).level === level) checkChain(row.b, before, infix)
    row.at++
    const right = associates === 'right' ? climb(row, level, 0, infix) : climb(row, level + 1)
    left = join(row.b, infix, left, right)
    before = infix
  }
  return left
}

const checkChain = (b: Building, before: Infix, infix: Infix): void => {
  const first = precedenceOf(before).associates
  const second = precedenceOf(infix).associates
  if (first === second && first !== 'none') return
  b.diagnostics.push(
    syntaxDiagnostic('G1101', `${textOf(before)} and ${textOf(infix)} cannot be chained`, infix.span, {
      secondary: [{ span: before.span, text: 'binds as tightly' }],
      hint: 'put one of the two in parentheses; `a < b && b < c` says that b lies between',
    }),
  )
}

/** More operands in one row than this are refused: the tree would nest as deeply. */
export const longestRow = 500

/** The tree of a row; `infixes[i]` stands between operands i and i + 1. */
export const treeOf = (
  b: Building,
  operands: readonly Operand[],
  infixes: readonly Infix[],
  span: Span,
): Expression => {
  if (operands.length > longestRow || operands.some(operand => operand.minuses.length > longestRow)) {
    b.diagnostics.push(
      syntaxDiagnostic('G1107', 'expression too long', span, {
        label: `more than ${longestRow} operands in one row`,
        hint: 'name parts of it with `let`, or write a list and `sum`, `all` or `concat`',
      }),
    )
    return brokenExpression(b, span)
  }
  return climb({ b, operands, infixes, at: 0 }, 0)
}
