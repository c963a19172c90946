/** The series of a grid file: a value for every step of its horizon. */
import * as E from 'fp-ts/lib/Either.js'
import { columnOf, type FileFault, readCsv } from '../csv.ts'
import { largest } from './codec.ts'
import type { SeriesEntry } from './format.ts'
import { type Clock, synthesized } from './synthetic.ts'

export interface SeriesFault {
  readonly reason: string
  readonly hint?: string
  /** Where the fault is in a file beside the grid file. */
  readonly in?: FileFault
}

/** A column of a CSV file, which is read once; other columns may have texts. */
export type Columns = (path: string, column: string) => E.Either<FileFault, Float64Array>

/** Reads files once each, by the path that stands in the grid file. */
export const csvReader = (readText: (path: string) => E.Either<string, string>): Columns => {
  const texts = new Map<string, E.Either<string, string>>()
  return (path, column) => {
    const text = texts.get(path) ?? readText(path)
    texts.set(path, text)
    if (E.isLeft(text)) return E.left({ kind: 'file', file: path, reason: text.left })
    const table = readCsv(path, text.right, name => name !== column)
    return E.isLeft(table) ? table : columnOf(table.right, column)
  }
}

/** The values of a series over `clock`. */
export const seriesOf = (
  entry: SeriesEntry,
  clock: Clock,
  csv: Columns,
): E.Either<SeriesFault, Float64Array> => {
  if ('synthetic' in entry) return E.right(synthesized(entry, clock))
  if ('values' in entry) return lengthened(Float64Array.from(entry.values), clock, entry.repeats === true)
  const column = csv(entry.csv, entry.column)
  if (E.isLeft(column)) {
    const { reason, hint = 'correct it there, or name another column or file' } = column.left
    return E.left({ reason, hint, in: { ...column.left, hint } })
  }
  const hole = column.right.findIndex(x => !(Math.abs(x) <= largest))
  if (hole >= 0)
    return E.left({
      reason: `the column ${entry.column} of ${entry.csv} has ${column.right[hole]} in line ${hole + 2}`,
      hint: `numbers are at most ${largest}`,
    })
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
