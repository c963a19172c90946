import { forgetPlay, prune, pruneRow, type Substitution } from './substitution.ts'
import type { Type } from './typed.ts'

/** Types are shared, so that a small graph can be a huge tree: past this many nodes those met are remembered. */
const rememberAfter = 200

interface Visit {
  count: number
  readonly seen: Set<Type>
}

export const startVisit = (): Visit => ({ count: 0, seen: new Set() })

/**
 * Prepares the binding of a variable: lowers the levels of the variables in the type to its own. False where
 * the variable occurs in the type itself.
 */
export const adjust = (s: Substitution, id: number, type: Type, visit: Visit): boolean => {
  let t = prune(s, type)
  for (;;) {
    if (t.kind === 'variable') return lower(s, id, t.id)
    if (s.plain.has(t)) return true
    if (++visit.count > rememberAfter) {
      if (visit.seen.has(t)) return true
      visit.seen.add(t)
    }
    if (t.kind !== 'function') return parts(s, id, t, visit)
    if (!adjust(s, id, t.from, visit)) return false
    t = prune(s, t.to)
  }
}

const lower = (s: Substitution, id: number, other: number): boolean => {
  if (other === id) return false
  s.levels[other] = Math.min(s.levels[other] ?? 0, s.levels[id] ?? 0)
  return true
}

const parts = (s: Substitution, id: number, t: Type, visit: Visit): boolean => {
  switch (t.kind) {
    case 'constructor':
      return t.arguments.every(a => adjust(s, id, a, visit))
    case 'tuple':
      return t.items.every(a => adjust(s, id, a, visit))
    case 'record':
      return rowParts(s, id, t, visit)
    case 'game':
      if (![t.x, t.s, t.y, t.r].every(a => adjust(s, id, a, visit))) return false
      if (!adjust(s, id, t.play, visit)) forgetPlay(s, t.play)
      return true
    default:
      return true
  }
}

const rowParts = (
  s: Substitution,
  id: number,
  t: Extract<Type, { readonly kind: 'record' }>,
  visit: Visit,
): boolean => {
  let row = pruneRow(s, t.row)
  while (row.kind === 'extend') {
    if (!adjust(s, id, row.type, visit)) return false
    row = pruneRow(s, row.rest)
  }
  return row.kind === 'empty' || lower(s, id, row.id)
}
