/**
 * Documents that can be laid out in several ways, after Wadler, "A prettier printer" (2003): a group is put on
 * one line where it fits, otherwise all of its breaks become line ends.
 */
export type Doc =
  | string
  | { readonly kind: 'concat'; readonly parts: readonly Doc[] }
  | { readonly kind: 'nest'; readonly indent: number; readonly doc: Doc }
  | { readonly kind: 'group'; readonly doc: Doc }
  /** A line end where its group is broken, else `flat`. */
  | { readonly kind: 'break'; readonly flat: string }
  | { readonly kind: 'newline' }
  /** Text kept as it is, line ends included. */
  | { readonly kind: 'raw'; readonly text: string }

export const concat = (...parts: readonly Doc[]): Doc => ({ kind: 'concat', parts })
export const nest = (indent: number, ...parts: readonly Doc[]): Doc => ({
  kind: 'nest',
  indent,
  doc: concat(...parts),
})
export const group = (...parts: readonly Doc[]): Doc => ({ kind: 'group', doc: concat(...parts) })
/** A blank, or a line end. */
export const line: Doc = { kind: 'break', flat: ' ' }
/** Nothing, or a line end. */
export const softline: Doc = { kind: 'break', flat: '' }
export const newline: Doc = { kind: 'newline' }
export const raw = (text: string): Doc => ({ kind: 'raw', text })

export const join = (separator: Doc, docs: readonly Doc[]): Doc =>
  concat(...docs.flatMap((doc, i) => (i === 0 ? [doc] : [separator, doc])))

interface Job {
  readonly indent: number
  readonly flat: boolean
  readonly doc: Doc
}

/** Whether the document on top, laid out flat, and what follows up to the next possible line end, fits. */
const fits = (first: Doc, rest: readonly Job[], width: number): boolean => {
  let left = width
  let below = rest.length
  const jobs: Job[] = [{ indent: 0, flat: true, doc: first }]
  while (left >= 0) {
    const job = jobs.pop() ?? rest[--below]
    if (job === undefined) return true
    const { doc, flat } = job
    if (typeof doc === 'string') left -= doc.length
    else if (doc.kind === 'concat')
      for (const part of doc.parts.toReversed()) jobs.push({ ...job, doc: part })
    else if (doc.kind === 'nest' || doc.kind === 'group') jobs.push({ ...job, doc: doc.doc })
    else if (doc.kind === 'newline') return !flat
    else if (doc.kind === 'raw') {
      const end = doc.text.indexOf('\n')
      if (end >= 0) return !flat && end <= left
      left -= doc.text.length
    } else if (!flat) return true
    else left -= doc.flat.length
  }
  return false
}

/** The text of a document in lines of at most `width` columns where that can be had. */
export const render = (doc: Doc, width: number): string => {
  const out: string[] = []
  let column = 0
  const put = (text: string): void => {
    out.push(text)
    const end = text.lastIndexOf('\n')
    column = end < 0 ? column + text.length : text.length - end - 1
  }
  const jobs: Job[] = [{ indent: 0, flat: false, doc }]
  for (let job = jobs.pop(); job !== undefined; job = jobs.pop()) {
    const { indent, flat, doc: top } = job
    if (typeof top === 'string') put(top)
    else if (top.kind === 'concat')
      for (const part of top.parts.toReversed()) jobs.push({ ...job, doc: part })
    else if (top.kind === 'nest') jobs.push({ ...job, indent: indent + top.indent, doc: top.doc })
    else if (top.kind === 'group')
      jobs.push({ indent, flat: flat || fits(top.doc, jobs, width - column), doc: top.doc })
    else if (top.kind === 'raw') put(top.text)
    else if (top.kind === 'break' && flat) put(top.flat)
    else put(`\n${' '.repeat(indent)}`)
  }
  return out.join('').replace(/[ \t]+$/gm, '')
}

/** The document on one line, or undefined where it has a line end of its own. */
export const renderFlat = (doc: Doc): string | undefined => {
  const text = render({ kind: 'group', doc }, Number.POSITIVE_INFINITY)
  return text.includes('\n') ? undefined : text
}
