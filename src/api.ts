/**
 * The embedded API: open games in TypeScript, with strategies whose paths and types the compiler knows.
 *
 * Payoffs and probabilities are doubles, plays are enumerated exactly. A question about a profile has as its
 * answer a `Right`, or a `Left` that says which decision could not be played and why.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import { checkGame } from './equilibrium/checkGame.ts'
import type { CheckedConcept } from './equilibrium/concept.ts'
import type { Verdict } from './equilibrium/verdict.ts'
import type { Decisions, Game, Strategies, Unit } from './game/embedded/game.ts'
import { attempt, type Closed, closeUnit } from './game/embedded/question.ts'
import type { InformationState, Ledger, Outcome, Profile } from './game/game.ts'
import { faithfulObservable } from './game/interpretation.ts'
import type { InvalidPlayReason } from './game/invalidPlay.ts'
import { gameTree, type Tree } from './game/tree.ts'
import { unlimited } from './markov/budget.ts'
import { finiteDouble } from './markov/finite.ts'
import type { Weighted } from './markov/stochastic.ts'
import { expectation } from './markov/weighted.ts'

export type { CheckedConcept } from './equilibrium/concept.ts'
export type { Failure, Judgement, StateVerdict, Verdict } from './equilibrium/verdict.ts'
export {
  addPayoffs,
  backwardFunction,
  decision,
  dependentDecision,
  dependentEpsilonDecision,
  discount,
  forwardFunction,
  fromFunctions,
  fromLens,
  kernel,
  nature,
} from './game/embedded/atom.ts'
export { type Block, block, blockWithInputs } from './game/embedded/block.ts'
export { choice, label, parallel, population, repeated, sequential } from './game/embedded/compose.ts'
export {
  type Decisions,
  type Game,
  type NoDecisions,
  type Strategies,
  type StrategyFor,
  type Unit,
  unit,
} from './game/embedded/game.ts'
export { certainly, type Lottery, lottery, uniform } from './game/embedded/lottery.ts'
export { type Closed, close } from './game/embedded/question.ts'
export type { ActionValue, Decision, InformationState, Ledger, Outcome } from './game/game.ts'
export type { InvalidPlayReason } from './game/invalidPlay.ts'
export type { Tree } from './game/tree.ts'

/** A closed game, or one that takes nothing in and is returned nothing. */
export type Playable<D extends Decisions, S, Y> = Closed<D> | Game<D, Unit, S, Y, Unit>

const exactly = finiteDouble(unlimited)

/** Every way the play can go, with its probability. */
export const plays = <D extends Decisions, S, Y>(
  game: Playable<D, S, Y>,
  profile: Strategies<NoInfer<D>>,
): Either<InvalidPlayReason, Weighted<number, Outcome<number>>> =>
  attempt(() => exactly.outcomes(closed(game).play(faithfulObservable(exactly), profile)))

/** What each player earns on average; players who earn nothing in any play are not named. */
export const payoffs = <D extends Decisions, S, Y>(
  game: Playable<D, S, Y>,
  profile: Strategies<NoInfer<D>>,
): Either<InvalidPlayReason, Ledger<number>> =>
  attempt(() => {
    const outcomes = exactly.outcomes(closed(game).play(faithfulObservable(exactly), profile))
    const players = new Set(outcomes.flatMap(([{ ledger }]) => Object.keys(ledger)))
    const mean = (player: string): number =>
      expectation(exactly.scalar, outcomes, ({ ledger }) => ledger[player] ?? 0)
    return Object.fromEntries([...players].map(player => [player, mean(player)]))
  })

/** What every action would bring at every information state that is reached. */
export const evaluate = <D extends Decisions, S, Y>(
  game: Playable<D, S, Y>,
  profile: Strategies<NoInfer<D>>,
): Either<InvalidPlayReason, readonly InformationState<number>[]> =>
  attempt(() => closed(game).evaluate(faithfulObservable(exactly), profile))

/**
 * Whether a profile has a property, with what every information state is worth and, where it fails, the
 * deviation that shows it. Regret up to `epsilon` is forgiven, 1e-9 where it is left out.
 */
export const check = <D extends Decisions, S, Y>(
  concept: CheckedConcept,
  game: Playable<D, S, Y>,
  profile: Strategies<NoInfer<D>>,
  epsilon?: number,
): Either<InvalidPlayReason, Verdict<number>> =>
  attempt(() =>
    checkGame<number, Profile>(concept, closed(game), profile, {
      scalar: exactly.scalar,
      budget: unlimited,
      ...(epsilon === undefined ? {} : { epsilon }),
    }),
  )

/** The extensive form: chance and choice nodes, one leaf for every play. */
export const extensiveForm = <D extends Decisions, S, Y>(
  game: Playable<D, S, Y>,
): Either<InvalidPlayReason, Tree<number, Outcome<number>>> =>
  attempt(() => gameTree<number, Profile>(exactly.scalar, unlimited, closed(game), {}))

const closed = <D extends Decisions, S, Y>(game: Playable<D, S, Y>) =>
  'closed' in game ? game.closed : closeUnit(game).closed
