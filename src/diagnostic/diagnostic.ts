import type { Span } from '../source/source.ts'
import { codes, type DiagnosticCode } from './codes.ts'

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

/** What a diagnostic says beside its title; absent parts are left out. */
export interface DiagnosticParts {
  readonly primary?: Label | undefined
  readonly secondary?: readonly Label[]
  readonly explanation?: readonly string[]
  readonly hint?: string | undefined
  readonly fix?: Fix | undefined
}

/** A diagnostic with the severity of its code. */
export const diagnostic = (code: DiagnosticCode, title: string, parts: DiagnosticParts = {}): Diagnostic => ({
  code,
  severity: codes[code].severity,
  title,
  ...(parts.primary === undefined ? {} : { primary: parts.primary }),
  secondary: parts.secondary ?? [],
  explanation: parts.explanation ?? [],
  ...(parts.hint === undefined ? {} : { hint: parts.hint }),
  ...(parts.fix === undefined ? {} : { fix: parts.fix }),
})
