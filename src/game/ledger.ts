import type { Scalar } from '../markov/scalar.ts'
import type { Ledger } from './game.ts'

/** What `player` has earned so far; zero when the ledger does not name it. */
export const balance = <N>(scalar: Scalar<N>, ledger: Ledger<N>, player: string): N =>
  ledger[player] ?? scalar.zero

/** The ledger with the balance of `player` changed. */
export const adjust = <N>(
  scalar: Scalar<N>,
  ledger: Ledger<N>,
  player: string,
  change: (earned: N) => N,
): Ledger<N> => ({ ...ledger, [player]: change(balance(scalar, ledger, player)) })

/** The ledger with `amount` added to what `player` has earned. */
export const credit = <N>(scalar: Scalar<N>, ledger: Ledger<N>, player: string, amount: N): Ledger<N> =>
  adjust(scalar, ledger, player, earned => scalar.add(earned, amount))
