import type { Core } from '../core/core.ts'
import type { Type, Typed } from '../types/typed.ts'

/** The types of a game's four wires. */
export interface Boundary {
  readonly x: Type
  readonly s: Type
  readonly y: Type
  readonly r: Type
}

/**
 * The boundary of a game that a question or strategy names, with its arguments, or of a declared game that has no
 * parameters; nothing where its type is not known.
 */
export const boundaryOf = (typed: Typed, game: Core): Boundary | undefined => {
  const used = typed.types.get(game.site)
  if (used?.kind === 'game') return used
  const declared = game.kind === 'global' ? typed.schemes.get(game.declaration)?.type : undefined
  return declared?.kind === 'game' ? declared : undefined
}

/** Whether only `()` can flow on the wire; a wire of any type at all counts, for nothing depends on its value. */
export const isTrivial = (type: Type): boolean =>
  type.kind === 'variable' || (type.kind === 'tuple' && type.items.length === 0)
