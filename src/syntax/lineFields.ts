/**
 * Which fields make which line.
 *
 * A line has one operation and its fields in a fixed order; where that order is broken, the field is kept
 * with the line it most likely belongs to and reported.
 */
import { cover, type Span } from '../source/source.ts'
import { fieldOutOfOrder, fieldTwice } from './blockErrors.ts'
import type { BlockItem, FieldItem, FieldWord, LabelItem, NestedItem } from './blockItems.ts'
import type { Building } from './building.ts'

export interface LineFields {
  readonly label: LabelItem | undefined
  readonly fields: ReadonlyMap<FieldWord, FieldItem>
  readonly nested: NestedItem | undefined
  readonly span: Span
}

interface OpenLine {
  label: LabelItem | undefined
  fields: Map<FieldWord, FieldItem>
  nested: NestedItem | undefined
  span: Span
  latest: FieldItem | NestedItem | undefined
}

const rank: Readonly<Record<FieldWord, number>> = {
  inputs: 1,
  feedback: 2,
  operation: 3,
  outputs: 4,
  returns: 5,
}
const rankOf = (item: FieldItem | NestedItem): number => (item.kind === 'field' ? rank[item.word] : 3)

const hasOperation = (line: OpenLine): boolean => line.nested !== undefined || line.fields.has('operation')
const hasResult = (line: OpenLine): boolean => line.fields.has('outputs') || line.fields.has('returns')

/** After a field that belongs before an operation: does an operation follow it, as in a new line? */
const operationFollows = (items: readonly BlockItem[], from: number): boolean => {
  const next = items.slice(from).find(item => item.kind !== 'field' || rank[item.word] > 2)
  return next !== undefined && next.kind !== 'label' && (next.kind !== 'field' || next.word === 'operation')
}

const startsLine = (line: OpenLine, items: readonly BlockItem[], at: number): boolean => {
  const item = items[at]
  if (item === undefined || item.kind === 'delimiter' || item.kind === 'label') return true
  if (item.kind !== 'field') return hasOperation(line) || hasResult(line)
  if (item.word === 'operation') return hasOperation(line)
  if (item.word === 'outputs' || item.word === 'returns') return false
  if (hasOperation(line))
    return hasResult(line) || line.fields.has(item.word) || operationFollows(items, at + 1)
  return hasResult(line) && (line.label !== undefined || line.fields.has(item.word))
}

const add = (b: Building, line: OpenLine, item: FieldItem | NestedItem): void => {
  line.span = cover(line.span, item.span)
  const before = item.kind === 'field' ? line.fields.get(item.word) : undefined
  if (item.kind === 'field' && before !== undefined) {
    b.diagnostics.push(fieldTwice(item, before.span))
    return
  }
  if (line.latest !== undefined && rankOf(item) < rankOf(line.latest))
    b.diagnostics.push(fieldOutOfOrder(item, line.latest))
  else line.latest = item
  if (item.kind === 'field') line.fields.set(item.word, item)
  else line.nested = item
}

/** The lines of a block between its delimiters. */
export const linesOf = (b: Building, items: readonly BlockItem[]): readonly LineFields[] => {
  const lines: OpenLine[] = []
  items.forEach((item, at) => {
    if (item.kind === 'delimiter') return
    let line = lines.at(-1)
    if (line === undefined || startsLine(line, items, at)) {
      line = { label: undefined, fields: new Map(), nested: undefined, span: item.span, latest: undefined }
      lines.push(line)
    }
    if (item.kind === 'label') line.label = item
    else add(b, line, item)
  })
  return lines
}

/** The fields of a header or a footer: those of `words`, in this order, once each. */
export const boundaryFields = (
  b: Building,
  items: readonly BlockItem[],
  words: readonly FieldWord[],
  misplaced: (item: FieldItem | LabelItem | NestedItem) => void,
): ReadonlyMap<FieldWord, FieldItem> => {
  const line: OpenLine = {
    ...{ label: undefined, fields: new Map(), nested: undefined, latest: undefined },
    span: items[0]?.span ?? { path: b.path, start: b.reached, end: b.reached },
  }
  for (const item of items) {
    if (item.kind === 'delimiter') continue
    if (item.kind === 'field' && words.includes(item.word)) add(b, line, item)
    else misplaced(item)
  }
  return line.fields
}
