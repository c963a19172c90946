/** What is said of a file at which memory ran out: said from outside, since what was at work on it is gone. */
import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import type { Report } from '../report/report.ts'

export const memoryUsedUp = (file: string, line: number): Diagnostic =>
  diagnostic('G5004', `memory ran out at \`${line > 0 ? `${file}:${line}` : file}\``, {
    explanation: ['The play, or a value of the program, is too large to be held.'],
    hint: 'make the game or its lists smaller, or draw from the play with `coplay play --samples`',
  })

/** The report of a file that says nothing but that. */
export const reportOfMemory = (file: string, { code, severity, title, hint }: Diagnostic): Report => ({
  schema: 'coplay/report@1',
  file,
  diagnostics: [{ code, severity, message: title, file, ...(hint === undefined ? {} : { hint }) }],
  checks: [],
  expects: [],
  solutions: [],
})
