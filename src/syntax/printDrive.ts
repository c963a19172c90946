import type { DriveDeclaration, DriveItem, Expression } from './ast.ts'
import { concat, type Doc, nest, newline } from './layout.ts'
import { type Printing, printWhole } from './printing.ts'
import { printRows, stacked } from './printRows.ts'
import { writeText } from './text.ts'

/** A drive has its items on lines of their own, each closed by a semicolon. */
export const printDrive = (p: Printing, d: DriveDeclaration): readonly Doc[] => {
  const head = concat(`drive ${d.driven.text} in `, writeText(d.grid), ' {')
  const width = feedColumn(p, d)
  const rows = d.items.map(item => ({
    doc: printItem(p, item, width),
    start: item.span.start,
    end: item.span.end,
  }))
  const inner = printRows(p, d.gridSpan.end, d.span.end, rows)
  return [
    inner.length === 0 ? concat(head, ' }') : concat(head, nest(2, newline, stacked(inner)), newline, '}'),
  ]
}

/** The width of the names where their arrows stood in a column, each on a line of its own; otherwise 0. */
const feedColumn = (p: Printing, { items }: DriveDeclaration): number => {
  const names = items.flatMap(item => (item.kind === 'feed' ? [item.name] : []))
  const lineAt = (offset: number): number => p.text.lastIndexOf('\n', offset)
  const lines = new Set(names.map(({ span }) => lineAt(span.start)))
  const columns = new Set(
    names.map(({ span }) => {
      const arrow = p.text.indexOf('<-', span.end)
      return arrow - lineAt(arrow)
    }),
  )
  const isColumn = names.length > 1 && lines.size === names.length && columns.size === 1
  return isColumn ? Math.max(...names.map(({ text }) => text.length)) : 0
}

const printItem = (p: Printing, item: DriveItem, width: number): Doc => {
  switch (item.kind) {
    case 'every': {
      const { length, unit, count, word } = item
      return `every ${length} ${unit.text} for ${count}${word === undefined ? '' : ` ${word.text}`} ;`
    }
    case 'feed':
      return concat(`${item.name.text.padEnd(width)} <- `, nest(2, printWhole(p, item.value)), ' ;')
    case 'send':
      return concat(nest(2, printSent(p, item.value)), ` -> ${item.quantity.path} ;`)
  }
}

/** What begins with the name `every` goes in parentheses, so as not to be read as the word. */
const printSent = (p: Printing, e: Expression): Doc =>
  beginsWithEvery(e) && e.kind !== 'variable' ? concat('(', printWhole(p, e), ')') : printWhole(p, e)

const beginsWithEvery = (e: Expression): boolean => {
  switch (e.kind) {
    case 'variable':
      return e.name === 'every'
    case 'binary':
      return beginsWithEvery(e.left)
    case 'apply':
      return beginsWithEvery(e.function)
    case 'field':
    case 'update':
      return beginsWithEvery(e.record)
    default:
      return false
  }
}
