/** Questions in doubles, and the lines of small games, for the tests of checks. */
import { isHeld } from '../../../src/equilibrium/check.ts'
import { checkGame } from '../../../src/equilibrium/checkGame.ts'
import type { CheckedConcept } from '../../../src/equilibrium/concept.ts'
import type { Failure, Verdict } from '../../../src/equilibrium/verdict.ts'
import type { ClosedGame, Strategy } from '../../../src/game/game.ts'
import { budget } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'
import type { Line, Strategies } from '../../arbitrary/scripted.ts'

export const checked = (
  concept: CheckedConcept,
  game: ClosedGame<number, Strategies<number>>,
  profile: Strategies<number>,
  epsilon?: number,
): Verdict<number> =>
  checkGame(concept, game, profile, {
    scalar: double,
    budget: budget(10_000_000),
    ...(epsilon === undefined ? {} : { epsilon }),
  })

export const holds = (
  concept: CheckedConcept,
  game: ClosedGame<number, Strategies<number>>,
  profile: Strategies<number>,
) => isHeld(checked(concept, game, profile))

export const failures = (verdict: Verdict<number>): readonly Failure<number>[] =>
  verdict.judgement.kind === 'fails' ? verdict.judgement.failures : []

export const uniform = (moves: readonly string[]) => () =>
  moves.map(move => [move, 1 / moves.length] as const)

/** A pure strategy that depends on what is observed. */
export const playing =
  (move: (seen: unknown) => unknown): Strategy<number, unknown, unknown> =>
  seen => [[move(seen), 1]]

export const decide = (
  player: string,
  name: string,
  moves: readonly unknown[],
  returns: (play: Record<string, unknown>) => number,
  observe?: (play: Record<string, unknown>) => unknown,
): Line<number> => ({
  kind: 'decide',
  player,
  name,
  actions: () => moves,
  returns: play => returns(play),
  ...(observe === undefined ? {} : { observe: play => observe(play) }),
})
