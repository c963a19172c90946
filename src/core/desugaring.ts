import { preludeConstructors } from '../names/prelude.ts'
import type { ConstructorBinding, Resolved } from '../names/resolved.ts'
import type { Span } from '../source/source.ts'
import type { NodeId } from '../syntax/ast.ts'
import type { Type } from '../types/typed.ts'
import type { Bound, Core } from './core.ts'

/** What desugaring reads, and where it notes the spans of the sites it meets. */
export interface Desugaring {
  readonly resolved: Pick<Resolved, 'values' | 'constructors'>
  readonly types: ReadonlyMap<NodeId, Type>
  readonly spans: Map<NodeId, Span>
  /** Sites of the holes met. */
  readonly holes: Set<NodeId>
  readonly fresh: (name: string) => Bound
}

/** A desugaring over the tables of a program; fresh binders count down from -1. */
export const desugaring = (
  resolved: Pick<Resolved, 'values' | 'constructors'>,
  types: ReadonlyMap<NodeId, Type>,
): Desugaring => {
  let last = 0
  return {
    resolved,
    types,
    spans: new Map(),
    holes: new Set(),
    fresh: name => {
      last -= 1
      return { binder: last, name }
    },
  }
}

/** Notes where a node stands and gives its id. */
export const siteOf = (d: Desugaring, node: { readonly id: NodeId; readonly span: Span }): NodeId => {
  d.spans.set(node.id, node.span)
  return node.id
}

/** The place of a prelude constructor in its type; others come first. */
const preludeOrder: ReadonlyMap<string, number> = new Map([
  ['Just', 1],
  ['Right', 1],
])

const constructorShape = (name: string, binding: ConstructorBinding | undefined) => {
  if (binding?.kind === 'declared' && binding.type.body.kind === 'sum') {
    const declared = binding.type.body.constructors[binding.index]
    return { order: binding.index, arity: declared?.fields.length ?? 0 }
  }
  return { order: preludeOrder.get(name) ?? 0, arity: preludeConstructors.get(name) ?? 0 }
}

/** A constructor as a core expression; the constructors of Bool are literals. */
export const constructorCore = (d: Desugaring, site: NodeId, name: string): Core => {
  const binding = d.resolved.constructors.get(site)
  if (binding?.kind !== 'declared' && (name === 'True' || name === 'False'))
    return { kind: 'boolean', site, value: name === 'True' }
  return { kind: 'constructor', site, name, ...constructorShape(name, binding) }
}

/** Application of a function of the prelude tables. */
export const applyPrimitive = (site: NodeId, name: string, values: readonly Core[]): Core => ({
  kind: 'apply',
  site,
  function: { kind: 'primitive', site, name },
  arguments: values,
})

/** The use of a bound name. */
export const localCore = (site: NodeId, bound: Bound): Core => ({ kind: 'local', site, bound })
