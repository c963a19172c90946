import type {
  ApplyExpression,
  Binding,
  CaseExpression,
  DoStatement,
  Expression,
  FieldValue,
  ForeverExpression,
  IfExpression,
  Qualifier,
} from './ast.ts'
import { concat, type Doc, group, join, line, nest } from './layout.ts'
import { printBlockExpression, printRepeat } from './printBlock.ts'
import { type Printing, startsWithRecord } from './printing.ts'
import { printLeft, printOperators, printRight, rowOf } from './printOperators.ts'
import { printPattern, printPatternAtom } from './printPattern.ts'
import { braces, bracketed, parenthesized, printType } from './printType.ts'
import { writeText } from './text.ts'

/** An expression that stands by itself; its comments are the business of the caller. */
export const printExpression = (p: Printing, e: Expression): Doc => {
  const row = rowOf(e)
  if (row !== undefined) return printOperators(p, row)
  switch (e.kind) {
    case 'number':
      return e.text
    case 'string':
      return writeText(e.value)
    case 'variable':
    case 'constructor':
      return e.name
    case 'hole':
    case 'broken':
      return '...'
    case 'negate':
      return concat(
        '-',
        rowOf(e.operand) === undefined
          ? printRight(p, e.operand, 7)
          : inParentheses(printExpression(p, e.operand)),
      )
    case 'lambda':
      return group(
        '\\',
        join(' ', e.parameters.map(printPatternAtom)),
        ' ->',
        nest(2, line, printExpression(p, e.body)),
      )
    case 'apply':
      return printApplication(p, e)
    case 'if':
      return printConditional(p, e)
    case 'let':
      return group(
        concat(
          'let ',
          nest(
            4,
            join(
              concat(';', line),
              e.bindings.map(one => printBinding(p, one)),
            ),
          ),
        ),
        concat(line, 'in ', printExpression(p, e.body)),
      )
    case 'case':
      return printCase(p, e)
    case 'field':
      return concat(printSelected(p, e.record), '.', e.name.text)
    case 'block':
      return printBlockExpression(p, e)
    case 'repeat':
      return printRepeat(p, e)
    case 'forever':
      return printForever(p, e)
    default:
      return printBracketed(p, e)
  }
}

type Bracketed = Extract<
  Expression,
  {
    readonly kind:
      | 'operator'
      | 'section'
      | 'tuple'
      | 'list'
      | 'range'
      | 'comprehension'
      | 'record'
      | 'update'
      | 'do'
      | 'annotate'
      | 'binary'
  }
>

const printBracketed = (p: Printing, e: Bracketed): Doc => {
  const print = (inner: Expression): Doc => printExpression(p, inner)
  switch (e.kind) {
    case 'operator':
      return `(${e.operator})`
    case 'section':
      return e.side === 'left'
        ? concat('(', printArgument(p, e.operand), ` ${e.operator})`)
        : concat(`(${e.operator} `, printArgument(p, e.operand), ')')
    case 'tuple':
      return parenthesized(e.items.map(print))
    case 'list':
      return bracketed('[', ']', e.items.map(print))
    case 'range':
      return group(
        '[',
        join(', ', [e.from, ...(e.next === undefined ? [] : [e.next])].map(print)),
        ' .. ',
        print(e.to),
        ']',
      )
    case 'comprehension':
      return group(
        concat('[', endsWithCase(e.body) ? inParentheses(print(e.body)) : print(e.body)),
        nest(
          2,
          line,
          '| ',
          join(
            concat(',', line),
            e.qualifiers.map(one => printQualifier(p, one)),
          ),
        ),
        ']',
      )
    case 'record':
      return braces(e.fields.map(field => printField(p, field)))
    case 'update':
      return group(
        '{ ',
        printArgument(p, e.record),
        ' | ',
        join(
          concat(',', line),
          e.fields.map(field => printField(p, field)),
        ),
        ' }',
      )
    case 'do':
      return group(
        'do {',
        nest(
          2,
          line,
          join(
            concat(';', line),
            e.statements.map(one => printStatement(p, one)),
          ),
        ),
        concat(line, '}'),
      )
    case 'annotate':
      return concat('(', print(e.expression), ' : ', printType(e.type), ')')
    case 'binary':
      return printLeft(p, e, 0)
  }
}

