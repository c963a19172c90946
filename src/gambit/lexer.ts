/**
 * The words of Gambit's files (Gambit, "Game representation formats"): numbers, texts in quotes, braces, commas, and
 * symbols up to the next white space. White space says nothing; there are no comments.
 */
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { exact, integer, type Rational, rational } from '../markov/rational.ts'
import type { Source, Span } from '../source/source.ts'

export type Token =
  | { readonly kind: 'number'; readonly value: Rational; readonly text: string; readonly span: Span }
  | { readonly kind: 'text'; readonly value: string; readonly span: Span }
  | { readonly kind: '{' | '}' | ','; readonly span: Span }
  | { readonly kind: 'symbol'; readonly value: string; readonly span: Span }
  | { readonly kind: 'end'; readonly span: Span }

const space = /[\s\uFEFF]*/y
const number = /-?(?:\d+(?:\.\d*(?:[eE][+-]?\d+)?|\/\d+|[eE][+-]?\d+)?|\.\d+)(?=[\s{},"]|$)/y
const symbol = /[^\s{},"]+/y

/** Digits of an exponent beyond which a number is not meant. */
const largestExponent = 4_000

/** Numerals that are remembered. */
const mostKnown = 50_000

const wholeNumeral = /^-?\d+$/

/** The words of a file in order, the last one its end. What is no word is an error, and left out. */
export const tokensOf = (source: Source, diagnostics: Diagnostic[]): readonly Token[] => {
  const { path, text: all } = source
  const tokens: Token[] = []
  const match = (pattern: RegExp, at: number): RegExpExecArray | null => {
    pattern.lastIndex = at
    return pattern.exec(all)
  }
  /** In a table the same numerals occur again and again. */
  const known = new Map<string, Rational | string>()
  let at = 0
  for (;;) {
    at += match(space, at)?.[0].length ?? 0
    if (at >= all.length) break
    const spanned = (length: number): Span => ({ path, start: at, end: at + length })
    const first = all[at]
    if (first === '{' || first === '}' || first === ',') {
      tokens.push({ kind: first, span: spanned(1) })
      at += 1
      continue
    }
    if (first === '"') {
      const close = closing(all, at)
      if (close < 0) {
        diagnostics.push(unclosed({ path, start: at, end: at + 1 }))
        at = all.length
        continue
      }
      // Only a quote is escaped; a backslash before anything else stands for itself.
      const value = all.slice(at + 1, close).replace(/\\"/g, '"')
      tokens.push({ kind: 'text', value, span: spanned(close + 1 - at) })
      at = close + 1
      continue
    }
    const numeral = match(number, at)
    if (numeral !== null) {
      const span = spanned(numeral[0].length)
      const value = known.get(numeral[0]) ?? valueIn(numeral[0])
      if (known.size < mostKnown) known.set(numeral[0], value)
      if (typeof value === 'string') diagnostics.push(noNumber(numeral[0], span, value))
      tokens.push({
        kind: 'number',
        text: numeral[0],
        value: typeof value === 'string' ? exact.zero : value,
        span,
      })
      at += numeral[0].length
      continue
    }
    const word = match(symbol, at)?.[0] ?? first ?? ''
    tokens.push({ kind: 'symbol', value: word, span: spanned(word.length) })
    at += word.length
  }
  tokens.push({ kind: 'end', span: { path, start: all.length, end: all.length } })
  return tokens
}

/** Where the text that begins at a quote ends; -1 where it does not. */
const closing = (all: string, start: number): number => {
  for (let at = start + 1; at < all.length; at++) {
    if (all[at] === '"') return at
    if (all[at] === '\\') at += 1
  }
  return -1
}

/** The number that a numeral denotes, exactly; why there is none. */
const valueIn = (numeral: string): Rational | string => {
  if (wholeNumeral.test(numeral)) return integer(BigInt(numeral))
  const [above = '', below] = numeral.split('/')
  if (below !== undefined) {
    const denominator = BigInt(below)
    return denominator === 0n ? 'the denominator is zero' : rational(BigInt(above), denominator)
  }
  const exponent = Number(/[eE]([+-]?\d+)$/.exec(numeral)?.[1] ?? '0')
  if (Math.abs(exponent) > largestExponent) return `an exponent of ${exponent} is out of range`
  const sign = numeral.startsWith('-')
  const plain = sign ? numeral.slice(1) : numeral
  const [mantissa = '', power = '0'] = plain.split(/[eE]/)
  const [whole = '', fraction = ''] = mantissa.split('.')
  const digits = BigInt(`${whole}${fraction}` === '' ? '0' : `${whole}${fraction}`)
  const shift = Number(power) - fraction.length
  const value = shift >= 0 ? rational(digits * 10n ** BigInt(shift)) : rational(digits, 10n ** BigInt(-shift))
  return sign ? exact.sub(exact.zero, value) : value
}

const unclosed = (span: Span): Diagnostic =>
  diagnostic('G7201', 'this text has no closing quote', {
    primary: { span },
    hint: 'close it with `"`; a quote inside of a text is written `\\"`',
  })

const noNumber = (numeral: string, span: Span, why: string): Diagnostic =>
  diagnostic('G7201', `\`${numeral}\` is no number`, {
    primary: { span },
    explanation: [`${why[0]?.toUpperCase() ?? ''}${why.slice(1)}.`],
    hint: 'a number is written as `-3`, `1.5`, `2e-3` or `3/4`',
  })
