/**
 * The tokens of a `.game` file, in the order in which the lexer tries them.
 *
 * A few token types are never matched by the lexer: `inContext` gives them to tokens by what stands around
 * them (`context.ts`), so that the grammar itself needs no more than two tokens of lookahead.
 */
import { type CustomPatternMatcherFunc, createToken, type IToken, Lexer, type TokenType } from 'chevrotain'
import * as scan from './scan.ts'

// --------------------------------------------------------------------------------------------- names

/** Everything that may stand between two operands; precedences are those of `precedence.ts` in src/syntax. */
export const Operator = createToken({ name: 'Operator', pattern: Lexer.NA, label: 'an operator' })

export const Identifier = createToken({
  name: 'Identifier',
  label: 'a name',
  pattern: scan.identifier,
  start_chars_hint: [...scan.identifierStart],
  line_breaks: false,
})
export const Constructor = createToken({
  name: 'Constructor',
  label: 'an upper-case name',
  pattern: scan.constructor_,
  start_chars_hint: [...scan.constructorStart],
  line_breaks: false,
})
export const Wildcard = createToken({ name: 'Wildcard', label: '_', pattern: '_', longer_alt: Identifier })

/** A name before `:` inside a block: `round1:`. Given by context. */
export const LabelName = createToken({ name: 'LabelName', label: 'a label', pattern: Lexer.NA })

// --------------------------------------------------------------------------------------------- words

const reserved = (name: string, word: string): TokenType =>
  createToken({ name, label: word, pattern: word, longer_alt: Identifier })

/** A word with a meaning in one place only; a name everywhere else. */
const contextual = (name: string, word: string): TokenType =>
  createToken({ name, label: word, pattern: word, longer_alt: Identifier, categories: [Identifier] })

export const Import = reserved('Import', 'import')
export const Type = reserved('Type', 'type')
export const Param = reserved('Param', 'param')
export const Game = reserved('Game', 'game')
export const Strategy = reserved('Strategy', 'strategy')
export const Check = reserved('Check', 'check')
export const Expect = reserved('Expect', 'expect')
export const Solve = reserved('Solve', 'solve')
export const Let = reserved('Let', 'let')
/** The `let` that begins a declaration. Given by context. */
export const TopLet = createToken({ name: 'TopLet', label: 'let', pattern: Lexer.NA })
/** The `drive` that begins a declaration, and the `every` in its braces. Given by context: elsewhere they are names. */
export const Drive = createToken({ name: 'Drive', label: 'drive', pattern: Lexer.NA })
export const Every = createToken({ name: 'Every', label: 'every', pattern: Lexer.NA })
export const In = reserved('In', 'in')
export const If = reserved('If', 'if')
export const Then = reserved('Then', 'then')
export const Else = reserved('Else', 'else')
export const Case = reserved('Case', 'case')
export const Of = reserved('Of', 'of')
export const Do = reserved('Do', 'do')
export const Repeat = reserved('Repeat', 'repeat')
export const Forever = reserved('Forever', 'forever')

export const Inputs = reserved('Inputs', 'inputs')
export const Feedback = reserved('Feedback', 'feedback')
export const Operation = reserved('Operation', 'operation')
export const Outputs = reserved('Outputs', 'outputs')
export const Returns = reserved('Returns', 'returns')
export const Label = reserved('Label', 'label')
export const LabelField = createToken({
  name: 'LabelField',
  label: 'label : text',
  pattern: scan.labelField,
  start_chars_hint: ['l'],
  line_breaks: false,
})

export const For = contextual('For', 'for')
export const Is = contextual('Is', 'is')
export const Not = contextual('Not', 'not')
export const Within = contextual('Within', 'within')
export const Discount = contextual('Discount', 'discount')
export const At = contextual('At', 'at')

// ------------------------------------------------------------------------------------------ literals

