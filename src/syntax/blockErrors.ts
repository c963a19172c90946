import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Span } from '../source/source.ts'
import type { FieldItem, LabelItem, NestedItem } from './blockItems.ts'
import { syntaxDiagnostic } from './syntaxDiagnostic.ts'

const order = 'The fields of a line come in this order: label, inputs, feedback, operation, outputs, returns.'

const wordOf = (item: FieldItem | LabelItem | NestedItem): string => {
  if (item.kind === 'field') return `\`${item.word}\``
  if (item.kind === 'label') return 'a label'
  if (item.kind === 'hole') return '`...`'
  return item.kind === 'block' ? 'a nested block' : '`repeat`'
}

export const fieldOutOfOrder = (item: FieldItem | NestedItem, latest: FieldItem | NestedItem): Diagnostic =>
  syntaxDiagnostic('G1104', `${wordOf(item)} comes after ${wordOf(latest)}`, item.span, {
    label: `belongs before ${wordOf(latest)}`,
    secondary: [{ span: latest.span, text: 'of the same line' }],
    explanation: [order],
    hint: `move ${wordOf(item)} up`,
  })

export const fieldTwice = (item: FieldItem, before: Span): Diagnostic =>
  syntaxDiagnostic('G1105', `\`${item.word}\` is given twice`, item.span, {
    label: 'this one is not used',
    secondary: [{ span: before, text: 'already given here' }],
    explanation: ['A line has each field once and exactly one `operation`; the next line begins at its own.'],
    hint: 'put several names into one field, separated by commas, or begin a new line with its `operation`',
  })

export const misplacedInBoundary = (
  item: FieldItem | LabelItem | NestedItem,
  part: 'header' | 'footer',
): Diagnostic =>
  syntaxDiagnostic('G1101', `${wordOf(item)} cannot stand in the ${part} of a block`, item.span, {
    label: part === 'header' ? 'before the first `:---:`' : 'after the last `:---:`',
    explanation: [
      'The header, before the first delimiter, has `inputs` and `feedback`; the footer, after the last, has `outputs` and `returns`.',
    ],
    hint: 'move it between the two delimiters',
  })

export const thirdDelimiter = (span: Span): Diagnostic =>
  syntaxDiagnostic('G1101', 'a block has at most two delimiters', span, {
    label: 'the third',
    hint: 'use one delimiter after the header and one before the footer; lines need none between them',
  })

export const lineWithoutOperation = (span: Span): Diagnostic =>
  syntaxDiagnostic('G1101', 'this line has no `operation`', span, {
    label: 'what happens here?',
    hint: 'add `operation : …`, or `operation : ...` for what is not decided yet',
  })

export const operationEmpty = (span: Span): Diagnostic =>
  syntaxDiagnostic('G1101', '`operation` is empty', span, {
    label: 'a game must stand here',
    hint: 'name a game, or write `...` for what is not decided yet',
  })

export const operationOfMany = (span: Span): Diagnostic =>
  syntaxDiagnostic('G1101', '`operation` holds several expressions', span, {
    label: 'one game must stand here',
    hint: 'put the games side by side with `&&&`, or give each a line of its own',
  })

export const headerNotFirst = (span: Span): Diagnostic =>
  syntaxDiagnostic('G1101', 'the header must come first in its block', span, {
    label: 'a header, by its `=>>`',
    hint: 'write one `inputs || feedback =>>` before the first line',
  })

export const footerNotLast = (span: Span): Diagnostic =>
  syntaxDiagnostic('G1101', 'the footer must come last in its block', span, {
    label: 'a footer, by its `<<=`',
    hint: 'write one `<<= returns || outputs` after the last line',
  })
