/** Requests, plans, dispatch, and the links that they go over. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dispatch, dispatchGroups, type Plan, requests } from '../../../src/grid/controlCenter.ts'
import { gateway } from '../../../src/grid/gateway.ts'
import { journey, pathBetween, sent, usualLinks } from '../../../src/grid/link.ts'
import { splitMix64 } from '../../../src/markov/splitMix64.ts'

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })

const plans = fc
  .array(
    fc.record({
      offeredKw: fc.oneof(number(0, 10), fc.constantFrom(0, -1, Number.NaN)),
      pricePerKwh: fc.constantFrom(0, 0.1, 0.2),
      group: fc.constantFrom('a', 'b'),
    }),
    {
      maxLength: 12,
    },
  )
  .map(all => all.map((one, k): Plan => ({ agent: `agent${k}`, ...one })))

const offered = (all: readonly Plan[]): number =>
  all.reduce((sum, { offeredKw }) => sum + (Number.isFinite(offeredKw) ? Math.max(0, offeredKw) : 0), 0)

describe('a dispatch', () => {
  it('takes from nobody more than was offered, the cheap first, and says what is missing', () => {
    fc.assert(
      fc.property(plans, number(0, 60), (all, wanted) => {
        const { orders, dispatchedKw, shortfallKw } = dispatch(wanted, all)
        expect(dispatchedKw + shortfallKw).toBeCloseTo(wanted, 9)
        expect(dispatchedKw).toBeCloseTo(Math.min(wanted, offered(all)), 9)
        const taken = new Map(orders.map(({ agent, reductionKw }) => [agent, reductionKw]))
        for (const { agent, offeredKw, pricePerKwh = 0 } of all) {
          const own = taken.get(agent) ?? 0
          expect(own).toBeLessThanOrEqual((Number.isFinite(offeredKw) ? Math.max(0, offeredKw) : 0) + 1e-9)
          const isDearUsed = orders.some(
            order =>
              order.reductionKw > 1e-9 &&
              (all.find(one => one.agent === order.agent)?.pricePerKwh ?? 0) > pricePerKwh,
          )
          if (isDearUsed && offeredKw > 0) expect(own).toBeCloseTo(offeredKw, 9)
        }
      }),
    )
  })

  it('asks shares of the baseline: 10 %, 5 % and 15 % are 30 %', () => {
    const asked = requests('today', 200, { thermostats: 0.1, solar: 0.05, community: 0.15 })
    expect(asked.map(({ reductionKw }) => reductionKw)).toEqual([20, 10, 30])
    const all: readonly Plan[] = [
      { agent: 't', group: 'thermostats', offeredKw: 25 },
      { agent: 's', group: 'solar', offeredKw: 4 },
      { agent: 'c', group: 'community', offeredKw: 40 },
    ]
    const { orders, dispatchedKw, shortfallKw } = dispatchGroups(asked, all)
    // What the sun falls short of is spread over what the others have left, 5 and 10 kW.
    expect(dispatchedKw).toBeCloseTo(60, 12)
    expect(shortfallKw).toBe(0)
    expect(orders.map(({ reductionKw }) => Number(reductionKw.toFixed(9)))).toEqual([22, 4, 34])
  })

  it('of groups is all of it, or as much as there is', () => {
    fc.assert(
      fc.property(plans, number(0, 30), number(0, 30), (all, a, b) => {
        const { dispatchedKw, shortfallKw } = dispatchGroups(requests('r', 1, { a, b }), all)
        expect(dispatchedKw).toBeCloseTo(Math.min(a + b, offered(all)), 6)
        expect(dispatchedKw + shortfallKw).toBeCloseTo(a + b, 6)
      }),
    )
  })
})

describe('a gateway', () => {
  it('waits for all, counts each agent once, and gives up on the silent', () => {
    const device = gateway({ agents: ['a', 'b'], patienceHours: 1 })
    const plan = (agent: string, offeredKw: number) =>
      ({ kind: 'plan', request: 'r', plan: { agent, group: 'g', offeredKw } }) as const
    const step = (state: typeof device.initial, command: Parameters<typeof device.step>[1]) =>
      device.step(state, command, undefined, 0.4).state
    let state = step(device.initial, { kind: 'request', id: 'r' })
    for (const command of [plan('a', 2), plan('a', 9), plan('stranger', 5)]) state = step(state, command)
    const reading = device.read(state)
    expect(reading.plans).toEqual([{ agent: 'a', group: 'g', offeredKw: 2 }])
    expect(reading.silent).toEqual(['b'])
    expect(reading.isComplete).toBe(true)
    const early = device.read(step(step(device.initial, { kind: 'request', id: 'r' }), plan('a', 2)))
    expect(early.isComplete).toBe(false)
  })
})

describe('links', () => {
  it('take latency, jitter and the time of the bytes, and repeat what is lost', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(usualLinks)),
        fc.integer(),
        number(1, 2000),
        (one, seed, bytes) => {
          const hop = sent({ ...one, lossShare: 0.3 }, 'a', 'b', bytes, splitMix64(seed))
          const least =
            one.latencyMs + (8000 * bytes) / one.bandwidthBitsPerS + (hop.attempts - 1) * one.timeoutMs
          expect(hop.attempts).toBeLessThanOrEqual(one.retries + 1)
          if (hop.isDelivered) {
            expect(hop.milliseconds).toBeGreaterThanOrEqual(least - 1e-9)
            expect(hop.milliseconds).toBeLessThanOrEqual(least + one.jitterMs + 1e-9)
          } else expect(hop.milliseconds).toBeCloseTo(hop.attempts * one.timeoutMs, 9)
        },
      ),
    )
  })

  it('make a journey of the shortest path, the same for the same seed', () => {
    const { DNP3, MQTT, Zigbee } = usualLinks
    const net = [
      { from: 'utility', to: 'gateway', link: DNP3 },
      { from: 'gateway', to: 'home', link: MQTT },
      { from: 'home', to: 'thermostat', link: Zigbee },
    ]
    const path = pathBetween(net, 'utility', 'thermostat')
    expect(path?.map(({ to }) => to)).toEqual(['gateway', 'home', 'thermostat'])
    expect(pathBetween(net, 'utility', 'moon')).toBeNull()
    const way = () => journey(path ?? [], 200, splitMix64(7))
    expect(way()).toEqual(way())
    expect(way().milliseconds).toBeCloseTo(
      way().hops.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
      9,
    )
  })
})
