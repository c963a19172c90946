/** A text that was read, under the name its user knows it by. */
export interface Source {
  /** As shown in messages: the path given by the user, or `<stdin>`, or `<command line>`. */
  readonly path: string
  readonly text: string
}

/** A stretch of one source: UTF-16 offsets, `end` exclusive. Lines and columns are computed on rendering. */
export interface Span {
  readonly path: string
  readonly start: number
  readonly end: number
}

/** 1-based line and column with the 0-based offset they stand for. */
export interface Position {
  readonly line: number
  readonly column: number
  readonly offset: number
}

/** The smallest span that holds both; the spans must lie in one source. */
export const cover = (a: Span, b: Span): Span => ({
  path: a.path,
  start: Math.min(a.start, b.start),
  end: Math.max(a.end, b.end),
})

const lineStartsOf = (text: string): readonly number[] => {
  const starts = [0]
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1)
  return starts
}

const known = new WeakMap<Source, readonly number[]>()

/** Offsets at which the lines of a source begin. */
export const lineStarts = (source: Source): readonly number[] => {
  const found = known.get(source)
  if (found !== undefined) return found
  const starts = lineStartsOf(source.text)
  known.set(source, starts)
  return starts
}

/** Line and column of an offset; an offset past the end is the end. Cost: O(log lines). */
export const positionAt = (source: Source, offset: number): Position => {
  const clamped = Math.max(0, Math.min(offset, source.text.length))
  const starts = lineStarts(source)
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= clamped) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: clamped - (starts[low] ?? 0) + 1, offset: clamped }
}

/** The text of a 1-based line without its line break; empty past the end. */
export const lineAt = (source: Source, line: number): string => {
  const starts = lineStarts(source)
  const start = starts[line - 1]
  if (start === undefined) return ''
  return source.text.slice(start, (starts[line] ?? source.text.length + 1) - 1).replace(/\r$/, '')
}
