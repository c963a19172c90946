import * as E from 'fp-ts/lib/Either.js'
import { type Budget, OutOfSteps } from '../../markov/budget.ts'
import type { Scalar } from '../../markov/scalar.ts'
import type { DecisionNode, Diagram } from '../diagram.ts'
import type { Plan } from '../plan.ts'
import { arithmeticOf } from '../tree/scalars.ts'
import { throwReached } from './failing.ts'
import { reachedStates } from './judging.ts'
import { type Outline, outlineOf } from './outline.ts'
import { expectedTotal, replyOn } from './reply.ts'
import { byProfile, reachOn, type Side, sideOf } from './side.ts'
import type { TooWide } from './trellis.ts'
import { tremblingStates } from './trembling.ts'

export interface EliminationPlan<N> extends Plan<N> {
  /** How the side of each player who decides is gone through. */
  readonly outlines: () => readonly Outline[]
}

/**
 * The plan of a game in which little must be remembered at a time: one trellis for each player, in which that player's
 * decisions may be taken in any way.
 *
 * Errors: `TooWide` where a trellis of a player who decides has more than `limit` edges. Questions throw what fails on
 * the way; `tremblingStates` and those who ask about others throw `OutOfSteps` where their trellis would not fit.
 */
export const eliminationPlan = <N>(
  scalar: Scalar<N>,
  budget: Budget,
  diagram: Diagram<N>,
  limit: number,
): E.Either<TooWide, EliminationPlan<N>> => {
  const means = { arithmetic: arithmeticOf(scalar), budget, limit }
  const decisions = decisionsOf(diagram)
  const deciding = [...new Set(decisions.map(({ decision }) => decision.player))]
  const sides = new Map<string, Side<N>>()
  for (const player of deciding) {
    const side = sideOf(means, diagram, player, false)
    if (E.isLeft(side)) return side
    sides.set(player, side.right)
  }
  const sideAt = (player: string): Side<N> => {
    const side = sides.get(player) ?? orOutOfSteps(sideOf(means, diagram, player, false))
    sides.set(player, side)
    return side
  }
  const inPlayOrder = statesInPlayOrder(decisions)
  const lastDecision = Math.max(...diagram.decisions)
  return E.right({
    decisions: decisions.map(({ decision }) => decision),
    payoffs: () => Object.fromEntries(diagram.players.map(player => [player, payoffOn(sideAt(player))])),
    states: () => inPlayOrder(deciding.flatMap(player => reachedStates(sideAt(player)))),
    tremblingStates: () =>
      inPlayOrder(
        deciding.flatMap(player =>
          tremblingStates(orOutOfSteps(sideOf(means, diagram, player, true)), lastDecision),
        ),
      ),
    outlines: () => deciding.map(player => outlineOf(diagram.nodes, sideAt(player))),
    bestReply: player => replyOn(sideAt(player)),
  })
}

const decisionsOf = <N>({ nodes, decisions }: Diagram<N>): readonly DecisionNode<N>[] =>
  decisions.flatMap(id => {
    const node = nodes[id]
    return node?.kind === 'decision' ? [node] : []
  })

const orOutOfSteps = <A>(side: E.Either<TooWide, A>): A => {
  if (E.isLeft(side)) throw new OutOfSteps(side.left.limit)
  return side.right
}

const payoffOn = <N>(side: Side<N>): N => {
  throwReached(side, reachOn(side, byProfile))
  return expectedTotal(side)
}

/** The states of earlier decisions first; those of one decision keep their order. */
const statesInPlayOrder = <N>(decisions: readonly DecisionNode<N>[]) => {
  const places = new Map(decisions.map(({ decision }, place) => [decision.key, place]))
  return <S extends { readonly decision: { readonly key: string } }>(states: readonly S[]): readonly S[] => {
    const placeOf = (state: S): number => places.get(state.decision.key) ?? 0
    return [...states].sort((a, b) => placeOf(a) - placeOf(b))
  }
}
