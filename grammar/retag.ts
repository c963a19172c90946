import type { IToken, TokenType } from 'chevrotain'

/** Gives a token the type that its context says. */
export const retag = (token: IToken, type: TokenType): void => {
  token.tokenType = type
  // chevrotain numbers its token types and compares the numbers; the field is not in its public type
  token.tokenTypeIdx = type.tokenTypeIdx ?? token.tokenTypeIdx
}
