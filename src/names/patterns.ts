import type { Name, Pattern } from '../syntax/ast.ts'
import { boundTwice, constructorUnknown } from './nameErrors.ts'
import { preludeConstructors } from './prelude.ts'
import type { Expected, Resolution } from './resolution.ts'
import { isReported, noteUse } from './resolution.ts'
import type { Local } from './scope.ts'
import { resolveType } from './typeNames.ts'

/** The names of patterns from left to right; resolves the constructors and types in them. */
export const localsOf = (r: Resolution, patterns: readonly Pattern[]): readonly Local[] =>
  patterns.flatMap(pattern => locals(r, pattern))

const locals = (r: Resolution, pattern: Pattern): readonly Local[] => {
  switch (pattern.kind) {
    case 'variable':
      return [{ name: pattern.name, binder: pattern.id, span: pattern.span }]
    case 'constructor':
      resolveConstructor(r, pattern.id, pattern.name)
      return localsOf(r, pattern.fields)
    case 'tuple':
    case 'list':
      return localsOf(r, pattern.items)
    case 'record':
      labelsOnce(
        r,
        pattern.fields.map(f => f.name),
      )
      return pattern.fields.flatMap(f => locals(r, f.pattern))
    case 'annotate':
      resolveType(r, pattern.type)
      return locals(r, pattern.pattern)
    case 'broken':
      r.incomplete = true
      return []
    case 'wildcard':
    case 'number':
    case 'string':
      return []
  }
}

/** Resolves the constructor used at the node `id`. */
export const resolveConstructor = (r: Resolution, id: number, name: Pick<Name, 'text' | 'span'>): void => {
  const declared = r.top.constructors.get(name.text)
  if (declared !== undefined) {
    noteUse(r.tables, declared)
    r.tables.constructors.set(id, declared.value)
  } else if (preludeConstructors.has(name.text))
    r.tables.constructors.set(id, { kind: 'prelude', name: name.text })
  else if (!isReported(r.top, name.text))
    r.tables.diagnostics.push(constructorUnknown(name.text, name.span, r.top))
}

/** Reports labels of one record that are given twice. */
export const labelsOnce = (r: Resolution, labels: readonly Name[]): void => {
  const seen = new Map<string, Name>()
  for (const label of labels) {
    const first = seen.get(label.text)
    if (first !== undefined && label.text !== '')
      r.tables.diagnostics.push(boundTwice(label.text, first.span, label.span, 'give each field once'))
    else seen.set(label.text, label)
  }
}

/** Names by their text; a name bound twice is reported and keeps its first binder. */
export const distinct = <L extends Local>(r: Resolution, names: readonly L[]): ReadonlyMap<string, L> => {
  const found = new Map<string, L>()
  for (const name of names) {
    const first = found.get(name.name)
    if (first !== undefined) r.tables.diagnostics.push(boundTwice(name.name, first.span, name.span))
    else found.set(name.name, name)
  }
  return found
}

/**
 * The distinct names of patterns that must not share any, and that should be used. A parameter that is taken apart
 * names its parts to say what they are, so of parameters only whole ones should.
 */
export const bindAll = (
  r: Resolution,
  patterns: readonly Pattern[],
  as: Expected['as'],
): ReadonlyMap<string, Local> => {
  const names = distinct(r, localsOf(r, patterns))
  const whole = new Set(patterns.map(pattern => (pattern.kind === 'annotate' ? pattern.pattern : pattern).id))
  for (const local of names.values())
    if (as !== 'parameter' || whole.has(local.binder)) r.expected.push({ local, as })
  return names
}
