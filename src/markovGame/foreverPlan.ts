/** What checks ask of a game without end under a stationary profile. */
import type { URIS } from 'fp-ts/HKT.js'
import * as E from 'fp-ts/lib/Either.js'
import type { InformationState, Ledger, ObservableInterpretation, Profile } from '../game/game.ts'
import { faithfulObservable, playsStrategy } from '../game/interpretation.ts'
import { legalStrategy } from '../game/invalidPlay.ts'
import { listed } from '../game/menu.ts'
import { finite } from '../markov/finite.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { type TremblingObservable, trembling } from '../markov/trembling.ts'
import type { Plan } from '../plan/plan.ts'
import { improve } from './bestReply.ts'
import { chainOf, type Means, type Values, valuesOf, visitsOf } from './chain.ts'
import { type Explored, explore, type Unbounded } from './explore.ts'
import type { MarkovGame } from './markovGame.ts'
import { type FoundReply, foundReply, type ReplyBounds } from './reply.ts'
import { auxiliaryGame } from './stage.ts'

/**
 * The answers of a game without end.
 *
 * `states` are those of the stage games from the states that the profile reaches, `tremblingStates` from all states that
 * any actions reach; the probability is the share of the play in which the state is met, later stages counting
 * for less. Their receipts count the stages to come. No deviation at one of them gaining is subgame perfection, at all
 * of `tremblingStates` (Blackwell 1965); a player decides in every stage, so that `equilibrium` needs `bestReply` even of
 * one who has a single decision.
 *
 * Where a decision does not observe the state of the stage, it appears once for each state, as if it did: then what
 * gains there need not be a deviation that the player can choose (`unobserved`).
 */
export interface ForeverPlan<N, S> extends Plan<N> {
  /** Everybody who decides or is paid. */
  readonly players: readonly string[]
  /** The states that any actions lead to. */
  readonly stageStates: readonly S[]
  /** What everybody gets from each of these states on, with a bound on the error. */
  readonly values: Values<N>
  /** What is known of the best reply of a player whose `bestReply` is `forgets`. */
  readonly replyBounds: (player: string) => ReplyBounds<N>
}

/**
 * The plan of `game` under `profile`.
 *
 * Errors: `Unbounded` where states are too many or later receipts do not count for less; throws `OutOfSteps`, and as
 * `ClosedGame.play`.
 */
export const foreverPlan = <N, P extends Profile, S, U>(
  means: Means<N>,
  game: MarkovGame<N, P, S, U>,
  profile: P,
): E.Either<Unbounded<S>, ForeverPlan<N, S>> =>
  E.map((explored: Explored<S>) => planOf(means, game, profile, explored))(
    explore(means.scalar, means.budget, game, profile),
  )

const planOf = <N, P extends Profile, S, U>(
  means: Means<N>,
  game: MarkovGame<N, P, S, U>,
  profile: P,
  explored: Explored<S>,
): ForeverPlan<N, S> => {
  const { scalar, budget } = means
  const { states, players } = explored
  const { decisions } = game.stage
  const chain = chainOf(means, game, explored, profile)
  const values = valuesOf(means, chain)
  const start = game.start.map(([state, probability]) => [states.indexOf(state), probability] as const)
  const payoffOf = (player: string): N => atStart(means, start, values.of(player))
  const onward = (next: S): Ledger<N> => {
    const at = states.indexOf(next)
    return Object.fromEntries(
      players.map(player => [player, scalar.mul(game.discount, values.of(player)[at] ?? scalar.zero)]),
    )
  }
  const statesFound = <M extends URIS>(interpretation: ObservableInterpretation<M, N>) => {
    const visits = visitsOf(means, game.discount, start, chain.moves)
    return states.values.flatMap((state, i) =>
      auxiliaryGame(scalar, game, state, onward)
        .evaluate(interpretation, profile)
        .map(found => ({ ...found, probability: scalar.mul(visits[i] ?? scalar.zero, found.probability) })),
    )
  }
  const replies = new Map<string, FoundReply<N>>()
  const replyOf = (player: string): FoundReply<N> => {
    if (!decisions.some(decision => decision.player === player)) return bystander(payoffOf(player))
    const known =
      replies.get(player) ?? foundReply(means, start, improve(means, game, explored, profile, player))
    replies.set(player, known)
    return known
  }
  return {
    players,
    stageStates: states.values,
    values,
    decisions,
    payoffs: () => Object.fromEntries(players.map(player => [player, payoffOf(player)])),
    states: () =>
      statesFound(faithfulObservable(finite(scalar, budget))).filter(
        ({ probability }) => !scalar.equals(probability, scalar.zero),
      ),
    tremblingStates: () => statesFound(withTrembles(trembling(scalar, budget))),
    bestReply: player => replyOf(player).reply,
    replyBounds: player => replyOf(player).bounds,
  }
}

/** Somebody without decisions. */
const bystander = <N>(payoff: N): FoundReply<N> => ({
  reply: { kind: 'found', payoff, value: payoff, states: [] },
  bounds: { payoff, upper: payoff },
})

const atStart = <N>(
  { scalar }: Means<N>,
  start: readonly (readonly [number, N])[],
  values: readonly N[],
): N =>
  start.reduce(
    (sum, [state, probability]) => scalar.add(sum, scalar.mul(probability, values[state] ?? scalar.zero)),
    scalar.zero,
  )

const withTrembles = <N>(markov: TremblingObservable<N>): ObservableInterpretation<'Trembling', N> => ({
  markov,
  decide: (decision, observation, menu, strategy) =>
    markov.tremble(
      legalStrategy(markov.scalar, decision, observation, menu, strategy),
      listed(decision, observation, menu),
    ),
  foresee: playsStrategy(markov),
})

/**
 * The information states that are one to the player though they belong to the stages from several states: only where
 * nothing gains at any of them is it known whether something gains at all.
 */
export const unobserved = <N>(states: readonly Met<N>[]): readonly Met<N>[] => {
  const met = new Map<string, { readonly first: Met<N>; count: number }>()
  for (const state of states) {
    const key = structuralKey([state.decision.key, state.observation])
    const known = met.get(key)
    if (known === undefined) met.set(key, { first: state, count: 1 })
    else known.count += 1
  }
  return [...met.values()].flatMap(({ first, count }) => (count > 1 ? [first] : []))
}

/** A decision, and what is observed there. */
type Met<N> = Pick<InformationState<N>, 'decision' | 'observation'>
