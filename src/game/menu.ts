/** What may be chosen at a decision: the actions one by one, or every number from one to another. */
import type { Decision } from './game.ts'
import { InvalidPlay } from './invalidPlay.ts'

export type Menu<N, Y> = readonly Y[] | Continuum<N, Y>

/** The numbers from `lo` to `hi`, both of them too; `lo` is no more than `hi`. */
export interface Continuum<N, Y> {
  readonly kind: 'continuum'
  readonly lo: N
  readonly hi: N
  /** Whether an action is one of the numbers. */
  readonly has: (action: Y) => boolean
}

export const isContinuum = <N, Y>(menu: Menu<N, Y>): menu is Continuum<N, Y> => 'kind' in menu

/** The actions one by one. Errors: `InvalidPlay` of a continuum, which has no such list. */
export const listed = <N, X, Y>(decision: Decision<N>, observation: X, menu: Menu<N, Y>): readonly Y[] => {
  if (isContinuum(menu)) throw new InvalidPlay({ kind: 'uncountable', decision, observation })
  return menu
}
