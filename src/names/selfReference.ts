/**
 * Values and games that need themselves before there is any function call, branch or play that could end it.
 *
 * Only what an expression evaluates in any case is followed: not the bodies of functions, not the branches of
 * `if` and `case`, not what a block evaluates when it is played. The rest is left to evaluation.
 */
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Span } from '../source/source.ts'
import type { Declaration, Expression, File, NodeId } from '../syntax/ast.ts'
import { definedByItself } from './nameErrors.ts'
import type { Binding } from './resolved.ts'

type Definition = Extract<Declaration, { readonly kind: 'let' | 'param' | 'game' }>

interface Need {
  readonly definition: Definition
  readonly span: Span
}

type Values = ReadonlyMap<NodeId, Binding>

/** What a definition evaluates when it is used; undefined for functions. */
const bodyOf = (d: Definition): Expression | undefined => {
  if (d.kind === 'param') return d.value
  if (d.kind === 'game') return d.body
  const [only] = d.equations
  return only !== undefined && only.patterns.length === 0 ? only.body : undefined
}

/** The parts of an expression that are evaluated with it in any case. */
const strictParts = (e: Expression): readonly Expression[] => {
  switch (e.kind) {
    case 'section':
    case 'negate':
      return [e.operand]
    case 'apply':
      return [e.function, e.argument]
    case 'binary':
      return e.operator === '&&' || e.operator === '||' ? [e.left] : [e.left, e.right]
    case 'if':
      return [e.condition]
    case 'case':
      return [e.subject]
    case 'let':
      return [...e.bindings.filter(b => b.parameters.length === 0).map(b => b.value), e.body]
    case 'tuple':
    case 'list':
      return e.items
    case 'range':
      return e.next === undefined ? [e.from, e.to] : [e.from, e.next, e.to]
    case 'record':
      return e.fields.map(f => f.value)
    case 'update':
      return [e.record, ...e.fields.map(f => f.value)]
    case 'field':
      return [e.record]
    case 'annotate':
      return [e.expression]
    case 'block':
      return e.block.lines.map(line => line.operation)
    case 'repeat':
      return [e.count]
    default:
      return []
  }
}

/** The function of an application and the number of its arguments. */
const applied = (e: Expression): { readonly head: Expression; readonly count: number } => {
  let head = e
  let count = 0
  while (head.kind === 'apply') {
    head = head.function
    count += 1
  }
  return { head, count }
}

const definitionOf = (values: Values, e: Expression): Definition | undefined => {
  const binding = e.kind === 'variable' ? values.get(e.id) : undefined
  const d = binding?.kind === 'declaration' ? binding.declaration : undefined
  return d?.kind === 'let' || d?.kind === 'param' || d?.kind === 'game' ? d : undefined
}

/** A game is unfolded where it has all its arguments. */
const isUnfolded = (d: Definition, count: number): boolean =>
  d.kind === 'game' ? count >= d.parameters.length : bodyOf(d) !== undefined

const needsOf = (values: Values, definition: Definition): readonly Need[] => {
  const found: Need[] = []
  const start = bodyOf(definition)
  const pending = start === undefined ? [] : [start]
  for (let e = pending.pop(); e !== undefined; e = pending.pop()) {
    const { head, count } = applied(e)
    const needed = definitionOf(values, head)
    if (needed !== undefined && isUnfolded(needed, count)) found.push({ definition: needed, span: head.span })
    pending.push(...strictParts(e))
  }
  return found.sort((a, b) => a.span.start - b.span.start)
}

/** The needs that lead from a definition back to itself, shortest chain first found; empty where none does. */
const cycleFrom = (needs: ReadonlyMap<Definition, readonly Need[]>, from: Definition): readonly Need[] => {
  const reached = new Map<Definition, readonly Need[]>()
  const queue: Definition[] = [from]
  for (const at of queue) {
    for (const need of needs.get(at) ?? []) {
      const path = [...(reached.get(at) ?? []), need]
      if (need.definition === from) return path
      if (reached.has(need.definition)) continue
      reached.set(need.definition, path)
      queue.push(need.definition)
    }
  }
  return []
}

/** G2012 for the definitions of a program, one for each cycle. */
export const selfReferences = (files: readonly File[], values: Values): readonly Diagnostic[] => {
  const definitions = files
    .flatMap(f => f.declarations)
    .filter(d => d.kind === 'let' || d.kind === 'param' || d.kind === 'game')
  const needs = new Map(definitions.map(d => [d, needsOf(values, d)] as const))
  const reported = new Set<Definition>()
  return definitions.flatMap(d => {
    const cycle = reported.has(d) ? [] : cycleFrom(needs, d)
    const [first] = cycle
    if (first === undefined) return []
    for (const need of cycle) reported.add(need.definition)
    const chain = [d, ...cycle.slice(0, -1).map(need => need.definition)].map(one => one.name.text)
    return [definedByItself(chain, first.span, d.name.span)]
  })
}
