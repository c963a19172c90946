import type { Kind, URIS } from 'fp-ts/HKT.js'
import type { Scalar } from '../markov/scalar.ts'
import type { Observable, Weighted } from '../markov/stochastic.ts'
import { structuralKey } from '../markov/structuralKey.ts'
import { expectation } from '../markov/weighted.ts'
import type { ContextRepresentative, Optic } from '../optic/optic.ts'
import { emptyTrace, eventTrace } from '../optic/trace.ts'
import { pair, triple } from '../optic/tuple.ts'
import type {
  ActionValue,
  Decision,
  InformationState,
  Interpretation,
  Ledger,
  OpenGame,
  Strategy,
} from './game.ts'
import { InvalidPlay, legalStrategy } from './invalidPlay.ts'
import { balance, credit } from './ledger.ts'
import { isContinuum, type Menu } from './menu.ts'

/** The part of a profile that one decision reads. */
export type StrategyAt<N, K extends string, X, Y> = { readonly [key in K]: Strategy<N, X, Y> }

/** One decision, without its place in any composite. */
interface Choice<N, X, S, Y> {
  readonly decision: Decision<N>
  readonly menu: (observation: X) => Menu<N, Y>
  /** What is fed back, whatever happens. */
  readonly feedback: S
}

/**
 * A player observes X, chooses from `menu(x)`, and is credited with what returns; `feedback` is fed back.
 *
 * Errors: play and evaluate throw `InvalidPlay` where there is no action, or where the strategy is not a
 * distribution over the actions.
 */
export const decision = <N, K extends string, X, S, Y>(
  at: Decision<N> & { readonly key: K },
  menu: (observation: X) => Menu<N, Y>,
  feedback: S,
  code: object = menu,
): OpenGame<N, StrategyAt<N, K, X, Y>, X, S, Y, N> => {
  const choice = { decision: at, menu: someMenu(at, menu), feedback }
  const strategyIn = (profile: StrategyAt<N, K, X, Y>) => givenStrategy(profile[at.key])
  return {
    decisions: [at],
    play: (interpretation, profile) =>
      choiceOptic(interpretation, choice, strategyIn(profile), [code, profile[at.key] ?? at]),
    evaluate: ({ markov, judges }, profile, context) =>
      judges?.(at) === false ? [] : context(c => informationStates(markov, choice, strategyIn(profile), c)),
  }
}

/** The menu with each action once; `InvalidPlay` where there is none. */
const someMenu =
  <N, X, Y>(at: Decision<N>, menu: (observation: X) => Menu<N, Y>) =>
  (observation: X): Menu<N, Y> => {
    const offered = menu(observation)
    if (isContinuum(offered)) return offered
    const byKey = new Map(offered.map(action => [structuralKey(action), action]))
    const listed = [...byKey.values()]
    if (listed.length === 0) throw new InvalidPlay({ kind: 'noActions', decision: at, observation })
    return listed
  }

/** Profiles of the language are built at run time: a strategy that is missing gives no weights. */
const givenStrategy =
  <N, X, Y>(strategy: Strategy<N, X, Y> | undefined): Strategy<N, X, Y> =>
  observation =>
    strategy?.(observation) ?? []

const isIdle = <N, X, S, Y>({ decision: { idle } }: Choice<N, X, S, Y>, observation: X): boolean =>
  idle?.(observation) === true

/** What is done where nobody is asked, for certain. */
const done = <N, X, S, Y>(
  scalar: Scalar<N>,
  { menu }: Choice<N, X, S, Y>,
  observation: X,
): Weighted<N, Y> => {
  const offered = menu(observation)
  return isContinuum(offered) ? [] : offered.slice(0, 1).map(action => [action, scalar.one] as const)
}

