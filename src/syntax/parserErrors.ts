/**
 * The parser's errors as diagnostics.
 *
 * Chevrotain says which token it met, which it wanted, and in which rules; from these follow what was
 * expected, in the user's words, and often what was meant.
 */
import type { IRecognitionException, IToken } from 'chevrotain'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Span } from '../source/source.ts'
import { type Building, spanOfToken } from './building.ts'
import { expectation } from './expectation.ts'
import { syntaxDiagnostic } from './syntaxDiagnostic.ts'
import { hintFor, isReservedWord } from './syntaxHints.ts'

/** One stop of the parser. */
export interface Stop {
  readonly found: IToken
  /** The token before it. */
  readonly previous: IToken | undefined
  readonly next: IToken | undefined
  /** Names of the token types any of which could have come. */
  readonly expected: readonly string[]
  /** From the outermost to the innermost. */
  readonly rules: readonly string[]
  readonly rule: string
  readonly atEnd: boolean
}

const pairs: Readonly<Record<string, string>> = {
  ...{ ParenOpen: 'ParenClose', SquareOpen: 'SquareClose', CurlyOpen: 'CurlyClose' },
  ...{ BlockOpen: 'CurlyClose', ArrowOpen: 'CurlyClose' },
  ...{ QuoteOpen: 'QuoteClose', ArrowQuoteOpen: 'QuoteClose' },
}
const closing = new Set(Object.values(pairs))
const arrowMarks = new Set(['HeaderEnd', 'FooterStart', 'LineTail', 'LeftArrow', 'Bar', 'OrOr'])
const fieldMarks = new Set(['Inputs', 'Feedback', 'Operation', 'Outputs', 'Returns', 'Delimiter'])
const declarationWords = new Set([
  ...['Import', 'Type', 'Param', 'TopLet', 'Game', 'Strategy', 'Check', 'Expect', 'Solve'],
])

/** The innermost bracket open before token `at` that closes with `close`. */
const openerOf = (tokens: readonly IToken[], at: number, close: string): IToken | undefined => {
  const open: IToken[] = []
  for (const token of tokens.slice(0, at)) {
    const name = token.tokenType.name
    if (declarationWords.has(name)) open.length = 0
    else if (pairs[name] !== undefined) open.push(token)
    else if (closing.has(name)) {
      const match = open.findLastIndex(opener => pairs[opener.tokenType.name] === name)
      if (match >= 0) open.length = match
    }
  }
  return open.findLast(opener => pairs[opener.tokenType.name] === close)
}

const stopOf = (error: IRecognitionException, tokens: readonly IToken[], at: number): Stop => ({
  found: error.token,
  previous: tokens[at - 1],
  next: tokens[at + 1],
  expected: error.message.split(' '),
  rules: error.context.ruleStack,
  rule: error.context.ruleStack.at(-1) ?? 'file',
  atEnd: at >= tokens.length,
})

/** Where it is told: at the token found, or after the last one where the file ends. */
const spanOf = (b: Building, stop: Stop, end: number): Span => {
  if (!stop.atEnd) return spanOfToken(b, stop.found)
  const last = stop.previous
  return last === undefined
    ? { path: b.path, start: end, end }
    : { path: b.path, start: last.startOffset + last.image.length, end: last.startOffset + last.image.length }
}

const describe = (stop: Stop): string => {
  if (stop.atEnd) return 'the end of the file'
  const image = stop.found.image
  return image.length <= 24 ? `\`${image}\`` : `\`${image.slice(0, 20)}…\``
}

const notClosed = (stop: Stop, span: Span, opener: Span, close: string): Diagnostic => {
  const mark = expectation('', [close])
  return syntaxDiagnostic('G1103', 'bracket not closed', opener, {
    label: 'opened here',
    secondary: [{ span, text: `${mark} expected before ${describe(stop)}` }],
    hint: `close it with ${mark}`,
  })
}

const mixed = (stop: Stop, span: Span): Diagnostic => {
  const isField = fieldMarks.has(stop.found.tokenType.name)
  return syntaxDiagnostic('G1109', 'block and arrow notation mixed', span, {
    label: isField ? 'a field, in a block of arrows' : 'an arrow, in a block of fields',
    explanation: [
      'A block is written in one notation: fields (`inputs : … ; operation : … ;`) or arrows (`outputs | returns <- operation -< feedback | inputs ;`). A nested block chooses anew.',
    ],
    hint: isField ? 'write the line as an arrow' : 'write the line with fields',
  })
}

const isMixed = (stop: Stop): boolean => {
  const name = stop.found.tokenType.name
  const notation = stop.rules.findLast(rule => rule === 'blockNotation' || rule === 'arrowNotation')
  if (notation === 'arrowNotation') return fieldMarks.has(name)
  return notation === 'blockNotation' && arrowMarks.has(name)
}

const unexpected = (stop: Stop, span: Span): Diagnostic => {
  const atDeclaration = stop.rules.length <= 2 && (stop.rule === 'file' || stop.rule === 'declaration')
  const expected = expectation(stop.rule, stop.expected)
  const { hint, fix } = hintFor(stop, span)
  if (atDeclaration)
    return syntaxDiagnostic('G1102', `a declaration cannot begin with ${describe(stop)}`, span, {
      label: 'what comes before it is complete',
      hint:
        hint ??
        'begin with `import`, `type`, `param`, `let`, `game`, `strategy`, `check`, `expect` or `solve`',
      fix,
    })
  return syntaxDiagnostic('G1101', `unexpected ${describe(stop)}`, span, {
    label: `${expected} must stand here`,
    hint: hint ?? (isReservedWord(stop) ? `\`${stop.found.image}\` is a word of the language` : undefined),
    fix,
  })
}

const translate = (
  b: Building,
  error: IRecognitionException,
  tokens: readonly IToken[],
  at: number,
  end: number,
): Diagnostic => {
  const stop = stopOf(error, tokens, at)
  const span = spanOf(b, stop, end)
  if (isMixed(stop)) return mixed(stop, span)
  const close = stop.expected.find(name => closing.has(name))
  const opener = close === undefined ? undefined : openerOf(tokens, at, close)
  const isEnd =
    stop.atEnd || declarationWords.has(stop.found.tokenType.name) || fieldMarks.has(stop.found.tokenType.name)
  const isOtherClose = closing.has(stop.found.tokenType.name) || stop.found.tokenType.name === 'Semicolon'
  if (close !== undefined && opener !== undefined && (isEnd || isOtherClose))
    return notClosed(stop, span, spanOfToken(b, opener), close)
  return unexpected(stop, span)
}

/** One diagnostic for each place at which the parser stopped. */
export const parserErrors = (
  b: Building,
  errors: readonly IRecognitionException[],
  tokens: readonly IToken[],
  end: number,
): readonly Diagnostic[] => {
  const index = new Map(tokens.map((token, i) => [token, i]))
  const seen = new Set<number>()
  return errors.flatMap(error => {
    const at = index.get(error.token) ?? tokens.length
    if (seen.has(at) || error.token.tokenType.name === 'UnclosedString') return []
    seen.add(at)
    return [translate(b, error, tokens, at, end)]
  })
}
