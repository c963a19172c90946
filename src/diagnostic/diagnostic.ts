import type { Span } from '../source/source.ts'
import type { DiagnosticCode } from './codes.ts'

export type Severity = 'error' | 'warning' | 'hint'

/** A place in a source and what to say at it. */
export interface Label {
  readonly span: Span
  readonly text?: string
}

/** A change of the text that mends what the diagnostic complains of; safe to apply. */
export interface Fix {
  readonly title: string
  readonly edits: readonly { readonly span: Span; readonly text: string }[]
}

/**
 * One thing to tell the user about their files.
 *
 * Built by one function per code, beside the phase that raises it; rendered in `render.ts` and nowhere else.
 */
export interface Diagnostic {
  readonly code: DiagnosticCode
  readonly severity: Severity
  /** One line, in the user's words: no code, no location, no full stop. */
  readonly title: string
  /** Where it stands; absent only for what has no place in a text (a missing file, an option). */
  readonly primary?: Label
  readonly secondary: readonly Label[]
  /** What was seen, what was expected, why: a paragraph an entry. */
  readonly explanation: readonly string[]
  /** One imperative sentence. */
  readonly hint?: string
  readonly fix?: Fix
}
