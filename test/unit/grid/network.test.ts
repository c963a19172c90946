/** Chargers, loads, meters, transformers, links, gateways and the control center. */
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { usualChargePower, usualPowerEfficiency } from '../../../src/grid/battery.ts'
import { dispatch, dispatchGroups, type Plan, requests } from '../../../src/grid/controlCenter.ts'
import { evCharger } from '../../../src/grid/evCharger.ts'
import { demandOf, feederOf } from '../../../src/grid/feeder.ts'
import { gateway } from '../../../src/grid/gateway.ts'
import { lineOf, overloads, strayVoltages } from '../../../src/grid/line.ts'
import { journey, pathBetween, sent, usualLinks } from '../../../src/grid/link.ts'
import { load } from '../../../src/grid/load.ts'
import { meter } from '../../../src/grid/meter.ts'
import { powerFlow } from '../../../src/grid/powerFlow.ts'
import { transformer, usualTransformer } from '../../../src/grid/transformer.ts'
import { splitMix64 } from '../../../src/markov/splitMix64.ts'
import { balanced } from './books.ts'

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })

describe('a charger', () => {
  const device = evCharger({
    maxChargeKw: 7.4,
    maxDischargeKw: 7.4,
    minPowerKw: 1.4,
    efficiency: 0.95,
    car: {
      capacityKwh: 40,
      nominalPowerKw: 50,
      efficiency: 0.9,
      standingLossPerHour: 0,
      capacityLossPerCycle: 1e-5,
      depthOfDischarge: 1,
      initialStateOfCharge: 0,
      powerEfficiency: usualPowerEfficiency,
      chargePower: usualChargePower,
    },
  })
  const stay = { arrivalStateOfCharge: 0.25, requiredStateOfCharge: 0.8, hoursToDeparture: 8 }

  it('charges as in CityLearn', () => {
    const states = balanced(
      device,
      [0.1, 0.25, 0.5, 0.75, 1, 1, 1, 1].map(share => [{ powerKw: share * 7.4 }, { stay }]),
      1,
    )
    const charges = states.map(state => device.read(state).stateOfCharge)
    const wanted = [
      0.280292183, 0.320321143, 0.400379092, 0.52046597, 0.680581868, 0.840697765, 0.985826075, 0.998735428,
    ]
    wanted.forEach((charge, k) => {
      expect(charges[k]).toBeCloseTo(charge, 6)
    })
    expect(states[0]?.powerKw).toBeCloseTo(1.4, 9)
    expect(states[6]?.powerKw).toBeCloseTo(6.707326, 5)
    expect(states[7]?.powerKw).toBeCloseTo(0.596627, 5)
  })

  it('keeps the charge of a car that waits, and tells what one lacks that leaves', () => {
    const states = balanced(
      device,
      [
        [{ powerKw: 0 }, { stay }],
        [{ powerKw: 0 }, { stay }],
        [{ powerKw: 5 }, { stay: null }],
      ],
      1,
    )
    expect(states[1] && device.read(states[1]).stateOfCharge).toBeCloseTo(0.25, 12)
    expect(states[2]?.shortfallKwh).toBeCloseTo(0.55 * 40, 9)
    expect(states[0] && device.read(states[0]).neededPowerKw).toBeCloseTo((0.55 * 40) / 7 / 0.95, 9)
  })

  it('balances, whatever comes and goes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(number(-20, 20), fc.boolean()), { maxLength: 30 }),
        number(0.1, 2),
        (rows, hours) => {
          const script = rows.map(
            ([powerKw, isThere]) => [{ powerKw }, { stay: isThere ? stay : null }] as const,
          )
          for (const state of balanced(device, script, hours)) {
            expect(Math.abs(state.powerKw)).toBeLessThanOrEqual(7.4 + 1e-9)
            expect(device.read(state).stateOfCharge).toBeLessThanOrEqual(1 + 1e-9)
          }
        },
      ),
    )
  })
})

describe('a load', () => {
  it('sheds no more than it may', () => {
    const device = load({ controllableShare: 0.3, reactiveShare: 0.5 })
    const states = balanced(
      device,
      [
        [{ shedKw: 1 }, { profileKw: 10 }],
        [{ shedKw: 9 }, { profileKw: 10 }],
        [{ shedKw: -5 }, { profileKw: 10 }],
      ],
      0.5,
    )
    expect(states.map(({ powerKw }) => powerKw)).toEqual([9, 7, 10])
    expect(states[0]?.reactivePowerKvar).toBe(4.5)
  })
})

