/** Tables without what is iteratively dominated. */
import { exact } from '../markov/rational.ts'
import type { Dominance } from './dominated.ts'
import { eliminate, restricted } from './elimination.ts'
import type { Found, Means } from './search.ts'
import { pureProfile, type Table } from './subject.ts'

export interface Surviving {
  readonly table: Table
  /** A row of the smaller table with what is dropped in its places. */
  readonly filled: <A>(player: number, own: readonly A[], nothing: A) => readonly A[]
}

/** The table without what is iteratively strictly dominated, which no equilibrium uses. */
export const survivingOf = (means: Means, table: Table): Surviving => {
  const { survivors, trail } = eliminate(means, table.form, 'strict')
  if (trail.length === 0) return { table, filled: (_, own) => own }
  const filled = <A>(player: number, own: readonly A[], nothing: A): readonly A[] =>
    (table.form.strategies[player] ?? []).map((_, s) => {
      const at = survivors[player]?.indexOf(s) ?? -1
      return at < 0 ? nothing : (own[at] ?? nothing)
    })
  return {
    filled,
    table: {
      form: restricted(table.form, survivors),
      behavior: mixed => table.behavior(mixed.map((own, player) => filled(player, own, exact.zero))),
    },
  }
}

/** What is left when everybody drops what is dominated. */
export function* survivorsIn(
  means: Means,
  { form, behavior }: Table,
  dominance: Dominance,
): Generator<Found> {
  const elimination = eliminate(means, form, dominance)
  const { survivors } = elimination
  const note =
    dominance === 'strict'
      ? 'the order does not matter; no equilibrium is lost'
      : 'of weak dominance the order matters: in each round everybody drops all at once; equilibria may be lost'
  const isOne = survivors.every(own => own.length === 1)
  const profile = isOne
    ? behavior(
        pureProfile(
          form,
          survivors.map(([s = 0]) => s),
        ),
      )
    : undefined
  yield { kind: 'survivors', form, elimination, note, ...(profile === undefined ? {} : { profile }) }
}
