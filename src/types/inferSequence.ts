/** Lists, ranges, comprehensions and `do`. */
import type {
  ComprehensionExpression,
  DoExpression,
  DoStatement,
  ListExpression,
  Qualifier,
  RangeExpression,
} from '../syntax/ast.ts'
import { inferBinding } from './inferBranches.ts'
import { check, fits, infer } from './inferExpression.ts'
import { type Because, type Inference, noteIrrefutable, record } from './inference.ts'
import { checkPattern } from './inferPattern.ts'
import { fresh } from './substitution.ts'
import { bool, distOf, listOf, real } from './type.ts'
import type { Type } from './typed.ts'

export const inferList = (inf: Inference, e: ListExpression): Type => {
  const item = fresh(inf.s)
  const [first] = e.items
  for (const element of e.items)
    check(inf, element, item, {
      text: 'all elements of a list have the same type',
      ...(first === undefined ? {} : { span: first.span }),
    })
  return listOf(item)
}

export const inferRange = (inf: Inference, e: RangeExpression): Type => {
  const ends = [e.from, ...(e.next === undefined ? [] : [e.next]), e.to]
  for (const end of ends) check(inf, end, real, { text: 'a range goes from number to number' })
  return listOf(real)
}

export const inferComprehension = (inf: Inference, e: ComprehensionExpression): Type => {
  for (const qualifier of e.qualifiers) qualify(inf, qualifier)
  return listOf(infer(inf, e.body))
}

const qualify = (inf: Inference, qualifier: Qualifier): void => {
  switch (qualifier.kind) {
    case 'let':
      inferBinding(inf, qualifier.binding)
      return
    case 'guard':
      check(inf, qualifier.condition, bool, { text: 'a condition is true or false' })
      return
    case 'generator': {
      const item = fresh(inf.s)
      check(inf, qualifier.source, listOf(item), { text: 'elements are drawn from a list' })
      checkPattern(inf, qualifier.pattern, item, {
        text: 'the elements of the list have this type',
        span: qualifier.source.span,
      })
      return
    }
  }
}

export const checkDo = (inf: Inference, e: DoExpression, expected: Type, because: Because): void => {
  const last = e.statements.at(-1)
  for (const statement of e.statements) {
    if (statement !== last) state(inf, statement)
    else if (statement.kind === 'expression') finish(inf, statement, expected, because)
  }
}

/** The last statement is the distribution of the whole. */
const finish = (
  inf: Inference,
  statement: Extract<DoStatement, { readonly kind: 'expression' }>,
  expected: Type,
  because: Because,
): void => {
  const whole = distOf(fresh(inf.s))
  check(inf, statement.expression, whole, { text: 'a `do` ends in a distribution' })
  record(inf, statement, whole)
  fits(inf, statement.expression, expected, whole, because)
}

const state = (inf: Inference, statement: DoStatement): void => {
  switch (statement.kind) {
    case 'let':
      inferBinding(inf, statement.binding)
      return
    case 'expression':
      check(inf, statement.expression, distOf(fresh(inf.s)), {
        text: 'a statement of `do` is a distribution',
      })
      return
    case 'draw': {
      const outcome = fresh(inf.s)
      noteIrrefutable(inf, [statement.pattern])
      check(inf, statement.source, distOf(outcome), { text: 'values are drawn from a distribution' })
      checkPattern(inf, statement.pattern, outcome, {
        text: 'the outcomes of the distribution have this type',
        span: statement.source.span,
      })
      return
    }
  }
}
