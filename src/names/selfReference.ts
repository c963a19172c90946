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
    case 'forever':
      return [e.stage, e.discount, e.start]
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

interface Open {
  readonly definition: Definition
  readonly needs: readonly Need[]
  /** The need that is followed. */
  at: number
  /** Place, from here down, of the nearest definition whose cycle has been found; -1 where there is none. */
  lastFound: number
}

/**
 * The cycles that a depth-first walk of the needs meets, no definition in two of them.
 *
 * A cycle is looked at only where none of it has been found before, so that all of them take linear time.
 */
const cycles = (definitions: readonly Definition[], values: Values): readonly (readonly Open[])[] => {
  const found: (readonly Open[])[] = []
  /** Where a definition is open; undefined when it is done. */
  const places = new Map<Definition, number | undefined>()
  const open: Open[] = []
  const enter = (definition: Definition): void => {
    places.set(definition, open.length)
    const lastFound = open.at(-1)?.lastFound ?? -1
    open.push({ definition, needs: needsOf(values, definition), at: -1, lastFound })
  }
  const close = (from: number): void => {
    const cycle = open.slice(from)
    found.push(cycle.map(one => ({ ...one })))
    for (const [i, one] of cycle.entries()) one.lastFound = from + i
  }
  for (const definition of definitions) {
    if (!places.has(definition)) enter(definition)
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      top.at += 1
      const need = top.needs[top.at]
      if (need === undefined) {
        places.set(top.definition, undefined)
        open.pop()
      } else if (!places.has(need.definition)) enter(need.definition)
      else {
        const from = places.get(need.definition)
        if (from !== undefined && from > top.lastFound) close(from)
      }
    }
  }
  return found
}

/** G2012 for the definitions of a program, one for each cycle. */
export const selfReferences = (files: readonly File[], values: Values): readonly Diagnostic[] => {
  const definitions = files
    .flatMap(f => f.declarations)
    .filter(d => d.kind === 'let' || d.kind === 'param' || d.kind === 'game')
  return cycles(definitions, values).flatMap(cycle => {
    const [first] = cycle
    const need = first?.needs[first.at]
    if (first === undefined || need === undefined) return []
    const chain = cycle.map(one => one.definition.name.text)
    return [definedByItself(chain, need.span, first.definition.name.span)]
  })
}
