import type { ClosedGame, Decision, Ledger, Profile } from '../game/game.ts'
import { faithful } from '../game/interpretation.ts'
import { balance } from '../game/ledger.ts'
import type { Budget } from '../markov/budget.ts'
import { finite } from '../markov/finite.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Weighted } from '../markov/stochastic.ts'
import { expectation } from '../markov/weighted.ts'
import type { Payoffs } from './verdict.ts'

/** The arithmetic and the bound on work of one question. */
export interface Means<N> {
  readonly scalar: Scalar<N>
  readonly budget: Budget
}

/**
 * What is earned in the plays of positive probability, under a profile.
 *
 * Errors: throws `InvalidPlay` and `OutOfSteps`, as `ClosedGame.play`.
 */
export const receipts = <N, P extends Profile>(
  { scalar, budget }: Means<N>,
  game: ClosedGame<N, P>,
  profile: P,
): Weighted<N, Ledger<N>> => {
  const markov = finite(scalar, budget)
  return markov.outcomes(game.receipts(faithful(markov), profile))
}

/** The players who decide, in play order. */
export const decidingPlayers = <N>(decisions: readonly Decision<N>[]): readonly string[] => [
  ...new Set(decisions.map(({ player }) => player)),
]

/** Everybody who decides or receives something, those who decide first. */
export const playersOf = <N>(
  decisions: readonly Decision<N>[],
  ledgers: readonly Ledger<N>[],
): readonly string[] => [...new Set([...decidingPlayers(decisions), ...ledgers.flatMap(Object.keys)])]

/** Each player's expected total, the receipts of all plays being enumerated. */
export const expectedPayoffs = <N>(
  scalar: Scalar<N>,
  decisions: readonly Decision<N>[],
  receipts: Weighted<N, Ledger<N>>,
): Payoffs<N> =>
  Object.fromEntries(
    playersOf(
      decisions,
      receipts.map(([ledger]) => ledger),
    ).map(player => [player, expectation(scalar, receipts, ledger => balance(scalar, ledger, player))]),
  )