describe('a meter', () => {
  it('adds up, in steps of whatever length', () => {
    fc.assert(
      fc.property(
        fc.array(number(-10, 10), { minLength: 1, maxLength: 20 }),
        fc.constantFrom(0.1, 0.25, 0.4, 1, 2.5),
        (powers, hours) => {
          const device = meter(0.5)
          const states = balanced(
            device,
            powers.map(powerKw => [{}, { powerKw }]),
            hours,
          )
          const end = states.at(-1)
          const wanted = powers.reduce((sum, kw) => sum + Math.max(0, kw) * hours, 0)
          expect(end?.importKwh).toBeCloseTo(wanted, 9)
          expect(end?.current.number).toBe(Math.floor(powers.length * hours * 2 + 1e-6))
        },
      ),
    )
  })

  it('shares a step between intervals', () => {
    const [state] = balanced(meter(0.5), [[{}, { powerKw: 4 }]], 1.25)
    expect(state?.last).toEqual({ number: 1, importKwh: 2, exportKwh: 0 })
    expect(state?.current).toEqual({ number: 2, importKwh: 1, exportKwh: 0 })
  })
})

describe('a transformer', () => {
  const device = transformer(usualTransformer(100))
  it('is as hot at its rating as its rating says, and ages as fast as time', () => {
    const states = balanced(
      device,
      [[{}, { powerKw: 100, reactivePowerKvar: 0, outdoorTemperatureC: 45 }]],
      1000,
    )
    expect(states[0]?.hotSpotC).toBeCloseTo(110, 6)
    expect(states[0]?.agedHours).toBeCloseTo(1000, 6)
    expect(states[0]?.lossKw).toBeCloseTo(1.2, 12)
  })

  it('balances in both directions', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(number(-150, 150), number(-80, 80)), { maxLength: 10 }), rows => {
        balanced(
          device,
          rows.map(([powerKw, reactivePowerKvar]) => [
            {},
            { powerKw, reactivePowerKvar, outdoorTemperatureC: 20 },
          ]),
          1,
        )
      }),
    )
  })
})

describe('lines', () => {
  it('tell which of them carry too much, and where the voltage strays', () => {
    const cable = { resistanceOhm: 0.32, reactanceOhm: 0.08, ratingA: 100 }
    const feeder = feederOf({
      source: 's',
      nominalVoltageKv: 0.4,
      lines: [lineOf('s', 'a', 0.1, cable), lineOf('a', 'b', 0.2, cable)],
    })
    if (E.isLeft(feeder)) throw new Error(feeder.left.reason)
    const demand = demandOf(feeder.right, [
      { bus: 'a', powerKw: 60, reactivePowerKvar: 0 },
      { bus: 'b', powerKw: 20, reactivePowerKvar: 0 },
    ])
    if (E.isLeft(demand)) throw new Error(demand.left.reason)
    const flow = powerFlow(feeder.right, demand.right.powerKw, demand.right.reactivePowerKvar)
    if (E.isLeft(flow)) throw new Error(flow.left.reason)
    expect(overloads(feeder.right, flow.right).map(({ from, to }) => `${from}-${to}`)).toEqual(['s-a'])
    expect(strayVoltages(feeder.right, flow.right, 0.979, 1.05).map(({ bus }) => bus)).toEqual(['b'])
  })
})

describe('links', () => {
  it('take latency, jitter and the time of the bytes, and the same with the same seed', () => {
    const hop = sent(usualLinks.Modbus, 'a', 'b', 240, splitMix64(1))
    expect(hop.milliseconds).toBeGreaterThanOrEqual(105)
    expect(hop.milliseconds).toBeLessThan(110)
    expect(sent(usualLinks.Modbus, 'a', 'b', 240, splitMix64(1))).toEqual(hop)
  })

  it('try again what is lost, and tell what never came', () => {
    const bad = { ...usualLinks.Zigbee, lossShare: 0.999999, retries: 2, timeoutMs: 100 }
    const hop = sent(bad, 'a', 'b', 10, splitMix64(1))
    expect([hop.isDelivered, hop.attempts, hop.milliseconds]).toEqual([false, 3, 300])
    const lossy = { ...usualLinks.Zigbee, lossShare: 0.5, retries: 1 }
    const random = splitMix64(7)
    const delivered = Array.from({ length: 4000 }, () => sent(lossy, 'a', 'b', 10, random)).filter(
      one => one.isDelivered,
    )
    expect(delivered.length / 4000).toBeCloseTo(0.75, 1)
  })

  it('make a path, whose times add up', () => {
    const net = [
      { from: 'utility', to: 'gateway', link: usualLinks.DNP3 },
      { from: 'gateway', to: 'home', link: usualLinks.MQTT },
      { from: 'home', to: 'thermostat', link: usualLinks.Zigbee },
    ]
    const path = pathBetween(net, 'thermostat', 'utility')
    expect(path?.map(({ from, to }) => `${from}>${to}`)).toEqual([
      'thermostat>home',
      'home>gateway',
      'gateway>utility',
    ])
    const way = journey(path ?? [], 100, splitMix64(3))
    expect(way.milliseconds).toBeCloseTo(
      way.hops.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
      9,
    )
    expect(pathBetween(net, 'thermostat', 'nowhere')).toBeNull()
  })
})

