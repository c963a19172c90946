/** A cell: its text, to which side it is put, and how it is stressed once it has its width. */
export interface Cell {
  readonly text: string
  readonly align: 'left' | 'right'
  readonly stress?: (text: string) => string
}

export const left = (text: string): Cell => ({ text, align: 'left' })
export const right = (text: string): Cell => ({ text, align: 'right' })

const gap = '  '

/** Rows of cells with the columns lined up; a line a row, nothing after its last letter. */
export const lineUp = (rows: readonly (readonly Cell[])[]): readonly string[] => {
  const widths = rows.reduce<readonly number[]>(
    (sofar, row) =>
      Array.from({ length: Math.max(sofar.length, row.length) }, (_, k) =>
        Math.max(sofar[k] ?? 0, widthOf(row[k]?.text ?? '')),
      ),
    [],
  )
  return rows.map(row =>
    row
      .map((cell, k) => padded(cell, k === row.length - 1 && cell.align === 'left' ? 0 : (widths[k] ?? 0)))
      .join(gap)
      .trimEnd(),
  )
}

const padded = ({ text, align, stress = t => t }: Cell, width: number): string => {
  const padding = ' '.repeat(Math.max(0, width - widthOf(text)))
  return align === 'left' ? `${stress(text)}${padding}` : `${padding}${stress(text)}`
}

/** Columns of a terminal, to a first approximation: one for each code point. */
const widthOf = (text: string): number => [...text].length
