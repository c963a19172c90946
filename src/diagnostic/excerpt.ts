/**
 * Lines of source with labels under them.
 *
 * A line stands once for all its labels; one too long for the screen is cut around them, and stands again where
 * they are too far apart to be shown together.
 */
import { lineAt, positionAt, type Source } from '../source/source.ts'
import { type Cell, cellsOf, printable, textWidth } from './cells.ts'
import type { Label } from './diagnostic.ts'
import type { Style } from './style.ts'

/** Columns of source that are shown of a line. */
const shownColumns = 100
/** Columns shown before a label where a line is cut. */
const leadColumns = 24

/** A label on its first line. */
export interface Mark {
  readonly line: number
  /** UTF-16 offsets in the line. */
  readonly start: number
  readonly end: number
  readonly text: string
  readonly isPrimary: boolean
}

export const markOf = (source: Source, label: Label, isPrimary: boolean): Mark => {
  const start = positionAt(source, label.span.start)
  const end = positionAt(source, Math.max(label.span.start, label.span.end))
  const length = lineAt(source, start.line).length
  const text = label.text ?? ''
  const first = start.column - 1
  if (end.line === start.line) return { line: start.line, start: first, end: end.column - 1, text, isPrimary }
  const through = `(through line ${end.line})`
  return {
    line: start.line,
    start: first,
    end: length,
    text: text === '' ? through : `${text} ${through}`,
    isPrimary,
  }
}

interface Underline {
  readonly mark: Mark
  readonly from: number
  readonly to: number
}

const columnAt = (cells: readonly Cell[], offset: number): number => {
  const cell = cells.find(c => c.end > offset)
  const last = cells.at(-1)
  return cell?.column ?? (last === undefined ? 0 : last.column + last.width)
}

const underlineOf = (cells: readonly Cell[], mark: Mark): Underline => {
  const from = columnAt(cells, mark.start)
  return { mark, from, to: Math.max(from + 1, columnAt(cells, mark.end)) }
}

/** Underlines that fit on the screen together, from left to right. */
const groups = (underlines: readonly Underline[]): readonly (readonly Underline[])[] => {
  const found: Underline[][] = []
  for (const underline of underlines) {
    const group = found.at(-1)
    const start = group?.[0]?.from ?? 0
    if (group !== undefined && underline.from - start <= shownColumns - 2 * leadColumns) group.push(underline)
    else found.push([underline])
  }
  return found
}

interface Window {
  readonly from: number
  readonly to: number
}

const windowFor = (cells: readonly Cell[], group: readonly Underline[]): Window => {
  const last = cells.at(-1)
  const width = last === undefined ? 0 : last.column + last.width
  if (width <= shownColumns) return { from: 0, to: width }
  const wanted = Math.max(0, (group[0]?.from ?? 0) - leadColumns)
  const from = Math.min(wanted, Math.max(0, width - shownColumns))
  return { from, to: from + shownColumns }
}

const cut = (cells: readonly Cell[], { from, to }: Window): string => {
  const shown = cells.filter(c => c.column >= from && c.column + c.width <= to)
  const text = shown.map(c => c.text).join('')
  const before = from > 0 ? '…' : ''
  const after = cells.length > 0 && shown.at(-1) !== cells.at(-1) ? '…' : ''
  return `${before}${text}${after}`.trimEnd()
}

const underlineText = (underline: Underline, window: Window, color: Style['error'], style: Style): string => {
  const { mark } = underline
  const shift = window.from > 0 ? 1 : 0
  const from = Math.max(underline.from, window.from)
  const to = Math.max(from + 1, Math.min(underline.to, window.to))
  const bar = (mark.isPrimary ? '^' : '-').repeat(to - from)
  const paint = mark.isPrimary ? color : style.frame
  const text = mark.text === '' ? '' : ` ${printable(mark.text)}`
  return `${' '.repeat(from - window.from + shift)}${paint(bar + text)}`
}

/** The rows that show the marks of one source: `[line number or undefined, text]`. */
export const excerpt = (
  source: Source,
  marks: readonly Mark[],
  color: Style['error'],
  style: Style,
): readonly (readonly [number | undefined, string])[] => {
  const lines = [...new Set(marks.map(mark => mark.line))].sort((a, b) => a - b)
  return lines.flatMap(line => {
    const cells = cellsOf(lineAt(source, line))
    const underlines = marks
      .filter(mark => mark.line === line)
      .map(mark => underlineOf(cells, mark))
      .sort((a, b) => a.from - b.from || a.to - b.to)
    return groups(underlines).flatMap(group => {
      const window = windowFor(cells, group)
      const rows = group.map(u => [undefined, underlineText(u, window, color, style)] as const)
      return [[line, cut(cells, window)] as const, ...rows]
    })
  })
}

/** Words set in lines of at most `width` columns. */
export const wrap = (text: string, width: number): readonly string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of printable(text).split(' ')) {
    if (line !== '' && textWidth(line) + 1 + textWidth(word) > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
