/**
 * JSON that people write by hand (RFC 8259): where it is none, where a name stands twice in an object, of which
 * `JSON.parse` would take the last without a word, and what is nested deeper than a grid file ever is.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { FileFault } from '../csv.ts'

/** Deeper than any grid file. */
const deepest = 64

interface Open {
  readonly names: Set<string> | undefined
  /** What may come next: a value, a name, or what separates and ends. */
  awaits: 'value' | 'first value' | 'name' | 'first name' | 'separator'
}

interface Flaw {
  readonly at: number
  readonly reason: string
  readonly hint?: string
}

const token =
  /[ \t\n\r]*(?:("[^"\\]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\]*)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w))|([{}[\],:]))/y
const blank = /[ \t\n\r]*/y
const colon = /[ \t\n\r]*:/y

/** The value that stands in `text`, or the line and column at which it is no JSON. */
export const readJson = (text: string, file: string): E.Either<FileFault, unknown> => {
  // A mark of the byte order at the beginning is no part of the text.
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text
  const flaw = flawOf(bare)
  if (flaw === undefined) return E.right(JSON.parse(bare))
  const before = bare.slice(0, flaw.at).split('\n')
  return E.left({
    kind: 'file',
    file,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    reason: flaw.reason,
    ...(flaw.hint === undefined ? {} : { hint: flaw.hint }),
  })
}

const flawOf = (text: string): Flaw | undefined => {
  if (text.trim() === '')
    return { at: 0, reason: 'the file is empty', hint: 'begin with `{ "schema": "coplay/grid@1", … }`' }
  const stack: Open[] = [{ names: undefined, awaits: 'value' }]
  let at = 0
  for (;;) {
    const open = stack.at(-1)
    if (open === undefined) return undefined
    token.lastIndex = at
    const found = token.exec(text)
    const here = skipped(text, at)
    if (found === null) {
      const isEnd = here >= text.length
      if (isEnd && stack.length === 1 && open.awaits === 'separator') return undefined
      return isEnd
        ? { at: here, reason: 'the file ends too early', hint: 'a bracket or a quote is missing' }
        : broken(text, here)
    }
    const [, quoted, , mark] = found
    at = token.lastIndex
    const control = quoted === undefined ? -1 : controlIn(quoted)
    if (control >= 0) return unquotable(here + control)
    if (quoted !== undefined && (open.awaits === 'name' || open.awaits === 'first name')) {
      const flaw = named(open, quoted, here)
      if (flaw !== undefined) return flaw
      colon.lastIndex = at
      if (!colon.test(text))
        return { at: skipped(text, at), reason: `after ${short(quoted)} stands no colon` }
      at = colon.lastIndex
      open.awaits = 'value'
      continue
    }
    if (!moved(stack, open, mark)) return broken(text, here)
    if (stack.length > deepest)
      return { at: here, reason: `it is nested more than ${deepest} deep`, hint: 'a grid file needs eight' }
  }
}

/** Where a character stands that has to be escaped in a text. */
const controlIn = (quoted: string): number => {
  for (let k = 0; k < quoted.length; k++) if (isControl(quoted, k)) return k
  return -1
}

const isControl = (text: string, at: number): boolean => text.charCodeAt(at) < 0x20

const unquotable = (at: number): Flaw => ({
  at,
  reason: 'a text goes on beyond its line',
  hint: 'a quote is missing, or a line break is to be written `\\n`',
})

const skipped = (text: string, at: number): number => {
  blank.lastIndex = at
  blank.test(text)
  return blank.lastIndex
}

const named = (open: Open, quoted: string, at: number): Flaw | undefined => {
  const name: unknown = JSON.parse(quoted)
  if (typeof name !== 'string' || open.names === undefined) return undefined
  if (open.names.has(name))
    return { at, reason: `${short(quoted)} stands twice in one object`, hint: 'leave one of them out' }
  open.names.add(name)
  return undefined
}

/** Whether what was found, a mark or (without one) a text, a number or a word, may stand here; moves on if so. */
const moved = (stack: Open[], open: Open, mark: string | undefined): boolean => {
  const { awaits, names } = open
  switch (mark) {
    case undefined:
    case '{':
    case '[':
      if (awaits !== 'value' && awaits !== 'first value') return false
      open.awaits = 'separator'
      if (mark === '{') stack.push({ names: new Set(), awaits: 'first name' })
      if (mark === '[') stack.push({ names: undefined, awaits: 'first value' })
      return true
    case ',':
      if (awaits !== 'separator' || stack.length === 1) return false
      open.awaits = names === undefined ? 'value' : 'name'
      return true
    case '}':
    case ']': {
      const isOwn = stack.length > 1 && (mark === '}') === (names !== undefined)
      if (!isOwn || awaits === 'value' || awaits === 'name') return false
      stack.pop()
      return true
    }
    default:
      return false
  }
}

const broken = (text: string, at: number): Flaw => {
  const [word = ''] = /^(?:"[^"\n]*"?|[\w.+-]+|.)/su.exec(text.slice(at, at + 60)) ?? []
  const isBinary = isControl(text, at) || word === '\ufffd'
  return {
    at,
    reason: isBinary ? 'this is no text' : `${short(word)} does not fit here: this is not JSON`,
    hint: isBinary
      ? 'a grid file is JSON in UTF-8'
      : /^(?:\/|#|')/.test(word)
        ? 'JSON has neither comments nor single quotes'
        : 'look for a comma or a quote that is missing or too many before this place',
  }
}

const short = (word: string): string => {
  const bare = word.length > 24 ? `${word.slice(0, 24)}…` : word
  return `\`${bare}\``
}
