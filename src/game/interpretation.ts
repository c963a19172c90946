import type { URIS } from 'fp-ts/HKT.js'
import type { Observable, Stochastic } from '../markov/stochastic.ts'
import type { Interpretation, ObservableInterpretation } from './game.ts'
import { legalStrategy } from './invalidPlay.ts'

/** The distribution over moves that the strategy says. Errors: `InvalidPlay` where it cannot be played. */
export const playsStrategy =
  <M extends URIS, N>(markov: Stochastic<M, N>): Interpretation<M, N>['decide'] =>
  (decision, observation, menu, strategy) =>
    markov.fromWeights(legalStrategy(markov.scalar, decision, observation, menu, strategy))

/** Every decision is played as its strategy says. Errors: `InvalidPlay` where the strategy cannot be played. */
export const faithful = <M extends URIS, N>(markov: Stochastic<M, N>): Interpretation<M, N> => ({
  markov,
  decide: playsStrategy(markov),
})

/** `faithful` in an instance whose states can be conditioned, as `evaluate` needs. */
export const faithfulObservable = <M extends URIS, N>(
  markov: Observable<M, N>,
): ObservableInterpretation<M, N> => ({
  markov,
  decide: playsStrategy(markov),
  foresee: playsStrategy(markov),
})

/** The interpretation of what comes after the decision that is judged. */
export const foreseen = <M extends URIS, N>({
  markov,
  foresee,
}: ObservableInterpretation<M, N>): Interpretation<M, N> => ({ markov, decide: foresee })
