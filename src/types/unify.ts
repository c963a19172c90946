/** Unification after Robinson (1965), with rows after Leijen (Extensible records with scoped labels, 2005). */
import type { Mismatch } from './mismatch.ts'
import { adjust, startVisit } from './occurs.ts'
import { require } from './requirement.ts'
import {
  cellOf,
  flatten,
  forgetPlay,
  freshRow,
  lastCell,
  prune,
  type Substitution,
  setRow,
  setType,
  tried,
} from './substitution.ts'
import { emptyRow, rowOf } from './type.ts'
import type { Row, Type } from './typed.ts'

const bind = (s: Substitution, id: number, type: Type): Mismatch | undefined => {
  const name = s.rigid.get(id)
  if (type.kind === 'variable') {
    if (name !== undefined && s.rigid.has(type.id)) return { kind: 'rigid', name, type }
    if (name !== undefined) return bind(s, type.id, { kind: 'variable', id })
  } else if (name !== undefined) return { kind: 'rigid', name, type }
  if (!adjust(s, id, type, startVisit())) return { kind: 'occurs', variable: { kind: 'variable', id }, type }
  setType(s, id, type)
  const needs = s.requirements[id] ?? 0
  return needs === 0 ? undefined : require(s, type, needs)
}

/** Makes two types equal by binding variables, or tells why it cannot; then some variables may be bound already. */
export const unify = (s: Substitution, left: Type, right: Type): Mismatch | undefined => {
  let a = prune(s, left)
  let b = prune(s, right)
  while (a.kind === 'function' && b.kind === 'function') {
    const wrong = unify(s, a.from, b.from)
    if (wrong !== undefined) return wrong
    a = prune(s, a.to)
    b = prune(s, b.to)
  }
  if (a === b) return undefined
  if (a.kind === 'variable') return b.kind === 'variable' && a.id === b.id ? undefined : bind(s, a.id, b)
  if (b.kind === 'variable') return bind(s, b.id, a)
  if (a.kind === 'constructor' && b.kind === 'constructor' && a.name === b.name)
    return unifyAll(s, a.arguments, b.arguments)
  if (a.kind === 'tuple' && b.kind === 'tuple' && a.items.length === b.items.length)
    return unifyAll(s, a.items, b.items)
  if (a.kind === 'record' && b.kind === 'record') return unifyRows(s, a.row, b.row)
  if (a.kind === 'game' && b.kind === 'game') {
    const wrong = unifyAll(s, [a.x, a.s, a.y, a.r], [b.x, b.s, b.y, b.r])
    if (wrong === undefined) joinPlays(s, a.play, b.play)
    return wrong
  }
  return { kind: 'clash', left: a, right: b }
}

const unifyAll = (s: Substitution, left: readonly Type[], right: readonly Type[]): Mismatch | undefined => {
  for (const [i, a] of left.entries()) {
    const b = right[i]
    const wrong = b === undefined ? undefined : unify(s, a, b)
    if (wrong !== undefined) return wrong
  }
  return undefined
}

/** Plays that cannot be made equal are forgotten: they never make games of one boundary clash. */
const joinPlays = (s: Substitution, left: Type, right: Type): void => {
  const [a, b] = [lastCell(s, cellOf(s, left)), lastCell(s, cellOf(s, right))]
  if (a === undefined || b === undefined || a.id === b.id) return
  if (tried(s, () => unify(s, a, b) === undefined)) return
  forgetPlay(s, a)
  forgetPlay(s, b)
}

const without = (fields: ReadonlyMap<string, Type>, others: ReadonlyMap<string, Type>) =>
  [...fields].filter(([label]) => !others.has(label))

const unifyRows = (s: Substitution, left: Row, right: Row): Mismatch | undefined => {
  const a = flatten(s, left)
  const b = flatten(s, right)
  const onlyLeft = without(a.fields, b.fields)
  const onlyRight = without(b.fields, a.fields)
  const [[lacking] = [undefined]] = onlyLeft
  if (lacking !== undefined && (b.tail === undefined || a.tail === b.tail))
    return { kind: 'field', label: lacking, record: { kind: 'record', row: right } }
  const [[extra] = [undefined]] = onlyRight
  if (extra !== undefined && (a.tail === undefined || a.tail === b.tail))
    return { kind: 'field', label: extra, record: { kind: 'record', row: left } }
  for (const [label, type] of a.fields) {
    const other = b.fields.get(label)
    const wrong = other === undefined ? undefined : unify(s, type, other)
    if (wrong !== undefined) return wrong
  }
  if (isBound(s, a.tail) || isBound(s, b.tail)) return unifyRows(s, left, right)
  return joinTails(s, { tail: a.tail, gains: onlyRight }, { tail: b.tail, gains: onlyLeft })
}

/** Whether unifying the fields has bound the end of their own row. */
const isBound = (s: Substitution, tail: number | undefined): boolean =>
  tail !== undefined && s.rows[tail] !== undefined

interface Tail {
  readonly tail: number | undefined
  /** The fields of the other row that this one must have too. */
  readonly gains: readonly (readonly [string, Type])[]
}

const joinTails = (s: Substitution, a: Tail, b: Tail): Mismatch | undefined => {
  if (a.tail === b.tail) return undefined
  const rest = a.tail === undefined || b.tail === undefined ? emptyRow : freshRow(s)
  for (const { tail, gains } of [a, b]) {
    const wrong = tail === undefined ? undefined : bindRow(s, tail, rowOf(gains, rest))
    if (wrong !== undefined) return wrong
  }
  return undefined
}

const bindRow = (s: Substitution, id: number, row: Row): Mismatch | undefined => {
  const record: Type = { kind: 'record', row }
  const variable: Type = { kind: 'record', row: { kind: 'variable', id } }
  if (!adjust(s, id, record, startVisit())) return { kind: 'occurs', variable, type: record }
  setRow(s, id, row)
  const needs = s.requirements[id] ?? 0
  return needs === 0 ? undefined : require(s, record, needs)
}