export const NumberLiteral = createToken({
  name: 'NumberLiteral',
  label: 'a number',
  pattern: /0[xX][0-9a-fA-F]+|0[oO][0-7]+|[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/,
})
/** Escapes are read by `src/syntax/text.ts`; `\` blanks `\` is Haskell's gap and may hold line breaks. */
export const StringLiteral = createToken({
  name: 'StringLiteral',
  label: 'a text in double quotes',
  pattern: /"(?:[^"\\\n\r]|\\[^\s]|\\\s+\\)*"/,
  line_breaks: true,
})
export const UnclosedString = createToken({
  name: 'UnclosedString',
  label: 'a text in double quotes',
  pattern: /"[^\n\r]*/,
  categories: [StringLiteral],
})

// -------------------------------------------------------------------------------------- comments, blanks

export const Blank = createToken({ name: 'Blank', pattern: /\s+/, group: Lexer.SKIPPED, line_breaks: true })
export const LineComment = createToken({
  name: 'LineComment',
  pattern: /(?:--|\/\/)[^\n\r]*/,
  group: 'comments',
})
export const BlockComment = createToken({
  name: 'BlockComment',
  pattern: scan.blockComment,
  start_chars_hint: ['{'],
  line_breaks: true,
  group: 'comments',
})
export const UnclosedComment = createToken({
  name: 'UnclosedComment',
  pattern: scan.unclosedComment,
  start_chars_hint: ['{'],
  line_breaks: true,
  group: 'comments',
})

// --------------------------------------------------------------------------------- brackets and marks

const mark = (name: string, text: string, ...categories: TokenType[]): TokenType =>
  createToken({ name, label: text, pattern: text, categories })

/** `:---:` between the header, the lines and the footer of a block; tried before the comment `--`. */
export const Delimiter = createToken({ name: 'Delimiter', label: ':---:', pattern: /:-+:/ })
export const Hole = createToken({ name: 'Hole', label: '...', pattern: /\([ \t]*\.\.\.[ \t]*\)|\.\.\./ })