describe('the control center', () => {
  const offers = (kw: readonly number[], group: string): readonly Plan[] =>
    kw.map((offeredKw, k) => ({ agent: `${group}${k}`, group, offeredKw }))

  it('asks for shares of the baseline, which add up', () => {
    const asked = requests('dr', 200, { thermostats: 0.1, solar: 0.05, community: 0.15 })
    expect(asked.reduce((sum, { reductionKw }) => sum + reductionKw, 0)).toBeCloseTo(60, 12)
    expect(asked[0]).toEqual({ id: 'dr/thermostats', group: 'thermostats', reductionKw: 20 })
  })

  it('takes the cheap first, and shares among alike ones', () => {
    const { orders, shortfallKw } = dispatch(6, [
      { agent: 'dear', group: 'g', offeredKw: 5, pricePerKwh: 0.4 },
      { agent: 'a', group: 'g', offeredKw: 3, pricePerKwh: 0.1 },
      { agent: 'b', group: 'g', offeredKw: 1, pricePerKwh: 0.1 },
    ])
    expect(orders.map(({ agent, reductionKw }) => [agent, reductionKw])).toEqual([
      ['a', 3],
      ['b', 1],
      ['dear', 2],
    ])
    expect(shortfallKw).toBe(0)
  })

  it('asks others where some decline, and says what is missing', () => {
    const asked = requests('dr', 100, { x: 0.1, y: 0.1 })
    const whole = dispatchGroups(asked, [...offers([0, 4], 'x'), ...offers([30], 'y')])
    expect(whole.shortfallKw).toBeCloseTo(0, 9)
    expect(whole.orders.find(({ agent }) => agent === 'y0')?.reductionKw).toBeCloseTo(16, 9)
    expect(dispatchGroups(asked, [...offers([4], 'x'), ...offers([5], 'y')]).shortfallKw).toBeCloseTo(11, 9)
  })

  it('orders nobody more than was offered', () => {
    fc.assert(
      fc.property(
        fc.array(number(0, 10), { maxLength: 8 }),
        fc.array(number(0, 10), { maxLength: 8 }),
        number(0, 100),
        (x, y, baseline) => {
          const plans = [...offers(x, 'x'), ...offers(y, 'y')]
          const asked = requests('dr', baseline, { x: 0.3, y: 0.2 })
          const { orders, dispatchedKw, shortfallKw } = dispatchGroups(asked, plans)
          for (const { agent, reductionKw } of orders) {
            const offered = plans.find(plan => plan.agent === agent)?.offeredKw ?? 0
            expect(reductionKw).toBeLessThanOrEqual(offered + 1e-9)
          }
          const all = plans.reduce((sum, { offeredKw }) => sum + offeredKw, 0)
          expect(dispatchedKw).toBeCloseTo(Math.min(all, baseline * 0.5), 6)
          expect(dispatchedKw + shortfallKw).toBeCloseTo(baseline * 0.5, 6)
        },
      ),
    )
  })
})

describe('a gateway', () => {
  it('collects plans until all have come or its patience ends; copies count once', () => {
    const device = gateway({ agents: ['a', 'b'], patienceHours: 1 })
    const plan = (agent: string, offeredKw: number, request = 'r1') =>
      ({ kind: 'plan', request, plan: { agent, group: 'homes', offeredKw } }) as const
    const states = balanced(
      device,
      [
        { kind: 'request', id: 'r1' } as const,
        plan('a', 3),
        plan('a', 9),
        plan('stranger', 9),
        plan('b', 2, 'r0'),
        { kind: 'wait' } as const,
        plan('b', 2),
      ].map(command => [command, undefined] as const),
      0.2,
    )
    const readings = states.map(device.read)
    expect(readings.map(({ isComplete }) => isComplete)).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
      true,
    ])
    expect(readings.at(-1)?.silent).toEqual(['b'])
    expect(readings.at(-1)?.offeredKw.get('homes')).toBe(3)
  })
})