const printForever = (p: Printing, e: ForeverExpression): Doc =>
  concat(
    'forever ',
    startsWithRecord(e.stage) ? inParentheses(printExpression(p, e.stage)) : printArgument(p, e.stage),
    ' discount ',
    printArgument(p, e.discount),
    ' at ',
    printArgument(p, e.start),
  )

export const inParentheses = (doc: Doc): Doc => concat('(', doc, ')')

const isAtom = (e: Expression): boolean => {
  if (rowOf(e) !== undefined) return false
  return !['negate', 'lambda', 'apply', 'if', 'let', 'case'].includes(e.kind)
}

/** An argument of a function: an atom, or anything in parentheses. */
export const printArgument = (p: Printing, e: Expression): Doc =>
  isAtom(e) && e.kind !== 'repeat' && e.kind !== 'forever' && e.kind !== 'do'
    ? printExpression(p, e)
    : inParentheses(printExpression(p, e))

const printSelected = (p: Printing, e: Expression): Doc =>
  e.kind === 'number' || e.kind === 'hole' || e.kind === 'block'
    ? inParentheses(printExpression(p, e))
    : printArgument(p, e)

const printApplication = (p: Printing, e: ApplyExpression): Doc => {
  const given: Expression[] = []
  let called: Expression = e
  while (called.kind === 'apply' && rowOf(called) === undefined) {
    given.push(called.argument)
    called = called.function
  }
  const head = printArgument(p, called)
  return group(head, nest(2, ...given.reverse().flatMap(one => [line, printArgument(p, one)])))
}

/** `if a then x else if b then y else z` as one chain. */
const printConditional = (p: Printing, e: IfExpression): Doc => {
  const parts: Doc[] = []
  let rest: Expression = e
  while (rest.kind === 'if') {
    const head = concat('if ', printExpression(p, rest.condition))
    parts.push(group(head, nest(2, line, 'then ', printExpression(p, rest.then))))
    rest = rest.else
  }
  return group(join(concat(line, 'else '), [...parts, printExpression(p, rest)]))
}

/** Whether the text ends in arms that would take a following `|` for their own. */
const endsWithCase = (e: Expression): boolean => {
  if (e.kind === 'case') return true
  if (e.kind === 'lambda' || e.kind === 'let') return endsWithCase(e.body)
  if (e.kind === 'if') return endsWithCase(e.else)
  return e.kind === 'binary' ? endsWithCase(e.right) : e.kind === 'negate' && endsWithCase(e.operand)
}

const printCase = (p: Printing, e: CaseExpression): Doc => {
  const arms = e.arms.map((arm, i) => {
    const body = printExpression(p, arm.body)
    const closed = i < e.arms.length - 1 && endsWithCase(arm.body) ? inParentheses(body) : body
    return concat(line, '| ', group(printPattern(arm.pattern), ' ->', nest(4, line, closed)))
  })
  return group('case ', printExpression(p, e.subject), ' of', nest(2, ...arms))
}

export const printBinding = (p: Printing, binding: Binding): Doc =>
  group(
    join(' ', [printPattern(binding.pattern), ...binding.parameters.map(printPatternAtom)]),
    concat(' =', nest(2, line, printExpression(p, binding.value))),
  )

const printField = (p: Printing, field: FieldValue): Doc =>
  concat(field.name.text, ' = ', nest(2, printExpression(p, field.value)))

const printStatement = (p: Printing, statement: DoStatement): Doc => {
  switch (statement.kind) {
    case 'draw':
      return concat(printPattern(statement.pattern), ' <- ', nest(2, printExpression(p, statement.source)))
    case 'let':
      return concat('let ', printBinding(p, statement.binding))
    case 'expression':
      return printExpression(p, statement.expression)
  }
}

const printQualifier = (p: Printing, qualifier: Qualifier): Doc => {
  switch (qualifier.kind) {
    case 'generator':
      return concat(printPattern(qualifier.pattern), ' <- ', printExpression(p, qualifier.source))
    case 'let':
      return concat('let ', printBinding(p, qualifier.binding))
    case 'guard':
      return printExpression(p, qualifier.condition)
  }
}
