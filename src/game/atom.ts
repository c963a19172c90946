/**
 * Atomic games without decisions. A unit wire carries whatever value the caller uses as unit.
 */
import type { URIS } from 'fp-ts/HKT.js'
import type { Stochastic, Weighted } from '../markov/stochastic.ts'
import * as optic from '../optic/atom.ts'
import type { Optic, Trace } from '../optic/optic.ts'
import type { Ledger, OpenGame } from './game.ts'
import { adjust, credit } from './ledger.ts'

/** Profiles of games without decisions. */
export type NoStrategies = { readonly [path in never]: never }

/** A game of nothing but an optic: nobody decides. */
const withoutDecisions = <N, X, S, Y, R>(
  play: <M extends URIS>(markov: Stochastic<M, N>) => Optic<M, Ledger<N>, X, S, Y, R>,
): OpenGame<N, NoStrategies, X, S, Y, R> => ({
  decisions: [],
  play: interpretation => play(interpretation.markov),
  evaluate: () => [],
})

/** A deterministic lens (`fromLens`). */
export const lens = <N, X, S, Y, R>(
  view: (x: X) => Y,
  update: (x: X, r: R) => S,
): OpenGame<N, NoStrategies, X, S, Y, R> => withoutDecisions(markov => optic.lens(markov, view, update))

/** Two functions, one in each direction (`fromFunctions`). */
export const functions = <N, X, S, Y, R>(
  forward: (x: X) => Y,
  backward: (r: R) => S,
): OpenGame<N, NoStrategies, X, S, Y, R> => lens(forward, (_, r) => backward(r))

/** A Markov kernel; whatever returns, `feedback` is fed back (`nature`, `liftStochastic`). */
export const kernel = <N, X, S, Y, R>(
  arrow: (x: X) => Weighted<N, Y>,
  feedback: S,
): OpenGame<N, NoStrategies, X, S, Y, R> => ({
  decisions: [],
  play: ({ markov, deferred }) =>
    optic.kernel(
      markov,
      x => (deferred === undefined ? markov.fromWeights(arrow(x)) : deferred.draw(() => arrow(x))),
      feedback,
    ),
  evaluate: () => [],
})

/** The identity that leaves names for what passes through it, to be read in the trace of a play. */
export const reveal = <N, X, S>(names: (x: X) => Trace['names']): OpenGame<N, NoStrategies, X, S, X, S> =>
  withoutDecisions(markov => optic.reveal(markov, names))

/** Pays the amount that comes forward to `player` on the way back; other wires pass. */
export const addPayoffs = <N, S>(player: string): OpenGame<N, NoStrategies, N, S, N, S> =>
  withoutDecisions(markov =>
    optic.onLedger(markov, (amount, ledger) => credit(markov.scalar, ledger, player, amount)),
  )

/**
 * Replaces what `player` earns in later stages by `factor` of it; the wires pass.
 *
 * This is forward discounting: stages paying 1 and then 3, with a halving between them, give 2.5.
 */
export const discount = <N, X, S>(
  player: string,
  factor: (earned: N) => N,
): OpenGame<N, NoStrategies, X, S, X, S> =>
  withoutDecisions(markov =>
    optic.onLedger(markov, (_, ledger) => adjust(markov.scalar, ledger, player, factor)),
  )
