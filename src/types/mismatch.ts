import type { Type } from './typed.ts'

/** Why two types cannot be made equal: the innermost parts that clash. */
export type Mismatch =
  | { readonly kind: 'clash'; readonly left: Type; readonly right: Type }
  | { readonly kind: 'occurs'; readonly variable: Type; readonly type: Type }
  /** A field that only one of two records has, and the record that lacks it. */
  | { readonly kind: 'field'; readonly label: string; readonly record: Type }
  /** A type variable of a signature would have to be this type. */
  | { readonly kind: 'rigid'; readonly name: string; readonly type: Type }
  | { readonly kind: 'incomparable'; readonly type: Type }
  | { readonly kind: 'notAppendable'; readonly type: Type }
