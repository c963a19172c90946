/**
 * Expressions without their sugar. Every form is given its meaning here by core forms and the names of the
 * prelude tables; evaluation knows nothing of operators, ranges, comprehensions or `do`.
 */
import type {
  BinaryExpression,
  Binding,
  DoStatement,
  Expression,
  NodeId,
  Qualifier,
  SectionExpression,
  VariableExpression,
} from '../syntax/ast.ts'
import type { Core, CoreArm } from './core.ts'
import { desugarBlock } from './desugarBlock.ts'
import { applyPrimitive, constructorCore, type Desugaring, localCore, siteOf } from './desugaring.ts'
import { desugarPattern, functionOf } from './desugarPattern.ts'
import { literal } from './literal.ts'

/** The core of an expression. */
export const desugar = (d: Desugaring, e: Expression): Core => {
  const site = siteOf(d, e)
  const all = (items: readonly Expression[]) => items.map(item => desugar(d, item))
  switch (e.kind) {
    case 'number': {
      const value = literal(e.text)
      return value === undefined
        ? applyPrimitive(site, 'literalOutOfRange', [{ kind: 'string', site, value: e.text }])
        : { kind: 'number', site, value }
    }
    case 'string':
      return { kind: 'string', site, value: e.value }
    case 'variable':
      return variable(d, e)
    case 'constructor':
      return constructorCore(d, site, e.name)
    case 'operator':
      return { kind: 'primitive', site, name: e.operator }
    case 'section':
      return section(d, e)
    case 'lambda':
      return functionOf(d, site, e.parameters, desugar(d, e.body))
    case 'apply':
      return application(d, e)
    case 'binary':
      return binary(d, e)
    case 'negate':
      return negation(d, site, e.operand)
    case 'if':
      return {
        kind: 'if',
        site,
        condition: desugar(d, e.condition),
        // biome-ignore lint/suspicious/noThenProperty: the branch of the language's `if`, not a promise
        then: desugar(d, e.then),
        else: desugar(d, e.else),
      }
    case 'let':
      return e.bindings.reduceRight((body, b) => bindingIn(d, b, body), desugar(d, e.body))
    case 'case':
      return {
        kind: 'case',
        site,
        subjects: [desugar(d, e.subject)],
        arms: e.arms.map(arm => ({
          patterns: [desugarPattern(d, arm.pattern)],
          body: desugar(d, arm.body),
        })),
      }
    case 'tuple':
      return { kind: 'tuple', site, items: all(e.items) }
    case 'list':
      return { kind: 'list', site, items: all(e.items) }
    case 'range':
      return e.next === undefined
        ? applyPrimitive(site, 'range', all([e.from, e.to]))
        : applyPrimitive(site, 'rangeBy', all([e.from, e.next, e.to]))
    case 'comprehension':
      return comprehension(d, site, e.qualifiers, e.body)
    case 'record':
      return { kind: 'record', site, fields: e.fields.map(f => fieldOf(d, f.name.text, f.value)) }
    case 'update':
      return {
        kind: 'update',
        site,
        record: desugar(d, e.record),
        fields: e.fields.map(f => fieldOf(d, f.name.text, f.value)),
      }
    case 'field': {
      // A quantity of a grid is a name with dots in it.
      const binding = d.resolved.values.get(e.id)
      return binding?.kind === 'local'
        ? localCore(site, { binder: binding.binder, name: binding.name })
        : { kind: 'field', site, record: desugar(d, e.record), name: e.name.text }
    }
    case 'do':
      return statements(d, site, e.statements)
    case 'annotate':
      return desugar(d, e.expression)
    case 'block':
      return { kind: 'block', site, block: desugarBlock(d, e.block) }
    case 'repeat':
      return {
        kind: 'repeat',
        site,
        count: desugar(d, e.count),
        round: { kind: 'block', site: siteOf(d, e.block), block: desugarBlock(d, e.block) },
      }
    case 'forever':
      return {
        kind: 'forever',
        site,
        stage: desugar(d, e.stage),
        discount: desugar(d, e.discount),
        start: desugar(d, e.start),
      }
    case 'hole':
      d.holes.add(site)
      return { kind: 'hole', site, isGame: d.types.get(site)?.kind === 'game' }
    case 'broken':
      return { kind: 'hole', site, isGame: false }
  }
}

const fieldOf = (d: Desugaring, name: string, value: Expression) => ({ name, value: desugar(d, value) })

const variable = (d: Desugaring, e: VariableExpression): Core => {
  const binding = d.resolved.values.get(e.id)
  switch (binding?.kind) {
    case 'local':
      return localCore(e.id, { binder: binding.binder, name: binding.name })
    case 'declaration':
      return { kind: 'global', site: e.id, declaration: binding.declaration.id, name: e.name }
    case 'prelude':
      return { kind: 'primitive', site: e.id, name: binding.name }
    case undefined:
      return { kind: 'hole', site: e.id, isGame: false }
  }
}

