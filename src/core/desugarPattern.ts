import type { NodeId, Pattern } from '../syntax/ast.ts'
import type { Bound, Core, CoreBinding, CoreLambda, CorePattern } from './core.ts'
import { type Desugaring, localCore, siteOf } from './desugaring.ts'
import { literal } from './literal.ts'

/** A pattern without annotations; what the parser could not read matches anything. */
export const desugarPattern = (d: Desugaring, pattern: Pattern): CorePattern => {
  const all = (patterns: readonly Pattern[]) => patterns.map(p => desugarPattern(d, p))
  switch (pattern.kind) {
    case 'variable':
      return { kind: 'bind', bound: { binder: siteOf(d, pattern), name: pattern.name } }
    case 'constructor': {
      const { text } = pattern.name
      const declared = d.resolved.constructors.get(pattern.id)?.kind === 'declared'
      if (!declared && (text === 'True' || text === 'False'))
        return { kind: 'boolean', value: text === 'True' }
      return { kind: 'constructor', name: text, fields: all(pattern.fields) }
    }
    case 'tuple':
      return pattern.items.length === 0 ? { kind: 'any' } : { kind: 'tuple', items: all(pattern.items) }
    case 'list':
      return { kind: 'list', items: all(pattern.items) }
    case 'record':
      return {
        kind: 'record',
        fields: pattern.fields.map(f => ({ name: f.name.text, pattern: desugarPattern(d, f.pattern) })),
      }
    case 'number': {
      const value = literal(pattern.text)
      return value === undefined ? { kind: 'any' } : { kind: 'number', value }
    }
    case 'string':
      return { kind: 'string', value: pattern.value }
    case 'annotate':
      return desugarPattern(d, pattern.pattern)
    case 'wildcard':
    case 'broken':
      return { kind: 'any' }
  }
}

/** The names a pattern binds, from left to right. */
export const bindsOf = (pattern: CorePattern): readonly Bound[] => {
  switch (pattern.kind) {
    case 'bind':
      return [pattern.bound]
    case 'constructor':
      return pattern.fields.flatMap(bindsOf)
    case 'tuple':
    case 'list':
      return pattern.items.flatMap(bindsOf)
    case 'record':
      return pattern.fields.flatMap(f => bindsOf(f.pattern))
    default:
      return []
  }
}

/** The patterns of one field of a block: several mean a tuple, one stands for itself, none is `()`. */
export const desugarBinding = (d: Desugaring, site: NodeId, patterns: readonly Pattern[]): CoreBinding => {
  const items = patterns.map(p => desugarPattern(d, p))
  const only = items[0]
  const single = items.length === 1 && only !== undefined
  const pattern: CorePattern = items.length === 0 ? { kind: 'any' } : single ? only : { kind: 'tuple', items }
  const written = single ? patterns[0] : undefined
  return { site: written === undefined ? site : siteOf(d, written), pattern, binds: bindsOf(pattern) }
}

/** A function of patterns: variables become parameters, other patterns a case on fresh ones. */
export const functionOf = (
  d: Desugaring,
  site: NodeId,
  patterns: readonly Pattern[],
  body: Core,
  self?: Bound,
): Core => {
  if (patterns.length === 0) return body
  const parameters: Bound[] = []
  const subjects: Core[] = []
  const matched: CorePattern[] = []
  for (const pattern of patterns) {
    const core = desugarPattern(d, pattern)
    const bound = core.kind === 'bind' ? core.bound : d.fresh('_')
    parameters.push(bound)
    if (core.kind === 'bind' || core.kind === 'any') continue
    subjects.push(localCore(siteOf(d, pattern), bound))
    matched.push(core)
  }
  const inner: Core =
    subjects.length === 0 ? body : { kind: 'case', site, subjects, arms: [{ patterns: matched, body }] }
  const lambda: CoreLambda = { kind: 'lambda', parameters, self, body: inner }
  return { ...lambda, site }
}
