import type { ClosedGame, InformationState, ObservableInterpretation, Profile } from '../game/game.ts'
import { playsStrategy } from '../game/interpretation.ts'
import { legalStrategy } from '../game/invalidPlay.ts'
import { listed } from '../game/menu.ts'
import { type TremblingObservable, trembling } from '../markov/trembling.ts'
import type { Means } from './payoffs.ts'

/**
 * The information states that some profile reaches, with the beliefs that vanishing trembles leave: Bayes' rule
 * on the path of play, and elsewhere on what is least unlikely given that one is there. Later play is by the
 * profile; states that only trembles reach have probability zero.
 *
 * Errors: as `ClosedGame.evaluate`.
 */
export const tremblingStates = <N, P extends Profile>(
  { scalar, budget }: Means<N>,
  game: ClosedGame<N, P>,
  profile: P,
): readonly InformationState<N>[] => game.evaluate(withTrembles(trembling(scalar, budget)), profile)

const withTrembles = <N>(markov: TremblingObservable<N>): ObservableInterpretation<'Trembling', N> => ({
  markov,
  decide: (decision, observation, menu, strategy) =>
    markov.tremble(
      legalStrategy(markov.scalar, decision, observation, menu, strategy),
      listed(decision, observation, menu),
    ),
  foresee: playsStrategy(markov),
})
