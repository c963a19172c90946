import type { Binding, CaseExpression, LetExpression, Pattern } from '../syntax/ast.ts'
import { reportClash, typeError } from './clash.ts'
import { branchReason, check, infer } from './inferExpression.ts'
import { type Because, type Inference, noteIrrefutable, noteMatch, record, report } from './inference.ts'
import { checkPattern, inferPattern } from './inferPattern.ts'
import { anything, generalize, isTooLarge } from './scheme.ts'
import { fresh } from './substitution.ts'
import { curried } from './type.ts'
import type { Scheme, Type } from './typed.ts'
import { unify } from './unify.ts'

export const checkCase = (inf: Inference, e: CaseExpression, expected: Type, because: Because): void => {
  const subject = infer(inf, e.subject)
  const [first] = e.arms
  noteMatch(inf, {
    rows: e.arms.map(arm => ({ patterns: [arm.pattern], span: arm.pattern.span })),
    ...{ span: e.subject.span, lacks: 'there is no case' },
  })
  for (const [i, arm] of e.arms.entries()) {
    record(inf, arm, expected)
    checkPattern(inf, arm.pattern, subject, {
      text: 'the value of the `case` has this type',
      span: e.subject.span,
    })
    const reason = first === undefined || i === 0 ? because : branchReason(because, first.body)
    check(inf, arm.body, expected, reason)
  }
}

export const checkLet = (inf: Inference, e: LetExpression, expected: Type, because: Because): void => {
  for (const binding of e.bindings) inferBinding(inf, binding)
  check(inf, e.body, expected, because)
}

/** The variable that a binding gives a name to, under its annotations. */
const nameOf = (pattern: Pattern): Extract<Pattern, { readonly kind: 'variable' }> | undefined => {
  let inner = pattern
  while (inner.kind === 'annotate') inner = inner.pattern
  return inner.kind === 'variable' ? inner : undefined
}

/** `p = e`, `f x y = e`: a single name is general, and known in its own definition. */
export const inferBinding = (inf: Inference, binding: Binding): void => {
  const name = nameOf(binding.pattern)
  if (name === undefined) {
    const type = infer(inf, binding.value)
    noteIrrefutable(inf, [binding.pattern])
    checkPattern(inf, binding.pattern, type, {
      text: 'the value bound has this type',
      span: binding.value.span,
    })
    return
  }
  inf.s.level++
  const type = fresh(inf.s)
  checkPattern(inf, binding.pattern, type, { text: 'the name is bound to a value' })
  checkFunction(inf, binding, type)
  inf.s.level--
  inf.locals.set(name.id, generalizeAt(inf, binding, type))
}

/** The value of a binding, which may be a function of its parameters, against the type of the name. */
const checkFunction = (inf: Inference, binding: Binding, type: Type): void => {
  if (binding.parameters.length === 0) {
    check(inf, binding.value, type, reasonOf(binding.pattern))
    return
  }
  noteIrrefutable(inf, binding.parameters)
  const from = binding.parameters.map(p => inferPattern(inf, p))
  const to = fresh(inf.s)
  // The name is new, so that this cannot fail but for an annotation of the name, which then is wrong.
  const mismatch = unify(inf.s, type, curried(from, to))
  const because = reasonOf(binding.pattern)
  if (mismatch !== undefined)
    reportClash(inf, { span: binding.span, expected: type, actual: curried(from, to), because, mismatch })
  check(inf, binding.value, to, because)
}

const reasonOf = (pattern: Pattern): Because =>
  pattern.kind === 'annotate'
    ? { text: 'the annotation says so', span: pattern.type.span }
    : { text: 'the name is used with this type in its own definition' }

/** The scheme of a definition; a type too large to be written is an error, and anything goes from there. */
export const generalizeAt = (
  inf: Inference,
  node: { readonly span: Binding['span'] },
  type: Type,
): Scheme => {
  if (!isTooLarge(inf.s, type)) return generalize(inf.s, type)
  report(
    inf,
    typeError(
      'G3014',
      'the type of this definition is too large',
      { span: node.span },
      {
        explanation: ['It doubles, or nests deeper, with every definition it is made of.'],
        hint: 'declare a `type` with a constructor for its parts',
      },
    ),
  )
  return anything(inf.s)
}
