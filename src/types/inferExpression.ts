/**
 * The types of expressions: Hindley-Milner (Damas and Milner, Principal type-schemes for functional programs, 1982),
 * with expectations handed down into branches and bodies, so that a clash is found where it stands in the text.
 */
import type { Expression, LambdaExpression, TupleExpression } from '../syntax/ast.ts'
import { reportClash } from './clash.ts'
import { constructorScheme } from './dataTypes.ts'
import { annotation } from './declareTypes.ts'
import { inferApplication } from './inferApplication.ts'
import { inferBlockExpression, inferRepeat } from './inferBlock.ts'
import { checkCase, checkLet } from './inferBranches.ts'
import { agreement, type Because, type Inference, markBroken, noteIrrefutable, record } from './inference.ts'
import { inferForever } from './inferForever.ts'
import { inferBinary, inferSection, operatorType } from './inferOperator.ts'
import { checkPattern } from './inferPattern.ts'
import { inferField, inferRecord, inferUpdate } from './inferRecord.ts'
import { checkDo, inferComprehension, inferList, inferRange } from './inferSequence.ts'
import { inferVariable } from './inferVariable.ts'
import { instantiate } from './scheme.ts'
import { fresh, prune } from './substitution.ts'
import { bool, functionFrom, real, text } from './type.ts'
import type { Type } from './typed.ts'
import { unify } from './unify.ts'

/** The type of an expression. */
export const infer = (inf: Inference, e: Expression): Type => {
  switch (e.kind) {
    case 'lambda':
    case 'if':
    case 'let':
    case 'case':
    case 'do':
    case 'hole':
    case 'broken': {
      const type = fresh(inf.s)
      check(inf, e, type, agreement)
      return type
    }
    default:
      return record(inf, e, inferPlain(inf, e))
  }
}

type Plain = Exclude<
  Expression,
  { readonly kind: 'lambda' | 'if' | 'let' | 'case' | 'do' | 'hole' | 'broken' }
>

const inferPlain = (inf: Inference, e: Plain): Type => {
  switch (e.kind) {
    case 'number':
      return real
    case 'string':
      return text
    case 'variable':
      return inferVariable(inf, e)
    case 'constructor': {
      const binding = inf.resolved.constructors.get(e.id)
      const found = binding === undefined ? undefined : constructorScheme(inf.data, binding)
      if (found !== undefined) return instantiate(inf.s, found.scheme)
      markBroken(inf)
      return fresh(inf.s)
    }
    case 'operator':
      return operatorType(inf, e.operator)
    case 'section':
      return inferSection(inf, e)
    case 'apply':
      return inferApplication(inf, e)
    case 'binary':
      return inferBinary(inf, e)
    case 'negate':
      check(inf, e.operand, real, { text: 'only numbers have a negative' })
      return real
    case 'tuple':
      return { kind: 'tuple', items: e.items.map(item => infer(inf, item)) }
    case 'list':
      return inferList(inf, e)
    case 'range':
      return inferRange(inf, e)
    case 'comprehension':
      return inferComprehension(inf, e)
    case 'record':
      return inferRecord(inf, e)
    case 'update':
      return inferUpdate(inf, e)
    case 'field':
      return inferField(inf, e)
    case 'annotate': {
      const type = annotation(inf, e.type)
      check(inf, e.expression, type, { text: 'the annotation says so', span: e.type.span })
      return type
    }
    case 'block':
      return inferBlockExpression(inf, e)
    case 'repeat':
      return inferRepeat(inf, e)
    case 'forever':
      return inferForever(inf, e)
  }
}

/** Checks an expression against the type that its place demands; one error for one clash. */
export const check = (inf: Inference, e: Expression, expected: Type, because: Because): void => {
  switch (e.kind) {
    case 'lambda':
      record(inf, e, expected)
      checkLambda(inf, e, expected, because)
      return
    case 'if':
      record(inf, e, expected)
      check(inf, e.condition, bool, { text: 'the condition of an `if` is true or false' })
      check(inf, e.then, expected, because)
      check(inf, e.else, expected, branchReason(because, e.then))
      return
    case 'let':
      record(inf, e, expected)
      checkLet(inf, e, expected, because)
      return
    case 'case':
      record(inf, e, expected)
      checkCase(inf, e, expected, because)
      return
    case 'do':
      record(inf, e, expected)
      checkDo(inf, e, expected, because)
      return
    case 'hole':
      record(inf, e, expected)
      return
    case 'broken':
      record(inf, e, expected)
      markBroken(inf)
      return
    case 'tuple':
      checkTuple(inf, e, expected, because)
      return
    default:
      fits(inf, e, expected, infer(inf, e), because)
      return
  }
}

/** Where nothing else demands a type, the first branch does. */
export const branchReason = (because: Because, first: Expression): Because =>
  because === agreement ? { text: 'all branches have the same type', span: first.span } : because

/** Reports where the type found is not the expected one. */
export const fits = (inf: Inference, e: Expression, expected: Type, actual: Type, because: Because): void => {
  const mismatch = unify(inf.s, expected, actual)
  if (mismatch !== undefined) reportClash(inf, { span: e.span, expected, actual, because, mismatch })
}

const checkTuple = (inf: Inference, e: TupleExpression, expected: Type, because: Because): void => {
  const known = prune(inf.s, expected)
  if (known.kind !== 'tuple' || known.items.length !== e.items.length) {
    fits(inf, e, expected, infer(inf, e), because)
    return
  }
  record(inf, e, expected)
  for (const [i, item] of e.items.entries()) check(inf, item, known.items[i] ?? fresh(inf.s), because)
}

const checkLambda = (inf: Inference, e: LambdaExpression, expected: Type, because: Because): void => {
  const known = prune(inf.s, expected)
  if (known.kind !== 'variable' || inf.s.requirements[known.id] === 0) {
    checkParts(inf, e, expected, because)
    return
  }
  // No function can be compared or joined: say so of its whole type.
  const type = fresh(inf.s)
  checkParts(inf, e, type, because)
  fits(inf, e, expected, type, because)
}

const checkParts = (inf: Inference, e: LambdaExpression, expected: Type, because: Because): void => {
  noteIrrefutable(inf, e.parameters)
  let rest = expected
  for (const pattern of e.parameters) {
    const known = prune(inf.s, rest)
    const from = known.kind === 'function' ? known.from : fresh(inf.s)
    const to = known.kind === 'function' ? known.to : fresh(inf.s)
    if (known.kind !== 'function') fits(inf, e, rest, functionFrom(from, to), because)
    checkPattern(inf, pattern, from, because)
    rest = to
  }
  check(inf, e.body, rest, because)
}
