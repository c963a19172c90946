/**
 * Plays of a closed game under a profile, in any probability monad that can be looked at: exact distributions, or
 * samples of a seeded generator.
 */
import type { URIS } from 'fp-ts/HKT.js'
import type { Numeric, Value } from '../core/value.ts'
import type { Outcome } from '../game/game.ts'
import { faithful } from '../game/interpretation.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Observable, Weighted } from '../markov/stochastic.ts'
import { expectation, merged } from '../markov/weighted.ts'
import type { ClosedLanguageGame, CompiledStrategy, ValueProfile } from './program.ts'
import { playOf } from './toGame.ts'

/** All outcomes of the play, with their probabilities. Errors: failures of the program unwind to `attempt`. */
export const outcomesOf = <M extends URIS, N extends Numeric>(
  markov: Observable<M, N>,
  closed: ClosedLanguageGame<N>,
  profile: ValueProfile<N>,
): Weighted<N, Outcome<N>> => markov.outcomes(closed.play(faithful(markov), profile))

/** The distribution of the play: the record of covariant names, nested under labels. */
export const playsOf = <M extends URIS, N extends Numeric>(
  markov: Observable<M, N>,
  strategy: CompiledStrategy<N>,
  closed: ClosedLanguageGame<N>,
): Weighted<N, Value<N>> =>
  merged(
    markov.scalar,
    outcomesOf(markov, closed, strategy.profile).map(([o, p]) => [
      playOf<N>(o.trace.names, strategy.playIsList),
      p,
    ]),
  )

/** Expected receipts of a player over the whole play. */
export const payoffOf = <N extends Numeric>(
  scalar: Scalar<N>,
  outcomes: Weighted<N, Outcome<N>>,
  player: string,
): N => expectation(scalar, outcomes, ({ ledger }) => ledger[player] ?? scalar.zero)

/** Players that decide or are paid, in order of appearance. */
export const playersOf = <N extends Numeric>(
  closed: Pick<ClosedLanguageGame<N>, 'decisions'>,
  outcomes: Weighted<N, Outcome<N>> = [],
): readonly string[] => [
  ...new Set([...closed.decisions.map(d => d.player), ...outcomes.flatMap(([o]) => Object.keys(o.ledger))]),
]
