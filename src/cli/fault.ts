import { type Diagnostic, diagnostic } from '../diagnostic/diagnostic.ts'
import { version } from './version.ts'

/** G9901: an error that nothing in coplay accounts for. */
export const fault = (error: unknown): Diagnostic =>
  diagnostic('G9901', 'coplay has failed', {
    explanation: [
      error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      ...(error instanceof Error ? stackOf(error) : []),
    ],
    hint: `please report this with the file that caused it; this is coplay ${version} on Node ${process.versions.node}`,
  })

/** The frames of a stack that tell where it happened. */
const stackOf = (error: Error): readonly string[] =>
  (error.stack ?? '')
    .split('\n')
    .slice(1, 4)
    .map(l => l.trim())
