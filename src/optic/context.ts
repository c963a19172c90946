/**
 * Contexts: how an optic sees the play around it, and how the view changes when part of the surroundings is
 * taken as known. With these four, `evaluate` of a composite is `evaluate` of its parts.
 *
 *     pushHistory       history ──▶ before ──▶ ( hole ) ──▶ continuation
 *     pullContinuation  history ──▶ ( hole ) ──▶ after ──▶ continuation
 *     besideRight       ( hole ) beside right: right has moved when the continuation begins
 *     besideLeft        left beside ( hole ): left's coplay runs last, hence in `settle`
 */
import type { Kind, URIS } from 'fp-ts/HKT.js'
import type { Monad1 } from 'fp-ts/lib/Monad.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Observable } from '../markov/stochastic.ts'
import type { Context, Optic } from './optic.ts'
import { pair, triple } from './tuple.ts'

/** The context in which the input comes from `input`, the return is a function of the output, and no more happens. */
export const closing =
  <M extends URIS, W, X, S, Y, R>(
    markov: Monad1<M>,
    input: Kind<M, X>,
    continuation: (y: Y) => R,
    ledger: W,
  ): Context<M, W, X, S, Y, R> =>
  use =>
    use<null, null>({
      history: markov.map(input, x => pair(null, x)),
      continuation: (_, y) => markov.of(triple(null, continuation(y), ledger)),
      settle: (_, __, final) => markov.of(final),
    })

/** The context of what comes after `before`. */
export const pushHistory =
  <M extends URIS, W, X, S, Y, R, V, Q>(
    markov: Monad1<M>,
    before: Optic<M, W, X, S, Y, R>,
    context: Context<M, W, X, S, V, Q>,
  ): Context<M, W, Y, R, V, Q> =>
  use =>
    before(b =>
      context(c =>
        use({
          history: markov.chain(c.history, ([t, x]) => markov.map(b.play(x), ([z, y]) => pair({ t, z }, y))),
          continuation: ({ t, z }, v) =>
            markov.map(c.continuation(t, v), ([u, q, ledger]) => triple({ u, z }, q, ledger)),
          settle: ({ u, z }, r, ledger) =>
            markov.chain(b.coplay(z, r, ledger), ([s, after]) => c.settle(u, s, after)),
        }),
      ),
    )

/** The context of what comes before `after`. */
export const pullContinuation =
  <M extends URIS, W, X, S, Y, R, V, Q>(
    markov: Monad1<M>,
    after: Optic<M, W, Y, R, V, Q>,
    context: Context<M, W, X, S, V, Q>,
  ): Context<M, W, X, S, Y, R> =>
  use =>
    after(a =>
      context(c =>
        use({
          history: c.history,
          continuation: (t, y) =>
            markov.chain(a.play(y), ([z, v]) =>
              markov.chain(c.continuation(t, v), ([u, q, ledger]) =>
                markov.map(a.coplay(z, q, ledger), ([r, before]) => triple(u, r, before)),
              ),
            ),
          settle: c.settle,
        }),
      ),
    )

/** The context of the left of two side by side, `right` being the other. */
export const besideRight =
  <M extends URIS, W, X1, S1, Y1, R1, X2, S2, Y2, R2>(
    markov: Monad1<M>,
    right: Optic<M, W, X2, S2, Y2, R2>,
    context: Context<M, W, readonly [X1, X2], readonly [S1, S2], readonly [Y1, Y2], readonly [R1, R2]>,
  ): Context<M, W, X1, S1, Y1, R1> =>
  use =>
    right(g =>
      context(c =>
        use({
          history: markov.map(c.history, ([t, [x1, x2]]) => pair({ t, x2 }, x1)),
          continuation: ({ t, x2 }, y1) =>
            markov.chain(g.play(x2), ([w, y2]) =>
              markov.chain(c.continuation(t, [y1, y2]), ([u, [r1, r2], ledger]) =>
                markov.map(g.coplay(w, r2, ledger), ([s2, between]) => triple({ u, s2 }, r1, between)),
              ),
            ),
          settle: ({ u, s2 }, s1, ledger) => c.settle(u, [s1, s2], ledger),
        }),
      ),
    )

/** The context of the right of two side by side, `left` being the other. */
export const besideLeft =
  <M extends URIS, W, X1, S1, Y1, R1, X2, S2, Y2, R2>(
    markov: Monad1<M>,
    left: Optic<M, W, X1, S1, Y1, R1>,
    context: Context<M, W, readonly [X1, X2], readonly [S1, S2], readonly [Y1, Y2], readonly [R1, R2]>,
  ): Context<M, W, X2, S2, Y2, R2> =>
  use =>
    left(f =>
      context(c =>
        use({
          history: markov.chain(c.history, ([t, [x1, x2]]) =>
            markov.map(f.play(x1), ([z, y1]) => pair({ t, z, y1 }, x2)),
          ),
          continuation: ({ t, z, y1 }, y2) =>
            markov.map(c.continuation(t, [y1, y2]), ([u, [r1, r2], ledger]) =>
              triple({ u, z, r1 }, r2, ledger),
            ),
          settle: ({ u, z, r1 }, s2, ledger) =>
            markov.chain(f.coplay(z, r1, ledger), ([s1, after]) => c.settle(u, [s1, s2], after)),
        }),
      ),
    )

/** The context given that the input falls on one side, and the probability that it does. */
export interface Branch<M extends URIS, N, W, X, S, Y, R> {
  readonly probability: N
  readonly context: Context<M, W, X, S, Y, R>
}

/**
 * What the surroundings are to a game that is played only where `side` gives it an input; `inject` makes its
 * output one of the whole. Empty when that never happens.
 */
export const branches = <M extends URIS, N, W, X, XI, S, Y, YI, R>(
  markov: Observable<M, N>,
  side: (x: X) => O.Option<XI>,
  inject: (y: YI) => Y,
  context: Context<M, W, X, S, Y, R>,
): readonly Branch<M, N, W, XI, S, YI, R>[] =>
  context(c =>
    markov
      .partition(c.history, ([, x]) => side(x)._tag)
      .flatMap(({ probability, posterior, representative }) => {
        const [, x] = representative
        const input = side(x)
        if (O.isNone(input)) return []
        // Every input of this class is on the side of its representative, which stands in for none of them.
        const history = markov.map(posterior, ([t, other]) =>
          pair(t, O.getOrElse(() => input.value)(side(other))),
        )
        const branch: Context<M, W, XI, S, YI, R> = use =>
          use({ history, continuation: (t, y) => c.continuation(t, inject(y)), settle: c.settle })
        return [{ probability, context: branch }]
      }),
  )
