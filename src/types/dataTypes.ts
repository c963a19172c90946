/** Declared types: sum types with their constructors, aliases, and which of them cannot be compared. */
import type { ConstructorBinding, Resolved } from '../names/resolved.ts'
import type { NodeId, TypeDeclaration } from '../syntax/ast.ts'
import { preludeSums } from './prelude.ts'
import { preludeTypeNames } from './signature.ts'
import { freshId, type Substitution } from './substitution.ts'
import { curried } from './type.ts'
import type { Scheme, Type } from './typed.ts'

/** A sum type; `general` are the variables of its constructors' fields, `parameters` those that it is applied to. */
export interface Sum {
  readonly name: string
  readonly parameters: readonly number[]
  readonly general: readonly number[]
  readonly constructors: readonly { readonly name: string; readonly fields: readonly Type[] }[]
}

export interface DataTypes {
  /** Names of declared types by declaration: unique in the program. */
  readonly names: ReadonlyMap<NodeId, string>
  /** Sum types by declaration, filled in when their fields have been read. */
  readonly declared: Map<NodeId, Sum>
  readonly prelude: ReadonlyMap<string, Sum>
  /** Aliases that have been read: a tuple of the parameters and, last, the type; nothing while it is read. */
  readonly aliases: Map<NodeId, Scheme | undefined>
}

/** The names that types go by in messages; where two files declare one name, the file is named too. */
const uniqueNames = (declarations: readonly TypeDeclaration[]): ReadonlyMap<NodeId, string> => {
  const names = new Map<NodeId, string>()
  const taken = new Set<string>(preludeTypeNames)
  for (const declaration of declarations) {
    const written = declaration.name.text
    let name = taken.has(written) ? `${written}@${declaration.span.path}` : written
    while (taken.has(name)) name = `${name}'`
    taken.add(name)
    names.set(declaration.id, name)
  }
  return names
}

const preludeTable = (s: Substitution): ReadonlyMap<string, Sum> =>
  new Map(
    preludeSums.map(({ name, parameters, constructors }) => {
      const ids = new Map(parameters.map(p => [p, freshId(s)] as const))
      const fieldOf = (parameter: string): readonly Type[] => {
        const id = ids.get(parameter)
        return id === undefined ? [] : [{ kind: 'variable', id }]
      }
      return [
        name,
        {
          name,
          parameters: [...ids.values()],
          general: [...ids.values()],
          constructors: constructors.map(c => ({ name: c.name, fields: c.fields.flatMap(fieldOf) })),
        },
      ] as const
    }),
  )

export const typeDeclarations = (resolved: Resolved): readonly TypeDeclaration[] =>
  resolved.files.flatMap(f => f.declarations).flatMap(d => (d.kind === 'type' ? [d] : []))

/** The tables before any declaration is read. */
export const dataTypes = (s: Substitution, resolved: Resolved): DataTypes => ({
  names: uniqueNames(typeDeclarations(resolved)),
  declared: new Map(),
  prelude: preludeTable(s),
  aliases: new Map(),
})

/** The sum type of a constructor, and its place in it. */
export const sumOf = (
  data: DataTypes,
  binding: ConstructorBinding,
): { readonly sum: Sum; readonly index: number } | undefined => {
  if (binding.kind === 'declared') {
    const sum = data.declared.get(binding.type.id)
    return sum === undefined ? undefined : { sum, index: binding.index }
  }
  for (const sum of data.prelude.values()) {
    const index = sum.constructors.findIndex(c => c.name === binding.name)
    if (index >= 0) return { sum, index }
  }
  return undefined
}

/** A constructor as a function of its fields. */
export const constructorScheme = (
  data: DataTypes,
  binding: ConstructorBinding,
): { readonly scheme: Scheme; readonly arity: number } | undefined => {
  const found = sumOf(data, binding)
  const made = found?.sum.constructors[found.index]
  if (found === undefined || made === undefined) return undefined
  const { name, parameters, general } = found.sum
  const result: Type = {
    kind: 'constructor',
    name,
    arguments: parameters.map(id => ({ kind: 'variable', id })),
  }
  return {
    scheme: { variables: general, type: curried(made.fields, result) },
    arity: made.fields.length,
  }
}
