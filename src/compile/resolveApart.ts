import * as E from 'fp-ts/lib/Either.js'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { resolveExpression } from '../names/expressions.ts'
import { importedTrees } from '../names/importedTrees.ts'
import type { DeclaredConstructor, TopLevel, ValueDeclaration, Visible } from '../names/resolution.ts'
import type { Resolved } from '../names/resolved.ts'
import type { Declaration, Expression, NodeId, TypeDeclaration } from '../syntax/ast.ts'

/** An expression that is part of no file, with its names resolved. */
export interface ResolvedApart {
  readonly expression: Expression
  readonly tables: Pick<Resolved, 'values' | 'constructors'>
  readonly diagnostics: readonly Diagnostic[]
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

const visible = <A>(value: A): Visible<A> => ({ value, imported: undefined })

/** All names of all files, those of the file asked for last and so before the others. */
const topLevel = (declarations: readonly Declaration[]): TopLevel => {
  const values = new Map<string, Visible<ValueDeclaration>>()
  const constructors = new Map<string, Visible<DeclaredConstructor>>()
  const types = new Map<string, Visible<TypeDeclaration>>()
  for (const d of declarations) {
    if (d.kind === 'let' || d.kind === 'param' || d.kind === 'game' || d.kind === 'strategy')
      values.set(d.name.text, visible(d))
    if (d.kind !== 'type') continue
    types.set(d.name.text, visible(d))
    if (d.body.kind !== 'sum') continue
    for (const [index, { name }] of d.body.constructors.entries())
      constructors.set(name.text, visible({ kind: 'declared', type: d, index }))
  }
  return { values, constructors, types, lost: new Set(), isOpen: false }
}

/** Resolves an expression of the command line in the names of a program. */
export const resolveApart = (resolved: Pick<Resolved, 'files'>, written: Expression): ResolvedApart => {
  // The copy differs from the expression in its ids only.
  const expression = renumbered(written) as Expression
  const tables = {
    values: new Map(),
    constructors: new Map(),
    types: new Map(),
    drives: new Map(),
    diagnostics: [],
    used: new Set<NodeId>(),
    imports: { unnamed: new Map(), named: [] },
  }
  const top = topLevel(resolved.files.flatMap(f => f.declarations))
  resolveExpression({ top, tables, expected: [], incomplete: false }, undefined, expression)
  const imported = importedTrees(tables.imports, () =>
    E.left({ code: 'G7001', reason: 'An option cannot import a game.' }),
  )
  return { expression, tables, diagnostics: [...tables.diagnostics, ...imported.diagnostics] }
}
