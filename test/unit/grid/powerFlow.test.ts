/** Radial power flow: the 33 buses of Baran and Wu, two buses by hand, balances, faults that name the bus. */
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { demandOf, type FeederPlan, feederOf } from '../../../src/grid/feeder.ts'
import { powerFlow } from '../../../src/grid/powerFlow.ts'
import { areMissing, textOf } from './sharedData.ts'

type Load = { readonly bus: string; readonly powerKw: number; readonly reactivePowerKvar: number }

const solved = (plan: FeederPlan, loads: readonly Load[]) => {
  const feeder = feederOf(plan)
  if (E.isLeft(feeder)) return feeder
  const demand = demandOf(feeder.right, loads)
  if (E.isLeft(demand)) return demand
  return powerFlow(feeder.right, demand.right.powerKw, demand.right.reactivePowerKvar)
}

const right = <A>(found: E.Either<{ readonly reason: string }, A>): A => {
  if (E.isLeft(found)) throw new Error(found.left.reason)
  return found.right
}

interface Published {
  readonly base: { readonly kV: number }
  readonly branches: readonly {
    readonly from: number
    readonly to: number
    readonly r: number
    readonly x: number
  }[]
  readonly loads: readonly { readonly bus: number; readonly p: number; readonly q: number }[]
  readonly expected: Readonly<Record<string, number>>
}

describe.skipIf(areMissing)('the feeder of Baran and Wu', () => {
  it('loses 202.677 kW and is lowest at bus 18', () => {
    const { base, branches, loads, expected }: Published = JSON.parse(textOf('feeders/ieee33.json'))
    const flow = right(
      solved(
        {
          source: '1',
          nominalVoltageKv: base.kV,
          lines: branches.map(({ from, to, r, x }) => ({
            from: String(from),
            to: String(to),
            resistanceOhm: r,
            reactanceOhm: x,
          })),
        },
        loads.map(({ bus, p, q }) => ({ bus: String(bus), powerKw: p, reactivePowerKvar: q })),
      ),
    )
    expect(flow.lossKw).toBeCloseTo(expected['lossKW'] ?? 0, 6)
    expect(flow.lossKw).toBeCloseTo(202.677, 3)
    expect(flow.lossKvar).toBeCloseTo(expected['lossKvar'] ?? 0, 6)
    expect(flow.sourceKw).toBeCloseTo(expected['sourceKW'] ?? 0, 5)
    expect(flow.sourceKvar).toBeCloseTo(expected['sourceKvar'] ?? 0, 5)
    expect(flow.lowest.bus).toBe('18')
    expect(flow.lowest.voltagePu).toBeCloseTo(expected['minV'] ?? 0, 8)
  })
})

