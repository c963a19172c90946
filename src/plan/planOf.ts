/** The plan of a diagram: each player's part of it, with what others add to aggregates as one node, eliminated. */
import * as E from 'fp-ts/lib/Either.js'
import { type Budget, OutOfSteps } from '../markov/budget.ts'
import type { Scalar } from '../markov/scalar.ts'
import { focus } from './aggregate/focus.ts'
import type { Diagram } from './diagram.ts'
import { eliminationPlan } from './elimination/plan.ts'
import type { TooWide } from './elimination/trellis.ts'
import type { Plan } from './plan.ts'
import { simplified } from './simplify.ts'

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
): E.Either<TooWide, Plan<N>> => {
  const focusing = focus(diagram, scalar)
  const focused = (player: string) => simplified(scalar, focusing(player))
  const plans = new Map<string, Plan<N>>()
  const decisions = decisionsOf(diagram)
  const deciding = [...new Set(decisions.map(({ player }) => player))]
  for (const player of deciding) {
    const plan = eliminationPlan(scalar, budget, focused(player), limit)
    if (E.isLeft(plan)) return plan
    plans.set(player, plan.right)
  }
  const planAt = (player: string): Plan<N> => {
    const known = plans.get(player)
    if (known !== undefined) return known
    const made = eliminationPlan(scalar, budget, focused(player), limit)
    if (E.isLeft(made)) throw new OutOfSteps(made.left.limit)
    plans.set(player, made.right)
    return made.right
  }
  const places = new Map(decisions.map(({ key }, place) => [key, place]))
  return E.right({
    decisions,
    payoffs: () =>
      Object.fromEntries(
        diagram.players.map(player => [player, planAt(player).payoffs()[player] ?? scalar.zero]),
      ),
    states: () =>
      deciding
        .flatMap(player => planAt(player).states())
        .sort((a, b) => (places.get(a.decision.key) ?? 0) - (places.get(b.decision.key) ?? 0)),
    // Beliefs where nobody plays to depend on how others tremble, which aggregates of their play do not show.
    tremblingStates: () => {
      const whole = eliminationPlan(scalar, budget, diagram, limit)
      if (E.isLeft(whole)) throw new OutOfSteps(whole.left.limit)
      return whole.right.tremblingStates()
    },
    bestReply: player => planAt(player).bestReply(player),
  })
}

/** What one player is paid in expectation. Errors: as `planOf`. */
export const payoffIn = <N>(
  scalar: Scalar<N>,
  budget: Budget,
  diagram: Diagram<N>,
  player: string,
  limit: number,
): E.Either<TooWide, N> =>
  E.map((plan: Plan<N>) => plan.payoffs()[player] ?? scalar.zero)(
    eliminationPlan(scalar, budget, simplified(scalar, focus(diagram, scalar)(player)), limit),
  )

const decisionsOf = <N>({ nodes, decisions }: Diagram<N>) =>
  decisions.flatMap(id => {
    const node = nodes[id]
    return node?.kind === 'decision' ? [node.decision] : []
  })
