/**
 * `coplay/testing`: arbitraries and laws, to test one's own compositions with any test runner.
 *
 * A law is a name and a check that throws with a counterexample: `it(law.name, () => law.check())`.
 */
import * as fc from 'fast-check'
import * as game from './game/compose.ts'
import type { Decisions, Game } from './game/embedded/game.ts'
import { lottery } from './game/embedded/lottery.ts'
import { reindex } from './game/reindex.ts'
import { unlimited } from './markov/budget.ts'
import { finiteDouble } from './markov/finite.ts'
import * as atom from './optic/atom.ts'
import * as optic from './optic/compose.ts'
import type { Boundary } from './testing/arbitrary/context.ts'
import type { Law } from './testing/law.ts'
import { equalGames, type GameOperations } from './testing/laws/game.ts'
import type { OpticOperations } from './testing/laws/optic.ts'

export { unlimited } from './markov/budget.ts'
export type { MarkovCategory, Unit } from './markov/category.ts'
export { double } from './markov/double.ts'
export { finite, finiteDouble, finiteExact } from './markov/finite.ts'
export { type Euclidean, type Gauss, gaussians, isAffine, vectors } from './markov/gaussian.ts'
export { germs } from './markov/germ.ts'
export { isDeterministic, type Kleisli, kleisli, type Type } from './markov/kleisli.ts'
export { exact } from './markov/rational.ts'
export { sampling } from './markov/sampling.ts'
export type { Observable } from './markov/stochastic.ts'
export { structuralKey } from './markov/structuralKey.ts'
export { trembling } from './markov/trembling.ts'
export type { Optic } from './optic/optic.ts'
export { namesTrace } from './optic/trace.ts'
export { pair } from './optic/tuple.ts'
export { type Boundary, type ContextSketch, contextOf, contextSketch } from './testing/arbitrary/context.ts'
export {
  type GameSketch,
  gameOf,
  gameSketch,
  type SketchOptions,
  type WireGame,
} from './testing/arbitrary/game.ts'
export {
  deterministicKernels,
  distributions,
  gaussianKernels,
  kernels,
  plainData,
  rationals,
  tabulated,
} from './testing/arbitrary/markov.ts'
export { type OpticSketch, opticOf, opticSketch } from './testing/arbitrary/optic.ts'
export { type InformationSet, informationSets, profileOf } from './testing/arbitrary/strategy.ts'
export { ratios, type Wire, wire, wires } from './testing/arbitrary/table.ts'
export type { Carrier } from './testing/arrow.ts'
export { type Comparison, observeGame } from './testing/gameObservation.ts'
export { type Law, law } from './testing/law.ts'
export { equalGames, type GameOperations, gameLaws, type Sides } from './testing/laws/game.ts'
export { comonoidLaws, compositionLaws, markovLaws, type Specimen } from './testing/laws/markov.ts'
export { type OpticOperations, observeOptic, opticLaws } from './testing/laws/optic.ts'
export { agree, type Observation, observation } from './testing/observation.ts'

/** The operations of this library, to be given to `opticLaws`; one's own can take the place of some. */
export const opticOperations: OpticOperations = { ...optic, lens: atom.lens }

/** The operations of this library, to be given to `gameLaws`. */
export const gameOperations: GameOperations = { ...game, reindex }

/**
 * The law that two embedded games are the same: in every context, under every profile.
 *
 * `boundary` lists the inputs and returns to try.
 */
export const sameGame = <D extends Decisions, X, S, Y, R>(
  name: string,
  one: Game<D, X, S, Y, R>,
  other: Game<D, X, S, Y, R>,
  boundary: Boundary<X, R>,
): Law =>
  equalGames(
    finiteDouble(unlimited),
    name,
    fc.constant({ one: one.within([]), other: other.within([]) }),
    sides => sides,
    boundary,
    'everything',
    strategy => (observation: unknown) => lottery(strategy(observation)),
  )
