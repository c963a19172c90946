/**
 * Columns the author made: where the `=` (or `for`) of neighbouring declarations of one kind stood under one
 * another, they still do.
 */
import type { IToken } from 'chevrotain'
import { positionAt, type Source } from '../source/source.ts'
import type { Declaration } from './ast.ts'
import { firstAtOrAfter } from './firstAtOrAfter.ts'
import { concat, type Doc, join, renderFlat } from './layout.ts'

export interface Row {
  readonly declaration: Declaration
  readonly parts: readonly Doc[]
}

interface Placed {
  readonly row: Row
  readonly flat: readonly string[] | undefined
  readonly firstLine: number
  readonly lastLine: number
  /** Column of each part but the first, in the source. */
  readonly columns: readonly number[]
}

/** The tokens that begin the second and third part. */
const marksOf = (d: Declaration): readonly string[] => {
  if (d.kind === 'strategy') return ['For', 'Equals']
  return d.kind === 'param' && d.signature !== undefined ? ['Colon', 'Equals'] : ['Equals']
}

const place = (source: Source, tokens: readonly IToken[], row: Row): Placed => {
  const { start, end } = row.declaration.span
  const flat = row.parts.map(renderFlat)
  const columns: number[] = []
  // the name may be a word that is also a mark
  const from = 'name' in row.declaration ? row.declaration.name.span.end : start
  let at = firstAtOrAfter(tokens, token => token.startOffset, from)
  for (const mark of marksOf(row.declaration)) {
    while ((tokens[at]?.startOffset ?? end) < end && tokens[at]?.tokenType.name !== mark) at++
    const found = tokens[at++]
    if (found === undefined || found.startOffset >= end) break
    columns.push(positionAt(source, found.startOffset).column)
  }
  return {
    row,
    flat: flat.every(part => part !== undefined) ? flat : undefined,
    firstLine: positionAt(source, start).line,
    lastLine: positionAt(source, end).line,
    columns,
  }
}

const isOneLine = (placed: Placed): boolean =>
  placed.flat !== undefined && placed.firstLine === placed.lastLine

const areNeighbours = (a: Placed, b: Placed, part: number): boolean =>
  isOneLine(a) &&
  isOneLine(b) &&
  a.row.declaration.kind === b.row.declaration.kind &&
  a.lastLine + 1 === b.firstLine &&
  a.columns[part] !== undefined &&
  a.columns[part] === b.columns[part] &&
  (part === 0 || areNeighbours(a, b, part - 1))

/** Runs of neighbours in a column, as the bounds of each. */
const runs = (rows: readonly Placed[], part: number): readonly (readonly [start: number, end: number])[] => {
  const found: (readonly [number, number])[] = []
  for (let start = 0, end = 1; start < rows.length; start = end++) {
    for (let a = rows[end - 1], b = rows[end]; a && b && areNeighbours(a, b, part); a = b, b = rows[end])
      end++
    found.push([start, end])
  }
  return found
}

/** The parts of each row, filled up to the widest of their run where the whole run then still fits. */
const filled = (rows: readonly Placed[], width: number): readonly (readonly string[] | undefined)[] => {
  const texts = rows.map(row => (row.flat === undefined ? undefined : [...row.flat]))
  for (const part of [0, 1])
    for (const [start, end] of runs(rows, part)) {
      const run = texts.slice(start, end).flatMap(text => (text === undefined ? [] : [text]))
      const widest = Math.max(...run.map(text => text[part]?.length ?? 0))
      const isLast = run.some(text => part >= text.length - 1)
      const longest = Math.max(...run.map(text => text.join(' ').length + widest - (text[part]?.length ?? 0)))
      const isRagged = part > 0 && new Set(run.map(text => text[part - 1]?.length)).size > 1
      if (isLast || isRagged || longest > width) continue
      for (const text of run) text[part] = text[part]?.padEnd(widest) ?? ''
    }
  return texts
}

/** Each declaration with its parts side by side. */
export const inColumns = (
  source: Source,
  tokens: readonly IToken[],
  rows: readonly Row[],
  width: number,
): readonly Doc[] => {
  const placed = rows.map(row => place(source, tokens, row))
  const texts = filled(placed, width)
  return rows.map(({ parts }, i) => {
    const text = texts[i]?.join(' ')
    return text === undefined || text.length > width ? join(' ', parts) : concat(text)
  })
}
