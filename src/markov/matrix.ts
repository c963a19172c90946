/** Block matrices, of which any side may be empty. */
import { Matrix } from 'ml-matrix'

/** A range of rows or of columns. */
export interface Range {
  readonly from: number
  readonly size: number
}

/** The matrix with the entry that `entry` gives at each place. */
const tabulate = (rows: number, columns: number, entry: (row: number, column: number) => number): Matrix => {
  const matrix = Matrix.zeros(rows, columns)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) matrix.set(row, column, entry(row, column))
  return matrix
}

/** Entries that are not listed are zero. */
export const toMatrix = (rows: number, columns: number, entries: readonly (readonly number[])[]): Matrix =>
  tabulate(rows, columns, (row, column) => entries[row]?.[column] ?? 0)

export const columnOf = (entries: readonly number[]): Matrix =>
  tabulate(entries.length, 1, row => entries[row] ?? 0)

export const rowsOf = (matrix: Matrix): readonly (readonly number[])[] => matrix.to2DArray()

export const block = (matrix: Matrix, rows: Range, columns: Range): Matrix =>
  tabulate(rows.size, columns.size, (row, column) => matrix.get(rows.from + row, columns.from + column))

export const blockDiagonal = (upper: Matrix, lower: Matrix): Matrix =>
  tabulate(upper.rows + lower.rows, upper.columns + lower.columns, (row, column) => {
    const isUpper = row < upper.rows
    if (isUpper !== column < upper.columns) return 0
    return isUpper ? upper.get(row, column) : lower.get(row - upper.rows, column - upper.columns)
  })

/** One above the other, of as many columns. */
export const stacked = (upper: Matrix, lower: Matrix): Matrix =>
  tabulate(upper.rows + lower.rows, upper.columns, (row, column) =>
    row < upper.rows ? upper.get(row, column) : lower.get(row - upper.rows, column),
  )

/** Moves the first `first` coordinates behind the `second` others. */
export const permutation = (first: number, second: number): Matrix =>
  tabulate(first + second, first + second, (row, column) =>
    column === (row < second ? row + first : row - second) ? 1 : 0,
  )

/** The mean of the matrix and its transpose: takes away what rounding made asymmetric. */
export const symmetric = (matrix: Matrix): Matrix =>
  tabulate(
    matrix.rows,
    matrix.columns,
    (row, column) => (matrix.get(row, column) + matrix.get(column, row)) / 2,
  )
