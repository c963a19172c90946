/** Operators and functions between back-ticks, with the parentheses that precedence asks for. */
import type { Expression } from './ast.ts'
import { concat, type Doc, group, line, nest } from './layout.ts'
import { backtickPrecedence, negation, type Precedence, precedences } from './precedence.ts'
import { inParentheses, printExpression } from './printExpression.ts'
import type { Printing } from './printing.ts'

/** An operator between two operands. */
export interface Row {
  readonly operator: string
  readonly precedence: Precedence
  readonly left: Expression
  readonly right: Expression
}

/** An application counts as infix where the function was written after its first argument. */
export const rowOf = (e: Expression): Row | undefined => {
  if (e.kind === 'binary')
    return { operator: e.operator, precedence: precedences[e.operator], left: e.left, right: e.right }
  if (e.kind !== 'apply' || e.function.kind !== 'apply') return undefined
  const { function: called, argument: left } = e.function
  if (called.kind !== 'variable' || called.span.start <= left.span.start) return undefined
  return {
    operator: `\`${called.name}\``,
    precedence: backtickPrecedence(called.name),
    left,
    right: e.argument,
  }
}

/** What reaches as far as it can to the right. */
const isOpen = (e: Expression): boolean => {
  if (e.kind === 'lambda' || e.kind === 'if' || e.kind === 'let' || e.kind === 'case') return true
  const row = rowOf(e)
  if (row !== undefined) return isOpen(row.right)
  return e.kind === 'negate' && isOpen(e.operand)
}

const levelOf = (e: Expression): number => {
  const row = rowOf(e)
  if (row !== undefined) return row.precedence.level
  return e.kind === 'negate' ? negation : 10
}

/** An operand with something after it: parentheses where it binds looser than `level`. */
export const printLeft = (p: Printing, e: Expression, level: number): Doc =>
  isOpen(e) || levelOf(e) < level ? inParentheses(printExpression(p, e)) : printExpression(p, e)

/** The last operand: behind `$`, which says so, it may reach as far as it can. */
export const printRight = (p: Printing, e: Expression, level: number): Doc => {
  const reaches = e.kind === 'lambda' || e.kind === 'if' || e.kind === 'let' || e.kind === 'case'
  const doc = printExpression(p, e)
  return (reaches && level > 1) || (!reaches && levelOf(e) < level) ? inParentheses(doc) : doc
}

const sameRow = (e: Expression, row: Row): Row | undefined => {
  const other = rowOf(e)
  return other !== undefined &&
    other.precedence.level === row.precedence.level &&
    other.precedence.associates === row.precedence.associates
    ? other
    : undefined
}

/** The first operand of a row; a minus before it may go without parentheses where the row binds no tighter. */
const printHead = (p: Printing, e: Expression, level: number): Doc =>
  e.kind === 'negate' && level <= negation && !isOpen(e) ? printExpression(p, e) : printLeft(p, e, level + 1)

/** Operands of one level as one row, so that all of its breaks come at once. */
export const printOperators = (p: Printing, row: Row): Doc => {
  const { head, rest } = row.precedence.associates === 'right' ? rightward(p, row) : leftward(p, row)
  return group(head, nest(2, ...rest.map(([operator, operand]) => concat(line, `${operator} `, operand))))
}

interface Operands {
  readonly head: Doc
  readonly rest: readonly (readonly [operator: string, operand: Doc])[]
}

const rightward = (p: Printing, row: Row): Operands => {
  const { level } = row.precedence
  const rest: (readonly [string, Doc])[] = []
  let last = row
  for (let next = sameRow(row.right, row); next !== undefined; next = sameRow(next.right, row)) {
    rest.push([last.operator, printLeft(p, next.left, level + 1)])
    last = next
  }
  rest.push([last.operator, printRight(p, last.right, level + 1)])
  return { head: printHead(p, row.left, level), rest }
}

const leftward = (p: Printing, row: Row): Operands => {
  const { level, associates } = row.precedence
  const rest: (readonly [string, Doc])[] = [[row.operator, printRight(p, row.right, level + 1)]]
  let first = row
  const inner = (): Row | undefined => (associates === 'left' ? sameRow(first.left, row) : undefined)
  for (let next = inner(); next !== undefined; next = inner()) {
    rest.push([next.operator, printLeft(p, next.right, level + 1)])
    first = next
  }
  return { head: printHead(p, first.left, level), rest: rest.reverse() }
}
