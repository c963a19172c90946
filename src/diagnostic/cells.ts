/**
 * Text as a terminal shows it: tabs expanded, wide characters two columns, combining ones none, and nothing that
 * a terminal would obey.
 */

const tabWidth = 4

/** A character with its place in the text and on the screen. */
export interface Cell {
  readonly text: string
  /** UTF-16 offsets in the line. */
  readonly start: number
  readonly end: number
  readonly column: number
  readonly width: number
}

// East Asian Width W and F, Unicode 15, by blocks; emoji are asked for by property
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u
const combining = /[\p{Mn}\p{Me}]/u
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u
const everyUnprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/** A line of text without what a terminal would obey (escape sequences, changes of direction). */
export const printable = (text: string): string =>
  text.replaceAll('\t', ' '.repeat(tabWidth)).replace(everyUnprintable, '\ufffd')

const widthOf = (character: string): number => (combining.test(character) ? 0 : wide.test(character) ? 2 : 1)

/** Columns that a text takes. */
export const textWidth = (text: string): number => {
  let width = 0
  for (const character of text) width += widthOf(character)
  return width
}

/** The characters of a line of source. */
export const cellsOf = (line: string): readonly Cell[] => {
  const cells: Cell[] = []
  let offset = 0
  let column = 0
  for (const character of line) {
    const isTab = character === '\t'
    const width = isTab ? tabWidth - (column % tabWidth) : widthOf(character)
    const text = isTab ? ' '.repeat(width) : unprintable.test(character) ? '\ufffd' : character
    cells.push({ text, start: offset, end: offset + character.length, column, width })
    offset += character.length
    column += width
  }
  return cells
}
