/** What the grammar lets pass and the builders of the tree refuse. */
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Span } from '../source/source.ts'
import type { Name } from './ast.ts'
import { syntaxDiagnostic } from './syntaxDiagnostic.ts'

export const rowTooLong = (span: Span, what: string): Diagnostic =>
  syntaxDiagnostic('G1107', `too many ${what}`, span, {
    hint: 'name parts of it with `let`, or put the values in a list',
  })

export const fieldNotLowerCase = (span: Span): Diagnostic =>
  syntaxDiagnostic('G1101', 'the name of a field begins with a lower-case letter', span, {
    label: 'a constructor',
    hint: 'to compose functions put spaces around the dot: `f . Just`',
  })

export const emptyDo = (span: Span): Diagnostic =>
  syntaxDiagnostic('G1101', '`do` is empty', span, {
    hint: 'end it with what it gives: `do { x <- d; pure x }`',
  })

export const lastStatementBinds = (span: Span): Diagnostic =>
  syntaxDiagnostic('G1101', 'the last statement of `do` must be an expression', span, {
    label: 'binds a name that nothing after it can use',
    hint: 'end with what the `do` gives: `pure x`',
  })

export const fieldWithoutValue = (name: Name): Diagnostic =>
  syntaxDiagnostic('G1101', `the field \`${name.text}\` has no value`, name.span, {
    hint: `write \`${name.text} = …\`; to change a record, \`{ record | ${name.text} = … }\``,
  })

export const rangeOfMany = (span: Span): Diagnostic =>
  syntaxDiagnostic('G1101', 'a range has one or two values before `..`', span, {
    hint: 'write `[from .. to]` or `[from, next .. to]`',
  })

export const wordAsName = (span: Span, word: string): Diagnostic =>
  syntaxDiagnostic('G1101', `\`${word}\` is a word of the language`, span, {
    label: 'a name must stand here',
    hint: 'choose another name',
  })

export const noComma = (span: Span, name: string): Diagnostic =>
  syntaxDiagnostic('G1101', `a comma is missing before \`${name}\``, span, {
    label: 'the next field begins here',
    hint: 'put `,` between fields',
    fix: { title: 'write `,`', edits: [{ span: { ...span, end: span.start }, text: ', ' }] },
  })
