import { preludeConstructors, preludeValues } from '../names/prelude.ts'
import type { Binding, ConstructorBinding, Resolved } from '../names/resolved.ts'
import type { Declaration, Expression, NodeId } from '../syntax/ast.ts'
import type { Typed } from '../types/typed.ts'

/** An expression that is part of no file, with its names resolved. */
export interface ResolvedApart {
  readonly expression: Expression
  readonly tables: Pick<Resolved, 'values' | 'constructors'>
  readonly unbound: readonly string[]
}

/** Ids begin here, beyond those of any program: the expression was parsed by a run of its own. */
const firstId = 1_000_000_000

const isNode = (value: object): value is { readonly id: NodeId } =>
  'id' in value && typeof value.id === 'number' && 'span' in value

const renumbered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(renumbered)
  if (typeof value !== 'object' || value === null) return value
  const parts = Object.entries(value).map(([name, part]) => [name, renumbered(part)] as const)
  const copy = Object.fromEntries(parts)
  return isNode(value) ? { ...copy, id: value.id + firstId } : copy
}

interface Use {
  readonly id: NodeId
  readonly name: string
}

interface Uses {
  readonly variables: Use[]
  readonly constructors: Use[]
  readonly binders: Use[]
}

/** Fields of the tree under which patterns stand. */
const patternFields: ReadonlySet<string> = new Set(['pattern', 'patterns', 'parameters'])

const nameOf = (value: object): string | undefined => {
  if (!('name' in value)) return undefined
  const { name } = value
  if (typeof name === 'string') return name
  if (typeof name !== 'object' || name === null || !('text' in name)) return undefined
  return typeof name.text === 'string' ? name.text : undefined
}

const collect = (uses: Uses, value: unknown, isPattern: boolean): void => {
  if (typeof value !== 'object' || value === null) return
  const name = nameOf(value)
  if (isNode(value) && 'kind' in value && name !== undefined) {
    if (value.kind === 'constructor') uses.constructors.push({ id: value.id, name })
    if (value.kind === 'variable') (isPattern ? uses.binders : uses.variables).push({ id: value.id, name })
  }
  for (const [field, part] of Object.entries(value))
    collect(uses, part, isPattern || patternFields.has(field))
}

const valueNamed = (declarations: readonly Declaration[], name: string): Declaration | undefined =>
  declarations.findLast(
    d => (d.kind === 'let' || d.kind === 'param' || d.kind === 'game') && d.name.text === name,
  )

const constructorNamed = (
  declarations: readonly Declaration[],
  name: string,
): ConstructorBinding | undefined => {
  for (const type of declarations) {
    if (type.kind !== 'type' || type.body.kind !== 'sum') continue
    const index = type.body.constructors.findIndex(c => c.name.text === name)
    if (index >= 0) return { kind: 'declared', type, index }
  }
  return undefined
}

/**
 * Resolves the names of an expression by their text: its own binders first, then the declarations of the program,
 * then the prelude. Of two binders of one name the last written is taken, whatever their scopes.
 */
export const resolveApart = (typed: Typed, written: Expression): ResolvedApart => {
  // The copy differs from the expression in its ids only.
  const expression = renumbered(written) as Expression
  const declarations = typed.resolved.files.flatMap(f => f.declarations)
  const uses: Uses = { variables: [], constructors: [], binders: [] }
  collect(uses, expression, false)
  const values = new Map<NodeId, Binding>()
  const constructors = new Map<NodeId, ConstructorBinding>()
  const unbound: string[] = []
  for (const { id, name } of uses.variables) {
    const binder = uses.binders.findLast(b => b.name === name)
    const declaration = valueNamed(declarations, name)
    if (binder !== undefined) values.set(id, { kind: 'local', binder: binder.id, name })
    else if (declaration !== undefined) values.set(id, { kind: 'declaration', declaration })
    else if (preludeValues.has(name)) values.set(id, { kind: 'prelude', name })
    else unbound.push(name)
  }
  for (const { id, name } of uses.constructors) {
    const declared = constructorNamed(declarations, name)
    if (declared !== undefined) constructors.set(id, declared)
    else if (!preludeConstructors.has(name)) unbound.push(name)
  }
  return { expression, tables: { values, constructors }, unbound }
}
