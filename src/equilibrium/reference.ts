/** The optics as a plan: plays are enumerated. What every other plan is tested against, and what embedded games use. */
import * as E from 'fp-ts/lib/Either.js'
import type { ClosedGame, Profile, Strategy } from '../game/game.ts'
import { faithfulObservable } from '../game/interpretation.ts'
import { InvalidPlay, uncountableAt } from '../game/invalidPlay.ts'
import { receiptsTree } from '../game/tree.ts'
import { OutOfSteps } from '../markov/budget.ts'
import { finite } from '../markov/finite.ts'
import { merged } from '../markov/weighted.ts'
import type { Plan } from '../plan/plan.ts'
import { sideOf } from './bestResponse.ts'
import { inducedReply } from './inducedReply.ts'
import type { Extensive, Judged, TooLarge } from './judged.ts'
import { expectedPayoffs, type Means, receipts } from './payoffs.ts'
import type { Sequence } from './sequenceForm.ts'
import { tremblingStates } from './tremblingStates.ts'
import type { GameTree } from './wholeTree.ts'

/**
 * `game` under `profile`, judged by the optics.
 *
 * Errors: its questions throw `InvalidPlay` and `OutOfSteps`, as `ClosedGame.play`.
 */
export const reference = <N, P extends Profile>(
  means: Means<N>,
  game: ClosedGame<N, P>,
  profile: P,
): Judged<N> => {
  const whole = extensive(means, game, profile)
  return { ...whole, plan: referencePlan(means, game, profile, whole) }
}

const referencePlan = <N, P extends Profile>(
  means: Means<N>,
  game: ClosedGame<N, P>,
  profile: P,
  { side }: Extensive<N>,
): Plan<N> => {
  const { scalar, budget } = means
  const { decisions } = game
  return {
    decisions,
    payoffs: () => expectedPayoffs(scalar, decisions, receipts(means, game, profile)),
    states: () => game.evaluate(faithfulObservable(finite(scalar, budget)), profile),
    tremblingStates: () => tremblingStates(means, game, profile),
    bestReply: player => {
      const sequence = side(player)
      if (E.isRight(sequence)) return inducedReply(scalar, decisions, sequence.right)
      if (sequence.left.kind === 'tooLarge') throw new OutOfSteps(sequence.left.limit)
      const { decision: path } = sequence.left
      const decision = decisions.find(each => each.path === path)
      if (decision === undefined) throw new RangeError('a decision of the game')
      throw new InvalidPlay({ kind: 'uncountable', decision, observation: undefined })
    },
  }
}

/** A game written out by the optics, as far as the budget goes. Errors: its questions throw `InvalidPlay`. */
export const extensive = <N, P extends Profile>(
  means: Means<N>,
  game: ClosedGame<N, P>,
  profile: P,
): Extensive<N> => {
  const sides = new Map<string, E.Either<TooLarge, Sequence<N>>>()
  let whole: E.Either<TooLarge, GameTree<N>> | undefined
  return {
    tree: () => {
      whole ??= affordable(() => receiptsTree(means.scalar, means.budget, game, profile))
      return whole
    },
    side: player => {
      const side = sides.get(player) ?? affordable(() => sideOf(means, game, profile, player))
      sides.set(player, side)
      return side
    },
    strategyAt: (decision, observation) => {
      // What a profile holds under the key of a decision is a strategy of that decision.
      const strategy = profile[decision.key] as Strategy<N, unknown, unknown> | undefined
      return merged(means.scalar, strategy?.(observation) ?? [])
    },
  }
}

const affordable = <A>(grow: () => A): E.Either<TooLarge, A> => {
  try {
    return E.right(grow())
  } catch (error) {
    if (error instanceof OutOfSteps) return E.left({ kind: 'tooLarge', limit: error.limit })
    const uncountable = uncountableAt(error)
    if (uncountable !== undefined) return E.left({ kind: 'continuum', decision: uncountable.path })
    throw error
  }
}
