import type { Kind, URIS } from 'fp-ts/HKT.js'
import type { Weighted } from '../markov/stochastic.ts'
import { closing } from '../optic/context.ts'
import type { Trace } from '../optic/optic.ts'
import type { ClosedGame, Interpretation, Ledger, OpenGame, Outcome, Profile } from './game.ts'

/** What an open game is plugged into. */
export interface Surroundings<N, X, Y, R> {
  readonly input: Weighted<N, X>
  /** What returns for an output. */
  readonly continuation: (y: Y) => R
}

/** The game in its surroundings: what it feeds back goes nowhere. */
export const close = <N, P extends Profile, X, S, Y, R>(
  game: OpenGame<N, P, X, S, Y, R>,
  { input, continuation }: Surroundings<N, X, Y, R>,
): ClosedGame<N, P> => {
  const nothingEarned: Ledger<N> = {}
  const played = <M extends URIS, A>(
    interpretation: Interpretation<M, N>,
    profile: P,
    seen: (ledger: Ledger<N>, output: Y, trace: () => Trace) => A,
  ): Kind<M, A> => {
    const { markov } = interpretation
    const whole = game.play(interpretation, profile)
    return whole(({ play, coplay, trace }) =>
      markov.chain(markov.fromWeights(input), x =>
        markov.chain(play(x), ([residual, output]) =>
          markov.map(coplay(residual, continuation(output), nothingEarned), ([, ledger]) =>
            seen(ledger, output, () => trace(residual)),
          ),
        ),
      ),
    )
  }
  return {
    decisions: game.decisions,
    play: (interpretation, profile) =>
      played(
        interpretation,
        profile,
        (ledger, output, trace): Outcome<N> => ({
          trace: trace(),
          output,
          ledger,
        }),
      ),
    receipts: (interpretation, profile) => played(interpretation, profile, ledger => ledger),
    evaluate: (interpretation, profile) => {
      const { markov } = interpretation
      const context = closing(markov, markov.fromWeights(input), continuation, nothingEarned)
      return game.evaluate(interpretation, profile, context)
    },
  }
}
