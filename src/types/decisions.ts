/**
 * Unification for the stage that unfolds games: there the type of a decision depends on where its game is used.
 *
 * Types recorded for one declaration share their variables; `instance` makes them anew for one use of the
 * declaration, and `unify` puts in what the use says.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { NodeId } from '../syntax/ast.ts'
import type { Mismatch } from './mismatch.ts'
import { instantiate, resolve } from './scheme.ts'
import { show as showResolved } from './show.ts'
import { fresh, reserve, substitution } from './substitution.ts'
import type { Row, Scheme, Type, Typed } from './typed.ts'
import { unify } from './unify.ts'

export interface Unifier {
  readonly fresh: () => Type
  readonly instantiate: (scheme: Scheme) => Type
  /** A reader of recorded types in which one variable is the same wherever it occurs. */
  readonly instance: () => (node: NodeId) => Type | undefined
  /** The recorded type of one node, made anew by itself. */
  readonly instantiateNode: (node: NodeId) => Type | undefined
  readonly unify: (a: Type, b: Type) => E.Either<Mismatch, void>
  /** The type with all that is known put in. */
  readonly resolve: (type: Type) => Type
  readonly show: (type: Type) => string
}

/** The variables of types and rows in types that inference has recorded. */
const variablesOf = (types: Iterable<Type>): ReadonlySet<number> => {
  const found = new Set<number>()
  const seen = new Set<Type>()
  const open = [...types]
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    if (type.kind === 'variable') found.add(type.id)
    if (seen.has(type)) continue
    seen.add(type)
    open.push(...partsOf(type))
    const tail = type.kind === 'record' ? tailOf(type.row) : undefined
    if (tail !== undefined) found.add(tail)
  }
  return found
}

const partsOf = (type: Type): readonly Type[] => {
  switch (type.kind) {
    case 'variable':
      return []
    case 'constructor':
      return type.arguments
    case 'function':
      return [type.from, type.to]
    case 'tuple':
      return type.items
    case 'record':
      return fieldsOf(type.row)
    case 'game':
      return [type.x, type.s, type.y, type.r, type.play]
  }
}

const fieldsOf = (row: Row): readonly Type[] => {
  const types: Type[] = []
  for (let rest = row; rest.kind === 'extend'; rest = rest.rest) types.push(rest.type)
  return types
}

const tailOf = (row: Row): number | undefined => {
  let rest = row
  while (rest.kind === 'extend') rest = rest.rest
  return rest.kind === 'variable' ? rest.id : undefined
}

/** A unifier over the types of a program. What it learns stays with it. */
export const createUnifier = (typed: Typed): Unifier => {
  const s = substitution()
  const recorded = variablesOf([
    ...typed.types.values(),
    ...[...typed.schemes.values()].map(scheme => scheme.type),
  ])
  // New variables must not be taken for recorded ones.
  reserve(s, [...recorded].reduce((most, id) => Math.max(most, id), -1) + 1)
  const general = [...recorded]
  const instance = () => {
    const made = new Map<number, number>()
    return (node: NodeId): Type | undefined => {
      const type = typed.types.get(node)
      return type === undefined ? undefined : instantiate(s, { variables: general, type }, made)
    }
  }
  return {
    fresh: () => fresh(s),
    instantiate: scheme => instantiate(s, scheme),
    instance,
    instantiateNode: node => instance()(node),
    unify: (a, b) => {
      const mismatch = unify(s, a, b)
      return mismatch === undefined ? E.right(undefined) : E.left(mismatch)
    },
    resolve: type => resolve(s, type),
    show: type => showResolved(resolve(s, type)),
  }
}
