/**
 * What a token is by what stands around it.
 *
 * One pass over the tokens with a stack of the open brackets decides where a `{` begins a block and in which
 * notation, which names are labels, and which `let` begins a declaration; and it counts how deeply the text
 * nests, so that the recursive parser is never given more than it can hold.
 */
import { EOF, type IToken, type TokenType } from 'chevrotain'
import { markDrives } from './drives.ts'
import { retag } from './retag.ts'
import * as t from './tokens.ts'

type BracketKind = 'paren' | 'list' | 'record' | 'statements' | 'block' | 'quote'

interface Bracket {
  readonly kind: BracketKind
  /** Depth added by words that nest without a bracket: `\ if let case` and prefix minus. */
  prefixes: number
  cases: number
  repeatPending: boolean
}

/** Nesting beyond this is refused: the parser takes some thirty stack frames a level. */
export const nestingLimit = 200

export interface InContext {
  /** The tokens to parse: the declarations that nest too deeply are left out. */
  readonly tokens: readonly IToken[]
  /** In each declaration left out, the token that went too deep. */
  readonly tooDeep: readonly IToken[]
  /** Words of the language that stand for names; read as names from here on. */
  readonly wordsAsNames: readonly IToken[]
}

const opening = new Map<TokenType, BracketKind>([
  [t.ParenOpen, 'paren'],
  [t.SquareOpen, 'list'],
  [t.CurlyOpen, 'record'],
  [t.QuoteOpen, 'quote'],
])
const closing = new Map<TokenType, readonly BracketKind[]>([
  [t.ParenClose, ['paren']],
  [t.SquareClose, ['list']],
  [t.CurlyClose, ['record', 'statements', 'block']],
  [t.QuoteClose, ['quote']],
])
const blockMarks: ReadonlySet<TokenType> = new Set([...t.fieldWords, t.Delimiter, t.LabelField, t.Label])
const arrowMarks: ReadonlySet<TokenType> = new Set([
  ...[t.HeaderEnd, t.FooterStart, t.LineTail, t.LeftArrow, t.Bar, t.OrOr],
])
const declarations: ReadonlySet<TokenType> = new Set(t.declarationWords)
const prefixes: ReadonlySet<TokenType> = new Set([t.Backslash, t.If, t.Let, t.Case, t.Minus])
/** After the word of a declaration or a field, what it needs. */
const canFollow: ReadonlyMap<TokenType, readonly TokenType[]> = new Map([
  [t.Import, [t.StringLiteral, t.UnclosedString]],
  [t.Type, [t.Constructor]],
  ...[t.Param, t.Game, t.Strategy, t.Check, t.Solve].map((word): [TokenType, readonly TokenType[]] => [
    word,
    [t.Identifier, ...t.contextualWords],
  ]),
  ...t.fieldWords.map((word): [TokenType, readonly TokenType[]] => [word, [t.Colon]]),
])
/** After these an item of a block or a declaration may begin. */
const itemEnds: ReadonlySet<TokenType> = new Set([
  ...[t.Semicolon, t.QuoteOpen, t.ArrowQuoteOpen, t.BlockOpen, t.ArrowOpen, t.Delimiter, t.LabelField, t.Bar],
])
const isBlock = (bracket: Bracket | undefined): boolean =>
  bracket?.kind === 'block' || bracket?.kind === 'quote'

const level = (kind: BracketKind): Bracket => ({ kind, prefixes: 0, cases: 0, repeatPending: false })

/** How far to look for the first field or arrow of a block: past many nested blocks, and never for long. */
const farthest = 20_000

/** Block notation unless a mark of the arrow notation comes before any field word at this level. */
const isArrow = (tokens: readonly IToken[], open: number): boolean => {
  let depth = 0
  for (let i = open + 1; i < Math.min(tokens.length, open + farthest); i++) {
    const type = tokens[i]?.tokenType
    if (type === undefined || declarations.has(type)) return false
    if (opening.has(type)) depth++
    else if (closing.has(type)) {
      if (depth-- === 0) return false
    } else if (depth === 0 && arrowMarks.has(type)) return true
    else if (depth === 0 && blockMarks.has(type) && type !== t.LabelField) return false
  }
  return false
}

