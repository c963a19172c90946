/** Where the parser stopped, with what is known of the place. */
import type { IToken } from 'chevrotain'
import type { Reading } from '../../grammar/read.ts'

/** One stop of the parser. */
export interface Stop {
  readonly found: IToken
  /** The token before it. */
  readonly previous: IToken | undefined
  readonly next: IToken | undefined
  /** Names of the token types any of which could have come. */
  readonly expected: readonly string[]
  readonly rule: string
  /** From the outermost to the innermost. */
  readonly rules: readonly string[]
  readonly atEnd: boolean
  /** The brackets open here, outermost first. */
  readonly open: readonly IToken[]
  /** The tokens from here to the next `;` or bracket that closes. */
  readonly rest: readonly IToken[]
}

/** The closing bracket of each opening one, by the names of their tokens. */
export const pairs: Readonly<Record<string, string>> = {
  ...{ ParenOpen: 'ParenClose', SquareOpen: 'SquareClose', CurlyOpen: 'CurlyClose' },
  ...{ BlockOpen: 'CurlyClose', ArrowOpen: 'CurlyClose' },
  ...{ QuoteOpen: 'QuoteClose', ArrowQuoteOpen: 'QuoteClose' },
}
export const closing: ReadonlySet<string> = new Set(Object.values(pairs))
export const fieldMarks: ReadonlySet<string> = new Set([
  ...['Inputs', 'Feedback', 'Operation', 'Outputs', 'Returns', 'Delimiter'],
])
export const declarationWords: ReadonlySet<string> = new Set([
  ...['Import', 'Type', 'Param', 'TopLet', 'Game', 'Strategy', 'Check', 'Expect', 'Solve', 'Drive'],
])
const blockOpeners = new Set(['QuoteOpen', 'ArrowQuoteOpen', 'BlockOpen', 'ArrowOpen'])

/** The brackets open before each of the places asked for, in one pass over the tokens. */
const openBefore = (
  tokens: readonly IToken[],
  places: ReadonlySet<number>,
): ReadonlyMap<number, readonly IToken[]> => {
  const found = new Map<number, readonly IToken[]>()
  const open: IToken[] = []
  tokens.forEach((token, i) => {
    if (places.has(i)) found.set(i, [...open])
    const name = token.tokenType.name
    if (declarationWords.has(name)) open.length = 0
    else if (fieldMarks.has(name))
      open.length = open.findLastIndex(one => blockOpeners.has(one.tokenType.name)) + 1
    else if (pairs[name] !== undefined) open.push(token)
    else if (closing.has(name)) {
      const match = open.findLastIndex(opener => pairs[opener.tokenType.name] === name)
      if (match >= 0) open.length = match
    }
  })
  return found.set(tokens.length, open)
}

/** How much of a statement is looked at. */
const longestStatement = 500

const statementFrom = (tokens: readonly IToken[], at: number): readonly IToken[] => {
  const some = tokens.slice(at, at + longestStatement)
  const end = some.findIndex(
    ({ tokenType: { name } }) => name === 'Semicolon' || closing.has(name) || declarationWords.has(name),
  )
  return end < 0 ? some : some.slice(0, end)
}

/** The stops of a reading, with the number of the token at which each was made. */
export const stopsOf = (reading: Reading): readonly (Stop & { readonly at: number })[] => {
  const { tokens } = reading
  const index = new Map(tokens.map((token, i) => [token, i]))
  const places = reading.syntaxErrors.map(error => index.get(error.token) ?? tokens.length)
  const open = openBefore(tokens, new Set(places))
  return reading.syntaxErrors.map((error, i) => {
    const at = places[i] ?? tokens.length
    return {
      at,
      found: error.token,
      previous: tokens[at - 1],
      next: tokens[at + 1],
      expected: error.message.split(' '),
      rule: error.context.ruleStack.at(-1) ?? reading.rule,
      rules: error.context.ruleStack,
      atEnd: at >= tokens.length,
      open: open.get(at) ?? [],
      rest: statementFrom(tokens, at),
    }
  })
}
