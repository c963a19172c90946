import * as atom from '../atom.ts'
import { sequential } from '../compose.ts'
import { decision as decisionAtom } from '../decision.ts'
import type { OpenGame, Profile } from '../game.ts'
import { reindex } from '../reindex.ts'
import {
  type Data,
  type Game,
  type NoDecisions,
  pathWithin,
  type StrategyFor,
  strategyFrom,
  type Unit,
  unit,
} from './game.ts'
import { type Lottery, weightsOf } from './lottery.ts'

/** What `player` may do, whatever is observed. */
export const decision = <const Name extends string, const Y extends Data>(
  player: Name,
  actions: readonly Y[],
): Game<
  { readonly [path in Name]: { readonly observation: Unit; readonly action: Y } },
  Unit,
  Unit,
  Y,
  number
> => dependentDecision(player, () => actions)

/** What `player` may do having observed X. */
export const dependentDecision = <const Name extends string, X, const Y extends Data>(
  player: Name,
  actions: (observation: X) => readonly Y[],
): Game<{ readonly [path in Name]: { readonly observation: X; readonly action: Y } }, X, Unit, Y, number> =>
  dependentEpsilonDecision(0, player, actions)

/** As `dependentDecision`, by a player who is content with a regret up to `epsilon`. */
export const dependentEpsilonDecision = <const Name extends string, X, const Y extends Data>(
  epsilon: number,
  player: Name,
  actions: (observation: X) => readonly Y[],
): Game<
  { readonly [path in Name]: { readonly observation: X; readonly action: Y } },
  X,
  Unit,
  Y,
  number
> => ({
  within: labels => {
    const path = pathWithin(labels, player)
    const game = decisionAtom<number, string, X, Unit, Y>({ key: path, path, player, epsilon }, actions, unit)
    return reindex(game, (profile: Profile) => {
      // `Strategies<D>` gave this path the type of the decision; between here and there profiles are untyped.
      const entry = profile[path] as StrategyFor<X, Y> | undefined
      return entry === undefined ? {} : { [path]: strategyFrom(entry) }
    })
  },
})

/** A game without decisions of its own. */
const passive = <X, S, Y, R>(
  game: OpenGame<number, atom.NoStrategies, X, S, Y, R>,
): Game<NoDecisions, X, S, Y, R> => ({ within: () => reindex(game, () => ({})) })

/** Chance. */
export const nature = <Y>(distribution: Lottery<Y>): Game<NoDecisions, Unit, Unit, Y, Unit> =>
  kernel(() => distribution)

/** A Markov kernel (`liftStochastic`). */
export const kernel = <X, Y>(arrow: (x: X) => Lottery<Y>): Game<NoDecisions, X, Unit, Y, Unit> =>
  passive(atom.kernel<number, X, Unit, Y, Unit>(x => weightsOf(arrow(x)), unit))

/** A lens: forward `view`, backward `update` of what went in. */
export const fromLens = <X, S, Y, R>(
  view: (x: X) => Y,
  update: (x: X, r: R) => S,
): Game<NoDecisions, X, S, Y, R> => passive(atom.lens(view, update))

/** One function forward and one backward. */
export const fromFunctions = <X, S, Y, R>(
  forward: (x: X) => Y,
  backward: (r: R) => S,
): Game<NoDecisions, X, S, Y, R> => passive(atom.functions(forward, backward))

/** A function of what goes forward. */
export const forwardFunction = <X, Y>(forward: (x: X) => Y): Game<NoDecisions, X, Unit, Y, Unit> =>
  fromFunctions(forward, () => unit)

/** A function of what comes back. */
export const backwardFunction = <S, R>(backward: (r: R) => S): Game<NoDecisions, Unit, S, Unit, R> =>
  fromFunctions(() => unit, backward)

/** Pays `player` the amount that comes in. */
export const addPayoffs = (player: string): Game<NoDecisions, number, Unit, Unit, Unit> =>
  passive(
    sequential(
      atom.addPayoffs<number, Unit>(player),
      atom.functions<number, number, Unit, Unit, Unit>(
        () => unit,
        () => unit,
      ),
    ),
  )

/** Replaces what `player` earns in later stages by `factor` of it. */
export const discount = (
  player: string,
  factor: (earned: number) => number,
): Game<NoDecisions, Unit, Unit, Unit, Unit> => passive(atom.discount<number, Unit, Unit>(player, factor))
