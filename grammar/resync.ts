/**
 * Where reading goes on after an error.
 *
 * Chevrotain skips to any token that can follow one of the rules it is in. After a block, an operand, may come
 * another operand: so it would leave a block at the next name or number. Only tokens that mark a place in
 * the text are kept.
 */
import type { CstParser, TokenType } from 'chevrotain'
import * as t from './tokens.ts'

const places: ReadonlySet<TokenType> = new Set([
  ...t.declarationWords,
  t.Every,
  ...[...t.fieldWords, t.Delimiter, t.LabelName, t.LabelField],
  ...[t.Semicolon, t.Comma, t.ParenClose, t.SquareClose, t.CurlyClose, t.QuoteClose],
  ...[t.Then, t.Else, t.Of, t.In, t.Bar, t.RightArrow],
  ...[t.HeaderEnd, t.FooterStart, t.LineTail, t.LeftArrow],
])

/** To be called when the parser knows its rules. */
export const resyncAtPlacesOnly = (parser: CstParser): void => {
  // chevrotain 11.2 keeps these sets in a field that its types leave out; the tests of recovery hold it
  const { resyncFollows } = parser as CstParser & { readonly resyncFollows: Record<string, TokenType[]> }
  for (const [rule, follows] of Object.entries(resyncFollows))
    resyncFollows[rule] = follows.filter(type => places.has(type))
}
