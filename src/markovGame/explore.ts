import * as E from 'fp-ts/lib/Either.js'
import type { Interpretation, Profile } from '../game/game.ts'
import { listed } from '../game/menu.ts'
import type { Budget } from '../markov/budget.ts'
import { finite } from '../markov/finite.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Stochastic } from '../markov/stochastic.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import type { MarkovGame } from './markovGame.ts'
import { type StageEnd, stageEnds } from './stage.ts'

/** The states that any actions lead to, in the order in which they are found: those of the start come first. */
export interface States<S> {
  readonly values: readonly S[]
  /** The index of a state among `values`. */
  readonly indexOf: (state: S) => number
}

/** Why a game without end has no finite table of states and receipts. */
export type Unbounded<S> =
  /** More states than the steps left can explore. */
  | { readonly kind: 'manyStates'; readonly found: number; readonly last: S }
  /** What a `discount` line makes of later receipts is no multiple of them and a constant. */
  | { readonly kind: 'notAffine'; readonly player: string; readonly state: S }
  /** A `discount` line makes more of later receipts than the discount of the game makes less: they need not add up. */
  | { readonly kind: 'undiscounted'; readonly player: string; readonly state: S }

/** Everything of a game that does not depend on the profile. */
export interface Explored<S> {
  readonly states: States<S>
  /** Everybody who decides or is paid, those who decide first. */
  readonly players: readonly string[]
}

/** Steps of the budget that a state takes at least: what bounds their number. */
const stepsPerState = 1_000

/**
 * All states that are reached from the start, whatever is played.
 *
 * Errors: `OutOfSteps`, and as `ClosedGame.play`; a chain of states without end is `manyStates` before that.
 */
export const explore = <N, P extends Profile, S, U>(
  scalar: Scalar<N>,
  budget: Budget,
  game: MarkovGame<N, P, S, U>,
  profile: P,
): E.Either<Unbounded<S>, Explored<S>> => {
  const values: S[] = []
  const indices = new Map<string, number>()
  const markov = finite(scalar, budget)
  const players = new Set(game.stage.decisions.map(({ player }) => player))
  const visit = (state: S): void => {
    const key = structuralKey(state)
    if (indices.has(key)) return
    indices.set(key, values.length)
    values.push(state)
  }
  for (const [state] of game.start) visit(state)
  const most = Math.max(1, Math.min(budget.limit / stepsPerState, largest))
  let dearest = 0
  // An array that grows while it is gone through gives what was added, too.
  for (const state of values) {
    const before = budget.spent()
    if (values.length > most || before + dearest > budget.limit)
      return E.left({ kind: 'manyStates', found: values.length, last: values.at(-1) ?? state })
    const ends = markov.outcomes(stageEnds(game, state)(anything(markov), profile))
    dearest = Math.max(dearest, budget.spent() - before)
    for (const [end] of ends) {
      for (const player of Object.keys(end.received)) players.add(player)
      const flaw = flawOf(scalar, game.discount, end)
      if (flaw !== undefined) return E.left({ ...flaw, state })
      visit(end.next)
    }
  }
  const indexOf = (state: S): number => indices.get(structuralKey(state)) ?? -1
  return E.right({ states: { values, indexOf }, players: [...players] })
}

/** Tables of more states than this do not fit the memory. */
const largest = 1_000_000

/** Every action of every decision, all equally likely. */
const anything = <N>(markov: Stochastic<'Finite', N>): Interpretation<'Finite', N> => ({
  markov,
  decide: (decision, observation, menu) => {
    const actions = listed(decision, observation, menu)
    const share = markov.scalar.fromRatio(1n, BigInt(actions.length))
    return markov.fromWeights(actions.map(action => [action, share] as const))
  },
})

/** What keeps the receipts of a play from adding up to a number by a linear system. */
const flawOf = <N, S>(
  scalar: Scalar<N>,
  discount: N,
  { received }: StageEnd<N, S>,
): { readonly kind: 'notAffine' | 'undiscounted'; readonly player: string } | undefined => {
  for (const [player, { factor, isAffine }] of Object.entries(received)) {
    if (!isAffine) return { kind: 'notAffine', player }
    const magnitude = scalar.compare(factor, scalar.zero) < 0 ? scalar.sub(scalar.zero, factor) : factor
    if (scalar.compare(scalar.mul(discount, magnitude), scalar.one) >= 0)
      return { kind: 'undiscounted', player }
  }
  return undefined
}
