/**
 * A request for demand response, from the utility's control center to the devices: over the gateway to every agent,
 * whose plans come back, are aggregated and dispatched. Shares are of the BASELINE demand, so that 10 %, 5 % and 15 %
 * are 30 %. Who declines, or is not reached, offers nothing; the others make up for it as far as they can.
 */
import { dispatchGroups, type Order, type Plan, requests } from '../../grid/controlCenter.ts'
import { type Journey, journey, pathBetween } from '../../grid/link.ts'
import type { Neighborhood } from '../../grid/neighborhood/neighborhood.ts'
import type { StepRecord, World } from '../../grid/neighborhood/world.ts'
import type { Generator } from '../../markov/splitMix64.ts'
import type { Said } from '../message.ts'
import { carriedOut } from './carriedOut.ts'
import { commandAt, type Group, greatest, type Lever, leversOf, tried } from './levers.ts'

/** Shares of the baseline demand that are asked of the groups. */
export type Shares = Readonly<Record<Group, number>>

/** What a step of a request comes to before its devices act. */
export interface Response {
  readonly commands: ReadonlyMap<string, number>
  readonly said: readonly Said[]
  readonly baselineKw: number
  readonly baseline: StepRecord
  readonly id: string
  /** By group. */
  readonly askedKw: Readonly<Record<string, number>>
  readonly offeredKw: Readonly<Record<string, number>>
  readonly ordered: readonly Order[]
  readonly groupOf: ReadonlyMap<string, Group>
  readonly dispatchedKw: number
  readonly shortfallKw: number
  /** Agents that declined, and those that were not reached or did not come through. */
  readonly declined: readonly string[]
  readonly silent: readonly string[]
  /** The way of the request to each agent. */
  readonly journeys: ReadonlyMap<string, Journey>
}

/** Bytes of a message: a request or an order with its headers, a plan, the aggregate of a group. */
const bytes = { request: 256, plan: 192, aggregate: 320, order: 160 }

const controlCenter = 'controlCenter'
const gateway = 'gateway'

export interface Asked {
  readonly id: string
  readonly shares: Shares
  /** What the same step is without the request. */
  readonly baseline: StepRecord
  /** What is commanded beside the request. */
  readonly others: ReadonlyMap<string, number>
  readonly consents: (agent: string) => boolean
}

/** Passes a request through the neighborhood in one step. */
export const respond = (
  neighborhood: Neighborhood,
  world: World,
  { id, shares, baseline, others, consents }: Asked,
  random: Generator,
): Response => {
  const baselineKw = baseline.agents.reduce((sum, { netKw }) => sum + netKw, 0)
  const asked = requests(id, baselineKw, shares)
  const base = new Map(baseline.devices.map(one => [one.id, one.netKw]))
  const all = leversOf(neighborhood, base).filter(({ path }) => !others.has(path))
  const agents = [...new Set(all.map(({ agent }) => agent))]
  const send = (from: string, to: string, size: number): Journey => {
    if (neighborhood.links.length === 0) return { hops: [], milliseconds: 0, isDelivered: true }
    const path = pathBetween(neighborhood.links, from, to)
    return path === null ? { hops: [], milliseconds: 0, isDelivered: false } : journey(path, size, random)
  }
  const toGateway = send(controlCenter, gateway, bytes.request)
  const journeys = new Map(
    agents.map(agent => {
      const onward = send(gateway, agent, bytes.request)
      return [agent, toGateway.isDelivered ? joined(toGateway, onward) : toGateway] as const
    }),
  )
  const reached = agents.filter(agent => journeys.get(agent)?.isDelivered === true)
  const declined = reached.filter(agent => !consents(agent))
  const answering = new Set(
    reached.filter(agent => consents(agent) && send(agent, gateway, bytes.plan).isDelivered),
  )
  const levers = all.filter(({ agent }) => answering.has(agent))
  const attempt = tried(neighborhood, world, others, levers)
  const most = greatest(levers, attempt, (trial, k) => trial.isComfortable[k] ?? false)
  const leastKw = attempt(most).netKw
  const baseOf = ({ device }: Lever): number => base.get(device) ?? 0
  const plans = levers.map(
    (lever, k): Plan => ({
      agent: lever.device,
      group: lever.group,
      offeredKw: Math.max(0, baseOf(lever) - (leastKw[k] ?? 0)),
    }),
  )
  const aggregated = send(gateway, controlCenter, bytes.aggregate)
  const dispatched = aggregated.isDelivered ? dispatchGroups(asked, plans) : noDispatch(asked)
  const orders = new Map(dispatched.orders.map(order => [order.agent, order]))
  const back = send(controlCenter, gateway, bytes.order)
  const ordered = levers.filter(
    ({ device, agent }) =>
      orders.has(device) && back.isDelivered && send(gateway, agent, bytes.order).isDelivered,
  )
  const offered = new Map(plans.map(({ agent, offeredKw }) => [agent, offeredKw]))
  const positions = carriedOut(
    ordered,
    tried(neighborhood, world, others, ordered),
    ordered.map(baseOf),
    ordered.map(({ device }) => orders.get(device)?.reductionKw ?? 0),
    ordered.map(({ device }) => offered.get(device) ?? 0),
  )
  const commands = new Map(
    ordered.map((lever, k): [string, number] => [lever.path, commandAt(lever, positions[k] ?? 0)]),
  )
  const askedKw = Object.fromEntries(asked.map(({ group, reductionKw }) => [group, reductionKw]))
  const silent = agents.filter(agent => !answering.has(agent) && !declined.includes(agent))
  return {
    ...{ id, commands, baseline, baselineKw, askedKw, declined, silent, journeys },
    offeredKw: offeredIn(plans),
    ordered: dispatched.orders,
    groupOf: new Map(all.map(({ device, group }) => [device, group])),
    dispatchedKw: dispatched.dispatchedKw,
    shortfallKw: dispatched.shortfallKw,
    said: [
      {
        ...{ from: controlCenter, to: gateway, topic: 'demandResponse' },
        payload: { id, baselineKw, askedKw, milliseconds: toGateway.milliseconds },
      },
      ...agents.map(agent => ({
        ...{ from: gateway, to: agent, topic: 'demandResponse' },
        payload: { id, hops: journeys.get(agent)?.hops ?? [] },
      })),
      ...plans.map(({ agent, group, offeredKw }) => ({
        ...{ from: agent, to: gateway, topic: 'plan' },
        payload: { id, group, offeredKw },
      })),
      {
        ...{ from: gateway, to: controlCenter, topic: 'aggregate' },
        payload: { id, offeredKw: offeredIn(plans), declined, silent },
      },
      ...dispatched.orders.map((order: Order) => ({
        ...{ from: controlCenter, to: order.agent, topic: 'order' },
        payload: { id, reductionKw: order.reductionKw },
      })),
    ],
  }
}

const joined = (first: Journey, second: Journey): Journey => ({
  hops: [...first.hops, ...second.hops],
  milliseconds: first.milliseconds + second.milliseconds,
  isDelivered: first.isDelivered && second.isDelivered,
})

const noDispatch = (asked: readonly { readonly reductionKw: number }[]) => ({
  orders: [],
  dispatchedKw: 0,
  shortfallKw: asked.reduce((sum, { reductionKw }) => sum + reductionKw, 0),
})

const offeredIn = (plans: readonly Plan[]): Readonly<Record<string, number>> => {
  const sums: Record<string, number> = {}
  for (const { group, offeredKw } of plans) sums[group] = (sums[group] ?? 0) + offeredKw
  return sums
}
