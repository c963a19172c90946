/**
 * The tree of a `.game` file as it was written: every node has an id, unique in the program, and the span of
 * its text. Later stages put what they find in tables keyed by the id and never change the tree.
 * Comments are kept beside the tree (`File.comments`) for the formatter.
 */
import type { Span } from '../source/source.ts'
import type { Comment, Name, Node } from './node.ts'
import type { Pattern, Type } from './patternAst.ts'
import type {
  CheckDeclaration,
  DriveDeclaration,
  ExpectDeclaration,
  SolveDeclaration,
} from './questionAst.ts'

export type * from './node.ts'
export type * from './patternAst.ts'
export type * from './questionAst.ts'

export interface File {
  readonly path: string
  readonly declarations: readonly Declaration[]
  readonly comments: readonly Comment[]
}

export type Declaration =
  | ImportDeclaration
  | TypeDeclaration
  | ParamDeclaration
  | LetDeclaration
  | GameDeclaration
  | StrategyDeclaration
  | CheckDeclaration
  | ExpectDeclaration
  | SolveDeclaration
  | DriveDeclaration

/** `import "auction.game" (payment, Bid)`; without a list: every name. */
export interface ImportDeclaration extends Node {
  readonly kind: 'import'
  readonly path: string
  readonly pathSpan: Span
  readonly names: readonly Name[] | undefined
}

/** `type T a = A | B a` is a sum, `type T = { … }` or any other type an alias. */
export interface TypeDeclaration extends Node {
  readonly kind: 'type'
  readonly name: Name
  readonly parameters: readonly Name[]
  readonly body: SumBody | AliasBody
}
export interface SumBody {
  readonly kind: 'sum'
  readonly constructors: readonly {
    readonly name: Name
    readonly fields: readonly Type[]
    readonly span: Span
  }[]
}
export interface AliasBody {
  readonly kind: 'alias'
  readonly type: Type
}

/** `param reserve : Real = 1` */
export interface ParamDeclaration extends Node {
  readonly kind: 'param'
  readonly name: Name
  readonly signature: Type | undefined
  readonly value: Expression
}

/**
 * `let f x y = e`, `let f : T | p1 p2 = e | …`.
 *
 * One equation for the plain form, several for the form by equations; all have the same number of patterns.
 */
export interface LetDeclaration extends Node {
  readonly kind: 'let'
  readonly name: Name
  readonly signature: Type | undefined
  /** The type after the parameters, `let f (x : A) : C = e`. */
  readonly result: Type | undefined
  readonly equations: readonly Equation[]
  /** Whether it was written with bars, for the formatter. */
  readonly byEquations: boolean
}
export interface Equation extends Node {
  readonly patterns: readonly Pattern[]
  readonly body: Expression
}

/** `game g p (q : T) : OpenGame X S Y R = e`; a block is a `BlockExpression`. */
export interface GameDeclaration extends Node {
  readonly kind: 'game'
  readonly name: Name
  readonly parameters: readonly Pattern[]
  readonly signature: Type | undefined
  readonly body: Expression
}

/** `strategy s for g 1 2 = { key = e, … }`; also `strategy s p for g p = …` is NOT accepted: profiles are closed. */
export interface StrategyDeclaration extends Node {
  readonly kind: 'strategy'
  readonly name: Name
  readonly game: Name
  readonly arguments: readonly Expression[]
  readonly entries: readonly StrategyEntry[]
}
export interface StrategyEntry extends Node {
  /** A decision path or a suffix of one: its words, `['round', '0', 'alice']`. */
  readonly key: readonly string[]
  readonly keySpan: Span
  readonly value: Expression
}

/** `[opengame| … |]`, `{ … }` after `=`, or the body of `label: { … }` and `repeat n { … }`. */
export interface Block extends Node {
  readonly notation: 'block' | 'arrow'
  /** Whether a header or a footer was written; without one the block is closed. */
  readonly hasHeader: boolean
  readonly hasFooter: boolean
  readonly inputs: readonly Pattern[]
  readonly feedback: readonly Expression[]
  readonly lines: readonly Line[]
  readonly outputs: readonly Expression[]
  readonly returns: readonly Pattern[]
}

/**
 * One line of a block.
 *
 * `label: { … }` and `label: repeat n { … }` are lines whose operation is the nested block; the parser fills
 * their four fields from the nested boundary, by name (`boundary: 'byName'`).
 */
export interface Line extends Node {
  readonly label: Name | undefined
  readonly inputs: readonly Expression[]
  readonly feedback: readonly Pattern[]
  /** A `HoleExpression` where the line has no operation. */
  readonly operation: Expression
  readonly outputs: readonly Pattern[]
  readonly returns: readonly Expression[]
  readonly boundary: 'written' | 'byName'
}

// ---------------------------------------------------------------------------------------------- expressions

export type Expression =
  | NumberExpression
  | StringExpression
  | VariableExpression
  | ConstructorExpression
  | OperatorExpression
  | SectionExpression
  | LambdaExpression
  | ApplyExpression
  | BinaryExpression
  | NegateExpression
  | IfExpression
  | LetExpression
  | CaseExpression
  | TupleExpression
  | ListExpression
  | RangeExpression
  | ComprehensionExpression
  | RecordExpression
  | UpdateExpression
  | FieldExpression
  | DoExpression
  | AnnotateExpression
  | BlockExpression
  | RepeatExpression
  | ForeverExpression
  | HoleExpression
  | BrokenExpression

