/** Operators, and the composition of games, whose plays are known better than a signature can say. */
import type { BinaryExpression, BinaryOperator, Expression, SectionExpression } from '../syntax/ast.ts'
import { composedGames } from './inferComposition.ts'
import { check, fits, infer } from './inferExpression.ts'
import { type Because, type Inference, record } from './inference.ts'
import { preludeScheme } from './preludeScheme.ts'
import { instantiate } from './scheme.ts'
import { fresh, prune } from './substitution.ts'
import { functionFrom } from './type.ts'
import type { Type } from './typed.ts'

/** The type of one use of an operator. */
export const operatorType = (inf: Inference, operator: BinaryOperator): Type => {
  const scheme = preludeScheme(inf.s, operator)
  return scheme === undefined ? fresh(inf.s) : instantiate(inf.s, scheme)
}

interface Operation {
  readonly left: Type
  readonly right: Type
  readonly result: Type
}

const operation = (inf: Inference, operator: BinaryOperator): Operation => {
  const type = operatorType(inf, operator)
  if (type.kind === 'function' && type.to.kind === 'function')
    return { left: type.from, right: type.to.from, result: type.to.to }
  return { left: fresh(inf.s), right: fresh(inf.s), result: fresh(inf.s) }
}

/** The type of a row of operators; what leans to the left is walked with a loop, as a long sum nests deeply there. */
export const inferBinary = (inf: Inference, root: BinaryExpression): Type => {
  const spine: BinaryExpression[] = []
  let first: Expression = root
  while (first.kind === 'binary') {
    spine.push(first)
    first = first.left
  }
  let type: Type | undefined
  for (const node of spine.reverse()) {
    type = record(inf, node, combine(inf, node, first, type))
    first = node
  }
  return type ?? fresh(inf.s)
}

/** The type of `left operator right`; `known` is the type of the left operand where it has been found already. */
const combine = (inf: Inference, e: BinaryExpression, left: Expression, known: Type | undefined): Type => {
  if (e.operator === '$') return applied(inf, e, known)
  if (e.operator === '>>>' || e.operator === '&&&' || e.operator === '+++')
    return composedGames(inf, e, known ?? infer(inf, left), infer(inf, e.right))
  const { left: from, right, result } = operation(inf, e.operator)
  operand(inf, left, known, from, { text: leftReason(e.operator), span: e.operatorSpan })
  check(inf, e.right, right, {
    text: rightReason(e.operator),
    span: sameSides.has(e.operator) ? left.span : e.operatorSpan,
  })
  return result
}

const operand = (
  inf: Inference,
  e: Expression,
  known: Type | undefined,
  expected: Type,
  because: Because,
): void => (known === undefined ? check(inf, e, expected, because) : fits(inf, e, expected, known, because))

const sameSides: ReadonlySet<string> = new Set(['==', '/=', '<', '<=', '>', '>=', '++'])

const leftReason = (operator: BinaryOperator): string => `it stands on the left of \`${operator}\``

const rightReason = (operator: BinaryOperator): string =>
  sameSides.has(operator)
    ? `both sides of \`${operator}\` have the same type`
    : `it stands on the right of \`${operator}\``

const applied = (inf: Inference, e: BinaryExpression, known: Type | undefined): Type => {
  const function_ = prune(inf.s, known ?? infer(inf, e.left))
  if (function_.kind === 'function') {
    check(inf, e.right, function_.from, { text: 'this is the argument of the function', span: e.left.span })
    return function_.to
  }
  const to = fresh(inf.s)
  const from = infer(inf, e.right)
  fits(inf, e.left, functionFrom(from, to), function_, {
    text: 'a function stands on the left of `$`',
    span: e.operatorSpan,
  })
  return to
}

/** `(1 +)`, `(+ 1)` */
export const inferSection = (inf: Inference, e: SectionExpression): Type => {
  const { left, right, result } = operation(inf, e.operator)
  const given = e.side === 'left' ? left : right
  const because = e.side === 'left' ? leftReason(e.operator) : rightReason(e.operator)
  check(inf, e.operand, given, { text: because })
  return functionFrom(e.side === 'left' ? right : left, result)
}
