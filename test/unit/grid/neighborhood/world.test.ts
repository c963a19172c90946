import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { imbalanceKwh } from '../../../../src/grid/device.ts'
import { allowed } from '../../../../src/grid/neighborhood/allowed.ts'
import { read, readList } from '../../../../src/grid/neighborhood/readings.ts'
import { advance, begin, type StepRecord, type World } from '../../../../src/grid/neighborhood/world.ts'
import { every, neighborhoodOf } from './every.ts'

const neighborhood = neighborhoodOf(every)
const commandable = [...neighborhood.quantities.values()].filter(
  ({ access, isList }) => access !== 'read' && !isList,
)

/** Commands of a run: for each step some quantities and what they are told, nonsense included. */
const commands = fc.array(
  fc.dictionary(
    fc.constantFrom(...commandable.map(({ path }) => path)),
    fc.oneof(
      { weight: 5, arbitrary: fc.double({ min: -30, max: 30, noNaN: true }) },
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1e308, 1e308, -0),
    ),
    { maxKeys: 8 },
  ),
  { minLength: 1, maxLength: 30 },
)

const run = (
  of: typeof neighborhood,
  all: readonly Readonly<Record<string, number>>[],
  seed = 1,
  look: (world: World, record: StepRecord, before: World) => void = () => undefined,
): World => {
  let world = begin(of, seed)
  for (const step of all) {
    const before = world
    const after = advance(of, world, new Map(Object.entries(step)))
    world = after.world
    look(world, after.record, before)
  }
  return world
}

const dayLong = Array.from({ length: 48 }, () => ({}))

