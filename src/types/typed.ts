import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Resolved } from '../names/resolved.ts'
import type { NodeId } from '../syntax/ast.ts'

/**
 * Types as inference sees them.
 *
 * `constructor` covers `Real Bool String List Maybe Either Dist Strategy` and declared sum types (aliases are
 * expanded); `()` is the empty tuple. A game type carries, besides its four boundary wires, the record type of
 * its play (the covariant names), which is never written or printed.
 */
export type Type =
  | { readonly kind: 'variable'; readonly id: number }
  | { readonly kind: 'constructor'; readonly name: string; readonly arguments: readonly Type[] }
  | { readonly kind: 'function'; readonly from: Type; readonly to: Type }
  | { readonly kind: 'tuple'; readonly items: readonly Type[] }
  | { readonly kind: 'record'; readonly row: Row }
  | {
      readonly kind: 'game'
      readonly x: Type
      readonly s: Type
      readonly y: Type
      readonly r: Type
      readonly play: Type
    }

/** Row polymorphism after Leijen (Extensible records with scoped labels, 2005), without duplicate labels. */
export type Row =
  | { readonly kind: 'empty' }
  | { readonly kind: 'variable'; readonly id: number }
  | { readonly kind: 'extend'; readonly label: string; readonly type: Type; readonly rest: Row }

/** `variables` are the quantified ones (of types and of rows). */
export interface Scheme {
  readonly variables: readonly number[]
  readonly type: Type
}

/** A program with the type of every expression, pattern and declaration; nothing here is a unification variable that could be known. */
export interface Typed {
  readonly resolved: Resolved
  /** Expressions, patterns, blocks (a game type), lines (the game type the operation must have). */
  readonly types: ReadonlyMap<NodeId, Type>
  /** Declarations of values and games, by the id of the declaration; strategies: one scheme an entry, by entry id. */
  readonly schemes: ReadonlyMap<NodeId, Scheme>
  readonly diagnostics: readonly Diagnostic[]
  /** Declarations that have an error in or below them: later stages leave them out. */
  readonly broken: ReadonlySet<NodeId>
}
