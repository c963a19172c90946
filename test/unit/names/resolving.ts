import { left, right } from 'fp-ts/lib/Either.js'
import type { Diagnostic } from '../../../src/diagnostic/diagnostic.ts'
import { resolveProgram } from '../../../src/names/resolve.ts'
import type { Resolved } from '../../../src/names/resolved.ts'

/** Resolves `main.game` among files that exist only here. */
export const resolving = (text: string, files: Readonly<Record<string, string>> = {}): Resolved =>
  resolveProgram({ path: 'main.game', text }, path => {
    const found = files[path]
    return found === undefined
      ? left({ code: 'G7001', reason: 'There is no such file.' })
      : right({ path, text: found })
  })

/** `G2001 colum`: the code and the text it points at. */
export const complaint = (resolved: Resolved, d: Diagnostic): string => {
  const span = d.primary?.span
  const text = span === undefined ? undefined : resolved.sources.get(span.path)?.text
  return `${d.code} ${text === undefined || span === undefined ? '' : text.slice(span.start, span.end)}`
}

export const complaints = (text: string, files: Readonly<Record<string, string>> = {}): readonly string[] => {
  const resolved = resolving(text, files)
  return resolved.diagnostics.map(d => complaint(resolved, d))
}
