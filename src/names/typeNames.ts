import type { Name, NamedType, Type } from '../syntax/ast.ts'
import { typeUnknown, typeVariableUnbound } from './nameErrors.ts'
import { labelsOnce } from './patterns.ts'
import { preludeTypes } from './prelude.ts'
import { isReported, noteUse, type Resolution } from './resolution.ts'

/** The type declaration in which a type stands: there every variable must be a parameter. */
export interface Declared {
  readonly name: Name
  readonly parameters: ReadonlySet<string>
  /** What an alias stands for. */
  readonly alias: Type | undefined
}

/** Resolves the names in a type; outside of declarations a variable stands for any type. */
export const resolveType = (r: Resolution, type: Type, within?: Declared): void => {
  switch (type.kind) {
    case 'named':
      resolveNamed(r, type, within)
      for (const argument of type.arguments) resolveType(r, argument, within)
      return
    case 'variable':
      if (within !== undefined && !within.parameters.has(type.name))
        r.tables.diagnostics.push(typeVariableUnbound(type.name, type.span, within.name))
      return
    case 'function':
      resolveType(r, type.from, within)
      resolveType(r, type.to, within)
      return
    case 'tuple':
      for (const item of type.items) resolveType(r, item, within)
      return
    case 'record':
      labelsOnce(
        r,
        type.fields.map(f => f.name),
      )
      for (const field of type.fields) resolveType(r, field.type, within)
      return
    case 'broken':
      return
  }
}

const resolveNamed = (r: Resolution, type: NamedType, within: Declared | undefined): void => {
  const { id, name } = type
  const declared = r.top.types.get(name.text)
  if (declared !== undefined) {
    noteUse(r.tables, declared)
    r.tables.types.set(id, { kind: 'declared', declaration: declared.value })
  } else if (preludeTypes.has(name.text)) r.tables.types.set(id, { kind: 'prelude', name: name.text })
  else if (!isReported(r.top, name.text))
    r.tables.diagnostics.push(typeUnknown(name, r.top, within?.alias === type ? within.name : undefined))
}
