import type { Pattern } from './ast.ts'
import { concat, type Doc, join } from './layout.ts'
import { braces, bracketed, parenthesized, printType } from './printType.ts'
import { writeText } from './text.ts'

/** A pattern that stands by itself. */
export const printPattern = (pattern: Pattern): Doc => {
  switch (pattern.kind) {
    case 'variable':
      return pattern.name
    case 'wildcard':
    case 'broken':
      return '_'
    case 'constructor':
      return join(' ', [pattern.name.text, ...pattern.fields.map(printPatternAtom)])
    case 'tuple':
      return parenthesized(pattern.items.map(printPattern))
    case 'list':
      return bracketed('[', ']', pattern.items.map(printPattern))
    case 'record':
      return braces(pattern.fields.map(field => printField(field.name.text, field.pattern)))
    case 'number':
      return pattern.text
    case 'string':
      return writeText(pattern.value)
    case 'annotate':
      return concat('(', printPattern(pattern.pattern), ' : ', printType(pattern.type), ')')
  }
}

const printField = (name: string, pattern: Pattern): Doc =>
  pattern.kind === 'variable' && pattern.name === name ? name : concat(name, ' = ', printPattern(pattern))

/** A pattern among others: a field of a constructor, an argument. */
export const printPatternAtom = (pattern: Pattern): Doc => {
  const isRow = pattern.kind === 'constructor' && pattern.fields.length > 0
  const isNegative = pattern.kind === 'number' && pattern.text.startsWith('-')
  return isRow || isNegative ? concat('(', printPattern(pattern), ')') : printPattern(pattern)
}
