import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Span } from '../source/source.ts'
import { syntaxDiagnostic } from './syntaxDiagnostic.ts'

/** `f x` as a pattern: only constructors have fields. */
export const notAConstructor = (span: Span): Diagnostic =>
  syntaxDiagnostic('G1108', 'only a constructor has fields in a pattern', span, {
    label: 'not a constructor',
    hint: 'write a comma between two patterns, or parentheses around a constructor and its fields',
  })

/** An expression where names are bound. */
export const notAPattern = (span: Span, field: string): Diagnostic =>
  syntaxDiagnostic('G1108', `\`${field}\` binds names here, it does not compute`, span, {
    label: 'an expression; a pattern must stand here',
    explanation: [
      'The block’s `inputs` and `returns` and a line’s `outputs` and `feedback` give names to what arrives; the other four fields are expressions.',
    ],
    hint: 'write a name here and use it where the value is needed',
  })

/** A nested block is wired by name, and this part of its boundary has none. */
export const notAName = (span: Span, field: string): Diagnostic =>
  syntaxDiagnostic('G1108', `the nested block’s \`${field}\` is not a name`, span, {
    label: 'only names and tuples of names can be wired by name',
    hint: 'give the line its own fields, with `operation : { … }`',
  })

/** `_` where a value must stand. */
export const wildcardAsValue = (span: Span): Diagnostic =>
  syntaxDiagnostic('G1101', '`_` stands for no value', span, {
    label: 'a pattern that binds nothing',
    hint: 'write an expression, or `...` for what is not decided yet',
  })
