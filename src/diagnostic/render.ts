/** Diagnostics as text for a reader; the record for other programs is in `src/report/`. */
import { positionAt, type Source } from '../source/source.ts'
import { printable, textWidth } from './cells.ts'
import type { Diagnostic, Label } from './diagnostic.ts'
import { excerpt, markOf, wrap } from './excerpt.ts'
import { plain, type Style } from './style.ts'

export type Sources = ReadonlyMap<string, Source>

const paragraphColumns = 96
/** Column of the `coplay explain` at the end of a message. */
const pointerColumn = 59

interface Place {
  readonly path: string
  readonly labels: readonly { readonly label: Label; readonly isPrimary: boolean }[]
}

/** The labels of a diagnostic by file, that of the primary label first. */
const placesOf = (d: Diagnostic): readonly Place[] => {
  const primary = d.primary === undefined ? [] : [{ label: d.primary, isPrimary: true }]
  const all = [...primary, ...d.secondary.map(label => ({ label, isPrimary: false }))]
  return [...new Set(all.map(one => one.label.span.path))].map(path => ({
    path,
    labels: all.filter(one => one.label.span.path === path),
  }))
}

const locationOf = (place: Place, sources: Sources): string => {
  const source = sources.get(place.path)
  const [first] = place.labels
  if (source === undefined || first === undefined) return printable(place.path)
  const { line, column } = positionAt(source, first.label.span.start)
  return `${printable(place.path)}:${line}:${column}`
}

/** Digits of the greatest line number that is shown. */
const digitsOf = (places: readonly Place[], sources: Sources): number => {
  const lines = places.flatMap(place => {
    const source = sources.get(place.path)
    return source === undefined ? [] : place.labels.map(l => positionAt(source, l.label.span.start).line)
  })
  return String(Math.max(1, ...lines)).length
}

const placeRows = (
  place: Place,
  index: number,
  sources: Sources,
  digits: number,
  color: Style['error'],
  style: Style,
): readonly string[] => {
  const arrow = index === 0 ? '-->' : ':::'
  const blank = style.frame(`${' '.repeat(digits + 2)}|`)
  const head = `${' '.repeat(digits + 1)}${style.frame(`${arrow} ${locationOf(place, sources)}`)}`
  const source = sources.get(place.path)
  if (source === undefined) return [head]
  const marks = place.labels.map(({ label, isPrimary }) => markOf(source, label, isPrimary))
  const rows = excerpt(source, marks, color, style).map(([line, text]) => {
    const gutter = line === undefined ? blank : style.frame(` ${String(line).padStart(digits)} |`)
    return text === '' ? gutter : `${gutter} ${text}`
  })
  return [head, blank, ...rows]
}

/** The hint, and where to read more. */
const endRows = (d: Diagnostic, indent: string, style: Style): readonly string[] => {
  const pointer = style.faint(`coplay explain ${d.code}`)
  if (d.hint === undefined) return [`${indent}${pointer}`]
  const lines = wrap(`hint: ${d.hint}`, paragraphColumns).map(
    (line, i) => `${indent}${i === 0 ? '' : '  '}${line}`,
  )
  const last = lines.at(-1) ?? ''
  const space = ' '.repeat(Math.max(2, pointerColumn - textWidth(last)))
  return [...lines.slice(0, -1), `${last}${space}${pointer}`].map(line =>
    line.replace(/^( *)hint:/, (_, blank: string) => blank + style.hint('hint:')),
  )
}

/**
 * One diagnostic as text, without a line break at its end.
 *
 * A label whose source is not among `sources` is shown by its path alone.
 */
export const renderDiagnostic = (d: Diagnostic, sources: Sources, style: Style = plain): string => {
  const color = style[d.severity]
  const places = placesOf(d)
  const digits = digitsOf(places, sources)
  const indent = ' '.repeat(digits + 2)
  const title = `${color(`${d.severity}[${d.code}]`)}: ${style.strong(printable(d.title))}`
  const explanation = d.explanation.flatMap(paragraph =>
    wrap(paragraph, paragraphColumns).map((line, i) => `${indent}${i === 0 ? '= ' : '  '}${line}`),
  )
  return [
    title,
    ...places.flatMap((place, i) => placeRows(place, i, sources, digits, color, style)),
    ...explanation,
    ...endRows(d, indent, style),
  ].join('\n')
}
