/** Reads the declarations of types: fields of sum types, bodies of aliases. */
import type { NamedType, NodeId, TypeDeclaration, Type as Written } from '../syntax/ast.ts'
import { typeDeclarations } from './dataTypes.ts'
import { type Inference, markBroken, report } from './inference.ts'
import { generalize, instantiate } from './scheme.ts'
import { type Meaning, type Reading, readType } from './signature.ts'
import { fresh, freshRigid, gameOf } from './substitution.ts'
import type { Scheme, Type } from './typed.ts'
import { unify } from './unify.ts'

/** A reading that takes type variables from `variable`. */
const readingWith = (inf: Inference, variable: Reading['variable']): Reading => ({
  meaning: type => meaningOf(inf, type),
  variable,
  unknown: () => fresh(inf.s),
  game: (wires, play) => gameOf(inf.s, wires, play),
  report: diagnostic => report(inf, diagnostic),
  unreadable: () => markBroken(inf),
})

const meaningOf = (inf: Inference, type: NamedType): Meaning | undefined => {
  const binding = inf.resolved.types.get(type.id)
  if (binding === undefined) return undefined
  if (binding.kind === 'prelude') return { kind: 'prelude', name: binding.name }
  const { declaration } = binding
  const arity = declaration.parameters.length
  const name = inf.data.names.get(declaration.id) ?? declaration.name.text
  if (declaration.body.kind === 'sum') return { kind: 'sum', name, arity }
  return { kind: 'alias', arity, expand: given => expand(inf, declaration, given) }
}

const expand = (inf: Inference, declaration: TypeDeclaration, given: readonly Type[]): Type | undefined => {
  const alias = aliasOf(inf, declaration)
  const opened = alias === undefined ? undefined : instantiate(inf.s, alias)
  if (opened?.kind !== 'tuple') return undefined
  for (const [i, type] of given.entries()) {
    const parameter = opened.items[i]
    if (parameter !== undefined) unify(inf.s, parameter, type)
  }
  return opened.items.at(-1)
}

/** Runs with errors charged to another declaration. */
const chargedTo = <A>(inf: Inference, declaration: NodeId, run: () => A): A => {
  const before = inf.current
  inf.current = declaration
  const result = run()
  inf.current = before
  return result
}

/** Reads within a level of its own: all variables of the result are general. */
const general = (inf: Inference, declaration: TypeDeclaration, read: (reading: Reading) => Type[]) =>
  chargedTo(inf, declaration.id, () => {
    inf.s.level++
    const parameters = new Map(declaration.parameters.map(p => [p.text, fresh(inf.s)] as const))
    const reading = readingWith(inf, name => parameters.get(name) ?? fresh(inf.s))
    const items = [...parameters.values(), ...read(reading)]
    inf.s.level--
    return { parameters: [...parameters.values()], scheme: generalize(inf.s, { kind: 'tuple', items }) }
  })

const aliasOf = (inf: Inference, declaration: TypeDeclaration): Scheme | undefined => {
  const { aliases } = inf.data
  const { body } = declaration
  if (aliases.has(declaration.id) || body.kind !== 'alias') return aliases.get(declaration.id)
  aliases.set(declaration.id, undefined)
  const { scheme } = general(inf, declaration, reading => [readType(reading, body.type)])
  aliases.set(declaration.id, scheme)
  return scheme
}

const declareSum = (inf: Inference, declaration: TypeDeclaration): void => {
  const { body } = declaration
  if (body.kind !== 'sum') return
  const { parameters, scheme } = general(inf, declaration, reading =>
    body.constructors.flatMap(c => c.fields.map(field => readType(reading, field))),
  )
  const fields = scheme.type.kind === 'tuple' ? scheme.type.items.slice(parameters.length) : []
  let next = 0
  inf.data.declared.set(declaration.id, {
    name: inf.data.names.get(declaration.id) ?? declaration.name.text,
    parameters: parameters.map(p => p.id),
    general: scheme.variables,
    constructors: body.constructors.map(c => {
      const from = next
      next += c.fields.length
      return { name: c.name.text, fields: fields.slice(from, next) }
    }),
  })
}

/** Reads all types of the program, whether used or not. */
export const declareTypes = (inf: Inference): void => {
  const declarations = typeDeclarations(inf.resolved)
  for (const declaration of declarations) {
    if (declaration.body.kind === 'alias') aliasOf(inf, declaration)
    else declareSum(inf, declaration)
  }
  noteIncomparable(inf)
}

/** A sum type with a function, game or strategy in it cannot be compared, nor can one that contains it. */
const noteIncomparable = (inf: Inference): void => {
  const users = new Map<string, string[]>()
  const found: string[] = []
  const visit = (type: Type, owner: string): void => {
    if (type.kind === 'function' || type.kind === 'game') found.push(owner)
    if (type.kind === 'constructor') {
      if (inf.s.incomparable.has(type.name)) found.push(owner)
      users.set(type.name, [...(users.get(type.name) ?? []), owner])
      for (const part of type.arguments) visit(part, owner)
    }
    if (type.kind === 'tuple') for (const item of type.items) visit(item, owner)
    if (type.kind === 'record')
      for (let row = type.row; row.kind === 'extend'; row = row.rest) visit(row.type, owner)
  }
  for (const sum of inf.data.declared.values())
    for (const { fields } of sum.constructors) for (const field of fields) visit(field, sum.name)
  for (let name = found.pop(); name !== undefined; name = found.pop()) {
    if (inf.s.incomparable.has(name)) continue
    inf.s.incomparable.add(name)
    found.push(...(users.get(name) ?? []))
  }
}

/**
 * The type of an annotation. Its variables stand for every type (they are rigid) and mean the same in all
 * annotations of a declaration.
 */
export const annotation = (inf: Inference, written: Written): Type =>
  readType(
    readingWith(inf, name => {
      const known = inf.named.get(name)
      if (known !== undefined) return known
      const made = freshRigid(inf.s, name)
      inf.named.set(name, made)
      return made
    }),
    written,
  )
