/**
 * The record type of a play: what `belief`, `probability` and `play.x` see of a game.
 *
 * It mirrors the names that playing leaves: of a block its covariant names and, under their labels, the plays of its
 * labelled lines; a name of the block wins over a label, a later label over an earlier one.
 */
import { flatten, prune, type Substitution } from './substitution.ts'
import { emptyRecord, recordOf } from './type.ts'
import type { Type } from './typed.ts'

/** The play of a block. */
export const blockPlay = (
  names: Iterable<readonly [string, Type]>,
  labelled: Iterable<readonly [string, Type]>,
): Type => {
  const fields = new Map<string, Type>()
  for (const [label, play] of labelled) fields.set(label, play)
  for (const [name, type] of names) fields.set(name, type)
  return recordOf(fields)
}

const known = (s: Substitution, play: Type): ReadonlyMap<string, Type> | undefined => {
  const type = prune(s, play)
  if (type.kind !== 'record') return undefined
  const { fields, tail } = flatten(s, type.row)
  return tail === undefined ? fields : undefined
}

/** The play of two games composed: the names of both, where both are known, of which the later win. */
export const composedPlay = (s: Substitution, first: Type, second: Type): Type => {
  const [before, after] = [known(s, first), known(s, second)]
  if (before === undefined || after === undefined) return emptyRecord
  return recordOf(new Map([...before, ...after]))
}
