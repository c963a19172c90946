import type { Kind, URIS } from 'fp-ts/HKT.js'
import type { Monad1 } from 'fp-ts/lib/Monad.js'
import type { Optic, Trace } from './optic.ts'
import { emptyTrace, namesTrace } from './trace.ts'
import { pair } from './tuple.ts'

/**
 * A deterministic lens: forward `view`, backward `update` of the remembered input.
 *
 * The optic exists for every pair of functions; it is lawful as a lens when `update(x, view(x)) = x`,
 * `view(update(x, r)) = r` and `update(update(x, q), r) = update(x, r)`.
 */
export const lens =
  <M extends URIS, W, X, S, Y, R>(
    markov: Monad1<M>,
    view: (x: X) => Y,
    update: (x: X, r: R) => S,
  ): Optic<M, W, X, S, Y, R> =>
  use =>
    use<X>({
      play: x => markov.of(pair(x, view(x))),
      coplay: (x, r, ledger) => markov.of(pair(update(x, r), ledger)),
      trace: () => emptyTrace,
    })

/** A kernel forward; backward it forgets what returns and feeds back the constant `feedback`. */
export const kernel =
  <M extends URIS, W, X, S, Y, R>(
    markov: Monad1<M>,
    arrow: (x: X) => Kind<M, Y>,
    feedback: S,
  ): Optic<M, W, X, S, Y, R> =>
  use =>
    use<null>({
      play: x => markov.map(arrow(x), y => pair(null, y)),
      coplay: (_, __, ledger) => markov.of(pair(feedback, ledger)),
      trace: () => emptyTrace,
    })

/** The identity that leaves names for what passes through it. */
export const reveal =
  <M extends URIS, W, X, S>(markov: Monad1<M>, names: (x: X) => Trace['names']): Optic<M, W, X, S, X, S> =>
  use =>
    use<X>({
      play: x => markov.of(pair(x, x)),
      coplay: (_, s, ledger) => markov.of(pair(s, ledger)),
      trace: x => namesTrace(names(x)),
    })

/** The identity on the wires that changes the ledger on its way back, given what went forward. */
export const onLedger =
  <M extends URIS, W, X, S>(markov: Monad1<M>, change: (x: X, ledger: W) => W): Optic<M, W, X, S, X, S> =>
  use =>
    use<X>({
      play: x => markov.of(pair(x, x)),
      coplay: (x, s, ledger) => markov.of(pair(s, change(x, ledger))),
      trace: () => emptyTrace,
    })
