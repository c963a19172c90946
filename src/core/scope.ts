import type { Binder, Bound } from './core.ts'
import type { Numeric, Value } from './value.ts'
import { IllTyped } from './view.ts'

/**
 * The values of one function under way. A slot is written before it is read; slots beyond the length are not
 * written yet.
 */
export type Frame<N extends Numeric> = Value<N>[]

/**
 * Where the names of one function are kept: slots of its own frame. A name of an enclosing function gets a
 * slot too and is copied in when the function value is made (flat closures).
 */
export interface Scope {
  readonly slots: Map<Binder, number>
  readonly captures: { readonly outer: number; readonly inner: number }[]
  readonly parent: Scope | undefined
  /** Slots that are read, by the function itself or to be captured. */
  readonly used: Set<number>
  size: number
}

/** A scope whose first slots hold `bound`, in order. */
export const scope = (parent: Scope | undefined, bound: readonly Bound[]): Scope => ({
  slots: new Map(bound.map(({ binder }, slot) => [binder, slot])),
  captures: [],
  parent,
  used: new Set(),
  size: bound.length,
})

/** A new slot for a name of the function itself. */
export const allocate = (s: Scope, binder: Binder): number => {
  const slot = s.size
  s.slots.set(binder, slot)
  s.size += 1
  return slot
}

/** The slot of a name, captured from the enclosing function where it is not the function's own. */
export const slotOf = (s: Scope, bound: Bound): number => {
  const own = s.slots.get(bound.binder)
  if (own !== undefined) {
    s.used.add(own)
    return own
  }
  if (s.parent === undefined) throw new IllTyped(`${bound.name} is not in scope`)
  const outer = slotOf(s.parent, bound)
  const inner = allocate(s, bound.binder)
  s.captures.push({ outer, inner })
  return inner
}

/** The value in a slot. */
export const read = <N extends Numeric>(frame: Frame<N>, slot: number): Value<N> => {
  const value = frame[slot]
  if (value === undefined) throw new IllTyped('a name was read before it was bound')
  return value
}

/** What a function value keeps of the frame it is made in; to be called when its body is compiled. */
export const capture = <N extends Numeric>(s: Scope, frame: Frame<N>): Value<N>[] =>
  s.captures.map(({ outer }) => read(frame, outer))

/** Puts captured values into the frame of a call. */
export const restore = <N extends Numeric>(
  s: Scope,
  captured: readonly Value<N>[],
  frame: Frame<N>,
): void => {
  for (let i = 0; i < captured.length; i++) {
    const value = captured[i]
    const place = s.captures[i]
    if (value !== undefined && place !== undefined) frame[place.inner] = value
  }
}
