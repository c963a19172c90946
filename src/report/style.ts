/** How a text stresses its parts; who knows the terminal chooses one. */
export interface Style {
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly doubtful: (text: string) => string
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
}

const asItIs = (text: string): string => text

export const plain: Style = { good: asItIs, bad: asItIs, doubtful: asItIs, strong: asItIs, faint: asItIs }

const escaped =
  (on: number, off: number) =>
  (text: string): string =>
    `\u001b[${on}m${text}\u001b[${off}m`

/** Colors of a terminal (ECMA-48 SGR). */
export const colored: Style = {
  good: escaped(32, 39),
  bad: escaped(31, 39),
  doubtful: escaped(33, 39),
  strong: escaped(1, 22),
  faint: escaped(2, 22),
}
