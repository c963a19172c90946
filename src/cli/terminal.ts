/** What is written where: reports to standard output, what there is to say about files to standard error. */
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { renderDiagnostic, type Sources } from '../diagnostic/render.ts'
import { ansi, plain, type Style } from '../diagnostic/style.ts'
import type { Io } from './io.ts'

/** How much is said. */
export interface Loudness {
  readonly quiet?: boolean
  readonly verbose?: boolean
  /** False under `--no-color`. */
  readonly color?: boolean
}

/** Colors only on a terminal that has them, and never against the wish of the user (no-color.org). */
const hasColor = ({ environment }: Io, isTerminal: boolean, { color = true }: Loudness): boolean =>
  color && isTerminal && (environment['NO_COLOR'] ?? '') === '' && environment['TERM'] !== 'dumb'

export const styleOfReports = (io: Io, loudness: Loudness): Style =>
  hasColor(io, io.isTerminal.out, loudness) ? ansi : plain

/** Which diagnostics are told: errors always, warnings unless quiet, hints when verbose. */
const isTold = ({ severity }: Diagnostic, { quiet = false, verbose = false }: Loudness): boolean =>
  severity === 'error' || (severity === 'warning' ? !quiet : verbose && !quiet)

/** Writes diagnostics as text to standard error, with a blank line after each. */
export const tell = (
  io: Io,
  diagnostics: readonly Diagnostic[],
  sources: Sources,
  loudness: Loudness,
): void => {
  const style = hasColor(io, io.isTerminal.error, loudness) ? ansi : plain
  for (const one of diagnostics)
    if (isTold(one, loudness)) io.error(`${renderDiagnostic(one, sources, style)}\n\n`)
}
