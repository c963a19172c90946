/**
 * Composition of open games. A part is evaluated in the context that the other part and the surroundings make
 * for it; decisions are listed in play order.
 *
 * | here | in mathematics | in the language |
 * | --- | --- | --- |
 * | `sequential` | ⨾ | `>>>`, the lines of a block |
 * | `parallel` | ⊗ | `&&&` |
 * | `choice` | coproduct on the forward wires | `+++` |
 * | `repeated` | n-fold composite | `repeat` |
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Scalar } from '../markov/scalar.ts'
import * as optic from '../optic/compose.ts'
import { besideLeft, besideRight, branches, pullContinuation, pushHistory } from '../optic/context.ts'
import { nestTrace } from '../optic/trace.ts'
import { lens, type NoStrategies } from './atom.ts'
import type { InformationState, OpenGame, Profile } from './game.ts'
import { foreseen } from './interpretation.ts'

/** The game that passes everything on. */
export const identity = <N, X, S>(): OpenGame<N, NoStrategies, X, S, X, S> =>
  lens(
    (x: X) => x,
    (_: X, s: S) => s,
  )

/** `first`, then `second`. */
export const sequential = <N, P1 extends Profile, P2 extends Profile, X, S, Y, R, V, Q>(
  first: OpenGame<N, P1, X, S, Y, R>,
  second: OpenGame<N, P2, Y, R, V, Q>,
): OpenGame<N, P1 & P2, X, S, V, Q> => ({
  decisions: [...first.decisions, ...second.decisions],
  play: (interpretation, profile) =>
    optic.sequential(
      interpretation.markov,
      first.play(interpretation, profile),
      second.play(interpretation, profile),
    ),
  evaluate: (interpretation, profile, context) => {
    const { markov } = interpretation
    const before = first.play(interpretation, profile)
    const after = second.play(foreseen(interpretation), profile)
    return [
      ...first.evaluate(interpretation, profile, pullContinuation(markov, after, context)),
      ...second.evaluate(interpretation, profile, pushHistory(markov, before, context)),
    ]
  },
})

/** Both side by side, neither observing the other. */
export const parallel = <N, P1 extends Profile, P2 extends Profile, X1, S1, Y1, R1, X2, S2, Y2, R2>(
  left: OpenGame<N, P1, X1, S1, Y1, R1>,
  right: OpenGame<N, P2, X2, S2, Y2, R2>,
): OpenGame<N, P1 & P2, readonly [X1, X2], readonly [S1, S2], readonly [Y1, Y2], readonly [R1, R2]> => ({
  decisions: [...left.decisions, ...right.decisions],
  play: (interpretation, profile) =>
    optic.parallel(
      interpretation.markov,
      left.play(interpretation, profile),
      right.play(interpretation, profile),
    ),
  evaluate: (interpretation, profile, context) => {
    const { markov } = interpretation
    const onLeft = left.play(interpretation, profile)
    const onRight = right.play(foreseen(interpretation), profile)
    return [
      ...left.evaluate(interpretation, profile, besideRight(markov, onRight, context)),
      ...right.evaluate(interpretation, profile, besideLeft(markov, onLeft, context)),
    ]
  },
})

/**
 * `left` or `right`, as the input says.
 *
 * Each is evaluated given that it is the one played; a branch that is not reached has no information states.
 */
export const choice = <N, P1 extends Profile, P2 extends Profile, X1, X2, S, Y1, Y2, R>(
  left: OpenGame<N, P1, X1, S, Y1, R>,
  right: OpenGame<N, P2, X2, S, Y2, R>,
): OpenGame<N, P1 & P2, E.Either<X1, X2>, S, E.Either<Y1, Y2>, R> => ({
  decisions: [...left.decisions, ...right.decisions],
  play: (interpretation, profile) =>
    optic.choice(
      interpretation.markov,
      left.play(interpretation, profile),
      right.play(interpretation, profile),
    ),
  evaluate: (interpretation, profile, context) => {
    const { markov } = interpretation
    return [
      ...branches(markov, O.getLeft<X1, X2>, E.left<Y1, Y2>, context).flatMap(taken =>
        scaled(markov.scalar, taken.probability, left.evaluate(interpretation, profile, taken.context)),
      ),
      ...branches(markov, O.getRight<X1, X2>, E.right<Y1, Y2>, context).flatMap(taken =>
        scaled(markov.scalar, taken.probability, right.evaluate(interpretation, profile, taken.context)),
      ),
    ]
  },
})

/** Probabilities that were conditional on a branch of this probability, as probabilities of the whole. */
const scaled = <N>(
  scalar: Scalar<N>,
  probability: N,
  states: readonly InformationState<N>[],
): readonly InformationState<N>[] =>
  states.map(state => ({ ...state, probability: scalar.mul(probability, state.probability) }))

/** `stage(0)`, then `stage(1)`, … `stage(times - 1)`: outputs become inputs. */
export const repeated = <N, P extends Profile, X, S>(
  times: number,
  stage: (index: number) => OpenGame<N, P, X, S, X, S>,
): OpenGame<N, P, X, S, X, S> =>
  Array.from({ length: times }, (_, index) => stage(index)).reduce<OpenGame<N, P, X, S, X, S>>(
    (before, next) => sequential(before, next),
    identity(),
  )

/** The game with what its plays name nested under `label`; decisions keep their keys. */
export const label = <N, P extends Profile, X, S, Y, R>(
  name: string,
  game: OpenGame<N, P, X, S, Y, R>,
): OpenGame<N, P, X, S, Y, R> => ({
  ...game,
  play: (interpretation, profile) => {
    const inner = game.play(interpretation, profile)
    return use => inner(o => use({ ...o, trace: residual => nestTrace(name, o.trace(residual)) }))
  },
})
