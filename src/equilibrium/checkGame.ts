import type { ClosedGame, Profile } from '../game/game.ts'
import { check } from './check.ts'
import type { CheckedConcept } from './concept.ts'
import type { Means } from './payoffs.ts'
import { reference } from './reference.ts'
import type { Verdict } from './verdict.ts'

/** `check` of a game under a profile by the optics, play by play. Errors: as `ClosedGame.play`. */
export const checkGame = <N, P extends Profile>(
  concept: CheckedConcept,
  game: ClosedGame<N, P>,
  profile: P,
  means: Means<N> & { readonly epsilon?: N },
): Verdict<N> => check(concept, reference(means, game, profile), means)
