import type { Kind, URIS } from 'fp-ts/HKT.js'
import type { InformationState, Ledger, OpenGame, Profile } from '../game/game.ts'
import { faithfulObservable } from '../game/interpretation.ts'
import { informationSet } from '../game/tree.ts'
import type { Scalar } from '../markov/scalar.ts'
import type { Observable } from '../markov/stochastic.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import type { Context, Trace } from '../optic/optic.ts'
import { type Observation, observation } from './observation.ts'

/**
 * What of a game is compared: `everything`, or all but the receipts counted from a decision on, which depend on
 * what comes later where two things happen side by side.
 */
export type Comparison = 'everything' | 'totals'

/** What a play in a context looks like from outside. */
interface Seen<N, X, S, Y, R> {
  readonly wires: { readonly x: X; readonly s: S; readonly y: Y; readonly r: R }
  readonly trace: Trace
  readonly ledger: Ledger<N>
}

/** The plays of a game in a context with what they pay, and its table of deviations. */
export const observeGame = <M extends URIS, N, X, S, Y, R>(
  markov: Observable<M, N>,
  game: OpenGame<N, Profile, X, S, Y, R>,
  profile: Profile,
  context: Context<M, Ledger<N>, X, S, Y, R>,
  comparison: Comparison = 'everything',
): Observation<N> => {
  const { scalar } = markov
  const seen = markov.outcomes(playIn(markov, game, profile, context))
  const states = game.evaluate(faithfulObservable(markov), profile, context)
  return observation(scalar, [
    ...seen.flatMap(([play, probability]) => playEntries(scalar, play, probability)),
    ...states.flatMap(state => stateEntries(state, comparison)),
  ])
}

const playIn = <M extends URIS, N, X, S, Y, R>(
  markov: Observable<M, N>,
  game: OpenGame<N, Profile, X, S, Y, R>,
  profile: Profile,
  context: Context<M, Ledger<N>, X, S, Y, R>,
): Kind<M, Seen<N, X, S, Y, R>> =>
  game.play(
    faithfulObservable(markov),
    profile,
  )(o =>
    context(c =>
      markov.chain(c.history, ([t, x]) =>
        markov.chain(o.play(x), ([z, y]) =>
          markov.chain(c.continuation(t, y), ([u, r, earned]) =>
            markov.chain(o.coplay(z, r, earned), ([s, before]) =>
              markov.map(
                c.settle(u, s, before),
                (ledger): Seen<N, X, S, Y, R> => ({ wires: { x, s, y, r }, trace: o.trace(z), ledger }),
              ),
            ),
          ),
        ),
      ),
    ),
  )

const playEntries = <N, X, S, Y, R>(
  scalar: Scalar<N>,
  { wires, trace, ledger }: Seen<N, X, S, Y, R>,
  probability: N,
): readonly (readonly [string, N])[] => {
  const play = structuralKey({ wires, trace })
  return [
    [`play ${play}`, probability],
    ...Object.entries(ledger).map(
      ([player, earned]) => [`pays ${player} ${play}`, scalar.mul(probability, earned)] as const,
    ),
  ]
}

const stateEntries = <N>(
  { decision, observation, probability, strategy, payoff, actions }: InformationState<N>,
  comparison: Comparison,
): readonly (readonly [string, N])[] => {
  const at = informationSet(decision.key, observation)
  const sinceHere: readonly (readonly [string, N])[] = [
    [`payoff at ${at}`, payoff],
    ...actions.map(value => [`payoff of ${structuralKey(value.action)} at ${at}`, value.payoff] as const),
  ]
  return [
    [`probability of ${at}`, probability],
    ...strategy.map(([action, weight]) => [`weight of ${structuralKey(action)} at ${at}`, weight] as const),
    ...actions.map(value => [`total of ${structuralKey(value.action)} at ${at}`, value.total] as const),
    ...(comparison === 'everything' ? sinceHere : []),
  ]
}
