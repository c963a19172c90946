/** Warnings about matches: a case that is missing, one that is never reached. */
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Resolved } from '../names/resolved.ts'
import type { Span } from '../source/source.ts'
import type { ConstructorPattern, NodeId, Pattern } from '../syntax/ast.ts'
import { preludeSums } from './prelude.ts'
import { type Head, listHead, type Shape, useful } from './usefulness.ts'

/** Patterns that are tried in order, all rows of one length. */
export interface Match {
  readonly declaration: NodeId
  readonly rows: readonly { readonly patterns: readonly Pattern[]; readonly span: Span }[]
  /** Where a missing case is reported, and what misses it: "`payoff` has no equation". */
  readonly span: Span
  readonly lacks: string
}

/** More steps than this, and a match is left unjudged. */
const patience = 100_000

const head = (form: Head['form'], key: string, arity: number, labels: readonly string[] = []): Head => ({
  ...{ form, key, arity, labels },
  siblings: undefined,
})

/** The head of a constructor pattern with its siblings; nothing where its type is not known. */
const constructorHead = (resolved: Resolved, pattern: ConstructorPattern): Head | undefined => {
  const binding = resolved.constructors.get(pattern.id)
  if (binding === undefined) return undefined
  const { text } = pattern.name
  const body = binding.kind === 'declared' ? binding.type.body : undefined
  const all =
    binding.kind === 'declared'
      ? body?.kind === 'sum'
        ? body.constructors.map(c => head('constructor', c.name.text, c.fields.length))
        : []
      : (preludeSums.find(sum => sum.constructors.some(c => c.name === text))?.constructors ?? []).map(c =>
          head('constructor', c.name, c.fields.length),
        )
  const own = all.find(h => h.key === text)
  return own === undefined ? undefined : { ...own, siblings: all }
}

/** Literals of one value have one key; long ones are compared as text, beyond the precision of doubles. */
const numberKey = (text: string): string => (text.length < 15 ? String(Number(text)) : text)

const shapeOf = (resolved: Resolved, pattern: Pattern): Shape => {
  const all = (patterns: readonly Pattern[]) => patterns.map(p => shapeOf(resolved, p))
  switch (pattern.kind) {
    case 'variable':
    case 'wildcard':
    case 'broken':
      return 'any'
    case 'annotate':
      return shapeOf(resolved, pattern.pattern)
    case 'number':
      return { head: head('literal', numberKey(pattern.text), 0), fields: [] }
    case 'string':
      return { head: head('literal', JSON.stringify(pattern.value), 0), fields: [] }
    case 'tuple':
      return { head: head('tuple', 'tuple', pattern.items.length), fields: all(pattern.items) }
    case 'list':
      return { head: listHead(pattern.items.length), fields: all(pattern.items) }
    case 'record': {
      const labels = pattern.fields.map(f => f.name.text)
      return {
        head: head('record', 'record', labels.length, labels),
        fields: all(pattern.fields.map(f => f.pattern)),
      }
    }
    case 'constructor': {
      const known = constructorHead(resolved, pattern)
      return known === undefined ? 'any' : { head: known, fields: all(pattern.fields) }
    }
  }
}

/** A witness as the user would write it; `isInner` where an application needs parentheses. */
const write = (shape: Shape, isInner: boolean): string => {
  if (shape === 'any') return '_'
  const { head: h, fields } = shape
  const items = fields.map(field => write(field, h.form === 'constructor'))
  switch (h.form) {
    case 'tuple':
      return `(${items.join(', ')})`
    case 'list':
      return `[${items.join(', ')}]`
    case 'record':
      return `{ ${h.labels.map((label, i) => `${label} = ${items[i] ?? '_'}`).join(', ')} }`
    case 'literal':
      return h.key
    case 'constructor': {
      const text = [h.key, ...items].join(' ')
      return isInner && items.length > 0 ? `(${text})` : text
    }
  }
}

const warning = (code: 'G3008' | 'G3009', title: string, span: Span, hint: string): Diagnostic => ({
  ...{ code, severity: 'warning', title, primary: { span }, secondary: [], explanation: [], hint },
})

/** What is to be said of one match. */
export const matchWarnings = (resolved: Resolved, match: Match): readonly Diagnostic[] => {
  const rows = match.rows.map(row => row.patterns.map(p => shapeOf(resolved, p)))
  const found: Diagnostic[] = []
  const budget = { steps: patience }
  for (const [i, row] of match.rows.entries()) {
    const reached = useful(rows.slice(0, i), rows[i] ?? [], budget)
    if (budget.steps < 0) return found
    if (reached === undefined)
      found.push(warning('G3009', 'this case is never reached', row.span, 'remove it, or move it up'))
  }
  const width = rows[0]?.length ?? 0
  const missing = useful(
    rows,
    Array.from({ length: width }, () => 'any' as const),
    budget,
  )
  if (missing === undefined) return found
  const text = missing.map(shape => write(shape, width > 1)).join(' ')
  return [
    warning('G3008', `${match.lacks} for \`${text}\``, match.span, 'add the case, or one for `_`'),
    ...found,
  ]
}
