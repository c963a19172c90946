/** Information states are where somebody is asked; the idle observations of a decision are none. */
import type { Decision } from '../game/game.ts'
import type { Plan } from './plan.ts'

interface State<N> {
  readonly decision: Decision<N>
  readonly observation: unknown
}

export const isAsked = <N>({ decision, observation }: State<N>): boolean =>
  decision.idle?.(observation) !== true

/** The plan without the states at which nobody is asked. */
export const askedIn = <N>(plan: Plan<N>): Plan<N> => ({
  ...plan,
  states: () => plan.states().filter(isAsked),
  tremblingStates: () => plan.tremblingStates().filter(isAsked),
  bestReply: player => {
    const reply = plan.bestReply(player)
    return reply.kind === 'found' ? { ...reply, states: reply.states.filter(isAsked) } : reply
  },
})