/** Whether an `in` answers the `let` at this place before the next declaration can begin. */
const hasIn = (tokens: readonly IToken[], at: number): boolean => {
  let depth = 0
  let lets = 0
  for (let i = at; i < tokens.length; i++) {
    const type = tokens[i]?.tokenType
    if (type === undefined || declarations.has(type)) return false
    if (opening.has(type)) depth++
    else if (closing.has(type)) {
      if (depth-- === 0) return false
    } else if (depth === 0 && type === t.Let) lets++
    else if (depth === 0 && type === t.In && --lets === 0) return true
  }
  return false
}

class ContextPass {
  readonly tooDeep: IToken[] = []
  readonly wordsAsNames: IToken[] = []
  readonly kept: IToken[] = []
  private stack: Bracket[] = []
  private declaration: TokenType | undefined
  private awaitsGameBody = false
  private bodyFollows = false
  private declarationStart = 0
  private skipping = false
  private readonly tokens: readonly IToken[]
  /** Stands for the file itself, outside all brackets. */
  private readonly ground = level('paren')

  constructor(tokens: readonly IToken[]) {
    this.tokens = tokens
  }

  run(): void {
    for (let i = 0; i < this.tokens.length; i++) this.visit(i)
  }

  private get top(): Bracket {
    return this.stack.at(-1) ?? this.ground
  }

  private type(i: number): TokenType | undefined {
    return this.tokens[i]?.tokenType
  }

  private visit(i: number): void {
    const token = this.tokens[i]
    if (token === undefined) return
    if (this.standsForName(token, i)) {
      this.wordsAsNames.push(token)
      retag(token, t.Identifier)
    }
    if (token.tokenType === t.Let && this.beginsDeclaration(i)) retag(token, t.TopLet)
    if (declarations.has(token.tokenType)) this.startDeclaration(token)
    else if (blockMarks.has(token.tokenType)) this.closeUpToBlock()
    this.label(token, i)
    this.nest(token, i)
    if (!this.skipping) this.kept.push(token)
    if (!this.skipping && this.depth() > nestingLimit) this.skipDeclaration(token)
  }

  /** `outputs : type ;`: in the middle of a line, and not followed by what would make it a declaration or field. */
  private standsForName(token: IToken, i: number): boolean {
    const follows = canFollow.get(token.tokenType)
    const previous = this.tokens[i - 1]
    if (follows === undefined || previous === undefined || previous.endLine !== token.startLine) return false
    const isField = t.fieldWords.includes(token.tokenType)
    if ((isField && t.endsOperand(previous)) || itemEnds.has(previous.tokenType)) return false
    return !follows.includes(this.type(i + 1) ?? EOF)
  }

  private beginsDeclaration(i: number): boolean {
    const previous = this.tokens[i - 1]
    if (previous === undefined) return !hasIn(this.tokens, i)
    if (previous.tokenType === t.Within && this.declaration === t.Check) return !hasIn(this.tokens, i)
    if (t.endsOperand(previous)) return !this.isLastArgument(i)
    if (this.stack.length > 0)
      return this.tokens[i]?.startColumn === 1 && !this.takesStatements(previous) && !hasIn(this.tokens, i)
    if (previous.tokenType === t.Semicolon) return !hasIn(this.tokens, i)
    return this.tokens[i]?.startColumn === 1 && !hasIn(this.tokens, i)
  }

  /** In `do` and after the bar of a comprehension, `let` needs no `in`. */
  private takesStatements(previous: IToken): boolean {
    if (this.top.kind === 'statements') return true
    return this.top.kind === 'list' && (previous.tokenType === t.Bar || previous.tokenType === t.Comma)
  }

  /** `f let x = 1 in x` inside brackets, as open-game-engine reads it. */
  private isLastArgument(i: number): boolean {
    return this.stack.length > 0 && hasIn(this.tokens, i)
  }

  private startDeclaration(token: IToken): void {
    this.stack = []
    this.ground.prefixes = 0
    this.ground.cases = 0
    this.ground.repeatPending = false
    this.awaitsGameBody = token.tokenType === t.Game
    this.declaration = token.tokenType
    this.bodyFollows = false
    this.skipping = false
    this.declarationStart = this.kept.length
  }

