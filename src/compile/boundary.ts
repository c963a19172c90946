import type { Type, Typed } from '../types/typed.ts'

/** The types of a game's four wires. */
export interface Boundary {
  readonly x: Type
  readonly s: Type
  readonly y: Type
  readonly r: Type
}

/** The boundary of a declared game once `applied` arguments are given; nothing where its type is not known. */
export const boundaryOf = (typed: Typed, declaration: number, applied: number): Boundary | undefined => {
  let type = typed.schemes.get(declaration)?.type
  for (let i = 0; i < applied; i++) type = type?.kind === 'function' ? type.to : undefined
  return type?.kind === 'game' ? type : undefined
}

/** Whether only `()` can flow on the wire; a wire of any type at all counts, for nothing depends on its value. */
export const isTrivial = (type: Type): boolean =>
  type.kind === 'variable' || (type.kind === 'tuple' && type.items.length === 0)
