/** Tables of numbers in text, comma separated with a line of names. */
import * as E from 'fp-ts/lib/Either.js'

/** What is wrong in a file, and where; lines and columns count from 1. `place` is a path in JSON. */
export interface FileFault {
  readonly kind: 'file'
  readonly file: string
  readonly line?: number
  readonly column?: number
  readonly place?: string
  readonly reason: string
  readonly hint?: string
}

/** Columns by name, all of `rows` numbers; an empty cell is NaN. */
export interface Table {
  readonly file: string
  readonly rows: number
  readonly columns: ReadonlyMap<string, Float64Array>
}

/**
 * Reads `text`. Cells may be quoted; cells of a column that has texts are not read. A cell that is no number, a
 * line with too few or too many cells and a name that stands twice are faults with their line and column.
 */
export const readCsv = (
  file: string,
  text: string,
  hasTexts: (column: string) => boolean = () => false,
): E.Either<FileFault, Table> => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  while (lines.length > 0 && (lines[lines.length - 1] ?? '').trim() === '') lines.pop()
  const header = lines[0]
  if (header === undefined)
    return E.left({ kind: 'file', file, line: 1, column: 1, reason: 'the file is empty' })
  const names = cellsOf(header).map(cell => cell.text)
  const double = names.find((name, k) => names.indexOf(name) !== k)
  if (double !== undefined)
    return E.left({
      kind: 'file',
      file,
      line: 1,
      column: header.lastIndexOf(double) + 1,
      reason: `the column ${double} stands twice`,
    })
  const rows = lines.length - 1
  const values = names.map(() => new Float64Array(rows))
  const isText = names.map(hasTexts)
  for (let row = 0; row < rows; row++) {
    const line = lines[row + 1] ?? ''
    const cells = cellsOf(line)
    if (cells.length !== names.length)
      return E.left({
        kind: 'file',
        file,
        line: row + 2,
        column: cells.length < names.length ? line.length + 1 : (cells[names.length]?.start ?? 0) + 1,
        reason: `${cells.length} cells, where the first line names ${names.length} columns`,
      })
    for (let k = 0; k < cells.length; k++) {
      const cell = cells[k]
      const into = values[k]
      if (cell === undefined || into === undefined || isText[k]) continue
      const value = cell.text === '' ? Number.NaN : Number(cell.text)
      if (Number.isNaN(value) && cell.text !== '' && !/^nan$/i.test(cell.text))
        return E.left({
          kind: 'file',
          file,
          line: row + 2,
          column: cell.start + 1,
          reason: `${JSON.stringify(cell.text)} in the column ${names[k]} is no number`,
        })
      into[row] = value
    }
  }
  return E.right({
    file,
    rows,
    columns: new Map(names.map((name, k) => [name, values[k] ?? new Float64Array()])),
  })
}

interface Cell {
  readonly text: string
  /** Where it starts in its line, from 0. */
  readonly start: number
}

const cellsOf = (line: string): readonly Cell[] => {
  if (!line.includes('"')) {
    let start = 0
    return line.split(',').map(text => {
      const cell = { text: text.trim(), start }
      start += text.length + 1
      return cell
    })
  }
  return [...line.matchAll(/(?:^|,)(?:\s*"((?:[^"]|"")*)"\s*|([^",]*))(?=,|$)/g)].map(found => ({
    text: (found[1]?.replaceAll('""', '"') ?? found[2] ?? '').trim(),
    start: (found.index ?? 0) + (found[0].startsWith(',') ? 1 : 0),
  }))
}

/** The column `name`, each of whose cells is a number; the fault tells the line of the first that is not. */
export const columnOf = (table: Table, name: string): E.Either<FileFault, Float64Array> => {
  const column = table.columns.get(name)
  if (column === undefined)
    return E.left({
      kind: 'file',
      file: table.file,
      line: 1,
      column: 1,
      reason: `there is no column ${name}`,
      hint: `it has ${[...table.columns.keys()].join(', ')}`,
    })
  const empty = column.findIndex(Number.isNaN)
  return empty < 0
    ? E.right(column)
    : E.left({
        kind: 'file',
        file: table.file,
        line: empty + 2,
        reason: `the cell of the column ${name} is empty`,
      })
}

/** A fault in a line: where, what, and what would do. */
export const shownFault = ({ file, line, column, place, reason, hint }: FileFault): string =>
  [
    file,
    ...(line === undefined ? [] : [String(line)]),
    ...(column === undefined ? [] : [String(column)]),
    `${place === undefined ? '' : ` ${place}:`} ${reason}${hint === undefined ? '' : `; ${hint}`}`,
  ].join(':')
