import type { Mismatch } from './mismatch.ts'
import { appendable, comparable, prune, pruneRow, type Substitution } from './substitution.ts'
import type { Row, Type } from './typed.ts'

/** Demands that a type meets requirements, now or, of its variables, once it is known. */
export const require = (s: Substitution, type: Type, needs: number): Mismatch | undefined => {
  const t = prune(s, type)
  if (t.kind === 'variable') return note(s, t.id, needs)
  if ((needs & appendable) !== 0 && !isAppendable(t)) return { kind: 'notAppendable', type: t }
  return (needs & comparable) === 0 ? undefined : compared(s, t)
}

const note = (s: Substitution, id: number, needs: number): undefined => {
  s.requirements[id] = (s.requirements[id] ?? 0) | needs
}

const isAppendable = (t: Type): boolean =>
  t.kind === 'constructor' && (t.name === 'String' || t.name === 'List')

const compared = (s: Substitution, t: Type): Mismatch | undefined => {
  switch (t.kind) {
    case 'function':
    case 'game':
      return { kind: 'incomparable', type: t }
    case 'constructor':
      return s.incomparable.has(t.name) ? { kind: 'incomparable', type: t } : all(s, t.arguments)
    case 'tuple':
      return all(s, t.items)
    case 'record':
      return comparedRow(s, t.row)
    case 'variable':
      return note(s, t.id, comparable)
  }
}

const all = (s: Substitution, types: readonly Type[]): Mismatch | undefined => {
  for (const type of types) {
    const wrong = require(s, type, comparable)
    if (wrong !== undefined) return wrong
  }
  return undefined
}

const comparedRow = (s: Substitution, start: Row): Mismatch | undefined => {
  let row = pruneRow(s, start)
  while (row.kind === 'extend') {
    const wrong = require(s, row.type, comparable)
    if (wrong !== undefined) return wrong
    row = pruneRow(s, row.rest)
  }
  return row.kind === 'variable' ? note(s, row.id, comparable) : undefined
}
