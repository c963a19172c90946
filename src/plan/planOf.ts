/** The plan of a diagram: each player's part of it, with what others add to aggregates as one node, eliminated. */
import * as E from 'fp-ts/lib/Either.js'
import type { InformationState } from '../game/game.ts'
import { type Budget, OutOfSteps } from '../markov/budget.ts'
import type { Scalar } from '../markov/scalar.ts'
import { focus } from './aggregate/focus.ts'
import { askedIn, isAsked } from './asked.ts'
import type { Diagram } from './diagram.ts'
import { type EliminationPlan, eliminationPlan } from './elimination/plan.ts'
import type { TooWide } from './elimination/trellis.ts'
import type { Plan } from './plan.ts'
import { simplified } from './simplify.ts'

/** A plan that knows how far its answers may be from the exact ones. */
export type BoundedPlan<N> = EliminationPlan<N>

/**
 * The plan of a game, its players taken one by one.
 *
 * Errors: `TooWide` where the trellis of a player who decides has more than `limit` edges. Questions throw what fails on
 * the way, and `OutOfSteps` where what they need beyond that does not fit.
 */
export const planOf = <N>(
  scalar: Scalar<N>,
  budget: Budget,
  diagram: Diagram<N>,
  limit: number,
): E.Either<TooWide, BoundedPlan<N>> => {
  const failing = failingForNothing(diagram)
  const focusing = focus(diagram, scalar, { alsoNeeded: () => failing })
  const folding = foldingError(diagram)
  const plans = new Map<string, EliminationPlan<N>>()
  const decisions = decisionsOf(diagram)
  const deciding = [...new Set(decisions.map(({ player }) => player))]
  const eliminated = (player: string) => eliminatedWith(scalar, budget, focusing(player), limit, folding)
  for (const player of deciding) {
    const plan = eliminated(player)
    if (E.isLeft(plan)) return plan
    plans.set(player, plan.right)
  }
  const planAt = (player: string): EliminationPlan<N> => {
    const plan = plans.get(player) ?? orOutOfSteps(eliminated(player))
    plans.set(player, plan)
    return plan
  }
  // Beliefs where nobody plays to depend on how others tremble, which aggregates of their play do not show.
  const trembling = once(() => orOutOfSteps(eliminationPlan(scalar, budget, diagram, limit)))
  const places = new Map(decisions.map(({ key }, place) => [key, place]))
  const inPlayOrder = <A>(states: readonly InformationState<N>[], of: readonly A[]): readonly A[] =>
    states
      .map((state, k) => ({ state, place: places.get(state.decision.key) ?? 0, k }))
      .filter(({ state }) => isAsked(state))
      .sort((a, b) => a.place - b.place)
      .flatMap(({ k }) => of[k] ?? [])
  const states = once(() => deciding.flatMap(player => planAt(player).states()))
  const plan: Plan<N> = {
    decisions,
    payoffs: () =>
      Object.fromEntries(
        diagram.players.map(player => [player, planAt(player).payoffs()[player] ?? scalar.zero]),
      ),
    states: () => inPlayOrder(states(), states()),
    tremblingStates: () => trembling().tremblingStates(),
    bestReply: player => planAt(player).bestReply(player),
  }
  return E.right({
    ...askedIn(plan),
    bounds: {
      payoffs: () =>
        Object.fromEntries(
          diagram.players.map(player => [
            player,
            planAt(player).bounds.payoffs()[player] ?? Number.POSITIVE_INFINITY,
          ]),
        ),
      states: () =>
        inPlayOrder(
          states(),
          deciding.flatMap(player => planAt(player).bounds.states()),
        ),
      tremblingStates: () => {
        const met = trembling().tremblingStates()
        return trembling()
          .bounds.tremblingStates()
          .filter((_, k) => {
            const state = met[k]
            return state === undefined || isAsked(state)
          })
      },
      bestReply: player => planAt(player).bounds.bestReply(player),
    },
    summarized: deciding.flatMap(player => planAt(player).summarized),
    outlines: () => deciding.flatMap(player => planAt(player).outlines()),
  })
}

/** The plan of one player's diagram, simplified: outcomes taken together add their weights, a rounding each. */
const eliminatedWith = <N>(
  scalar: Scalar<N>,
  budget: Budget,
  focused: Diagram<N>,
  limit: number,
  folding: number,
): E.Either<TooWide, EliminationPlan<N>> => {
  const outcomes = focused.nodes.reduce(
    (most, node) => (node.kind === 'chance' ? Math.max(most, node.domain.values.length) : most),
    0,
  )
  const inputError = folding + (outcomes + 1) * 2 ** -53
  return eliminationPlan(scalar, budget, simplified(scalar, focused), limit, { inputError })
}

/**
 * The relative error of the weights that folding aggregates makes: each is a sum of products of positive numbers, of
 * at most so many roundings (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed. 2002, lemma 3.1).
 */
const foldingError = <N>({ nodes }: Diagram<N>): number => {
  const roundings = nodes.map(node =>
    node.kind === 'aggregate' ? node.parents.length * (node.domain.values.length + 4) : 0,
  )
  const most = roundings.reduce((a, b) => Math.max(a, b), 0) * 2 ** -53
  return most / (1 - most)
}

const orOutOfSteps = <A>(made: E.Either<TooWide, A>): A => {
  if (E.isLeft(made)) throw new OutOfSteps(made.left.limit)
  return made.right
}

const once = <A>(make: () => A): (() => A) => {
  let made: A | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** What one player is paid in expectation. Errors: as `planOf`. */
export const payoffIn = <N>(
  scalar: Scalar<N>,
  budget: Budget,
  diagram: Diagram<N>,
  player: string,
  limit: number,
): E.Either<TooWide, N> =>
  E.map((plan: EliminationPlan<N>) => plan.payoffs()[player] ?? scalar.zero)(
    eliminationPlan(
      scalar,
      budget,
      simplified(scalar, focus(diagram, scalar, { alsoNeeded: () => failingForNothing(diagram) })(player)),
      limit,
    ),
  )

/** The nodes that may fail and that nobody is paid or decides by: a play that comes there fails for everybody. */
const failingForNothing = <N>({ nodes, accounts }: Diagram<N>): readonly number[] => {
  if (nodes.every(({ failures }) => failures.size === 0)) return []
  const paid = [...accounts.values()]
    .flat()
    .flatMap(receipt => (receipt.kind === 'pay' ? (receipt.node ?? []) : []))
  const needed = new Set(paid)
  for (const node of nodes)
    if (node.kind === 'decision') for (const id of [node.id, ...node.observed]) needed.add(id)
  for (const id of needed) for (const parent of nodes[id]?.parents ?? []) needed.add(parent)
  return nodes.flatMap(({ id, failures }) => (failures.size > 0 && !needed.has(id) ? [id] : []))
}

const decisionsOf = <N>({ nodes, decisions }: Diagram<N>) =>
  decisions.flatMap(id => {
    const node = nodes[id]
    return node?.kind === 'decision' ? [node.decision] : []
  })
