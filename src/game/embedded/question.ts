import * as E from 'fp-ts/lib/Either.js'
import { close as closeGame } from '../close.ts'
import type { ClosedGame, Profile } from '../game.ts'
import { InvalidPlay, type InvalidPlayReason } from '../invalidPlay.ts'
import type { Decisions, Game, Unit } from './game.ts'
import { unit } from './game.ts'
import { certainly, type Lottery, weightsOf } from './lottery.ts'

declare const decisions: unique symbol

/** A game in its surroundings, with the decisions `D`. */
export interface Closed<D extends Decisions> {
  /** Holds `D` for the compiler; there is no such property at run time. */
  readonly [decisions]?: D
  readonly closed: ClosedGame<number, Profile>
}

/** What can be played: a closed game, or one that needs nothing from outside. */
export type Playable<D extends Decisions> = Closed<D> | Game<D, Unit, never, never, Unit>

/** The game with its input drawn from `input` and `continuation` of its output as what returns. */
export const close = <D extends Decisions, X, S, Y, R>(
  game: Game<D, X, S, Y, R>,
  { input, continuation }: { readonly input: Lottery<X>; readonly continuation: (y: Y) => R },
): Closed<D> => ({ closed: closeGame(game.within([]), { input: weightsOf(input), continuation }) })

/** A game that takes nothing in and gets nothing back, closed. */
export const closeUnit = <D extends Decisions, S, Y>(game: Game<D, Unit, S, Y, Unit>): Closed<D> =>
  close(game, { input: certainly(unit), continuation: () => unit })

/** The result of playing, or why there is none. */
export const attempt = <A>(play: () => A): E.Either<InvalidPlayReason, A> => {
  try {
    return E.right(play())
  } catch (error) {
    if (error instanceof InvalidPlay) return E.left(error.reason)
    throw error
  }
}