  private skipDeclaration(token: IToken): void {
    this.tooDeep.push(token)
    this.kept.length = this.declarationStart
    this.skipping = true
  }

  /** A field word cannot stand inside brackets: those still open were forgotten. */
  private closeUpToBlock(): void {
    const at = this.stack.findLastIndex(bracket => isBlock(bracket))
    if (at >= 0) this.stack.length = at + 1
    this.top.prefixes = 0
    this.top.cases = 0
  }

  private label(token: IToken, i: number): void {
    if (this.type(i + 1) !== t.Colon || !isBlock(this.stack.at(-1))) return
    if (
      token.tokenType !== t.Identifier &&
      token.tokenType !== t.Constructor &&
      !t.contextualWords.includes(token.tokenType)
    )
      return
    retag(token, t.LabelName)
    this.closeUpToBlock()
  }

  private nest(token: IToken, i: number): void {
    const kind = opening.get(token.tokenType)
    const closes = closing.get(token.tokenType)
    if (kind !== undefined) this.open(token, i, kind)
    else if (closes !== undefined) this.close(closes)
    else this.count(token, i)
  }

  private open(token: IToken, i: number, kind: BracketKind): void {
    const actual = kind === 'record' ? this.curlyKind(i) : kind
    const arrow = (actual === 'block' || actual === 'quote') && !this.skipping && isArrow(this.tokens, i)
    if (actual === 'block') retag(token, arrow ? t.ArrowOpen : t.BlockOpen)
    if (actual === 'quote' && arrow) retag(token, t.ArrowQuoteOpen)
    if (actual === 'block') this.top.repeatPending = false
    this.stack.push(level(actual))
  }

  private curlyKind(i: number): BracketKind {
    const previous = this.type(i - 1)
    const beforeThat = this.type(i - 2)
    const next = this.type(i + 1)
    if (previous === t.Do) return 'statements'
    if (previous === t.Forever) return 'block'
    if (this.bodyFollows && previous === t.Equals && this.stack.length === 0) return 'block'
    if (previous === t.Colon && (beforeThat === t.LabelName || beforeThat === t.Operation)) return 'block'
    if (previous === t.LabelField || (previous === t.Semicolon && beforeThat === t.LabelField)) return 'block'
    if (this.top.repeatPending && previous !== t.Repeat) return 'block'
    if (next !== undefined && blockMarks.has(next)) return 'block'
    if (!isBlock(this.stack.at(-1))) return 'record'
    return previous === t.LeftArrow ? 'block' : 'record'
  }

  private close(kinds: readonly BracketKind[]): void {
    const at = this.stack.findLastIndex(bracket => kinds.includes(bracket.kind))
    if (at >= 0) this.stack.length = at
  }

  private count(token: IToken, i: number): void {
    const top = this.top
    const type = token.tokenType
    if (type === t.Repeat) top.repeatPending = true
    else if (type === t.Comma || type === t.Semicolon) {
      top.prefixes = 0
      top.cases = 0
    } else if (type === t.Bar) top.prefixes = top.cases
    else if (type === t.Minus && i > 0 && this.previousEndsOperand(i)) return
    else if (prefixes.has(type)) top.prefixes++
    if (type === t.Case) top.cases++
    if (type === t.Equals && this.stack.length === 0) this.bodyFollows = this.awaitsGameBody
    if (type === t.Equals && this.stack.length === 0) this.awaitsGameBody = false
  }

  private previousEndsOperand(i: number): boolean {
    const previous = this.tokens[i - 1]
    return previous !== undefined && t.endsOperand(previous)
  }

  private depth(): number {
    return this.stack.reduce((sum, bracket) => sum + 1 + bracket.prefixes, this.ground.prefixes)
  }
}

/** Decides what depends on context and leaves out what nests too deeply. Changes the types of the tokens given. */
export const inContext = (tokens: readonly IToken[]): InContext => {
  markDrives(tokens)
  const pass = new ContextPass(tokens)
  pass.run()
  return { tokens: pass.kept, tooDeep: pass.tooDeep, wordsAsNames: pass.wordsAsNames }
}
