/**
 * Composition of optics. Play runs from left to right, coplay from right to left, the ledger with it.
 *
 * Laws, up to the choice of residuals (see src/testing/laws/optic.ts): `identity` is a unit of `sequential`,
 * `sequential` and `parallel` are associative, and they satisfy interchange for optics that do not both
 * change the ledger of one player; `parallel` is premonoidal in the ledger otherwise.
 */
import type { URIS } from 'fp-ts/HKT.js'
import * as E from 'fp-ts/lib/Either.js'
import type { Monad1 } from 'fp-ts/lib/Monad.js'
import { type Optic, opened, type Representative, type Trace } from './optic.ts'
import { emptyTrace, mergeTraces } from './trace.ts'
import { pair } from './tuple.ts'

/** The optic that passes everything on, in both directions. */
export const identity =
  <M extends URIS, W, X, S>(markov: Monad1<M>): Optic<M, W, X, S, X, S> =>
  use =>
    use<null>({
      play: x => markov.of(pair(null, x)),
      coplay: (_, s, ledger) => markov.of(pair(s, ledger)),
      trace: () => emptyTrace,
    })

/** `first`, then `second` on its output; what `second` feeds back returns to `first`. */
export const sequential =
  <M extends URIS, W, X, S, Y, R, V, Q>(
    markov: Monad1<M>,
    first: Optic<M, W, X, S, Y, R>,
    second: Optic<M, W, Y, R, V, Q>,
  ): Optic<M, W, X, S, V, Q> =>
  use => {
    const f = opened(first)
    const g = opened(second)
    return use({
      play: x => markov.chain(f.play(x), ([z, y]) => markov.map(g.play(y), ([w, v]) => pair(pair(z, w), v))),
      coplay: ([z, w], q, ledger) =>
        markov.chain(g.coplay(w, q, ledger), ([r, after]) => f.coplay(z, r, after)),
      trace: ([z, w]) => mergeTraces(f.trace(z), g.trace(w)),
    })
  }

/** Both side by side; coplay, running backward, passes through `right` first. */
export const parallel =
  <M extends URIS, W, X1, S1, Y1, R1, X2, S2, Y2, R2>(
    markov: Monad1<M>,
    left: Optic<M, W, X1, S1, Y1, R1>,
    right: Optic<M, W, X2, S2, Y2, R2>,
  ): Optic<M, W, readonly [X1, X2], readonly [S1, S2], readonly [Y1, Y2], readonly [R1, R2]> =>
  use =>
    left(f =>
      right(g =>
        use({
          play: ([x1, x2]) =>
            markov.chain(f.play(x1), ([z, y1]) =>
              markov.map(g.play(x2), ([w, y2]) => pair(pair(z, w), pair(y1, y2))),
            ),
          coplay: ([z, w], [r1, r2], ledger) =>
            markov.chain(g.coplay(w, r2, ledger), ([s2, between]) =>
              markov.map(f.coplay(z, r1, between), ([s1, after]) => pair(pair(s1, s2), after)),
            ),
          trace: ([z, w]) => mergeTraces(f.trace(z), g.trace(w)),
        }),
      ),
    )

/** `left` or `right` according to the input; the backward wires are shared. */
export const choice =
  <M extends URIS, W, X1, X2, S, Y1, Y2, R>(
    markov: Monad1<M>,
    left: Optic<M, W, X1, S, Y1, R>,
    right: Optic<M, W, X2, S, Y2, R>,
  ): Optic<M, W, E.Either<X1, X2>, S, E.Either<Y1, Y2>, R> =>
  use =>
    left(<Z1>(f: Representative<M, W, Z1, X1, S, Y1, R>) =>
      right(<Z2>(g: Representative<M, W, Z2, X2, S, Y2, R>) =>
        use<E.Either<Z1, Z2>>({
          play: E.match(
            x => markov.map(f.play(x), ([z, y]) => pair(E.left(z), E.left(y))),
            x => markov.map(g.play(x), ([z, y]) => pair(E.right(z), E.right(y))),
          ),
          coplay: (residual, r, ledger) =>
            E.isLeft(residual) ? f.coplay(residual.left, r, ledger) : g.coplay(residual.right, r, ledger),
          trace: E.match<Z1, Z2, Trace>(f.trace, g.trace),
        }),
      ),
    )
