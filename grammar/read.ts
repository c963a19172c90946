/** From text to concrete tree: lexer, context, parser. The only door of this folder for the compiler. */
import type { CstNode, ILexingError, IRecognitionException, IToken } from 'chevrotain'
import { withCommas } from './commas.ts'
import { inContext } from './context.ts'
import { GameParser } from './parser.ts'
import { declarationWords, gameLexer } from './tokens.ts'

export interface Tokens {
  readonly tokens: readonly IToken[]
  readonly comments: readonly IToken[]
  readonly errors: readonly ILexingError[]
  /** In each declaration that nests too deeply, the token that went too deep. */
  readonly tooDeep: readonly IToken[]
  /** Words of the language that stand for names. */
  readonly wordsAsNames: readonly IToken[]
  /** The first token of each field that no comma parts from the one before. */
  readonly afterNoComma: readonly IToken[]
}

export interface Reading extends Tokens {
  readonly rule: EntryRule
  readonly tree: CstNode
  readonly syntaxErrors: readonly IRecognitionException[]
  /** The first tokens of declarations that could not be read at all. */
  readonly lost: readonly IToken[]
}

/** The rules at which reading may begin. */
export type EntryRule = 'file' | 'expression' | 'type'

/** The tokens of a text, each with the type its context gives it. */
export const readTokens = (text: string): Tokens => {
  const { tokens, groups, errors } = gameLexer.tokenize(text)
  const context = inContext(tokens)
  return { ...context, ...withCommas(context.tokens), comments: groups['comments'] ?? [], errors }
}

let parser: GameParser | undefined

interface Parsing {
  readonly tree: CstNode
  readonly syntaxErrors: readonly IRecognitionException[]
}

const parseTokens = (tokens: readonly IToken[], rule: EntryRule): Parsing => {
  parser ??= new GameParser({ validated: false })
  parser.input = [...tokens]
  const tree = parser[rule]()
  return { tree, syntaxErrors: [...parser.errors] }
}

/** The tokens of each declaration. */
const declarationsOf = (tokens: readonly IToken[]): readonly (readonly IToken[])[] => {
  const parts: IToken[][] = [[]]
  for (const token of tokens) {
    if (declarationWords.includes(token.tokenType)) parts.push([])
    parts.at(-1)?.push(token)
  }
  return parts.filter(part => part.length > 0)
}

/**
 * Recovery nests a little with every error. Where a file has so many that the stack runs out, its declarations
 * are read one by one, and only those are lost that cannot be read even so.
 */
const parsePiecewise = (tokens: readonly IToken[]): Parsing & { readonly lost: readonly IToken[] } => {
  const declaration: CstNode[] = []
  const syntaxErrors: IRecognitionException[] = []
  const lost: IToken[] = []
  for (const part of declarationsOf(tokens)) {
    try {
      const parsed = parseTokens(part, 'file')
      declaration.push(...((parsed.tree.children['declaration'] ?? []) as CstNode[])) // a rule gives nodes
      syntaxErrors.push(...parsed.syntaxErrors)
    } catch (failure) {
      if (!(failure instanceof RangeError)) throw failure
      lost.push(...part.slice(0, 1))
    }
  }
  return { tree: { name: 'file', children: { declaration } }, syntaxErrors, lost }
}

/** The concrete tree of a text, as much of it as could be read. */
export const readText = (text: string, rule: EntryRule): Reading => {
  const tokens = readTokens(text)
  try {
    return { ...tokens, rule, ...parseTokens(tokens.tokens, rule), lost: [] }
  } catch (failure) {
    if (!(failure instanceof RangeError) || rule !== 'file') throw failure
    return { ...tokens, rule, ...parsePiecewise(tokens.tokens) }
  }
}
