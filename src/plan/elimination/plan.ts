import * as E from 'fp-ts/lib/Either.js'
import type { Decision } from '../../game/game.ts'
import { type Budget, OutOfSteps } from '../../markov/budget.ts'
import type { Scalar } from '../../markov/scalar.ts'
import type { DecisionNode, Diagram } from '../diagram.ts'
import type { Plan } from '../plan.ts'
import { arithmeticOf } from '../tree/scalars.ts'
import { throwReached } from './failing.ts'
import { type Judged, reachedStates } from './judging.ts'
import { type Outline, outlineOf } from './outline.ts'
import { expectedTotal, mostExpected, replyOn } from './reply.ts'
import { absoluteSide, relativeError, type StateBounds, stateBounds } from './rounding.ts'
import { byProfile, reachOn, type Side, sideOf } from './side.ts'
import type { TooWide } from './trellis.ts'
import { tremblingStates } from './trembling.ts'

export interface EliminationPlan<N> extends Plan<N> {
  /** How the side of each player who decides is gone through. */
  readonly outlines: () => readonly Outline[]
  /** The decisions that observe too much: states that differ in nothing that matters later are one, seen by example. */
  readonly summarized: readonly Decision<N>[]
  /** How far the answers may be from the exact ones; nought where arithmetic is exact. */
  readonly bounds: Bounds
}

/** What may be said of a plan before it is made. */
export interface Eliminating {
  /** Orders other than the program's are tried where that is estimated to take more edges for each node. */
  readonly cheap?: number
  /** How far the weights of the diagram may be from the exact ones, relative to them. */
  readonly inputError?: number
}

/** Bounds of absolute errors, from rounding inputs once and from computing in doubles. */
export interface Bounds {
  readonly payoffs: () => { readonly [player: string]: number }
  /** For each of the states of `states()`, in their order. */
  readonly states: () => readonly StateBounds[]
  readonly tremblingStates: () => readonly StateBounds[]
  /** Of the value of `bestReply(player)` where it is found. */
  readonly bestReply: (player: string) => number
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
  { cheap = 64, inputError = 0 }: Eliminating = {},
): E.Either<TooWide, EliminationPlan<N>> => {
  const relativeOn = (side: Side<N>): number => (scalar.exact ? 0 : relativeError(side) + inputError)
  const means = { arithmetic: arithmeticOf(scalar), budget, limit, cheap }
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
  const tremblingSide = (player: string): Side<N> => orOutOfSteps(sideOf(means, diagram, player, true))
  const boundsOf = (
    sideOfPlayer: (player: string) => Side<N>,
    statesOn: (side: Side<N>) => readonly Judged<N>[],
  ): readonly StateBounds[] =>
    inPlayOrder(
      deciding.flatMap(player => {
        const side = sideOfPlayer(player)
        const relative = relativeOn(side)
        return statesOn(absoluteSide(side)).map(judged => ({
          decision: judged.state.decision,
          bounds: stateBounds(scalar, relative, judged),
        }))
      }),
    ).map(({ bounds }) => bounds)
  const inPlayOrder = statesInPlayOrder(decisions)
  const lastDecision = Math.max(...diagram.decisions)
  return E.right({
    decisions: decisions.map(({ decision }) => decision),
    payoffs: () => Object.fromEntries(diagram.players.map(player => [player, payoffOn(sideAt(player))])),
    states: () =>
      inPlayOrder(deciding.flatMap(player => reachedStates(sideAt(player)).map(({ state }) => state))),
    tremblingStates: () =>
      inPlayOrder(
        deciding.flatMap(player =>
          tremblingStates(tremblingSide(player), lastDecision).map(({ state }) => state),
        ),
      ),
    bounds: {
      payoffs: () =>
        Object.fromEntries(
          diagram.players.map(player => {
            const side = sideAt(player)
            return [player, relativeOn(side) * scalar.toNumber(payoffOn(absoluteSide(side)))]
          }),
        ),
      states: () => boundsOf(sideAt, reachedStates),
      tremblingStates: () => boundsOf(tremblingSide, side => tremblingStates(side, lastDecision)),
      bestReply: player =>
        relativeOn(sideAt(player)) * scalar.toNumber(mostExpected(absoluteSide(sideAt(player)))),
    },
    summarized: [...sides.values()].flatMap(({ summarized }) => summarized),
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
