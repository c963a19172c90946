import * as E from 'fp-ts/lib/Either.js'
import type { Decision } from '../../game/game.ts'
import { type Budget, OutOfSteps } from '../../markov/budget.ts'
import { askedIn } from '../asked.ts'
import type { Diagram } from '../diagram.ts'
import type { Plan } from '../plan.ts'
import type { Arithmetic } from './arithmetic.ts'
import { profilePolicy } from './choosing.ts'
import { throwReached } from './failing.ts'
import { flatTree, type TooWide } from './flatTree.ts'
import { formOf } from './form.ts'
import { reachedStates } from './judging.ts'
import { replyOn } from './reply.ts'
import { type Side, sideOf } from './side.ts'
import { tremblingStates } from './trembling.ts'

/**
 * The plan of a game whose trees are small: one tree for each player who decides, in which only that player chooses,
 * and where trembles are asked for one in which everybody does.
 *
 * Errors: `TooWide` where the tree of a player has more than `limit` nodes. Questions throw what fails on the way;
 * `tremblingStates` throws `OutOfSteps` where its tree has more than `limit` nodes.
 */
export const treePlan = <N>(
  arithmetic: Arithmetic<N>,
  budget: Budget,
  diagram: Diagram<N>,
  limit: number,
): E.Either<TooWide, Plan<N>> => {
  const decisions = decisionsOf(diagram)
  const deciding = new Set(decisions.map(({ player }) => player))
  const sides = new Map<string, Side<N>>()
  for (const player of deciding) {
    const side = sideOf(arithmetic, budget, diagram, new Set([player]), limit)
    if (E.isLeft(side)) return side
    sides.set(player, side.right)
  }
  const plan: Plan<N> = {
    decisions,
    payoffs: () => payoffsOf(arithmetic, budget, diagram, limit),
    states: () =>
      inPlayOrder(
        decisions,
        [...sides.values()].flatMap(side => reachedStates(arithmetic, side)),
      ),
    tremblingStates: () =>
      tremblingStates(arithmetic, orOutOfSteps(sideOf(arithmetic, budget, diagram, deciding, limit))),
    bestReply: player =>
      replyOn(
        arithmetic,
        sides.get(player) ?? orOutOfSteps(sideOf(arithmetic, budget, diagram, new Set([player]), limit)),
        player,
      ),
  }
  return E.right(askedIn(plan))
}

const decisionsOf = <N>({ nodes, decisions }: Diagram<N>): readonly Decision<N>[] =>
  decisions.flatMap(id => {
    const node = nodes[id]
    return node?.kind === 'decision' ? [node.decision] : []
  })

const orOutOfSteps = <A>(tree: E.Either<TooWide, A>): A => {
  if (E.isLeft(tree)) throw new OutOfSteps(tree.left.limit)
  return tree.right
}

/** Everybody's expected receipts, from the tree of what the profile may lead to. */
const payoffsOf = <N>(
  arithmetic: Arithmetic<N>,
  budget: Budget,
  diagram: Diagram<N>,
  limit: number,
): { readonly [player: string]: N } => {
  const { scalar } = arithmetic
  const forms = diagram.players.map(player => formOf(scalar, diagram.accounts.get(player) ?? []))
  const tree = orOutOfSteps(flatTree(arithmetic, budget, diagram, { forms, isChoice: () => false, limit }))
  const passes = arithmetic.passes(tree, 1 + forms.length)
  const policy = profilePolicy(arithmetic, tree.states)
  throwReached(scalar, tree, passes.reach(policy))
  return Object.fromEntries(
    diagram.players.map((player, form) => [player, passes.values(form, policy)[0] ?? scalar.zero]),
  )
}

/** The states of earlier decisions first; those of one decision keep their order. */
const inPlayOrder = <N, S extends { readonly decision: Decision<N> }>(
  decisions: readonly Decision<N>[],
  states: readonly S[],
): readonly S[] => {
  const places = new Map(decisions.map(({ key }, place) => [key, place]))
  const placeOf = ({ decision }: S): number => places.get(decision.key) ?? 0
  return [...states].sort((a, b) => placeOf(a) - placeOf(b))
}
