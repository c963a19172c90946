/** From text to concrete tree: lexer, context, parser. The only door of this folder for the compiler. */
import type { CstNode, ILexingError, IRecognitionException, IToken } from 'chevrotain'
import { inContext } from './context.ts'
import { GameParser } from './parser.ts'
import { gameLexer } from './tokens.ts'

export interface Tokens {
  readonly tokens: readonly IToken[]
  readonly comments: readonly IToken[]
  readonly errors: readonly ILexingError[]
  /** In each declaration that nests too deeply, the token that went too deep. */
  readonly tooDeep: readonly IToken[]
  /** Words of the language that stand for names. */
  readonly wordsAsNames: readonly IToken[]
}

export interface Reading extends Tokens {
  readonly rule: EntryRule
  readonly tree: CstNode
  readonly syntaxErrors: readonly IRecognitionException[]
}

/** The rules at which reading may begin. */
export type EntryRule = 'file' | 'expression' | 'type'

/** The tokens of a text, each with the type its context gives it. */
export const readTokens = (text: string): Tokens => {
  const { tokens, groups, errors } = gameLexer.tokenize(text)
  return { ...inContext(tokens), comments: groups['comments'] ?? [], errors }
}

let parser: GameParser | undefined

/** The concrete tree of a text, as much of it as could be read. */
export const readText = (text: string, rule: EntryRule): Reading => {
  const tokens = readTokens(text)
  parser ??= new GameParser({ validated: false })
  parser.input = [...tokens.tokens]
  const tree = parser[rule]()
  return { ...tokens, rule, tree, syntaxErrors: [...parser.errors] }
}
