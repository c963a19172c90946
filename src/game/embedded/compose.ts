import type { Either } from 'fp-ts/lib/Either.js'
import * as engine from '../compose.ts'
import { population as sideBySide } from '../population.ts'
import type { Apart, Decisions, Game } from './game.ts'

/** Paths of `D` under a label. */
export type Labeled<Name extends string, D extends Decisions> = {
  readonly [Path in keyof D & string as `${Name}.${Path}`]: D[Path]
}

/** `'0' | '1' | …` below a count; any number where the count is not a literal. */
export type IndexBelow<Count extends number> = number extends Count ? `${number}` : Indices<Count>
type Indices<Count extends number, Below extends readonly string[] = []> = Below['length'] extends Count
  ? Below[number]
  : Indices<Count, readonly [...Below, `${Below['length']}`]>

/** Paths of `D` under a label and an index. */
export type Numbered<Name extends string, Size extends number, D extends Decisions> = {
  readonly [Path in keyof D & string as `${Name}.${IndexBelow<Size> & string}.${Path}`]: D[Path]
}

/** `first`, then `second` on its output. */
export const sequential = <D1 extends Decisions, D2 extends Decisions, X, S, Y, R, V, Q>(
  first: Game<D1, X, S, Y, R>,
  second: Game<D2, Y, R, V, Q> & Apart<D1, D2>,
): Game<D1 & D2, X, S, V, Q> => ({
  within: labels => engine.sequential(first.within(labels), second.within(labels)),
})

/** Both side by side, neither observing the other. */
export const parallel = <D1 extends Decisions, D2 extends Decisions, X1, S1, Y1, R1, X2, S2, Y2, R2>(
  left: Game<D1, X1, S1, Y1, R1>,
  right: Game<D2, X2, S2, Y2, R2> & Apart<D1, D2>,
): Game<D1 & D2, readonly [X1, X2], readonly [S1, S2], readonly [Y1, Y2], readonly [R1, R2]> => ({
  within: labels => engine.parallel(left.within(labels), right.within(labels)),
})

/** `left` or `right`, as the input says. */
export const choice = <D1 extends Decisions, D2 extends Decisions, X1, X2, S, Y1, Y2, R>(
  left: Game<D1, X1, S, Y1, R>,
  right: Game<D2, X2, S, Y2, R> & Apart<D1, D2>,
): Game<D1 & D2, Either<X1, X2>, S, Either<Y1, Y2>, R> => ({
  within: labels => engine.choice(left.within(labels), right.within(labels)),
})

/** The game with `name` before the paths of its decisions and around the names of its plays. */
export const label = <const Name extends string, D extends Decisions, X, S, Y, R>(
  name: Name,
  game: Game<D, X, S, Y, R>,
): Game<Labeled<Name, D>, X, S, Y, R> => ({
  within: labels => engine.label(name, game.within([...labels, name])),
})

/** `size` games side by side, told their index; decisions are at `name.0.path`, `name.1.path`, … */
export const population = <
  const Name extends string,
  const Size extends number,
  D extends Decisions,
  X,
  S,
  Y,
  R,
>(
  name: Name,
  size: Size,
  member: (index: number) => Game<D, X, S, Y, R>,
): Game<Numbered<Name, Size, D>, readonly X[], readonly S[], readonly Y[], readonly R[]> => ({
  within: labels => {
    const members = Array.from({ length: size }, (_, index) =>
      label(`${index}`, member(index)).within([...labels, name]),
    )
    return engine.label(name, sideBySide(members))
  },
})

/** `times` stages in sequence, told their index; decisions are at `name.0.path`, `name.1.path`, … */
export const repeated = <const Name extends string, const Times extends number, D extends Decisions, X, S>(
  name: Name,
  times: Times,
  stage: (index: number) => Game<D, X, S, X, S>,
): Game<Numbered<Name, Times, D>, X, S, X, S> => ({
  within: labels =>
    engine.label(
      name,
      engine.repeated(times, index => label(`${index}`, stage(index)).within([...labels, name])),
    ),
})
