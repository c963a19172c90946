/** The series of a grid file: a value for every step of its horizon. */
import * as E from 'fp-ts/lib/Either.js'
import { columnOf, type FileFault, readCsv, type Table } from '../csv.ts'
import type { SeriesEntry } from './format.ts'
import { type Clock, synthesized } from './synthetic.ts'

export interface SeriesFault {
  readonly reason: string
  readonly hint?: string
  /** Where the fault is in a file beside the grid file. */
  readonly in?: FileFault
}

/** Reads CSV files once each. */
export const csvReader = (
  readText: (path: string) => E.Either<string, string>,
): ((path: string) => E.Either<FileFault, Table>) => {
  const read = new Map<string, E.Either<FileFault, Table>>()
  return path => {
    const known = read.get(path)
    if (known !== undefined) return known
    const text = readText(path)
    const table: E.Either<FileFault, Table> = E.isLeft(text)
      ? E.left({ kind: 'file', file: path, reason: text.left })
      : readCsv(path, text.right)
    read.set(path, table)
    return table
  }
}

/** The values of a series over `clock`. */
export const seriesOf = (
  entry: SeriesEntry,
  clock: Clock,
  csv: (path: string) => E.Either<FileFault, Table>,
): E.Either<SeriesFault, Float64Array> => {
  if ('synthetic' in entry) return E.right(synthesized(entry, clock))
  if ('values' in entry) return lengthened(Float64Array.from(entry.values), clock, entry.repeats === true)
  const table = csv(entry.csv)
  if (E.isLeft(table)) return E.left({ reason: table.left.reason, in: table.left })
  const column = columnOf(table.right, entry.column)
  if (E.isLeft(column))
    return E.left({
      reason: column.left.reason,
      in: column.left,
      ...(column.left.hint === undefined ? {} : { hint: column.left.hint }),
    })
  const hole = column.right.findIndex(x => !Number.isFinite(x))
  if (hole >= 0)
    return E.left({ reason: `the column ${entry.column} of ${entry.csv} has no number in line ${hole + 2}` })
  return lengthened(column.right, clock, entry.repeats === true)
}

const lengthened = (
  values: Float64Array,
  { steps }: Clock,
  repeats: boolean,
): E.Either<SeriesFault, Float64Array> => {
  if (values.length >= steps) return E.right(values.slice(0, steps))
  if (!repeats || values.length === 0)
    return E.left({
      reason: `it has ${values.length} values, and the horizon ${steps} steps`,
      hint: 'lengthen it, shorten the horizon, or say `"repeats": true`',
    })
  return E.right(Float64Array.from({ length: steps }, (_, k) => values[k % values.length] ?? 0))
}
