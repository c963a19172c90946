/**
 * Rows of text, one under the other, with the comments that stand between them in the source: behind the row
 * they follow on the same line, or on a line of their own. One blank line is kept where there was any.
 */
import type { Comment } from './ast.ts'
import { concat, type Doc, join, newline, raw } from './layout.ts'
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
    const gap = this.lineEnds(row.start)
    for (const [i, comment] of (row.hoisted ?? []).entries())
      this.placed.push({ doc: commentDoc(comment), blank: i === 0 && !isFirst && (row.blank ?? gap > 1) })
    const blank = (row.hoisted ?? []).length === 0 && !isFirst && (row.blank ?? gap > 1)
    this.placed.push({ doc: row.doc, blank })
    this.reached = Math.max(this.reached, row.end)
  }

  /** Places the comments up to an offset. */
  comments(end: number): void {
    for (const comment of commentsIn(this.p, this.reached, end)) {
      const gap = this.lineEnds(comment.span.start)
      const last = this.placed.at(-1)
      if (gap === 0 && last !== undefined)
        this.placed[this.placed.length - 1] = { ...last, doc: concat(last.doc, '  ', commentDoc(comment)) }
      else this.placed.push({ doc: commentDoc(comment), blank: gap > 1 && last !== undefined })
      this.reached = comment.span.end
    }
  }

  private lineEnds(until: number): number {
    return this.p.text.slice(this.reached, until).split('\n').length - 1
  }
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
  return placing.placed.flatMap(({ doc, blank }) => (blank ? ['', doc] : [doc]))
}

export const stacked = (rows: readonly Doc[]): Doc => join(newline, rows)
