/** What readers of Gambit's files share: words taken one by one, and what is said where another is expected. */
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import type { Rational } from '../markov/rational.ts'
import type { Source, Span } from '../source/source.ts'
import { type Token, tokensOf } from './lexer.ts'

/** The file cannot be read on; what is wrong has been said. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

export interface Reading {
  readonly peek: () => Token
  readonly next: () => Token
  /** Says what was expected where the next word is another, and ends. */
  readonly expect: (kind: 'number' | 'text' | '{' | '}', what: string) => Token
  readonly text: (what: string) => string
  readonly number: (what: string) => Rational
  readonly whole: (what: string) => number
  /** As `whole`, by its digits: a name, which may be longer than doubles tell apart. */
  readonly digits: (what: string) => string
  readonly complain: (code: 'G7201' | 'G7202' | 'G7203', title: string, parts: Complaint) => void
  readonly stop: (code: 'G7201' | 'G7202' | 'G7203', title: string, parts: Complaint) => never
  readonly diagnostics: readonly Diagnostic[]
}

export interface Complaint {
  readonly span: Span
  readonly label?: string
  readonly secondary?: Span
  readonly explanation?: string
  readonly hint?: string
}

/** Errors that are worth telling; a file with more is of another kind. */
const mostErrors = 20

export const reading = (source: Source): Reading => {
  const diagnostics: Diagnostic[] = []
  const tokens = tokensOf(source, diagnostics)
  let at = 0
  const end: Token = {
    kind: 'end',
    span: { path: source.path, start: source.text.length, end: source.text.length },
  }
  const peek = (): Token => tokens[at] ?? end
  const next = (): Token => {
    const token = peek()
    at += 1
    return token
  }
  const complain: Reading['complain'] = (code, title, { span, label, secondary, explanation, hint }) => {
    diagnostics.push(
      diagnostic(code, title, {
        primary: { span, ...(label === undefined ? {} : { text: label }) },
        secondary: secondary === undefined ? [] : [{ span: secondary, text: 'first here' }],
        explanation: explanation === undefined ? [] : [explanation],
        hint,
      }),
    )
    if (diagnostics.length >= mostErrors) throw new Unreadable()
  }
  const stop: Reading['stop'] = (code, title, parts) => {
    complain(code, title, parts)
    throw new Unreadable()
  }
  const expect: Reading['expect'] = (kind, what) => {
    const token = peek()
    if (token.kind === kind) return next()
    return stop('G7201', `${what} is expected here`, {
      span: token.span,
      label: `this is ${described(token)}`,
      hint: hintFor(kind, token),
    })
  }
  const digits = (what: string): string => {
    const token = expect('number', what)
    if (token.kind === 'number' && /^\d+$/.test(token.text)) return token.text.replace(/^0+(?=\d)/, '')
    return stop('G7201', `${what} is expected here`, {
      span: token.span,
      label: 'this is no whole number, 0 or more',
      hint: 'write a whole number such as `1`',
    })
  }
  return {
    peek,
    next,
    expect,
    complain,
    stop,
    // Words are looked at before the game that they make; readers are told from the top.
    get diagnostics() {
      return [...diagnostics]
        .sort((a, b) => (a.primary?.span.start ?? 0) - (b.primary?.span.start ?? 0))
        .slice(0, mostErrors)
    },
    text: what => {
      const token = expect('text', what)
      return token.kind === 'text' ? token.value : ''
    },
    number: what => {
      const token = expect('number', what)
      return token.kind === 'number' ? token.value : stop('G7201', what, { span: token.span })
    },
    whole: what => Number(digits(what)),
    digits,
  }
}

/** How what is expected is written. */
export const hintFor = (kind: 'number' | 'text' | '{' | '}', token: Token): string => {
  if (token.kind === ',') return 'leave out the comma: white space separates'
  switch (kind) {
    case 'number':
      return 'a number is written as `-3`, `1.5`, `2e-3` or `3/4`'
    case 'text':
      return token.kind === 'symbol'
        ? 'put it in quotes, `"…"`'
        : 'put a text in quotes here; an empty one is `""`'
    case '{':
      return 'open the list with `{`'
    case '}':
      return token.kind === 'symbol'
        ? 'put names in quotes, and close the list with `}`'
        : 'close the list with `}`'
  }
}

export const described = (token: Token): string => {
  switch (token.kind) {
    case 'number':
      return `the number ${token.text}`
    case 'text':
      return 'a text'
    case 'symbol':
      return `\`${token.value}\``
    case 'end':
      return 'the end of the file'
    default:
      return `\`${token.kind}\``
  }
}

/** Labels in which each is told apart: repeated or empty ones are numbered, as Gambit does. */
export const distinctLabels = (labels: readonly string[]): readonly string[] => {
  const counts = new Map<string, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  const isDistinct = (label: string): boolean => label !== '' && counts.get(label) === 1
  const taken = new Set(labels.filter(isDistinct))
  const last = new Map<string, number>()
  return labels.map(label => {
    if (isDistinct(label)) return label
    const prefix = label === '' ? '' : `${label}_`
    // The search goes on where the one before of this label ended.
    let k = (last.get(label) ?? 0) + 1
    while (taken.has(`${prefix}${k}`)) k += 1
    last.set(label, k)
    taken.add(`${prefix}${k}`)
    return `${prefix}${k}`
  })
}
