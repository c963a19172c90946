import type { Weighted } from '../markov/stochastic.ts'
import { closing } from '../optic/context.ts'
import type { ClosedGame, Ledger, OpenGame, Outcome, Profile } from './game.ts'

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
  return {
    decisions: game.decisions,
    play: (interpretation, profile) => {
      const { markov } = interpretation
      return game.play(
        interpretation,
        profile,
      )(optic =>
        markov.chain(markov.fromWeights(input), x =>
          markov.chain(optic.play(x), ([residual, output]) =>
            markov.map(
              optic.coplay(residual, continuation(output), nothingEarned),
              ([, ledger]): Outcome<N> => ({
                trace: optic.trace(residual),
                output,
                ledger,
              }),
            ),
          ),
        ),
      )
    },
    evaluate: (interpretation, profile) => {
      const { markov } = interpretation
      const context = closing(markov, markov.fromWeights(input), continuation, nothingEarned)
      return game.evaluate(interpretation, profile, context)
    },
  }
}
