/**
 * The types of a program.
 *
 * | rule | where |
 * | --- | --- |
 * | unification, rows, levels | `unify.ts`, `substitution.ts`, `scheme.ts` |
 * | declared types, signatures | `declareTypes.ts`, `signature.ts` |
 * | expressions, patterns | `inferExpression.ts` and the files it imports |
 * | blocks and games | `inferBlock.ts`, `fitLine.ts`, `inferComposition.ts`, `play.ts` |
 * | groups of declarations | `components.ts`, `inferDeclaration.ts` |
 */
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Resolved } from '../names/resolved.ts'
import type { Declaration, NodeId } from '../syntax/ast.ts'
import { components } from './components.ts'
import { dataTypes } from './dataTypes.ts'
import { declareTypes } from './declareTypes.ts'
import { discardWarnings } from './discarded.ts'
import { matchWarnings } from './exhaustiveness.ts'
import { type Definition, inferGroup } from './inferDeclaration.ts'
import { inferDrive } from './inferDrive.ts'
import type { Inference } from './inference.ts'
import { inferCheck, inferExpect, inferSolve } from './inferStrategy.ts'
import { references } from './references.ts'
import { resolver } from './scheme.ts'
import { substitution } from './substitution.ts'
import type { Type, Typed } from './typed.ts'

const start = (resolved: Resolved): Inference => {
  const s = substitution()
  return {
    resolved,
    s,
    data: dataTypes(s, resolved),
    ...{ types: new Map(), locals: new Map(), schemes: new Map(), strategyGames: new Map() },
    ...{
      diagnostics: [],
      broken: new Set(),
      unreadable: new Set(),
      matches: [],
      discarded: [],
      specific: new Set(),
      named: new Map(),
      current: -1,
    },
  }
}

const isDefinition = (declaration: Declaration): declaration is Definition =>
  ['let', 'param', 'game', 'strategy'].includes(declaration.kind)

/** Declarations that earlier stages have found wrong. */
const markUnresolved = (inf: Inference, declarations: readonly Declaration[]): void => {
  for (const { code, severity, primary } of inf.resolved.diagnostics) {
    if (severity !== 'error' || primary === undefined) continue
    const { path, start: at } = primary.span
    for (const { id, span } of declarations)
      if (span.path === path && span.start <= at && at < span.end) {
        inf.broken.add(id)
        if (code.startsWith('G1')) inf.unreadable.add(id)
      }
  }
}

/** What refers to something broken is broken. */
const spread = (
  broken: Set<NodeId>,
  edges: ReadonlyMap<NodeId, readonly NodeId[]>,
  kinds: ReadonlyMap<NodeId, Declaration>,
): void => {
  const users = new Map<NodeId, NodeId[]>()
  for (const [user, used] of edges)
    for (const id of used) {
      const known = users.get(id)
      if (known === undefined) users.set(id, [user])
      else known.push(user)
    }
  const open = [...broken]
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const user of users.get(id) ?? [])
      if (!broken.has(user) && kinds.has(user)) {
        broken.add(user)
        open.push(user)
      }
}

const ask = (inf: Inference, declaration: Declaration): void => {
  inf.current = declaration.id
  inf.named = new Map()
  inf.s.level++
  if (declaration.kind === 'check') inferCheck(inf, declaration)
  if (declaration.kind === 'expect') inferExpect(inf, declaration)
  if (declaration.kind === 'solve') inferSolve(inf, declaration)
  if (declaration.kind === 'drive') inferDrive(inf, declaration)
  inf.s.level--
}

/** Infers the type of everything in a program; goes on past every error. */
export const inferTypes = (resolved: Resolved): Typed => {
  const inf = start(resolved)
  const declarations = resolved.files.flatMap(f => f.declarations)
  const byId = new Map(declarations.map(d => [d.id, d] as const))
  const edges = new Map(declarations.map(d => [d.id, [...references(resolved, d)]] as const))
  declareTypes(inf)
  markUnresolved(inf, declarations)
  const ids = declarations.filter(isDefinition).map(d => d.id)
  for (const group of components(ids, id => edges.get(id) ?? [])) {
    const definitions = group.flatMap(id => {
      const declaration = byId.get(id)
      return declaration !== undefined && isDefinition(declaration) ? [declaration] : []
    })
    if (definitions.length > 0) inferGroup(inf, definitions)
  }
  for (const declaration of declarations) if (!isDefinition(declaration)) ask(inf, declaration)
  spread(inf.broken, edges, byId)
  const warnings = inf.matches
    .filter(match => !inf.broken.has(match.declaration))
    .flatMap(match => matchWarnings(resolved, match))
    .concat(discardWarnings(inf))
  return {
    resolved,
    types: resolvedTypes(inf),
    schemes: inf.schemes,
    diagnostics: inPlace([...inf.diagnostics, ...warnings], resolved),
    broken: inf.broken,
  }
}

const resolvedTypes = (inf: Inference): ReadonlyMap<NodeId, Type> => {
  const resolve = resolver(inf.s)
  const types = new Map<NodeId, Type>()
  for (const [id, type] of inf.types) types.set(id, resolve(type))
  return types
}

/** In the order of files and places, and one error a span: the first is the cause. */
const inPlace = (diagnostics: readonly Diagnostic[], resolved: Resolved): readonly Diagnostic[] => {
  const order = new Map(resolved.files.map((f, i) => [f.path, i] as const))
  const seen = new Set<string>()
  const place = (d: Diagnostic): readonly [number, number] => [
    order.get(d.primary?.span.path ?? '') ?? -1,
    d.primary?.span.start ?? -1,
  ]
  return diagnostics
    .filter(d => {
      const span = d.primary?.span
      const key = `${d.severity} ${span?.path} ${span?.start} ${span?.end}`
      return !seen.has(key) && seen.add(key)
    })
    .map(d => ({ d, at: place(d) }))
    .sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1])
    .map(({ d }) => d)
}
