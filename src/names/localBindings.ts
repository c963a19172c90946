/** Expressions that bind names in others: `let`, `case`, comprehensions, `do`. */
import type {
  Arm,
  Binding,
  ComprehensionExpression,
  DoExpression,
  Expression,
  LetExpression,
  Pattern,
} from '../syntax/ast.ts'
import { resolveExpression } from './expressions.ts'
import { boundTwice } from './nameErrors.ts'
import { bindAll } from './patterns.ts'
import type { Resolution } from './resolution.ts'
import { type Local, type Scope, whileDefining, withNames } from './scope.ts'

export const resolveArm = (r: Resolution, scope: Scope | undefined, arm: Arm): void =>
  resolveExpression(r, withNames(scope, bindAll(r, [arm.pattern], 'binding')), arm.body)

/** A function sees itself; another value does not. */
const isFunction = (binding: Binding): boolean =>
  binding.parameters.length > 0 || (binding.pattern.kind === 'variable' && binding.value.kind === 'lambda')

/** Resolves a binding and gives the scope of what comes after it. */
const bind = (r: Resolution, scope: Scope | undefined, binding: Binding): Scope => {
  const names = bindAll(r, [binding.pattern], 'binding')
  const after = withNames(scope, names)
  const inside = isFunction(binding) ? after : whileDefining(scope, names)
  const parameters = bindAll(r, binding.parameters, 'parameter')
  resolveExpression(r, parameters.size === 0 ? inside : withNames(inside, parameters), binding.value)
  return after
}

export const resolveLet = (r: Resolution, scope: Scope | undefined, e: LetExpression): void => {
  const seen = new Map<string, Local>()
  let inner = scope
  for (const binding of e.bindings) {
    inner = bind(r, inner, binding)
    if (inner.kind !== 'local') continue
    for (const local of inner.names.values()) {
      const first = seen.get(local.name)
      if (first === undefined) seen.set(local.name, local)
      else r.tables.diagnostics.push(boundTwice(local.name, first.span, local.span))
    }
  }
  resolveExpression(r, inner, e.body)
}

/** `pattern <- source`: the source does not see the names of the pattern. */
const draw = (
  r: Resolution,
  scope: Scope | undefined,
  { pattern, source }: { readonly pattern: Pattern; readonly source: Expression },
): Scope => {
  resolveExpression(r, scope, source)
  return withNames(scope, bindAll(r, [pattern], 'binding'))
}

export const resolveComprehension = (
  r: Resolution,
  scope: Scope | undefined,
  e: ComprehensionExpression,
): void => {
  let inner = scope
  for (const qualifier of e.qualifiers) {
    if (qualifier.kind === 'generator') inner = draw(r, inner, qualifier)
    else if (qualifier.kind === 'let') inner = bind(r, inner, qualifier.binding)
    else resolveExpression(r, inner, qualifier.condition)
  }
  resolveExpression(r, inner, e.body)
}

export const resolveDo = (r: Resolution, scope: Scope | undefined, e: DoExpression): void => {
  let inner = scope
  for (const statement of e.statements) {
    if (statement.kind === 'draw') inner = draw(r, inner, statement)
    else if (statement.kind === 'let') inner = bind(r, inner, statement.binding)
    else resolveExpression(r, inner, statement.expression)
  }
}
