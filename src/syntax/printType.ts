import type { Type } from './ast.ts'
import { concat, type Doc, group, join, line, nest, softline } from './layout.ts'

export const printType = (type: Type): Doc => {
  switch (type.kind) {
    case 'named':
      return type.arguments.length === 0
        ? type.name.text
        : join(' ', [type.name.text, ...type.arguments.map(printTypeAtom)])
    case 'variable':
      return type.name
    case 'function':
      return group(printFunction(type))
    case 'tuple':
      return parenthesized(type.items.map(printType))
    case 'record':
      return braces(type.fields.map(field => concat(field.name.text, ' : ', printType(field.type))))
    case 'broken':
      return '...'
  }
}

/** `A -> B -> C` in one row, however deep the tree. */
const printFunction = (type: Type): Doc => {
  const parts: Doc[] = []
  let rest = type
  while (rest.kind === 'function') {
    parts.push(rest.from.kind === 'function' ? concat('(', printType(rest.from), ')') : printType(rest.from))
    rest = rest.to
  }
  return nest(2, join(concat(line, '-> '), [...parts, printType(rest)]))
}

/** A type among others. */
export const printTypeAtom = (type: Type): Doc => {
  const isAtom = type.kind !== 'function' && (type.kind !== 'named' || type.arguments.length === 0)
  return isAtom ? printType(type) : concat('(', printType(type), ')')
}

export const parenthesized = (items: readonly Doc[]): Doc => bracketed('(', ')', items)

export const bracketed = (open: string, close: string, items: readonly Doc[]): Doc =>
  items.length === 0
    ? `${open}${close}`
    : group(open, nest(2, softline, join(concat(',', line), items)), softline, close)

export const braces = (fields: readonly Doc[]): Doc =>
  fields.length === 0 ? '{ }' : group('{', nest(2, line, join(concat(',', line), fields)), line, '}')