export const QuoteOpen = createToken({
  name: 'QuoteOpen',
  label: '[opengame|',
  pattern: /\[(?:opengame|game|parseTree)\|/,
})
/** The opening of a quote in arrow notation. Given by context, as the next two. */
export const ArrowQuoteOpen = createToken({ name: 'ArrowQuoteOpen', label: '[opengame|', pattern: Lexer.NA })
/** `{` where a block begins. */
export const BlockOpen = createToken({ name: 'BlockOpen', label: '{', pattern: Lexer.NA })
export const ArrowOpen = createToken({ name: 'ArrowOpen', label: '{', pattern: Lexer.NA })
export const QuoteClose = mark('QuoteClose', '|]')

export const ParenOpen = mark('ParenOpen', '(')
export const ParenClose = mark('ParenClose', ')')
export const SquareOpen = mark('SquareOpen', '[')
export const SquareClose = mark('SquareClose', ']')
export const CurlyOpen = mark('CurlyOpen', '{')
export const CurlyClose = mark('CurlyClose', '}')
export const Comma = mark('Comma', ',')
export const Semicolon = mark('Semicolon', ';')
export const Colon = createToken({ name: 'Colon', label: ':', pattern: /::?/ })
export const Backslash = mark('Backslash', '\\')
export const Backtick = mark('Backtick', '`')

export const HeaderEnd = mark('HeaderEnd', '=>>')
export const FooterStart = mark('FooterStart', '<<=')
export const LineTail = mark('LineTail', '-<')
export const LeftArrow = mark('LeftArrow', '<-')
export const RightArrow = mark('RightArrow', '->')
export const DotDot = mark('DotDot', '..')

// ----------------------------------------------------------------------------------------- operators

export const OrOr = mark('OrOr', '||', Operator)
export const Bar = mark('Bar', '|')
export const Minus = mark('Minus', '-', Operator)
const EqualTo = mark('EqualTo', '==', Operator)
export const Equals = mark('Equals', '=')
const Dot = mark('Dot', '.', Operator)

const before: readonly TokenType[] = [
  mark('Then_', '>>>', Operator),
  mark('Beside', '&&&', Operator),
  mark('Either_', '+++', Operator),
  mark('NotEqual', '/=', Operator),
  mark('AtMost', '<=', Operator),
  mark('AtLeast', '>=', Operator),
  mark('And', '&&', Operator),
  mark('Append', '++', Operator),
  mark('Index', '!!', Operator),
]
const after: readonly TokenType[] = [
  mark('Less', '<', Operator),
  mark('Greater', '>', Operator),
  mark('Plus', '+', Operator),
  mark('Times', '*', Operator),
  mark('Over', '/', Operator),
  mark('Power', '^', Operator),
  mark('Dollar', '$', Operator),
]

// ------------------------------------------------------------------------------------------- fields

const isOneOf =
  (types: () => readonly TokenType[]) =>
  (token: IToken): boolean =>
    types().includes(token.tokenType)

const clinging = (name: string, pattern: CustomPatternMatcherFunc, label: string): TokenType =>
  createToken({ name, label, pattern, start_chars_hint: ['.'], line_breaks: false })

export const FieldAccess: TokenType = clinging(
  'FieldAccess',
  scan.fieldAccess(token => endsOperand(token)),
  '.field',
)
export const PathIndex: TokenType = clinging(
  'PathIndex',
  scan.pathIndex(
    isOneOf(() => [Identifier, Constructor, NumberLiteral, FieldAccess, PathIndex, ...contextualWords]),
  ),
  '.number',
)

/** Whether an operand of an expression may end with this token. */
export const endsOperand = isOneOf(() => [
  ...[Identifier, Constructor, Wildcard, LabelName, ...contextualWords, Hole],
  ...[NumberLiteral, StringLiteral, UnclosedString, FieldAccess, PathIndex],
  ...[ParenClose, SquareClose, CurlyClose, QuoteClose],
])

/** `inputs feedback operation outputs returns` */
export const fieldWords: readonly TokenType[] = [Inputs, Feedback, Operation, Outputs, Returns]

/** The words that begin a declaration. */
export const declarationWords: readonly TokenType[] = [
  ...[Import, Type, Param, TopLet, Game, Strategy, Check, Expect, Solve, Drive],
]

/** The longer first: `in` would otherwise take the beginning of `inputs` for a longer name. */
export const reservedWords: readonly TokenType[] = [
  ...fieldWords,
  ...[Import, Type, Param, Game, Strategy, Check, Expect, Solve, Let, In],
  ...[If, Then, Else, Case, Of, Do, Repeat, Forever, Label],
]

/** Words that are names except in one place each. */
export const contextualWords: readonly TokenType[] = [For, Is, Not, Within, Discount, At]

/** In the order of trying: the longer of two that begin alike stands first. */
export const allTokens: readonly TokenType[] = [
  ...[Blank, Delimiter, LineComment, BlockComment, UnclosedComment],
  ...[LabelField, ...reservedWords, ...contextualWords, Wildcard, Identifier, Constructor],
  ...[NumberLiteral, StringLiteral, UnclosedString],
  ...[Hole, DotDot, FieldAccess, PathIndex],
  ...[QuoteOpen, HeaderEnd, FooterStart, LineTail, LeftArrow, RightArrow],
  ...before,
  ...[OrOr, QuoteClose, Bar, EqualTo, Equals],
  ...after,
  ...[Minus, Dot, Colon],
  ...[ParenOpen, ParenClose, SquareOpen, SquareClose, CurlyOpen, CurlyClose],
  ...[Comma, Semicolon, Backslash, Backtick],
  ...[Operator, LabelName, TopLet, Drive, Every, ArrowQuoteOpen, BlockOpen, ArrowOpen],
]

export const gameLexer = new Lexer([...allTokens], {
  ensureOptimizations: true,
  positionTracking: 'full',
  deferDefinitionErrorsHandling: false,
})
