/** How the parts of messages and reports are set off; the caller knows whether there is a terminal to show colors. */
export interface Style {
  readonly good: (text: string) => string
  readonly error: (text: string) => string
  readonly warning: (text: string) => string
  readonly hint: (text: string) => string
  /** Titles. */
  readonly strong: (text: string) => string
  /** Gutters and places. */
  readonly frame: (text: string) => string
  readonly faint: (text: string) => string
}

const asItIs = (text: string): string => text

/** No colors. */
export const plain: Style = {
  good: asItIs,
  error: asItIs,
  warning: asItIs,
  hint: asItIs,
  strong: asItIs,
  frame: asItIs,
  faint: asItIs,
}

const sgr =
  (on: number, off: number) =>
  (text: string): string =>
    text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`

/** Colors of ANSI terminals (ECMA-48, SGR). */
export const ansi: Style = {
  good: sgr(32, 39),
  error: sgr(31, 39),
  warning: sgr(33, 39),
  hint: sgr(36, 39),
  strong: sgr(1, 22),
  frame: sgr(34, 39),
  faint: sgr(2, 22),
}
