/**
 * A neighborhood's market gateway: it passes a request on, collects the agents' plans until all have answered or the
 * time is up, and hands on one plan a group. Messages carry ids, so that one which comes twice counts once.
 */

import type { Plan } from './controlCenter.ts'
import { type Device, still } from './device.ts'

export interface GatewayRating {
  readonly agents: readonly string[]
  /** How long it waits for plans. */
  readonly patienceHours: number
}

export interface GatewayState {
  readonly request: string | null
  readonly waitedHours: number
  /** By agent: the first plan of each counts. */
  readonly plans: ReadonlyMap<string, Plan>
}

export interface GatewayReading {
  readonly request: string | null
  /** All have answered, or it has waited long enough. */
  readonly isComplete: boolean
  readonly silent: readonly string[]
  readonly plans: readonly Plan[]
  /** What each group offers in all. */
  readonly offeredKw: ReadonlyMap<string, number>
}

export type GatewayCommand =
  | { readonly kind: 'request'; readonly id: string }
  | { readonly kind: 'plan'; readonly request: string; readonly plan: Plan }
  | { readonly kind: 'wait' }

export type Gateway = Device<GatewayState, GatewayReading, GatewayCommand, unknown>

/** A gateway as a machine; plans for another request, of agents it does not know or after the end are left out. */
export const gateway = (rating: GatewayRating): Gateway => {
  const isOver = (state: GatewayState): boolean =>
    state.plans.size === rating.agents.length || state.waitedHours >= rating.patienceHours
  return {
    initial: { request: null, waitedHours: 0, plans: new Map() },
    read: state => {
      const plans = [...state.plans.values()]
      const offeredKw = new Map<string, number>()
      for (const { group, offeredKw: kw } of plans) offeredKw.set(group, (offeredKw.get(group) ?? 0) + kw)
      return {
        request: state.request,
        isComplete: state.request !== null && isOver(state),
        silent: rating.agents.filter(agent => !state.plans.has(agent)),
        plans,
        offeredKw,
      }
    },
    step: (state, command, _, stepHours) => ({
      state: { ...received(rating, state, command, isOver(state)), ...waited(state, command, stepHours) },
      flows: still,
    }),
  }
}

const waited = (state: GatewayState, command: GatewayCommand, stepHours: number) => ({
  waitedHours: command.kind === 'request' && command.id !== state.request ? 0 : state.waitedHours + stepHours,
})

const received = (
  { agents }: GatewayRating,
  state: GatewayState,
  command: GatewayCommand,
  isOver: boolean,
): GatewayState => {
  if (command.kind === 'request')
    return command.id === state.request ? state : { ...state, request: command.id, plans: new Map() }
  if (command.kind === 'wait' || isOver) return state
  const { agent } = command.plan
  const counts = command.request === state.request && agents.includes(agent) && !state.plans.has(agent)
  return counts ? { ...state, plans: new Map([...state.plans, [agent, command.plan]]) } : state
}
