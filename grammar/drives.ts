/**
 * Where `drive` begins a declaration and `every` an item of it.
 *
 * Both are names everywhere else. A drive is known by what follows it, `drive NAME in "…" {`; where one of these is
 * forgotten or not written yet, by standing at the beginning of a line after something that is complete.
 */
import type { IToken, TokenType } from 'chevrotain'
import { retag } from './retag.ts'
import * as t from './tokens.ts'

const opening: ReadonlySet<TokenType> = new Set([t.ParenOpen, t.SquareOpen, t.CurlyOpen, t.QuoteOpen])
const closing: ReadonlySet<TokenType> = new Set([t.ParenClose, t.SquareClose, t.CurlyClose, t.QuoteClose])
const declarations: ReadonlySet<TokenType> = new Set(t.declarationWords)
const names: ReadonlySet<TokenType> = new Set([t.Identifier, ...t.contextualWords])
const texts: ReadonlySet<TokenType> = new Set([t.StringLiteral, t.UnclosedString])
const afterIn: ReadonlySet<TokenType> = new Set([...texts, t.CurlyOpen])
/** What follows `every` where it is a name: the item is then `every <- …` or `every … -> …`. */
const followsName: ReadonlySet<TokenType> = new Set([t.LeftArrow, t.RightArrow, t.FieldAccess, t.Backtick])

const isOperator = (type: TokenType): boolean => type.CATEGORIES?.includes(t.Operator) === true

/** The tokens of a text, and the type of the one at a place. */
type TypeAt = (i: number) => TokenType | undefined

const isA = (type: TokenType | undefined, types: ReadonlySet<TokenType>): boolean =>
  type !== undefined && types.has(type)

const isWhole = (type: TypeAt, at: number): boolean =>
  isA(type(at + 1), names) &&
  type(at + 2) === t.In &&
  isA(type(at + 3), texts) &&
  type(at + 4) === t.CurlyOpen

/** A declaration that is not whole, at the beginning of a line. */
const isBegun = (tokens: readonly IToken[], type: TypeAt, at: number): boolean => {
  const previous = tokens[at - 1]
  const isFree = previous === undefined || previous.tokenType === t.Semicolon || t.endsOperand(previous)
  if (tokens[at]?.startColumn !== 1 || !isFree) return false
  const after = at + (isA(type(at + 1), names) ? 2 : 1)
  if (type(after) !== t.In)
    return after === at + 2 && (isA(type(after), texts) || type(after) === t.CurlyOpen)
  const grid = tokens[after + 1]
  const isLast = grid === undefined || declarations.has(grid.tokenType)
  return isLast || isA(grid.tokenType, afterIn) || (grid.tokenType === t.Let && grid.startColumn === 1)
}

/** Retags the `every` that begin items between the braces that open at or after `from`. */
const markItems = (tokens: readonly IToken[], from: number): void => {
  let depth = 0
  /** Right between the braces, the `let`s that wait for their `in`: their bindings are separated by semicolons, too. */
  let lets = 0
  for (let i = from; i < tokens.length; i++) {
    const token = tokens[i]
    if (token === undefined || declarations.has(token.tokenType)) return
    if (opening.has(token.tokenType)) depth++
    else if (closing.has(token.tokenType) && --depth <= 0) return
    if (depth !== 1) continue
    if (token.tokenType === t.Let) lets++
    else if (token.tokenType === t.In) lets--
    else if (lets === 0 && isItem(tokens, i)) retag(token, t.Every)
  }
}

/** Whether an item begins with the word `every` at a place. */
const isItem = (tokens: readonly IToken[], at: number): boolean => {
  const [token, previous, next] = [tokens[at], tokens[at - 1]?.tokenType, tokens[at + 1]?.tokenType]
  if (token?.tokenType !== t.Identifier || token.image !== 'every') return false
  const isName = next === undefined || followsName.has(next) || (isOperator(next) && next !== t.Minus)
  return (previous === t.CurlyOpen || previous === t.Semicolon) && !isName
}

/** Gives `drive` and `every` their types where they are words of the language. */
export const markDrives = (tokens: readonly IToken[]): void => {
  const type: TypeAt = i => tokens[i]?.tokenType
  tokens.forEach((token, at) => {
    if (token.tokenType !== t.Identifier || token.image !== 'drive') return
    if (!isWhole(type, at) && !isBegun(tokens, type, at)) return
    retag(token, t.Drive)
    markItems(tokens, at + 1)
  })
}
