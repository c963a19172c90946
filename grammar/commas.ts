/**
 * Fields of records that follow each other without a comma.
 *
 * `{ a = 1 b = 2 }` reads as an application of `1` to `b` up to the second `=`. A name before an `=` can only be the
 * next field once the field before it has a value, so that the comma is put in here and the rest is read as meant.
 */
import { createTokenInstance, type IToken, type TokenType } from 'chevrotain'
import * as t from './tokens.ts'

export interface WithCommas {
  readonly tokens: readonly IToken[]
  /** The first token of each field that no comma parts from the one before. */
  readonly afterNoComma: readonly IToken[]
}

interface Bracket {
  readonly isRecord: boolean
  /** Whether the field has its `=`. */
  hasValue: boolean
  /** `let`, `if` and `case` whose `in`, `else` and `of` are still to come: an `=` may belong to them. */
  unfinished: number
}

const opening: ReadonlySet<TokenType> = new Set([
  ...[t.ParenOpen, t.SquareOpen, t.CurlyOpen, t.BlockOpen, t.ArrowOpen, t.QuoteOpen, t.ArrowQuoteOpen],
])
const closing: ReadonlySet<TokenType> = new Set([t.ParenClose, t.SquareClose, t.CurlyClose, t.QuoteClose])
const declarations: ReadonlySet<TokenType> = new Set(t.declarationWords)
const begins: ReadonlySet<TokenType> = new Set([t.Let, t.If, t.Case])
const finishes: ReadonlySet<TokenType> = new Set([t.In, t.Else, t.Of])
/** What a field, or a decision of a strategy, may be called. */
const names: ReadonlySet<TokenType> = new Set([
  ...[t.Identifier, t.Constructor, t.NumberLiteral, t.StringLiteral, ...t.contextualWords],
])

/** Whether `name =` or `path.to.name =` begins here. */
const beginsField = (tokens: readonly IToken[], at: number): boolean => {
  const first = tokens[at]?.tokenType
  if (first === undefined || !names.has(first)) return false
  let i = at + 1
  for (let type = tokens[i]?.tokenType; type === t.FieldAccess || type === t.PathIndex; )
    type = tokens[++i]?.tokenType
  return tokens[i]?.tokenType === t.Equals
}

const commaAfter = (token: IToken): IToken => {
  const at = token.startOffset + token.image.length
  return createTokenInstance(t.Comma, ',', at, at, token.endLine ?? 0, token.endLine ?? 0, 0, 0)
}

const follow = (bracket: Bracket, type: TokenType): void => {
  if (type === t.Comma) Object.assign(bracket, { hasValue: false, unfinished: 0 })
  else if (type === t.Equals && bracket.unfinished === 0) bracket.hasValue = true
  else if (begins.has(type)) bracket.unfinished++
  else if (finishes.has(type)) bracket.unfinished--
}

/** Puts in the commas that are missing between fields. */
export const withCommas = (tokens: readonly IToken[]): WithCommas => {
  const stack: Bracket[] = []
  const made: IToken[] = []
  const afterNoComma: IToken[] = []
  for (const [i, token] of tokens.entries()) {
    const type = token.tokenType
    const [top, previous] = [stack.at(-1), tokens[i - 1]]
    const isAfterValue = previous !== undefined && t.endsOperand(previous)
    if (top?.isRecord && top.hasValue && top.unfinished === 0 && isAfterValue && beginsField(tokens, i)) {
      made.push(commaAfter(previous))
      afterNoComma.push(token)
      follow(top, t.Comma)
    }
    made.push(token)
    if (declarations.has(type)) stack.length = 0
    else if (opening.has(type))
      stack.push({
        isRecord: type === t.CurlyOpen && previous?.tokenType !== t.Do,
        hasValue: false,
        unfinished: 0,
      })
    else if (closing.has(type)) stack.pop()
    else if (top !== undefined) follow(top, type)
  }
  return { tokens: made, afterNoComma }
}