const application = (d: Desugaring, e: Extract<Expression, { kind: 'apply' }>): Core => {
  const values: Core[] = []
  let head: Expression = e
  while (head.kind === 'apply') {
    values.unshift(desugar(d, head.argument))
    head = head.function
  }
  return { kind: 'apply', site: e.id, function: desugar(d, head), arguments: values }
}

const binary = (d: Desugaring, e: BinaryExpression): Core => {
  const left = desugar(d, e.left)
  const right = desugar(d, e.right)
  switch (e.operator) {
    case '&&':
      return { kind: 'both', site: e.id, left, right }
    case '||':
      return { kind: 'either', site: e.id, left, right }
    case '$':
      return { kind: 'apply', site: e.id, function: left, arguments: [right] }
    default:
      return applyPrimitive(e.id, e.operator, [left, right])
  }
}

/** `(1 +)` is `(+) 1`; `(+ 1)` computes its operand once, then is a function of the left one. */
const section = (d: Desugaring, e: SectionExpression): Core => {
  const operand = desugar(d, e.operand)
  if (e.side === 'left') return applyPrimitive(e.id, e.operator, [operand])
  const given = d.fresh('given')
  const missing = d.fresh('missing')
  const body = applyPrimitive(e.id, e.operator, [localCore(e.id, missing), localCore(e.id, given)])
  return {
    kind: 'let',
    site: e.id,
    bound: given,
    value: operand,
    body: { kind: 'lambda', site: e.id, parameters: [missing], self: undefined, body },
  }
}

const negation = (d: Desugaring, site: NodeId, operand: Expression): Core => {
  const core = desugar(d, operand)
  if (core.kind !== 'number') return applyPrimitive(site, 'negate', [core])
  return { kind: 'number', site, value: { ...core.value, numerator: -core.value.numerator } }
}

const bindingIn = (d: Desugaring, binding: Binding, body: Core): Core => {
  const site = siteOf(d, binding)
  const pattern = desugarPattern(d, binding.pattern)
  if (pattern.kind !== 'bind') {
    const arms: readonly CoreArm[] = [{ patterns: [pattern], body }]
    return { kind: 'case', site, subjects: [desugar(d, binding.value)], arms }
  }
  const { bound } = pattern
  const value = functionOf(d, site, binding.parameters, desugar(d, binding.value), bound)
  const recursive: Core = value.kind === 'lambda' ? { ...value, self: bound } : value
  return { kind: 'let', site, bound, value: recursive, body }
}

/** `[e | p <- xs, …]` is `concatMap` over the elements that match. */
const comprehension = (
  d: Desugaring,
  site: NodeId,
  qualifiers: readonly Qualifier[],
  body: Expression,
): Core => {
  const [first, ...rest] = qualifiers
  if (first === undefined) return { kind: 'list', site, items: [desugar(d, body)] }
  const inner = comprehension(d, site, rest, body)
  const none: Core = { kind: 'list', site, items: [] }
  switch (first.kind) {
    case 'guard':
      // biome-ignore lint/suspicious/noThenProperty: the branch of the language's `if`, not a promise
      return { kind: 'if', site, condition: desugar(d, first.condition), then: inner, else: none }
    case 'let':
      return bindingIn(d, first.binding, inner)
    case 'generator': {
      const pattern = desugarPattern(d, first.pattern)
      const bound = pattern.kind === 'bind' ? pattern.bound : d.fresh('element')
      const arms: readonly CoreArm[] = [
        { patterns: [pattern], body: inner },
        { patterns: [{ kind: 'any' }], body: none },
      ]
      const chosen: Core =
        pattern.kind === 'bind' ? inner : { kind: 'case', site, subjects: [localCore(site, bound)], arms }
      const each: Core = { kind: 'lambda', site, parameters: [bound], self: undefined, body: chosen }
      return applyPrimitive(site, 'concatMap', [each, desugar(d, first.source)])
    }
  }
}

/** `do` in Dist: `x <- d; rest` is `bind d (\x -> rest)`. */
const statements = (d: Desugaring, site: NodeId, list: readonly DoStatement[]): Core => {
  const [first, ...rest] = list
  if (first === undefined) return { kind: 'hole', site, isGame: false }
  const here = siteOf(d, first)
  switch (first.kind) {
    case 'let':
      return bindingIn(d, first.binding, statements(d, site, rest))
    case 'expression': {
      const core = desugar(d, first.expression)
      if (rest.length === 0) return core
      const parameters = [d.fresh('_')]
      const body = statements(d, site, rest)
      return applyPrimitive(here, 'bind', [
        core,
        { kind: 'lambda', site: here, parameters, self: undefined, body },
      ])
    }
    case 'draw': {
      const next = functionOf(d, here, [first.pattern], statements(d, site, rest))
      return applyPrimitive(here, 'bind', [desugar(d, first.source), next])
    }
  }
}
