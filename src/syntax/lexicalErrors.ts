import type { ILexingError, IToken } from 'chevrotain'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Source, Span } from '../source/source.ts'
import { type Building, spanOfToken } from './building.ts'
import { syntaxDiagnostic } from './syntaxDiagnostic.ts'
import { readText } from './text.ts'

const lookalikes: ReadonlyMap<string, string> = new Map([
  ...['“', '”', '„', '«', '»'].map((quote): [string, string] => [
    quote,
    'write texts in plain double quotes, `"`',
  ]),
  ['‘', 'write texts in plain double quotes, `"`'],
  ['’', 'write texts in plain double quotes, `"`'],
  ["'", 'write texts in double quotes, `"`'],
  ['–', 'write a plain `-`'],
  ['—', 'write a plain `-`'],
  ['−', 'write a plain `-`'],
  ['→', 'write `->`'],
  ['←', 'write `<-`'],
  ['≤', 'write `<=`'],
  ['≥', 'write `>=`'],
  ['≠', 'write `/=`'],
  ['×', 'write `*`'],
  ['…', 'write `...`'],
  ['&', 'write `&&` for “and”'],
  ['!', 'write `not` for negation, `/=` for “not equal”, `!!` for the item of a list'],
  ['%', 'write `mod`'],
  ['#', 'begin a comment with `--`'],
])

const badCharacters = (span: Span, text: string): Diagnostic =>
  syntaxDiagnostic(
    'G1001',
    text.length === 1
      ? `\`${text}\` is not part of the language`
      : 'these characters are not part of the language',
    span,
    { hint: lookalikes.get([...text][0] ?? '') },
  )

/** Characters that begin no token: one diagnostic for those that touch. */
export const characterErrors = (source: Source, errors: readonly ILexingError[]): readonly Diagnostic[] => {
  const spans: Span[] = []
  for (const { offset, length } of errors) {
    const last = spans.at(-1)
    if (last !== undefined && last.end === offset) spans[spans.length - 1] = { ...last, end: offset + length }
    else spans.push({ path: source.path, start: offset, end: offset + length })
  }
  return spans.map(span => badCharacters(span, source.text.slice(span.start, span.end)))
}

const unclosedString = (span: Span): Diagnostic =>
  syntaxDiagnostic('G1002', 'text not closed', span, {
    label: 'opened here, and the line ends',
    hint: 'end it with `"`; a line break in a text is written `\\n`',
  })

const unclosedComment = (path: string, start: number): Diagnostic =>
  syntaxDiagnostic(
    'G1003',
    'comment not closed',
    { path, start, end: start + 2 },
    {
      label: 'opened here, and the file ends',
      hint: 'end it with `-}`; comments nest, so each `{-` within it needs its own',
    },
  )

/** Texts and comments that never end. */
export const unclosedErrors = (
  b: Building,
  tokens: readonly IToken[],
  comments: readonly IToken[],
): readonly Diagnostic[] => [
  ...tokens
    .filter(token => token.tokenType.name === 'UnclosedString')
    .map(token => unclosedString(spanOfToken(b, token))),
  ...comments
    .filter(comment => comment.tokenType.name === 'UnclosedComment')
    .map(comment => unclosedComment(b.path, comment.startOffset)),
]

/** What a string literal means; escapes that mean nothing are reported. */
export const textOf = (b: Building, token: IToken): string => {
  const { value, badEscapes } = readText(token.image)
  for (const at of badEscapes) {
    const start = token.startOffset + at
    b.diagnostics.push(
      syntaxDiagnostic(
        'G1001',
        'unknown escape in a text',
        { path: b.path, start, end: start + 2 },
        {
          hint: 'write `\\\\` for a backslash; the others are those of Haskell: `\\n`, `\\t`, `\\"`, `\\x2192`',
        },
      ),
    )
  }
  return value
}