describe('a step', () => {
  it('balances the books of every device, whatever is commanded, nonsense included', () => {
    fc.assert(
      fc.property(commands, all => {
        run(neighborhood, all, 1, (_, { devices, agents, grid }) => {
          for (const { id, flows, netKw } of devices) {
            expect(Math.abs(imbalanceKwh(flows)), id).toBeLessThan(1e-8)
            expect(Number.isFinite(netKw), id).toBe(true)
          }
          const drawn = devices.reduce((sum, { netKw }) => sum + netKw, 0)
          const metered = agents.reduce((sum, { netKw }) => sum + netKw, 0)
          expect(metered).toBeCloseTo(drawn, 9)
          expect(grid.flowed).toBe(true)
          expect(grid.demandKw).toBeCloseTo(metered + grid.lossKw, 9)
          expect(grid.lossKw).toBeGreaterThanOrEqual(0)
        })
      }),
      { numRuns: 60 },
    )
  })

  it('keeps charges in range under commands that were allowed, and the devices do as they were allowed', () => {
    fc.assert(
      fc.property(commands, all => {
        let world = begin(neighborhood, 1)
        for (const step of all) {
          const safe = new Map<string, number>()
          for (const [path, value] of Object.entries(step)) {
            const verdict = allowed(neighborhood, world, path, value)
            if (verdict.kind !== 'refused') safe.set(path, verdict.kind === 'clipped' ? verdict.value : value)
            else expect(Number.isFinite(value) && !path.endsWith('.consent'), path).toBe(false)
          }
          world = advance(neighborhood, world, safe).world
          for (const { path } of neighborhood.quantities.values()) {
            if (!path.endsWith('.soc') || neighborhood.quantities.get(path)?.isList) continue
            expect(read(neighborhood, world, path), path).toBeGreaterThanOrEqual(-1e-9)
            expect(read(neighborhood, world, path), path).toBeLessThanOrEqual(1 + 1e-9)
          }
          for (const [path, value] of safe)
            if (path.endsWith('.powerKw')) expect(read(neighborhood, world, path), path).toBeCloseTo(value, 6)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('is the same from the same seed, and does not depend on who else is there', () => {
    const records: StepRecord[] = []
    run(neighborhood, dayLong, 9, (_, record) => records.push(record))
    const again: StepRecord[] = []
    run(neighborhood, dayLong, 9, (_, record) => again.push(record))
    expect(again).toEqual(records)
    const other: StepRecord[] = []
    run(neighborhood, dayLong, 10, (_, record) => other.push(record))
    expect(other).not.toEqual(records)
    // Without a feeder's voltages, who comes after it changes nothing for a device.
    const { feeder: _, ...alone } = every
    const strip = <A extends { bus?: string }>({ bus: __, ...device }: A) => device
    const standing = every.devices.filter(({ kind }) => kind !== 'transformer').map(strip)
    const full = { ...alone, devices: standing, populations: [], links: [] }
    const few = { ...full, devices: full.devices.slice(0, 4) }
    const [all, some] = [full, few].map(content => {
      const drawn: number[] = []
      run(neighborhoodOf(content), dayLong, 4, (__, { devices }) => {
        drawn.push(...devices.slice(0, 4).map(({ netKw }) => netKw))
      })
      return drawn
    })
    expect(some).toEqual(all)
  })

  it('bills imports at their price and credits exports at theirs', () => {
    run(neighborhood, dayLong, 2, (world, { step, agents }) => {
      for (const { agent, importKwh, exportKwh, billUsd, costUsd } of agents) {
        const price = neighborhood.importUsdPerKwh[step] ?? Number.NaN
        expect(costUsd).toBeCloseTo(importKwh * price, 12)
        expect(billUsd).toBeCloseTo(importKwh * price - exportKwh * 0.05, 12)
        expect(importKwh * exportKwh).toBe(0)
        expect(read(neighborhood, world, `${agent}.meter.stepBillUsd`)).toBe(billUsd)
      }
    })
  })

  it('shorter than another comes to the same energies, the shorter the nearer', () => {
    const steady = {
      ...every,
      series: {
        ...every.series,
        outdoorTemperatureC: { values: [5], repeats: true },
        irradianceWm2: { values: [300], repeats: true },
        use: { values: [1], repeats: true },
        heat: { values: [1], repeats: true },
        price: { values: [0.2], repeats: true },
      },
      carbonKgPerKwh: 0.3,
      devices: every.devices.map(device =>
        device.id === 'home1.load' ? { ...device, rating: { series: 'use' } } : device,
      ),
    }
    const series = { ...steady.series, measured: { values: [0], repeats: true } }
    const energy = (step: string, count: number): number => {
      const of = neighborhoodOf({ ...steady, series, step, horizon: '6 hours' })
      let kwh = 0
      run(
        of,
        Array.from({ length: count }, () => ({ 'home1.battery.powerKw': 0.5 })),
        1,
        (_, { agents }) => {
          kwh += agents.reduce((sum, { netKw }) => sum + netKw * of.stepHours, 0)
        },
      )
      return kwh
    }
    const [hour, quarter, five, finest] = [
      energy('1 hour', 6),
      energy('15 minutes', 24),
      energy('5 minutes', 72),
      energy('1 minute', 360),
    ]
    expect(Math.abs((hour ?? 0) - (finest ?? 0))).toBeLessThan(0.1 * Math.abs(finest ?? 0))
    expect(Math.abs((quarter ?? 0) - (finest ?? 0))).toBeLessThan(0.06 * Math.abs(finest ?? 0))
    expect(Math.abs((five ?? 0) - (finest ?? 0))).toBeLessThan(0.02 * Math.abs(finest ?? 0))
  })
})

describe('every quantity', () => {
  it('is a number at every moment, or a list of them', () => {
    run(neighborhood, dayLong, 3, world => {
      for (const { path, access, isList } of neighborhood.quantities.values()) {
        if (access === 'command') continue
        const values = isList ? readList(neighborhood, world, path) : [read(neighborhood, world, path)]
        for (const value of values) expect(Number.isFinite(value), path).toBe(true)
        if (isList && path.startsWith('flat.')) expect(values, path).toHaveLength(4)
        if (isList && path.startsWith('grid.')) expect(values, path).toHaveLength(24)
      }
    })
  })

  it('that can be commanded moves something, within its bounds', () => {
    const still = new Set<string>()
    for (const { path, low = -5, high = 5 } of commandable) {
      const drawn = [low, high].map(value => {
        const seen: unknown[] = []
        run(
          neighborhood,
          Array.from({ length: 20 }, () => ({ [path]: value })),
          1,
          (world, { devices }) => {
            seen.push(
              devices.map(({ netKw }) => netKw),
              world.grid.lossKw,
              world.devices.map(one => one.readings()),
            )
          },
        )
        return JSON.stringify(seen)
      })
      if (drawn[0] === drawn[1]) still.add(path)
    }
    expect([...still]).toEqual([])
  })

  it('of a population is that of its members, in their order', () => {
    const world = run(neighborhood, dayLong.slice(0, 3))
    expect(readList(neighborhood, world, 'flat.battery.capacityKwh')).toEqual(
      [1, 2, 3, 4].map(k => read(neighborhood, world, `flat${k}.battery.capacityKwh`)),
    )
  })

  it('foreseen is what comes, going round at the end', () => {
    const world = run(neighborhood, dayLong.slice(0, 40))
    const ahead = readList(neighborhood, world, 'grid.priceAhead')
    const price = neighborhood.series.get('price') ?? new Float64Array()
    expect(ahead).toEqual(Array.from({ length: 24 }, (_, k) => price[(40 + k) % 48]))
    expect(read(neighborhood, world, 'grid.hour')).toBe(16)
  })
})

describe('a population', () => {
  it('varies by its seed and within its share', () => {
    const capacities = (seed: number) => {
      const of = neighborhoodOf({
        ...every,
        populations: [{ ...every.populations[0], seed, count: 60 }],
      })
      return readList(of, begin(of, 1), 'flat.battery.capacityKwh')
    }
    const [first, same, other] = [capacities(1), capacities(1), capacities(2)]
    expect(same).toEqual(first)
    expect(other).not.toEqual(first)
    for (const capacity of first) {
      expect(capacity).toBeGreaterThanOrEqual(2)
      expect(capacity).toBeLessThanOrEqual(6)
    }
    expect(new Set(first).size).toBe(60)
  })
})

describe('what is allowed', () => {
  const world = begin(neighborhood, 1)
  it.each([
    ['home1.thermostat.setpointC', 30, 'it is beyond the rating'],
    ['home1.inverter.limitKw', -1, 'it is beyond the rating'],
    ['home2.water.setPointC', 90, 'it is beyond the rating'],
  ])('of %s at %d is clipped: %s', (path, value, because) => {
    const verdict = allowed(neighborhood, world, path, value)
    expect(verdict).toMatchObject({ kind: 'clipped', because })
  })
  it.each([
    ['home1.load.powerKw'],
    ['home1.battery.soc'],
    ['home1.battery.power'],
    ['nobody.battery.powerKw'],
    ['grid.hour'],
  ])('of %s is nothing', path => {
    expect(allowed(neighborhood, world, path, 1)).toMatchObject({ kind: 'refused' })
  })
})