/** A random tree: bus k hangs from one before it. */
const trees = fc
  .array(
    fc.record({
      above: fc.nat(),
      resistanceOhm: fc.double({ min: 0, max: 0.5, noNaN: true }),
      reactanceOhm: fc.double({ min: 0, max: 0.5, noNaN: true }),
      powerKw: fc.double({ min: -100, max: 100, noNaN: true }),
      reactivePowerKvar: fc.double({ min: -50, max: 50, noNaN: true }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map(rows => ({
    plan: {
      source: 'b0',
      nominalVoltageKv: 12,
      lines: rows.map(({ above, resistanceOhm, reactanceOhm }, k) => ({
        from: `b${above % (k + 1)}`,
        to: `b${k + 1}`,
        resistanceOhm,
        reactanceOhm,
      })),
    },
    loads: rows.map(({ powerKw, reactivePowerKvar }, k) => ({
      bus: `b${k + 1}`,
      powerKw,
      reactivePowerKvar,
    })),
  }))

describe('power flow', () => {
  it('is the quadratic of two buses', () => {
    // With z = r + jx feeding p + jq: u = v^2 solves u^2 + (2(rp + xq) - 1) u + (r^2 + x^2)(p^2 + q^2) = 0.
    const flow = right(
      solved(
        {
          source: 'a',
          nominalVoltageKv: 10,
          lines: [{ from: 'a', to: 'b', resistanceOhm: 2, reactanceOhm: 1 }],
        },
        [{ bus: 'b', powerKw: 3000, reactivePowerKvar: 1000 }],
      ),
    )
    const [r, x, p, q] = [0.02, 0.01, 3, 1]
    const half = 1 - 2 * (r * p + x * q)
    const u = (half + Math.sqrt(half ** 2 - 4 * (r * r + x * x) * (p * p + q * q))) / 2
    expect(flow.lowest.voltagePu).toBeCloseTo(Math.sqrt(u), 9)
    expect(flow.currentA[1]).toBeCloseTo(Math.hypot(3000, 1000) / (Math.sqrt(3) * 10 * Math.sqrt(u)), 6)
  })

  it('gives what is drawn and lost, in whatever order the lines are told', () => {
    fc.assert(
      fc.property(trees, ({ plan, loads }) => {
        const flow = right(solved(plan, loads))
        const drawn = loads.reduce((sum, { powerKw }) => sum + powerKw, 0)
        const reactive = loads.reduce((sum, { reactivePowerKvar }) => sum + reactivePowerKvar, 0)
        expect(flow.sourceKw).toBeCloseTo(drawn + flow.lossKw, 4)
        expect(flow.sourceKvar).toBeCloseTo(reactive + flow.lossKvar, 4)
        expect(flow.lossKw).toBeGreaterThanOrEqual(0)
        const turned = right(
          solved(
            {
              ...plan,
              lines: plan.lines.toReversed().map(line => ({ ...line, from: line.to, to: line.from })),
            },
            loads,
          ),
        )
        expect(turned.lossKw).toBeCloseTo(flow.lossKw, 6)
      }),
    )
  })

  it('names the bus at which something is wrong', () => {
    const line = (from: string, to: string) => ({ from, to, resistanceOhm: 1, reactanceOhm: 1 })
    const plan = { source: 'a', nominalVoltageKv: 10, lines: [line('a', 'b'), line('b', 'c')] }
    const fault = (found: ReturnType<typeof solved>) =>
      E.isLeft(found) ? [found.left.kind, found.left.bus] : 'none'
    const none: readonly Load[] = []
    expect(fault(solved({ ...plan, lines: [...plan.lines, line('c', 'a')] }, none))[0]).toBe('loop')
    expect(fault(solved({ ...plan, lines: [...plan.lines, line('x', 'y')] }, none))).toEqual(['island', 'x'])
    expect(fault(solved({ ...plan, buses: ['d'] }, none))).toEqual(['island', 'd'])
    expect(fault(solved({ ...plan, lines: [line('a', 'a')] }, none))).toEqual(['loop', 'a'])
    expect(fault(solved(plan, [{ bus: 'q', powerKw: 1, reactivePowerKvar: 0 }]))).toEqual([
      'unknown bus',
      'q',
    ])
    expect(fault(solved(plan, [{ bus: 'c', powerKw: 1e6, reactivePowerKvar: 0 }]))).toEqual([
      'no convergence',
      'c',
    ])
    expect(fault(solved(plan, [{ bus: 'b', powerKw: Number.NaN, reactivePowerKvar: 0 }]))).toEqual([
      'no convergence',
      'b',
    ])
    expect(
      fault(solved({ ...plan, lines: [{ ...line('a', 'b'), resistanceOhm: Number.NaN }] }, none)),
    ).toEqual(['impedance', 'b'])
  })

  it('solves 10,000 buses in well under a second', () => {
    const { plan, loads } = longFeeder(10_000)
    const start = performance.now()
    const flow = right(solved(plan, loads))
    expect(performance.now() - start).toBeLessThan(1000)
    expect(flow.lowest.voltagePu).toBeGreaterThan(0.9)
  })
})

/** Hundred branches of equal length with small homes along them. */
const longFeeder = (buses: number) => ({
  plan: {
    source: 'b0',
    nominalVoltageKv: 20,
    lines: Array.from({ length: buses - 1 }, (_, k) => ({
      from: k < 100 ? 'b0' : `b${k + 1 - 100}`,
      to: `b${k + 1}`,
      resistanceOhm: 0.02,
      reactanceOhm: 0.02,
    })),
  },
  loads: Array.from({ length: buses - 1 }, (_, k) => ({
    bus: `b${k + 1}`,
    powerKw: 1,
    reactivePowerKvar: 0.3,
  })),
})
