import type { Diagnostic } from './diagnostic.ts'

/** By file in the order given, then place; what has no place comes first. Equal ones keep their order. */
export const sortDiagnostics = (
  diagnostics: readonly Diagnostic[],
  paths: readonly string[] = [],
): readonly Diagnostic[] => {
  const rank = new Map(paths.map((path, i) => [path, i]))
  const fileOf = (d: Diagnostic): number =>
    d.primary === undefined ? -1 : (rank.get(d.primary.span.path) ?? paths.length)
  const pathOf = (d: Diagnostic): string => d.primary?.span.path ?? ''
  const startOf = (d: Diagnostic): number => d.primary?.span.start ?? -1
  const byPath = (a: Diagnostic, b: Diagnostic) =>
    pathOf(a) < pathOf(b) ? -1 : pathOf(a) > pathOf(b) ? 1 : 0
  return [...diagnostics].sort((a, b) => fileOf(a) - fileOf(b) || byPath(a, b) || startOf(a) - startOf(b))
}

const phaseOf = ({ code }: Diagnostic): string => code.slice(0, 3)

/** One error for each span and phase, one warning for each span and code: the first stands. */
export const withoutRepeats = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => {
  const seen = new Set<string>()
  return diagnostics.filter(d => {
    if (d.primary === undefined) return true
    const { path, start, end } = d.primary.span
    const kind = d.severity === 'error' ? phaseOf(d) : d.code
    const key = `${kind} ${start} ${end} ${path}`
    return !seen.has(key) && seen.add(key) !== undefined
  })
}
