import type { TypeDeclarationCstNode } from '../../grammar/cst.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Span } from '../source/source.ts'
import type { AliasBody, Name, SumBody, Type, TypeDeclaration } from './ast.ts'
import { type Building, first, nameOf, node, spanOfNode } from './building.ts'
import { buildType } from './buildType.ts'
import { syntaxDiagnostic } from './syntaxDiagnostic.ts'

/**
 * `type T a = A | B a`, `type T = { … }`, `type T = List Real`.
 *
 * Without a bar the right side is another name for a type, unless it is a constructor of the type's own name
 * (`type Price = Price Real`): one constructor of another name takes a leading bar (`type Only = | One`).
 */
export const buildTypeDeclaration = (
  b: Building,
  cst: TypeDeclarationCstNode,
): TypeDeclaration | undefined => {
  const name = nameOf(b, first(cst.children.Constructor))
  const parameters = (cst.children.Identifier ?? []).map(parameter => nameOf(b, parameter))
  const types = (cst.children.type ?? []).map(type => buildType(b, type))
  if (name.text === '') return undefined
  return {
    ...node(b, spanOfNode(b, cst)),
    kind: 'type',
    name,
    parameters,
    body: bodyOf(b, name, types, cst.children.Bar !== undefined),
  }
}

const bodyOf = (b: Building, name: Name, types: readonly Type[], barred: boolean): SumBody | AliasBody => {
  const [only] = types
  const ownName = only?.kind === 'named' && only.name.text === name.text
  if (!barred && !ownName) return { kind: 'alias', type: only ?? buildType(b, undefined) }
  return { kind: 'sum', constructors: types.flatMap(type => constructorOf(b, type)) }
}

const constructorOf = (b: Building, type: Type): SumBody['constructors'] => {
  if (type.kind === 'named') return [{ name: type.name, fields: type.arguments, span: type.span }]
  if (type.kind !== 'broken') b.diagnostics.push(notAConstructor(type.span))
  return []
}

const notAConstructor = (span: Span): Diagnostic =>
  syntaxDiagnostic('G1101', 'a constructor must stand here', span, {
    label: 'a type, not a constructor',
    hint: 'begin each alternative with an upper-case name, its fields after it: `type T = A | B Real (List a)`',
  })
