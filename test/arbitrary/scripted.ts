import * as atom from '../../src/game/atom.ts'
import { lens } from '../../src/game/atom.ts'
import { close } from '../../src/game/close.ts'
import { identity, parallel, sequential } from '../../src/game/compose.ts'
import { decision } from '../../src/game/decision.ts'
import type { ClosedGame, OpenGame, Strategy } from '../../src/game/game.ts'
import type { Scalar } from '../../src/markov/scalar.ts'
import type { Weighted } from '../../src/markov/stochastic.ts'
import { pair } from '../../src/optic/tuple.ts'

/** The names bound so far; on the way back, all of them. */
export type Play = { readonly [name: string]: unknown }

/** One line of a game whose decisions are keyed by the names they bind. */
export type Line<N> =
  | {
      readonly kind: 'decide'
      readonly player: string
      readonly name: string
      readonly observe?: (play: Play) => unknown
      readonly actions: (observation: unknown) => readonly unknown[]
      readonly returns: (play: Play) => N
      readonly epsilon?: N
    }
  | { readonly kind: 'nature'; readonly name: string; readonly draw: (play: Play) => Weighted<N, unknown> }
  | { readonly kind: 'discount'; readonly player: string; readonly factor: (later: N) => N }

/** Strategies by the names of the decisions. */
export type Strategies<N> = { readonly [name: string]: Strategy<N, unknown, unknown> }

type LineGame<N> = OpenGame<N, Strategies<N>, Play, Play, Play, Play>

/** The closed game of lines that share one scope, as the blocks of the language do. */
export const scripted = <N>(scalar: Scalar<N>, lines: readonly Line<N>[]): ClosedGame<N, Strategies<N>> => {
  const whole = lines.reduce<LineGame<N>>(
    (game, line) => sequential(game, lineGame(scalar, line)),
    identity(),
  )
  const shown = sequential(
    whole,
    atom.reveal<N, Play, Play>(play => play),
  )
  return close(shown, { input: [[{}, scalar.one]], continuation: play => play })
}

const lineGame = <N>(scalar: Scalar<N>, line: Line<N>): LineGame<N> => {
  switch (line.kind) {
    case 'decide':
      return binding(
        line.name,
        line.observe ?? (() => null),
        decision<N, string, unknown, null, unknown>(
          { key: line.name, path: line.name, player: line.player, epsilon: line.epsilon ?? scalar.zero },
          line.actions,
          null,
        ),
        line.returns,
      )
    case 'nature':
      return binding<N, Play, null>(
        line.name,
        play => play,
        atom.kernel<N, Play, null, unknown, null>(line.draw, null),
        () => null,
      )
    case 'discount':
      return atom.discount<N, Play, Play>(line.player, line.factor)
  }
}

const binding = <N, X, R>(
  name: string,
  observe: (play: Play) => X,
  operation: OpenGame<N, Strategies<N>, X, null, unknown, R>,
  returns: (play: Play) => R,
): LineGame<N> =>
  sequential(
    sequential(
      lens<N, Play, Play, readonly [Play, X], readonly [Play, null]>(
        play => pair(play, observe(play)),
        (_, [play]) => play,
      ),
      parallel(identity<N, Play, Play>(), operation),
    ),
    lens<N, readonly [Play, unknown], readonly [Play, R], Play, Play>(
      ([play, move]) => ({ ...play, [name]: move }),
      (_, play) => pair(play, returns(play)),
    ),
  )

/** A strategy: a move, or what is done at each observation. */
export const surely =
  <N>(scalar: Scalar<N>, move: unknown): Strategy<N, unknown, unknown> =>
  () => [[move, scalar.one]]

/** A profile of pure strategies that observe nothing, by decision. */
export const pureProfile = <N>(
  scalar: Scalar<N>,
  moves: { readonly [name: string]: unknown },
): Strategies<N> =>
  Object.fromEntries(Object.entries(moves).map(([name, move]) => [name, surely(scalar, move)]))

/** Two players who move at once, paid by a table: `row` and `column` by their moves. */
export const bimatrix = <N>(
  scalar: Scalar<N>,
  moves: readonly (readonly string[])[],
  payoff: (row: string, column: string) => readonly [N, N],
): ClosedGame<N, Strategies<N>> =>
  scripted(
    scalar,
    ['row', 'column'].map((player, k) => ({
      kind: 'decide',
      player,
      name: player,
      actions: () => moves[k] ?? [],
      returns: play => payoff(String(play['row']), String(play['column']))[k] ?? scalar.zero,
    })),
  )
