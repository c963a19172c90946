import type { ApplyExpression, Expression } from '../syntax/ast.ts'
import { printer, typeError } from './clash.ts'
import { check, fits, infer } from './inferExpression.ts'
import { type Inference, record, report } from './inference.ts'
import { fresh, prune } from './substitution.ts'
import { functionFrom } from './type.ts'
import type { Type } from './typed.ts'

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth']

/** How messages call a function. */
export const calleeName = (e: Expression): string =>
  e.kind === 'variable' || e.kind === 'constructor' ? `\`${e.name}\`` : 'the function'

/** The application of a function to all the arguments it is given. */
export const inferApplication = (inf: Inference, e: ApplyExpression): Type => {
  const applications: ApplyExpression[] = []
  let head: Expression = e
  while (head.kind === 'apply') {
    applications.push(head)
    head = head.function
  }
  let type = infer(inf, head)
  let taken = 0
  for (const application of applications.reverse()) {
    const applied = apply(inf, head, type, application.argument, taken)
    if (applied === undefined) {
      report(inf, tooMany(inf, head, type, { taken, given: applications.length }, application.argument))
      for (const { argument } of applications.slice(taken)) infer(inf, argument)
      return fresh(inf.s)
    }
    taken++
    type = record(inf, application, applied)
  }
  return type
}

/** The result of giving one more argument; nothing where no function is left. */
const apply = (
  inf: Inference,
  head: Expression,
  type: Type,
  argument: Expression,
  taken: number,
): Type | undefined => {
  const known = prune(inf.s, type)
  if (known.kind !== 'function' && known.kind !== 'variable') return undefined
  if (known.kind === 'function') {
    const which = ordinals[taken] ?? `${taken + 1}th`
    check(inf, argument, known.from, {
      text: `this is the ${which} argument of ${calleeName(head)}`,
      span: head.span,
    })
    return known.to
  }
  const from = infer(inf, argument)
  const to = fresh(inf.s)
  fits(inf, head, functionFrom(from, to), known, {
    text: 'it is given this argument',
    span: argument.span,
  })
  return to
}

const tooMany = (
  inf: Inference,
  head: Expression,
  type: Type,
  count: { readonly taken: number; readonly given: number },
  argument: Expression,
) => {
  const name = calleeName(head)
  const print = printer(inf)
  const takes = count.taken === 1 ? '1 argument' : `${count.taken} arguments`
  const title =
    count.taken === 0
      ? `${name === 'the function' ? 'this' : name} is not a function`
      : `${name} takes ${takes}, and is given ${count.given}`
  return typeError(
    'G3003',
    title,
    { span: argument.span, text: count.taken === 0 ? 'given as an argument' : 'one too many' },
    {
      explanation: [
        count.taken === 0 ? `It is \`${print(type)}\`.` : `After ${takes} it gives \`${print(type)}\`.`,
      ],
      hint: 'put an argument that is itself an application in parentheses',
    },
  )
}
