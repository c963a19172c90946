import { codes, type DiagnosticCode } from '../diagnostic/codes.ts'
import type { Diagnostic, Fix, Label } from '../diagnostic/diagnostic.ts'
import type { Span } from '../source/source.ts'

export interface DiagnosticParts {
  /** What to say under the text. */
  readonly label?: string
  readonly secondary?: readonly Label[]
  readonly explanation?: readonly string[]
  readonly hint?: string | undefined
  readonly fix?: Fix | undefined
}

/** A diagnostic of the syntax at a place in the text. */
export const syntaxDiagnostic = (
  code: DiagnosticCode,
  title: string,
  span: Span,
  parts: DiagnosticParts = {},
): Diagnostic => ({
  code,
  severity: codes[code].severity,
  title,
  primary: { span, ...(parts.label === undefined ? {} : { text: parts.label }) },
  secondary: parts.secondary ?? [],
  explanation: parts.explanation ?? [],
  ...(parts.hint === undefined ? {} : { hint: parts.hint }),
  ...(parts.fix === undefined ? {} : { fix: parts.fix }),
})
