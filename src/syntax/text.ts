/** Texts in double quotes, with the escapes of Haskell 2010, section 2.6. */

const single: Readonly<Record<string, string>> = {
  ...{ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
  ...{ '\\': '\\', '"': '"', "'": "'" },
}

const control = (
  'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI ' +
  'DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US SP'
).split(' ')

const escapeSequence =
  /\\(?:(?<one>[abfnrtv\\"'])|(?<control>SOH|[A-Z][A-Z0-9]{1,2})|\^(?<caret>[@-_])|x(?<hex>[0-9a-fA-F]+)|o(?<oct>[0-7]+)|(?<dec>[0-9]+)|(?<gap>\s+\\)|(?<empty>&))/y

export interface Text {
  readonly value: string
  /** Offsets, from the opening quote, of escapes that mean nothing. */
  readonly badEscapes: readonly number[]
}

const character = (code: number): string | undefined =>
  code <= 0x10ffff ? String.fromCodePoint(code) : undefined

const meaning = (groups: Readonly<Record<string, string | undefined>>): string | undefined => {
  const { one, control: named, caret, hex, oct, dec } = groups
  if (one !== undefined) return single[one]
  if (named !== undefined) {
    if (named === 'DEL') return '\x7f'
    const code = control.indexOf(named)
    return code < 0 ? undefined : character(code)
  }
  if (caret !== undefined) return character(caret.charCodeAt(0) - 64)
  if (hex !== undefined) return character(Number.parseInt(hex, 16))
  if (oct !== undefined) return character(Number.parseInt(oct, 8))
  if (dec !== undefined) return character(Number.parseInt(dec, 10))
  return ''
}

/** What a literal means; `image` begins with its quote and may lack the one at the end. */
export const readText = (image: string): Text => {
  const end = image.length > 1 && image.endsWith('"') ? image.length - 1 : image.length
  const parts: string[] = []
  const badEscapes: number[] = []
  let at = 1
  while (at < end) {
    if (image[at] !== '\\') {
      parts.push(image[at++] ?? '')
      continue
    }
    escapeSequence.lastIndex = at
    const found = escapeSequence.exec(image)
    const text = found?.groups === undefined ? undefined : meaning(found.groups)
    if (text === undefined) badEscapes.push(at)
    parts.push(text ?? '')
    at += text === undefined ? 2 : (found?.[0].length ?? 2)
  }
  return { value: parts.join(''), badEscapes }
}

const escapes = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
])

/** The literal of a text. */
export const writeText = (value: string): string => {
  const body = [...value].map((char, i, all) => {
    const known = escapes.get(char)
    if (known !== undefined) return known
    const code = char.codePointAt(0) ?? 0
    if (code >= 0x20 && code !== 0x7f && !/\p{C}|\p{Zl}|\p{Zp}/u.test(char)) return char
    // `\&` keeps a digit that follows from being read as part of the code
    return `\\x${code.toString(16)}${/[0-9a-fA-F]/.test(all[i + 1] ?? '') ? '\\&' : ''}`
  })
  return `"${body.join('')}"`
}
