/**
 * Rows of text, one under the other, with the comments that stand between them in the source: behind the row
 * they follow on the same line, or on a line of their own. One blank line is kept where there was any.
 */
import type { Comment } from './ast.ts'
import { concat, type Doc, join, newline, raw, renderFlat } from './layout.ts'
import { commentsIn, type Printing } from './printing.ts'

export interface SourceRow {
  readonly doc: Doc
  /** The stretch of the source it was read from; an empty one for what was not there. */
  readonly start: number
  readonly end: number
  /** Comments from within the row, to be put before it. */
  readonly hoisted?: readonly Comment[]
  /** Whether a blank line goes before it, where the source shall not decide. */
  readonly blank?: boolean
}

interface Placed {
  readonly doc: Doc
  readonly blank: boolean
  /** Comments behind it on its line. */
  readonly trailing: readonly Comment[]
}

const commentDoc = (comment: Comment): Doc => raw(comment.text.replace(/\r\n?/g, '\n').trimEnd())

class Placing {
  readonly placed: Placed[] = []
  private readonly p: Printing
  private reached: number

  constructor(p: Printing, from: number) {
    this.p = p
    this.reached = from
  }

  add(row: SourceRow): void {
    this.comments(row.start)
    const isFirst = this.placed.length === 0
    const docs = [...(row.hoisted ?? []).map(commentDoc), row.doc]
    const isApart = !isFirst && (row.blank ?? this.hasBlankLine(row.start))
    for (const [i, doc] of docs.entries()) this.placed.push({ doc, blank: i === 0 && isApart, trailing: [] })
    this.reached = Math.max(this.reached, row.end)
  }

  /** Places the comments up to an offset. */
  comments(end: number): void {
    for (const comment of commentsIn(this.p, this.reached, end)) {
      const { start } = comment.span
      const last = this.placed.at(-1)
      const isBehind = !this.p.text.slice(this.reached, start).includes('\n')
      if (isBehind && last !== undefined)
        this.placed[this.placed.length - 1] = { ...last, trailing: [...last.trailing, comment] }
      else {
        const blank = last !== undefined && this.hasBlankLine(start)
        this.placed.push({ doc: commentDoc(comment), blank, trailing: [] })
      }
      this.reached = comment.span.end
    }
  }

  private hasBlankLine(until: number): boolean {
    return /\n[ \t\r]*\n/.test(this.p.text.slice(this.reached, until))
  }
}

/** Rows wider than this may be broken, and are not filled up. */
const widest = 100

/** To what width a row is filled up before its comment: where comments stood in a column they still do. */
const commentColumns = (p: Printing, rows: readonly Placed[]): readonly (number | undefined)[] => {
  const columns = rows.map(({ doc, trailing: [comment] }) => {
    if (comment === undefined || (renderFlat(doc)?.length ?? widest) >= widest) return undefined
    return comment.span.start - p.text.lastIndexOf('\n', comment.span.start)
  })
  const widths: (number | undefined)[] = rows.map(() => undefined)
  for (let start = 0, end = 1; start < rows.length; start = end++) {
    if (columns[start] === undefined) continue
    while (end < rows.length && columns[end] === columns[start] && rows[end]?.blank === false) end++
    const run = rows.slice(start, end).map(row => renderFlat(row.doc)?.length ?? 0)
    widths.fill(Math.max(...run), start, end)
  }
  return widths
}

/** The rows between two offsets of the source, each on lines of its own. */
export const printRows = (
  p: Printing,
  from: number,
  to: number,
  rows: readonly SourceRow[],
): readonly Doc[] => {
  const placing = new Placing(p, from)
  for (const row of rows) placing.add(row)
  placing.comments(to)
  const widths = commentColumns(p, placing.placed)
  return placing.placed.flatMap(({ doc, blank, trailing }, i) => {
    const fill = ' '.repeat((widths[i] ?? 0) - (widths[i] === undefined ? 0 : (renderFlat(doc)?.length ?? 0)))
    const whole =
      trailing.length === 0 ? doc : concat(doc, fill, ...trailing.flatMap(one => ['  ', commentDoc(one)]))
    return blank ? ['', whole] : [whole]
  })
}

export const stacked = (rows: readonly Doc[]): Doc => join(newline, rows)
