import type { Span } from '../source/source.ts'
import type { ApplyExpression, Expression, FieldValue, NodeId } from '../syntax/ast.ts'
import { resolveBlock } from './blocks.ts'
import { resolveArm, resolveComprehension, resolveDo, resolveLet } from './localBindings.ts'
import { notBound, outOfReach } from './nameErrors.ts'
import { bindAll, labelsOnce, resolveConstructor } from './patterns.ts'
import { preludeValues, questionNames } from './prelude.ts'
import { resolveQuantity } from './quantities.ts'
import { isReported, noteUse, type Resolution } from './resolution.ts'
import { lookUp, type Scope, withNames } from './scope.ts'
import { resolveType } from './typeNames.ts'

/** Resolves the names in an expression that stands in `scope`. */
export const resolveExpression = (r: Resolution, scope: Scope | undefined, e: Expression): void => {
  switch (e.kind) {
    case 'variable':
      resolveVariable(r, scope, e)
      break
    case 'constructor':
      resolveConstructor(r, e.id, { text: e.name, span: e.span })
      break
    case 'section':
      resolveExpression(r, scope, e.operand)
      break
    case 'lambda':
      resolveExpression(r, withNames(scope, bindAll(r, e.parameters, 'parameter')), e.body)
      break
    case 'apply':
      resolveApply(r, scope, e)
      break
    case 'binary':
      resolveAll(r, scope, [e.left, e.right])
      break
    case 'negate':
      resolveExpression(r, scope, e.operand)
      break
    case 'if':
      resolveAll(r, scope, [e.condition, e.then, e.else])
      break
    case 'let':
      resolveLet(r, scope, e)
      break
    case 'case':
      resolveExpression(r, scope, e.subject)
      for (const arm of e.arms) resolveArm(r, scope, arm)
      break
    case 'tuple':
    case 'list':
      resolveAll(r, scope, e.items)
      break
    case 'range':
      resolveAll(r, scope, e.next === undefined ? [e.from, e.to] : [e.from, e.next, e.to])
      break
    case 'comprehension':
      resolveComprehension(r, scope, e)
      break
    case 'record':
      resolveFields(r, scope, e.fields)
      break
    case 'update':
      resolveExpression(r, scope, e.record)
      resolveFields(r, scope, e.fields)
      break
    case 'field':
      if (!resolveQuantity(r, scope, e)) resolveExpression(r, scope, e.record)
      break
    case 'do':
      resolveDo(r, scope, e)
      break
    case 'annotate':
      resolveType(r, e.type)
      resolveExpression(r, scope, e.expression)
      break
    case 'block':
      resolveBlock(r, scope, e.block)
      break
    case 'forever':
      for (const part of [e.stage, e.discount, e.start]) resolveExpression(r, scope, part)
      break
    case 'repeat':
      resolveExpression(r, scope, e.count)
      resolveBlock(r, scope, e.block)
      break
    case 'hole':
    case 'broken':
      r.incomplete = true
      break
    case 'number':
    case 'string':
    case 'operator':
      return
  }
}

export const resolveAll = (
  r: Resolution,
  scope: Scope | undefined,
  expressions: readonly Expression[],
): void => {
  for (const e of expressions) resolveExpression(r, scope, e)
}

const resolveFields = (r: Resolution, scope: Scope | undefined, fields: readonly FieldValue[]): void => {
  labelsOnce(
    r,
    fields.map(f => f.name),
  )
  for (const field of fields) resolveExpression(r, scope, field.value)
}

type Variable = Extract<Expression, { readonly kind: 'variable' }>

/**
 * The innermost local name, else the declaration, else the prelude.
 *
 * A block's name that is out of reach gives way to a declaration, as in open-game-engine, but is not silently
 * replaced by the prelude; an operation, made of functions of the prelude as it is, excepted.
 */
const resolveVariable = (r: Resolution, scope: Scope | undefined, { id, name, span }: Variable): void => {
  const { tables, top } = r
  const { local, barred } = lookUp(scope, name)
  if (local !== undefined) {
    tables.used.add(local.binder)
    tables.values.set(id, { kind: 'local', binder: local.binder, name })
    return
  }
  const declared = top.values.get(name)
  if (declared !== undefined) {
    noteUse(tables, declared)
    tables.values.set(id, { kind: 'declaration', declaration: declared.value })
  } else if (preludeValues.has(name) && (barred === undefined || barred.reason === 'operation'))
    resolvePrelude(r, id, name, span)
  else if (barred !== undefined) {
    tables.used.add(barred.local.binder)
    tables.diagnostics.push(outOfReach(span, barred))
  } else if (!isReported(top, name)) tables.diagnostics.push(notBound(name, span, scope, top))
}

const resolvePrelude = ({ tables }: Resolution, id: NodeId, name: string, span: Span): void => {
  tables.values.set(id, { kind: 'prelude', name })
  if (name === 'importGame') tables.imports.unnamed.set(id, span)
}

/**
 * `payoff s` asks about the strategy `s` even where the file declares a `payoff` of its own: a declaration may
 * have the name of a question, but only a question takes a strategy.
 */
const isQuestion = (r: Resolution, scope: Scope | undefined, e: ApplyExpression): boolean => {
  const { function: f, argument: a } = e
  if (f.kind !== 'variable' || a.kind !== 'variable' || !questionNames.includes(f.name)) return false
  if (lookUp(scope, f.name).local !== undefined || lookUp(scope, a.name).local !== undefined) return false
  return r.top.values.get(a.name)?.value.kind === 'strategy'
}

const resolveApply = (r: Resolution, scope: Scope | undefined, e: ApplyExpression): void => {
  if (isQuestion(r, scope, e) && e.function.kind === 'variable')
    r.tables.values.set(e.function.id, { kind: 'prelude', name: e.function.name })
  else resolveExpression(r, scope, e.function)
  resolveExpression(r, scope, e.argument)
  const { unnamed, named } = r.tables.imports
  if (e.argument.kind === 'string' && unnamed.delete(e.function.id))
    named.push({ id: e.id, argument: e.argument.id, path: e.argument.value, span: e.argument.span })
}
