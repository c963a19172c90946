/**
 * What is known of type variables while inference runs: a union-find forest in arrays, with the levels of Rémy
 * (Extension of ML type inference with a sorted equational theory on types, 1992), by which `let` generalizes
 * without looking at the environment: a variable is general when its level is above that of the `let`.
 *
 * Variables of types and of rows share one numbering. Besides its binding a variable can have requirements, which
 * stand for the two overloaded families of operators (comparison, `++`); a signature does not mention them.
 */
import { emptyRecord } from './type.ts'
import type { Row, Type } from './typed.ts'

/** May be compared: contains no function, game or strategy. */
export const comparable = 1
/** Is `String` or a list. */
export const appendable = 2

export interface Substitution {
  readonly types: (Type | undefined)[]
  readonly rows: (Row | undefined)[]
  readonly levels: number[]
  readonly requirements: number[]
  /** Variables of signatures, which stand for every type, with their written names. */
  readonly rigid: Map<number, string>
  /** Names of types whose values cannot be compared, because there are functions in them. */
  readonly incomparable: Set<string>
  /** Resolved types without variables and games: every use may share them. */
  readonly plain: WeakSet<Type>
  level: number
  /** While a unification is on trial: how to take its bindings back. */
  trail: (() => void)[] | undefined
}

export const substitution = (): Substitution => ({
  types: [],
  rows: [],
  levels: [],
  requirements: [],
  rigid: new Map(),
  incomparable: new Set(['Strategy']),
  plain: new WeakSet(),
  level: 0,
  trail: undefined,
})

/** Passes over the numbers below `count`. */
export const reserve = (s: Substitution, count: number): void => {
  while (s.levels.length < count) freshId(s)
}

/** The number of a new variable of types or rows, at the current level. */
export const freshId = (s: Substitution): number => {
  s.levels.push(s.level)
  s.requirements.push(0)
  return s.levels.length - 1
}

export type Variable = Extract<Type, { readonly kind: 'variable' }>

export const fresh = (s: Substitution): Variable => ({ kind: 'variable', id: freshId(s) })
export const freshRow = (s: Substitution): Row => ({ kind: 'variable', id: freshId(s) })

/** A variable that stands for every type, so that nothing can be unified with it but itself. */
export const freshRigid = (s: Substitution, name: string): Variable => {
  const variable = fresh(s)
  s.rigid.set(variable.id, name)
  return variable
}

/** What a type is known to be at its head. */
export const prune = (s: Substitution, type: Type): Type => {
  if (type.kind !== 'variable') return type
  let found: Type = type
  while (found.kind === 'variable') {
    const bound: Type | undefined = s.types[found.id]
    if (bound === undefined) break
    found = bound
  }
  // Shortening a path on trial could outlive the bindings it was made of.
  if (found !== type && s.trail === undefined) s.types[type.id] = found
  return found
}

export const pruneRow = (s: Substitution, row: Row): Row => {
  let found = row
  while (found.kind === 'variable') {
    const bound = s.rows[found.id]
    if (bound === undefined) break
    found = bound
  }
  return found
}

export const setType = (s: Substitution, id: number, type: Type | undefined): void => {
  const before = s.types[id]
  s.trail?.push(() => {
    s.types[id] = before
  })
  s.types[id] = type
}

export const setRow = (s: Substitution, id: number, row: Row): void => {
  s.trail?.push(() => {
    s.rows[id] = undefined
  })
  s.rows[id] = row
}

/** Runs a unification and takes its bindings back unless it succeeds. */
export const tried = (s: Substitution, run: () => boolean): boolean => {
  const outer = s.trail
  const trail: (() => void)[] = []
  s.trail = trail
  const isGood = run()
  s.trail = outer
  if (isGood) outer?.push(...trail)
  else while (trail.length > 0) trail.pop()?.()
  return isGood
}

/**
 * A game type. Its play is a cell, a variable that is bound to the record, so that it can be forgotten where games
 * with different plays meet.
 */
export const gameOf = (
  s: Substitution,
  wires: { readonly x: Type; readonly s: Type; readonly y: Type; readonly r: Type },
  play: Type = emptyRecord,
): Type => ({ kind: 'game', ...wires, play: cellOf(s, play) })

/** A variable bound to the type, or the variable that the type is. */
export const cellOf = (s: Substitution, play: Type): Type => {
  if (play.kind === 'variable') return play
  const cell = fresh(s)
  setType(s, cell.id, play)
  return cell
}

/** The last variable on the way to what a cell holds. */
export const lastCell = (s: Substitution, cell: Type): Variable | undefined => {
  if (cell.kind !== 'variable') return undefined
  let last = cell
  for (;;) {
    const bound: Type | undefined = s.types[last.id]
    if (bound?.kind !== 'variable') return last
    last = bound
  }
}

/** Forgets what a play is known to be. */
export const forgetPlay = (s: Substitution, cell: Type): void => {
  const last = lastCell(s, cell)
  if (last !== undefined) setType(s, last.id, emptyRecord)
}

export interface FlatRow {
  readonly fields: ReadonlyMap<string, Type>
  /** The variable at the end; absent where the row is closed. */
  readonly tail: number | undefined
}

/** All fields of a row that are known. */
export const flatten = (s: Substitution, row: Row): FlatRow => {
  const fields = new Map<string, Type>()
  let rest = pruneRow(s, row)
  while (rest.kind === 'extend') {
    fields.set(rest.label, rest.type)
    rest = pruneRow(s, rest.rest)
  }
  return { fields, tail: rest.kind === 'variable' ? rest.id : undefined }
}
