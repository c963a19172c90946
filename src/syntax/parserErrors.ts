/**
 * The parser's errors as diagnostics.
 *
 * Chevrotain says which token it met, which it wanted, and in which rules; from these follow what was
 * expected, in the user's words, and often what was meant.
 */
import type { IToken } from 'chevrotain'
import type { Reading } from '../../grammar/read.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Span } from '../source/source.ts'
import { type Building, spanOfToken } from './building.ts'
import { expectation } from './expectation.ts'
import { firstAtOrAfter } from './firstAtOrAfter.ts'
import { closing, declarationWords, fieldMarks, pairs, type Stop, stopsOf } from './stop.ts'
import { syntaxDiagnostic } from './syntaxDiagnostic.ts'
import { hintFor } from './syntaxHints.ts'

const arrowMarks = new Set(['HeaderEnd', 'FooterStart', 'LineTail', 'LeftArrow', 'Bar', 'OrOr'])

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

const isArrowMark = (token: IToken): boolean =>
  ['HeaderEnd', 'FooterStart', 'LineTail', 'LeftArrow'].includes(token.tokenType.name)

const isMixed = (stop: Stop): boolean => {
  const name = stop.found.tokenType.name
  const inside = stop.open.at(-1)?.tokenType.name
  if (inside === 'ArrowOpen' || inside === 'ArrowQuoteOpen') return fieldMarks.has(name)
  if (inside !== 'BlockOpen' && inside !== 'QuoteOpen') return false
  return arrowMarks.has(name) || (stop.expected.some(one => closing.has(one)) && stop.rest.some(isArrowMark))
}

const unexpected = (stop: Stop, span: Span): Diagnostic => {
  const atDeclaration = stop.rule === 'file' || stop.rule === 'declaration'
  const expected = expectation(stop.rule, stop.expected)
  const { hint, fix } = hintFor(stop, span)
  if (atDeclaration)
    return syntaxDiagnostic('G1102', `a declaration cannot begin with ${describe(stop)}`, span, {
      label: 'what comes before it is complete',
      hint:
        hint ??
        'begin with `import`, `type`, `param`, `let`, `game`, `strategy`, `check`, `expect`, `solve` or `drive`',
      fix,
    })
  return syntaxDiagnostic('G1101', `unexpected ${describe(stop)}`, span, {
    label: `${expected} must stand here`,
    hint,
    fix,
  })
}

/** A closing bracket is missing: told at the opening one, unless that was itself made up. */
const missingClose = (b: Building, stop: Stop, span: Span): readonly Diagnostic[] | undefined => {
  const close = stop.expected.find(name => closing.has(name))
  if (close === undefined) return undefined
  const opener = stop.open.findLast(one => pairs[one.tokenType.name] === close)
  const name = stop.found.tokenType.name
  if (opener === undefined) return []
  const isStray = closing.has(name) && !stop.open.some(one => pairs[one.tokenType.name] === name)
  if (isStray) return undefined
  const isEnd = stop.atEnd || declarationWords.has(name) || fieldMarks.has(name)
  if (!isEnd && !closing.has(name) && name !== 'Semicolon') return undefined
  return [notClosed(stop, span, spanOfToken(b, opener), close)]
}

const translate = (b: Building, stop: Stop, end: number): readonly Diagnostic[] => {
  const span = spanOf(b, stop, end)
  if (isMixed(stop)) return [mixed(stop, span)]
  return missingClose(b, stop, span) ?? [unexpected(stop, span)]
}

const endOf = (token: IToken | undefined): number =>
  token === undefined ? 0 : token.startOffset + token.image.length

/** One diagnostic for each place at which the parser stopped; none for what only follows from another error. */
export const parserErrors = (b: Building, reading: Reading, end: number): readonly Diagnostic[] => {
  const seen = new Set<number>()
  let silentBefore = 0
  return stopsOf(reading).flatMap(stop => {
    const until = stop.atEnd ? end : stop.found.startOffset
    const character = firstAtOrAfter(reading.errors, error => error.offset, endOf(stop.previous))
    const afterNoToken = (reading.errors[character]?.offset ?? until) < until
    const isNoise = stop.found.tokenType.name === 'UnclosedString' || afterNoToken
    if (seen.has(stop.at) || isNoise || stop.at < silentBefore) return []
    seen.add(stop.at)
    if (isMixed(stop) || stop.rule === 'every') silentBefore = stop.at + stop.rest.length + 1
    return translate(b, stop, end)
  })
}