const choiceOptic =
  <M extends URIS, N, X, S, Y>(
    { markov, decide, deferred }: Interpretation<M, N>,
    choice: Choice<N, X, S, Y>,
    strategy: Strategy<N, X, Y>,
    code: readonly object[],
  ): Optic<M, Ledger<N>, X, S, Y, N> =>
  use => {
    const { decision, menu, feedback } = choice
    const moves = (x: X): Kind<M, Y> => {
      if (deferred !== undefined)
        return deferred.decide(
          decision,
          x,
          () => menu(x),
          () => (isIdle(choice, x) ? done(markov.scalar, choice, x) : strategy(x)),
          code,
        )
      return isIdle(choice, x)
        ? markov.fromWeights(done(markov.scalar, choice, x))
        : decide(decision, x, menu(x), strategy(x))
    }
    return use<readonly [X, Y]>({
      play: x => {
        const moved = moves(x)
        return markov.map(moved, move => pair(pair(x, move), move))
      },
      coplay: (_, payoff, ledger) =>
        markov.of(pair(feedback, credit(markov.scalar, ledger, decision.player, payoff))),
      trace: ([x, move]) =>
        // What is asked of wires is not known here; then the event tells of an observation that is idle.
        deferred === undefined && isIdle(choice, x) ? emptyTrace : eventTrace(decision.key, x, move),
    })
  }

/**
 * The information states of a decision in a context: observations that can be told apart, each with the
 * posterior over what is hidden, and what every action is worth against that posterior.
 */
const informationStates = <M extends URIS, N, T, U, X, S, Y>(
  markov: Observable<M, N>,
  choice: Choice<N, X, S, Y>,
  strategy: Strategy<N, X, Y>,
  context: ContextRepresentative<M, Ledger<N>, T, U, X, S, Y, N>,
): readonly InformationState<N>[] =>
  markov
    .partition(context.history, ([, observation]) => structuralKey(observation))
    .filter(({ representative: [, observation] }) => !isIdle(choice, observation))
    .map(({ probability, posterior, representative: [, observation] }) => {
      const { decision } = choice
      const menu = choice.menu(observation)
      const played = legalStrategy(markov.scalar, decision, observation, menu, strategy(observation))
      const actions = isContinuum(menu) ? played.map(([action]) => action) : menu
      // What only trembles lead to has no weight in an expectation.
      const belief = markov.fromWeights(markov.outcomes(posterior))
      const values = actions.map(action => actionValue(markov, choice, context, belief, action))
      return {
        decision,
        observation,
        probability,
        strategy: played,
        payoff: mixture(markov.scalar, played, values),
        actions: values,
        ...(isContinuum(menu) ? { interval: { lo: menu.lo, hi: menu.hi } } : {}),
      }
    })

/** What `action` is worth when the hidden state is as `belief` says. */
const actionValue = <M extends URIS, N, T, U, X, S, Y>(
  markov: Observable<M, N>,
  { decision: { player }, feedback }: Choice<N, X, S, Y>,
  { continuation, settle }: ContextRepresentative<M, Ledger<N>, T, U, X, S, Y, N>,
  belief: Kind<M, readonly [hidden: T, input: X]>,
  action: Y,
): ActionValue<N> => {
  const { scalar } = markov
  const receipts = markov.chain(belief, ([hidden]) =>
    markov.chain(continuation(hidden, action), ([left, returned, later]) => {
      const onward = balance(scalar, credit(scalar, later, player, returned), player)
      const settled = (counted: N) =>
        markov.map(settle(left, feedback, { ...later, [player]: counted }), final =>
          balance(scalar, final, player),
        )
      return markov.chain(settled(onward), whole =>
        markov.map(settled(scalar.zero), past => triple(onward, whole, past)),
      )
    }),
  )
  const outcomes = markov.outcomes(receipts)
  return {
    action,
    payoff: expectation(scalar, outcomes, ([onward]) => onward),
    total: expectation(scalar, outcomes, ([, whole]) => whole),
    earlier: expectation(scalar, outcomes, ([, , past]) => past),
  }
}

/** The payoff of a mixed strategy: expectation is linear in it. */
const mixture = <N>(
  scalar: Scalar<N>,
  played: Weighted<N, unknown>,
  values: readonly ActionValue<N>[],
): N => {
  const payoffs = new Map(values.map(({ action, payoff }) => [structuralKey(action), payoff]))
  return expectation(scalar, played, action => payoffs.get(structuralKey(action)) ?? scalar.zero)
}
