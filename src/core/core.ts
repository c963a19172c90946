/**
 * The closed core: what is left of a program when the sugar is gone.
 *
 * Every node keeps the syntax node it comes from (`site`), for spans and types. Names are resolved: a local
 * refers to its binder, a global to its declaration, a primitive to the tables of the prelude. A binder made
 * by desugaring is negative, so that it never meets a syntax node.
 *
 * | sugar | core |
 * | --- | --- |
 * | equations, patterns in parameters, `let` with a pattern | `lambda` and `case` |
 * | operators, sections, ranges, comprehensions, `do` | `apply` of a `primitive` |
 * | names of a block | `Scoped` expressions over two vectors of values, which are its copies and discards |
 */
import type { Rational } from '../markov/rational.ts'
import type { Span } from '../source/source.ts'
import type { NodeId } from '../syntax/ast.ts'

/** The node that binds a local name, or a negative number. */
export type Binder = number

/** A name and the binder by which it is referred to. */
export interface Bound {
  readonly binder: Binder
  readonly name: string
}

export type Core = { readonly site: NodeId } & (
  | { readonly kind: 'number'; readonly value: Rational }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'local'; readonly bound: Bound }
  | { readonly kind: 'global'; readonly declaration: NodeId; readonly name: string }
  | { readonly kind: 'primitive'; readonly name: string }
  | { readonly kind: 'constructor'; readonly name: string; readonly order: number; readonly arity: number }
  | CoreLambda
  | { readonly kind: 'apply'; readonly function: Core; readonly arguments: readonly Core[] }
  | { readonly kind: 'both'; readonly left: Core; readonly right: Core }
  | { readonly kind: 'either'; readonly left: Core; readonly right: Core }
  | { readonly kind: 'if'; readonly condition: Core; readonly then: Core; readonly else: Core }
  | { readonly kind: 'let'; readonly bound: Bound; readonly value: Core; readonly body: Core }
  | { readonly kind: 'case'; readonly subjects: readonly Core[]; readonly arms: readonly CoreArm[] }
  | { readonly kind: 'tuple'; readonly items: readonly Core[] }
  | { readonly kind: 'list'; readonly items: readonly Core[] }
  | { readonly kind: 'record'; readonly fields: readonly CoreField[] }
  | { readonly kind: 'update'; readonly record: Core; readonly fields: readonly CoreField[] }
  | { readonly kind: 'field'; readonly record: Core; readonly name: string }
  | { readonly kind: 'block'; readonly block: CoreBlock }
  | { readonly kind: 'repeat'; readonly count: Core; readonly round: Core }
  | { readonly kind: 'forever'; readonly stage: Core; readonly discount: Core; readonly start: Core }
  | { readonly kind: 'hole'; readonly isGame: boolean }
)

/** A function of all its parameters at once; `self` is bound to the function itself in its body. */
export interface CoreLambda {
  readonly kind: 'lambda'
  readonly parameters: readonly Bound[]
  readonly self: Bound | undefined
  readonly body: Core
}

export interface CoreField {
  readonly name: string
  readonly value: Core
}

/** As many patterns as the case has subjects; the first arm that matches is taken. */
export interface CoreArm {
  readonly patterns: readonly CorePattern[]
  readonly body: Core
}

export type CorePattern =
  | { readonly kind: 'any' }
  | { readonly kind: 'bind'; readonly bound: Bound }
  | { readonly kind: 'number'; readonly value: Rational }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'constructor'; readonly name: string; readonly fields: readonly CorePattern[] }
  | { readonly kind: 'tuple'; readonly items: readonly CorePattern[] }
  | { readonly kind: 'list'; readonly items: readonly CorePattern[] }
  | {
      readonly kind: 'record'
      readonly fields: readonly { readonly name: string; readonly pattern: CorePattern }[]
    }

/**
 * An expression of a block with the names it may use, in the order of the vectors that hold their values:
 * covariant ones as they are bound, contravariant ones as they come back (the block's returns, then the feedback
 * of the last line, then of the one before it).
 */
export interface Scoped {
  readonly covariant: readonly Bound[]
  readonly contravariant: readonly Bound[]
  readonly body: Core
}

/** A pattern that receives what a wire carries. */
export interface CoreBinding {
  readonly site: NodeId
  readonly pattern: CorePattern
  readonly binds: readonly Bound[]
}

export interface CoreBlock {
  readonly inputs: CoreBinding
  readonly lines: readonly CoreLine[]
  readonly outputs: Scoped
  readonly returns: CoreBinding
  readonly feedback: Scoped
}

export interface CoreLine {
  readonly site: NodeId
  readonly label: string | undefined
  readonly operation: Core
  readonly inputs: Scoped
  readonly outputs: CoreBinding
  readonly returns: Scoped
  readonly feedback: CoreBinding
}

/** A top-level value, function, parameter or game. */
export interface CoreDefinition {
  readonly kind: 'let' | 'param' | 'game'
  readonly id: NodeId
  readonly name: string
  readonly core: Core
}

export interface CoreStrategy {
  readonly id: NodeId
  readonly name: string
  readonly nameSpan: Span
  /** The game with its arguments applied. */
  readonly game: Core
  readonly gameName: string
  readonly entries: readonly {
    readonly id: NodeId
    readonly key: readonly string[]
    readonly keySpan: Span
    readonly value: Core
  }[]
}

/** A program without sugar. `spans` holds every site. */
export interface CoreProgram {
  readonly definitions: ReadonlyMap<NodeId, CoreDefinition>
  readonly strategies: ReadonlyMap<NodeId, CoreStrategy>
  readonly spans: ReadonlyMap<NodeId, Span>
}
