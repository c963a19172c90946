import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Declaration, NodeId, TypeDeclaration } from '../syntax/ast.ts'
import type { TreeImports } from './importedTrees.ts'
import type { Binding, ConstructorBinding, TypeBinding } from './resolved.ts'
import type { QuantityUse, ResolvedDrive } from './resolvedDrive.ts'
import type { Local } from './scope.ts'

/** A declaration that binds a value: these share one name space. */
export type ValueDeclaration = Extract<Declaration, { readonly kind: 'let' | 'param' | 'game' | 'strategy' }>

/** A constructor of a declared sum type. */
export type DeclaredConstructor = Extract<ConstructorBinding, { readonly kind: 'declared' }>

/** A top-level name seen from a file; `imported` identifies the import that brought it, for lints. */
export interface Visible<A> {
  readonly value: A
  readonly imported: NodeId | undefined
}

/** The top-level names that the declarations of one file can use. */
export interface TopLevel {
  readonly values: ReadonlyMap<string, Visible<ValueDeclaration>>
  readonly constructors: ReadonlyMap<string, Visible<DeclaredConstructor>>
  readonly types: ReadonlyMap<string, Visible<TypeDeclaration>>
  /** Names whose import failed: nothing is known of them, and that is reported already. */
  readonly lost: ReadonlySet<string>
  /** Whether all names of a file are lost, so that any name may be one of them. */
  readonly isOpen: boolean
}

/** Whether a name that is not known is an error of its own. */
export const isReported = (top: TopLevel, name: string): boolean =>
  name === '' || top.isOpen || top.lost.has(name)

/** A local name that should be used somewhere. */
export interface Expected {
  readonly local: Local
  readonly as: 'binding' | 'parameter' | 'feedback'
}

/** The tables of a program while they are filled, and what the lints need to know. */
export interface Tables {
  readonly values: Map<NodeId, Binding>
  readonly constructors: Map<NodeId, ConstructorBinding>
  readonly types: Map<NodeId, TypeBinding>
  readonly drives: Map<NodeId, ResolvedDrive>
  readonly diagnostics: Diagnostic[]
  /** Binders of local names, and imports, that something uses. */
  readonly used: Set<NodeId>
  readonly imports: TreeImports
}

/** The resolution of one declaration. */
export interface Resolution {
  readonly top: TopLevel
  readonly tables: Tables
  /** Local names of this declaration, for the lint of unused ones. */
  readonly expected: Expected[]
  /** Where quantities of a grid are noted as they are met; absent where none can be used. */
  readonly quantities?: QuantityUse[]
  /** Whether a part of the declaration is not written yet or could not be read: then nothing is called unused. */
  incomplete: boolean
}

/** Notes the use of a top-level name. */
export const noteUse = (tables: Tables, { imported }: Visible<unknown>): void => {
  if (imported !== undefined) tables.used.add(imported)
}
