/** The parts of the tree that bind names, and the types written in it. */
import type { Name, Node } from './node.ts'

// ---------------------------------------------------------------------------------------------- patterns

export type Pattern =
  | VariablePattern
  | WildcardPattern
  | ConstructorPattern
  | TuplePattern
  | ListPattern
  | RecordPattern
  | NumberPattern
  | StringPattern
  | AnnotatePattern
  | BrokenPattern

export interface VariablePattern extends Node {
  readonly kind: 'variable'
  readonly name: string
}
export interface WildcardPattern extends Node {
  readonly kind: 'wildcard'
}
export interface ConstructorPattern extends Node {
  readonly kind: 'constructor'
  readonly name: Name
  readonly fields: readonly Pattern[]
}
export interface TuplePattern extends Node {
  readonly kind: 'tuple'
  readonly items: readonly Pattern[]
}
export interface ListPattern extends Node {
  readonly kind: 'list'
  readonly items: readonly Pattern[]
}
/** `{ soc = p, cap = q }`, with `{ soc }` short for `{ soc = soc }`; other fields are ignored. */
export interface RecordPattern extends Node {
  readonly kind: 'record'
  readonly fields: readonly { readonly name: Name; readonly pattern: Pattern }[]
}
/** `3`, `-1`, `0.5` */
export interface NumberPattern extends Node {
  readonly kind: 'number'
  readonly text: string
}
export interface StringPattern extends Node {
  readonly kind: 'string'
  readonly value: string
}
/** `(x : T)` */
export interface AnnotatePattern extends Node {
  readonly kind: 'annotate'
  readonly pattern: Pattern
  readonly type: Type
}
export interface BrokenPattern extends Node {
  readonly kind: 'broken'
}

// ---------------------------------------------------------------------------------------------- types

export type Type = NamedType | VariableType | FunctionType | TupleType | RecordType | BrokenType

/** `Real`, `List a`, `OpenGame x s y r` */
export interface NamedType extends Node {
  readonly kind: 'named'
  readonly name: Name
  readonly arguments: readonly Type[]
}
export interface VariableType extends Node {
  readonly kind: 'variable'
  readonly name: string
}
export interface FunctionType extends Node {
  readonly kind: 'function'
  readonly from: Type
  readonly to: Type
}
/** `()` is the tuple of none. */
export interface TupleType extends Node {
  readonly kind: 'tuple'
  readonly items: readonly Type[]
}
export interface RecordType extends Node {
  readonly kind: 'record'
  readonly fields: readonly { readonly name: Name; readonly type: Type }[]
}
export interface BrokenType extends Node {
  readonly kind: 'broken'
}
