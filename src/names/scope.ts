/**
 * Scopes of local names.
 *
 * Inside a block, what an expression may use depends on its field and on the place of its line:
 *
 *     inputs of line i       covariant names of the block and of lines before i
 *     returns of line i      all covariant names; returned names of lines after i and of the block
 *     outputs of the block   all covariant names
 *     feedback of the block  all names
 *     operation              none of them
 *
 * Covariant are block `inputs` and line `outputs`; returned (contravariant) are block `returns` and line
 * `feedback`. This is open-game-engine's rule (`CompileBlock.hs`).
 */
import type { Span } from '../source/source.ts'
import type { NodeId } from '../syntax/ast.ts'

/** A name bound by a pattern; `binder` is the id of its variable pattern. */
export interface Local {
  readonly name: string
  readonly binder: NodeId
  readonly span: Span
}

/** A name of a block; the block's own `inputs` are at line -1, its `returns` at the number of lines. */
export interface BlockName extends Local {
  readonly flow: 'covariant' | 'returned'
  readonly line: number
}

/** The expressions of one field; `line` as in `BlockName`. */
export interface Field {
  readonly word: 'inputs' | 'operation' | 'returns' | 'outputs' | 'feedback'
  readonly line: number
}

export type Scope = LocalScope | FieldScope

export interface LocalScope {
  readonly kind: 'local'
  readonly names: ReadonlyMap<string, Local>
  /** A value under definition, which is not yet bound in its own definition. */
  readonly defining: ReadonlyMap<string, Local>
  readonly parent: Scope | undefined
}

export interface FieldScope {
  readonly kind: 'field'
  readonly names: ReadonlyMap<string, BlockName>
  readonly field: Field
  readonly parent: Scope | undefined
}

/** Why a name that is bound cannot be used at a place. */
export type Barred =
  | { readonly reason: 'itself'; readonly local: Local }
  | { readonly reason: 'later' | 'operation' | 'returned'; readonly local: BlockName; readonly field: Field }

export interface Lookup {
  readonly local: Local | undefined
  /** The innermost name of this spelling that is bound but out of reach. */
  readonly barred: Barred | undefined
}

const isVisible = ({ word, line }: Field, name: BlockName): boolean => {
  switch (word) {
    case 'inputs':
      return name.flow === 'covariant' && name.line < line
    case 'operation':
      return false
    case 'returns':
      return name.flow === 'covariant' || name.line > line
    case 'outputs':
      return name.flow === 'covariant'
    case 'feedback':
      return true
  }
}

const barredBy = (field: Field, local: BlockName): Barred => {
  if (field.word === 'operation') return { reason: 'operation', local, field }
  return { reason: local.flow === 'returned' ? 'returned' : 'later', local, field }
}

/** Looks a name up from the inside out. */
export const lookUp = (scope: Scope | undefined, name: string): Lookup => {
  let barred: Barred | undefined
  for (let at = scope; at !== undefined; at = at.parent) {
    if (at.kind === 'field') {
      const found = at.names.get(name)
      if (found === undefined) continue
      if (isVisible(at.field, found)) return { local: found, barred }
      barred ??= barredBy(at.field, found)
    } else {
      const found = at.names.get(name)
      if (found !== undefined) return { local: found, barred }
      const own = at.defining.get(name)
      if (own !== undefined) barred ??= { reason: 'itself', local: own }
    }
  }
  return { local: undefined, barred }
}

/** The names that a place can use, for suggestions. */
export const visibleNames = (scope: Scope | undefined): readonly Local[] => {
  const names: Local[] = []
  for (let at = scope; at !== undefined; at = at.parent) {
    if (at.kind === 'local') names.push(...at.names.values())
    else {
      const { field } = at
      names.push(...[...at.names.values()].filter(name => isVisible(field, name)))
    }
  }
  return names
}

/** The field of a block in which a place stands, innermost. */
export const enclosingField = (scope: Scope | undefined): Field | undefined => {
  for (let at = scope; at !== undefined; at = at.parent) if (at.kind === 'field') return at.field
  return undefined
}

const none: ReadonlyMap<string, Local> = new Map()

/** A scope with more names. */
export const withNames = (parent: Scope | undefined, names: ReadonlyMap<string, Local>): LocalScope => ({
  kind: 'local',
  names,
  defining: none,
  parent,
})

/** The scope of the definition of names that are no functions. */
export const whileDefining = (parent: Scope | undefined, names: ReadonlyMap<string, Local>): LocalScope => ({
  kind: 'local',
  names: none,
  defining: names,
  parent,
})