/** The literal as written (`0.1`, `1e-3`, `0x1f`); it denotes an exact rational. */
export interface NumberExpression extends Node {
  readonly kind: 'number'
  readonly text: string
}
export interface StringExpression extends Node {
  readonly kind: 'string'
  readonly value: string
}
export interface VariableExpression extends Node {
  readonly kind: 'variable'
  readonly name: string
}
/** `Cooperate`, `True`, `Left`: a constructor as a function of its fields. */
export interface ConstructorExpression extends Node {
  readonly kind: 'constructor'
  readonly name: string
}
/** `(+)` */
export interface OperatorExpression extends Node {
  readonly kind: 'operator'
  readonly operator: BinaryOperator
}
/** `(+ 1)` (`side` 'right': the right operand is given), `(1 +)` (`side` 'left'). */
export interface SectionExpression extends Node {
  readonly kind: 'section'
  readonly operator: BinaryOperator
  readonly side: 'left' | 'right'
  readonly operand: Expression
}
export interface LambdaExpression extends Node {
  readonly kind: 'lambda'
  readonly parameters: readonly Pattern[]
  readonly body: Expression
}
export interface ApplyExpression extends Node {
  readonly kind: 'apply'
  readonly function: Expression
  readonly argument: Expression
}
export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '^'
  | '=='
  | '/='
  | '<'
  | '<='
  | '>'
  | '>='
  | '&&'
  | '||'
  | '++'
  | '!!'
  | '$'
  | '.'
  | '>>>'
  | '&&&'
  | '+++'
export interface BinaryExpression extends Node {
  readonly kind: 'binary'
  readonly operator: BinaryOperator
  readonly operatorSpan: Span
  readonly left: Expression
  readonly right: Expression
}
export interface NegateExpression extends Node {
  readonly kind: 'negate'
  readonly operand: Expression
}
export interface IfExpression extends Node {
  readonly kind: 'if'
  readonly condition: Expression
  readonly then: Expression
  readonly else: Expression
}
/** `let p = e in body`, `let f x y = e in body`, several bindings parted by `;`: each sees the ones before and itself where it is a function. */
export interface LetExpression extends Node {
  readonly kind: 'let'
  readonly bindings: readonly Binding[]
  readonly body: Expression
}
/** `p = e`, or a local function `f x y = e` (then `pattern` is the variable f and `parameters` not empty). */
export interface Binding extends Node {
  readonly pattern: Pattern
  readonly parameters: readonly Pattern[]
  readonly value: Expression
}
export interface CaseExpression extends Node {
  readonly kind: 'case'
  readonly subject: Expression
  readonly arms: readonly Arm[]
}
export interface Arm extends Node {
  readonly pattern: Pattern
  readonly body: Expression
}
/** `()` is the tuple of none; never of one. */
export interface TupleExpression extends Node {
  readonly kind: 'tuple'
  readonly items: readonly Expression[]
}
export interface ListExpression extends Node {
  readonly kind: 'list'
  readonly items: readonly Expression[]
}
/** `[from .. to]`, `[from, next .. to]`; both ends included when hit. */
export interface RangeExpression extends Node {
  readonly kind: 'range'
  readonly from: Expression
  readonly next: Expression | undefined
  readonly to: Expression
}
export interface ComprehensionExpression extends Node {
  readonly kind: 'comprehension'
  readonly body: Expression
  readonly qualifiers: readonly Qualifier[]
}
export type Qualifier = GeneratorQualifier | LetQualifier | GuardQualifier
export interface GeneratorQualifier extends Node {
  readonly kind: 'generator'
  readonly pattern: Pattern
  readonly source: Expression
}
export interface LetQualifier extends Node {
  readonly kind: 'let'
  readonly binding: Binding
}
export interface GuardQualifier extends Node {
  readonly kind: 'guard'
  readonly condition: Expression
}
export interface RecordExpression extends Node {
  readonly kind: 'record'
  readonly fields: readonly FieldValue[]
}
export interface FieldValue extends Node {
  readonly name: Name
  readonly value: Expression
}
/** `{ r | soc = 2 }` */
export interface UpdateExpression extends Node {
  readonly kind: 'update'
  readonly record: Expression
  readonly fields: readonly FieldValue[]
}
/** `r.soc` */
export interface FieldExpression extends Node {
  readonly kind: 'field'
  readonly record: Expression
  readonly name: Name
}
/** `do { x <- d; let y = e; e }`: the last statement is an expression. */
export interface DoExpression extends Node {
  readonly kind: 'do'
  readonly statements: readonly DoStatement[]
}
export type DoStatement = DrawStatement | LetStatement | ExpressionStatement
export interface DrawStatement extends Node {
  readonly kind: 'draw'
  readonly pattern: Pattern
  readonly source: Expression
}
export interface LetStatement extends Node {
  readonly kind: 'let'
  readonly binding: Binding
}
export interface ExpressionStatement extends Node {
  readonly kind: 'expression'
  readonly expression: Expression
}
/** `(e : T)` */
export interface AnnotateExpression extends Node {
  readonly kind: 'annotate'
  readonly expression: Expression
  readonly type: Type
}
export interface BlockExpression extends Node {
  readonly kind: 'block'
  readonly block: Block
  /** `quote` for `[opengame| |]`, `braces` for `{ }`. */
  readonly delimiter: 'quote' | 'braces'
}
/** `repeat n { … }` */
export interface RepeatExpression extends Node {
  readonly kind: 'repeat'
  readonly count: Expression
  readonly block: Block
}
/** `forever stage discount d at s0` */
export interface ForeverExpression extends Node {
  readonly kind: 'forever'
  readonly stage: Expression
  readonly discount: Expression
  readonly start: Expression
}
/** `...`, `(...)`, or the absent operation of a labelled line (then the span is that of the line). */
export interface HoleExpression extends Node {
  readonly kind: 'hole'
}
/** Stands where the parser recovered; every later stage takes it silently. */
export interface BrokenExpression extends Node {
  readonly kind: 'broken'
}
