/** The request that is on in a step, before its devices act and after the meters have counted. */
import type { DemandRequest } from '../../grid/neighborhood/neighborhood.ts'
import { read } from '../../grid/neighborhood/readings.ts'
import { advance, type StepRecord } from '../../grid/neighborhood/world.ts'
import { splitMix64 } from '../../markov/splitMix64.ts'
import type { RequestRecord } from '../../report/drive.ts'
import type { Said } from '../message.ts'
import { type Run, type RunState, timeAt } from '../run.ts'
import { type Response, respond } from './respond.ts'

/** The request that is on in a step. */
export const requestAt = ({ neighborhood }: Run, step: number): DemandRequest | undefined =>
  neighborhood.requests.find(({ fromStep, steps }) => step >= fromStep && step < fromStep + steps)

/** What the agents answer; `asked` is what the game commands, with who consents. The baseline is nobody's commands. */
export const responseAt = (
  run: Run,
  { world, idle }: Pick<RunState, 'world' | 'idle'>,
  asked: ReadonlyMap<string, number>,
  step: number,
): Response | undefined => {
  const { neighborhood, seed } = run
  const request = requestAt(run, step)
  if (request === undefined) return undefined
  const consents = (agent: string): boolean => {
    const path = `${agent}.agent.consent`
    if (!neighborhood.quantities.has(path)) return true
    return (asked.get(path) ?? read(neighborhood, world, path)) >= 0.5
  }
  return respond(
    neighborhood,
    world,
    {
      ...{ id: request.id, shares: request.shares, consents, others: asked },
      baseline: advance(neighborhood, idle).record,
    },
    splitMix64((BigInt(seed) << 33n) ^ BigInt(2 * step + 1)),
  )
}

/** What came of it at the meters. */
export const reductionOf = (
  { neighborhood }: Run,
  response: Response,
  record: StepRecord,
  step: number,
): RequestRecord => {
  const { baseline, baselineKw, groupOf, askedKw, offeredKw, ordered } = response
  const meteredKw = record.agents.reduce((sum, { netKw }) => sum + netKw, 0)
  const before = new Map(baseline.devices.map(({ id, netKw }) => [id, netKw]))
  const groups = Object.fromEntries(
    Object.entries(askedKw).map(([group, kw]) => [
      group,
      {
        askedKw: kw,
        offeredKw: offeredKw[group] ?? 0,
        dispatchedKw: ordered.reduce((sum, one) => sum + (one.group === group ? one.reductionKw : 0), 0),
        reducedKw: record.devices.reduce(
          (sum, { id, netKw }) => sum + (groupOf.get(id) === group ? (before.get(id) ?? 0) - netKw : 0),
          0,
        ),
      },
    ]),
  )
  const strayed = new Map(baseline.agents.map(({ agent, discomfortCh }) => [agent, discomfortCh]))
  return {
    ...{ id: response.id, step, time: timeAt(neighborhood, step), baselineKw, groups },
    askedKw: Object.values(askedKw).reduce((a, b) => a + b, 0),
    ...{ dispatchedKw: response.dispatchedKw, shortfallKw: response.shortfallKw },
    reducedKw: baselineKw - meteredKw,
    reducedShare: baselineKw === 0 ? 0 : (baselineKw - meteredKw) / baselineKw,
    uncomfortable: record.agents.flatMap(({ agent, discomfortCh }) =>
      discomfortCh > (strayed.get(agent) ?? 0) + 1e-9 ? [agent] : [],
    ),
    ...{ declined: response.declined, silent: response.silent },
    ways: [...response.journeys].map(([to, { milliseconds, isDelivered, hops }]) => ({
      ...{ to, milliseconds, isDelivered, hops },
    })),
  }
}

/** The meters' report to who asked. */
export const reductionSaid = ({ ways: _, ...reduction }: RequestRecord): Said => ({
  from: 'meters',
  to: 'controlCenter',
  topic: 'reduction',
  payload: { ...reduction },
})
