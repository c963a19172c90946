import type { Numeric, Value } from '../core/value.ts'
import type { OpenGame, Profile } from '../game/game.ts'
import type { Trace } from '../optic/optic.ts'

/** The game with the names that its plays leave changed by `shape`; events stay as they are. */
export const withNames = <N, P extends Profile, X, S, Y, R>(
  game: OpenGame<N, P, X, S, Y, R>,
  shape: (names: Trace['names']) => Trace['names'],
): OpenGame<N, P, X, S, Y, R> => ({
  ...game,
  play: (interpretation, profile) => {
    const inner = game.play(interpretation, profile)
    return use =>
      inner(o =>
        use({
          ...o,
          trace: residual => {
            const { names, events } = o.trace(residual)
            return { names: shape(names), events }
          },
        }),
      )
  },
})

/** The names of a trace made by language games: all of them are values. */
export const valuesOf = <N extends Numeric>(names: Trace['names']): { readonly [name: string]: Value<N> } =>
  // Traces hold what `blockGame` and the labels of toGame.ts put there, which are values of the same machine.
  names as { readonly [name: string]: Value<N> }
