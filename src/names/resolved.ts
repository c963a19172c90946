import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Source } from '../source/source.ts'
import type { Declaration, File, NodeId, TypeDeclaration } from '../syntax/ast.ts'
import type { ImportedTree } from './importedTrees.ts'
import type { ResolvedDrive } from './resolvedDrive.ts'

/** What a written name stands for. */
export type Binding =
  | { readonly kind: 'local'; readonly binder: NodeId; readonly name: string }
  | { readonly kind: 'declaration'; readonly declaration: Declaration }
  | { readonly kind: 'prelude'; readonly name: string }

/** A constructor of a sum type, or of the prelude (`True False Left Right Just Nothing`). */
export type ConstructorBinding =
  | { readonly kind: 'declared'; readonly type: TypeDeclaration; readonly index: number }
  | { readonly kind: 'prelude'; readonly name: string }

/** A type name. */
export type TypeBinding =
  | { readonly kind: 'declared'; readonly declaration: TypeDeclaration }
  | { readonly kind: 'prelude'; readonly name: string }

/**
 * A whole program: the file asked for and all it imports, every name resolved.
 *
 * Tables are keyed by the id of the node where the name is used (VariableExpression, ConstructorExpression,
 * ConstructorPattern, NamedType, and the `game` and `strategy` Names of declarations). A name that could not be
 * resolved is absent and has a diagnostic. A binder is the id of the VariablePattern (or Binding pattern)
 * that binds it.
 */
export interface Resolved {
  /** Imported files before their importers; the file asked for is last. */
  readonly files: readonly File[]
  readonly sources: ReadonlyMap<string, Source>
  readonly values: ReadonlyMap<NodeId, Binding>
  readonly constructors: ReadonlyMap<NodeId, ConstructorBinding>
  readonly types: ReadonlyMap<NodeId, TypeBinding>
  /** What each `drive` is about, by its declaration. */
  readonly drives: ReadonlyMap<NodeId, ResolvedDrive>
  /** Game trees of other files, by the expression that imports each. */
  readonly trees: ReadonlyMap<NodeId, ImportedTree>
  readonly diagnostics: readonly Diagnostic[]
}
