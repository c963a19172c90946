import type { OpenGame, Profile } from './game.ts'

/** The game under other names for its strategies: `strategies` finds its profile in one of the new kind. */
export const reindex = <N, P extends Profile, Q extends Profile, X, S, Y, R>(
  game: OpenGame<N, P, X, S, Y, R>,
  strategies: (profile: Q) => P,
): OpenGame<N, Q, X, S, Y, R> => ({
  decisions: game.decisions,
  play: (interpretation, profile) => game.play(interpretation, strategies(profile)),
  evaluate: (interpretation, profile, context) => game.evaluate(interpretation, strategies(profile), context),
})
