/** Devices of a grid file by what they do: stays of cars, draws of water, sun, transformers, and what they may be told. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allowed } from '../../../../src/grid/neighborhood/allowed.ts'
import type { Neighborhood } from '../../../../src/grid/neighborhood/neighborhood.ts'
import { read } from '../../../../src/grid/neighborhood/readings.ts'
import { advance, begin, type StepRecord, type World } from '../../../../src/grid/neighborhood/world.ts'
import { every, neighborhoodOf } from './every.ts'

const bare = {
  ...{
    schema: 'coplay/grid@1',
    name: 'bare',
    start: '2030-03-20T00:00:00Z',
    step: '1 hour',
    horizon: '48 hours',
  },
  series: {
    outdoorTemperatureC: { values: [5], repeats: true },
    irradianceWm2: { values: [500], repeats: true },
  },
}
const withDevices = (devices: readonly unknown[], more: object = {}) =>
  neighborhoodOf({ ...bare, devices, ...more })

/** What each step leaves. */
const lived = (
  neighborhood: Neighborhood,
  commands: Readonly<Record<string, number>> = {},
  steps = neighborhood.steps,
): readonly { readonly world: World; readonly record: StepRecord }[] => {
  const told = new Map(Object.entries(commands))
  const all: { readonly world: World; readonly record: StepRecord }[] = []
  let world = begin(neighborhood, 1)
  for (let k = 0; k < steps; k++) {
    const next = advance(neighborhood, world, told)
    all.push(next)
    world = next.world
  }
  return all
}

describe('a charger', () => {
  const at = (rating: object, more: object = {}) =>
    withDevices(
      [{ id: 'home.charger', kind: 'evCharger', rating: { chargeKw: 7, carCapacityKwh: 50, ...rating } }],
      more,
    )
  const plugged = (neighborhood: Neighborhood) =>
    lived(neighborhood).map(({ world }) => read(neighborhood, world, 'home.charger.isPlugged'))

  it('has its car from arrival to departure, over midnight as well', () => {
    const night = plugged(at({ arrivalHour: 18, departureHour: 7 }))
    expect(night.slice(0, 24).map((x, hour) => x === (hour < 7 || hour >= 18 ? 1 : 0))).not.toContain(false)
    const day = plugged(at({ arrivalHour: 8, departureHour: 17 }))
    expect(day.slice(24).map((x, hour) => x === (hour >= 8 && hour < 17 ? 1 : 0))).not.toContain(false)
    expect(plugged(at({ arrivalHour: 0, departureHour: 24 }))).not.toContain(0)
  })

  it.each(['1 hour', '15 minutes'])('counts the hours that are left from the end of a step of %s', step => {
    const neighborhood = at({ arrivalHour: 18, departureHour: 7 }, { step })
    for (const { world } of lived(neighborhood)) {
      if (read(neighborhood, world, 'home.charger.isPlugged') === 0) continue
      const left = (7 - read(neighborhood, world, 'grid.hour') + 24) % 24
      expect(read(neighborhood, world, 'home.charger.hoursToDeparture')).toBeCloseTo(left, 9)
    }
  })

  it('that gives back gives what it says', () => {
    const neighborhood = at({ dischargeKw: 7, arrivalSoc: 0.7, arrivalHour: 0 })
    const [first] = lived(neighborhood, { 'home.charger.powerKw': -7 }, 1)
    expect(first && read(neighborhood, first.world, 'home.charger.powerKw')).toBeCloseTo(-7, 9)
  })
})

describe('a water heater', () => {
  it.each(['5 minutes', '1 hour', '6 hours', '1 day'])('draws what a day draws in steps of %s', step => {
    const neighborhood = withDevices(
      [
        {
          id: 'home.water',
          kind: 'waterHeater',
          rating: { volumeL: 200, powerKw: 50, lossKwPerC: 0, dailyDrawL: 100 },
        },
      ],
      { step },
    )
    const drawnKwh = lived(neighborhood).reduce(
      (sum, { record }) => sum + (record.agents[0]?.importKwh ?? 0),
      0,
    )
    // 100 liters a day from 12 to some 55 degrees, for two days.
    const wanted = 2 * 100 * 1.163e-3 * (55 - 12)
    expect(drawnKwh / wanted).toBeGreaterThan(step === '1 day' ? 0.85 : 0.97)
    expect(drawnKwh / wanted).toBeLessThan(1.001)
  })
})

describe('a transformer', () => {
  it('carries what is drawn behind it, and not its own losses', () => {
    const neighborhood = withDevices(
      [
        { id: 'home.load', kind: 'load', bus: 'b', rating: { powerKw: 30, powerFactor: 1 } },
        { id: 'street.transformer', kind: 'transformer', bus: 'a', rating: { ratedKva: 60 } },
      ],
      {
        feeder: {
          ...{ source: 's', nominalVoltageKv: 10 },
          lines: [
            { from: 's', to: 'a', resistanceOhm: 0.1, reactanceOhm: 0.1 },
            { from: 'a', to: 'b', resistanceOhm: 0.1, reactanceOhm: 0.1 },
          ],
        },
      },
    )
    const last = lived(neighborhood).at(-1)
    const at = (name: string) => last && read(neighborhood, last.world, `street.transformer.${name}`)
    expect(at('loading')).toBeCloseTo(0.5, 9)
    expect(at('lossKw')).toBeCloseTo(0.002 * 60 + 0.01 * 60 * 0.25, 9)
    expect(last?.record.grid.demandKw).toBeCloseTo(
      30 + (at('lossKw') ?? 0) + (last?.record.grid.lossKw ?? 0),
      9,
    )
  })
})

describe('reactive power', () => {
  it('that an inverter gives lifts the voltage at its bus', () => {
    const neighborhood = neighborhoodOf(every)
    const voltage = (kvar: number) => {
      const last = lived(neighborhood, { 'home1.inverter.reactivePowerKvar': kvar }, 1).at(-1)
      return last ? read(neighborhood, last.world, 'home1.meter.voltagePu') : Number.NaN
    }
    expect(voltage(3)).toBeGreaterThan(voltage(0) + 1e-6)
    expect(voltage(-3)).toBeLessThan(voltage(0) - 1e-6)
  })
})

describe('what is allowed', () => {
  const neighborhood = neighborhoodOf(every)
  const measured = [...neighborhood.quantities.values()].filter(
    ({ path, access, isList }) =>
      access === 'both' && !isList && /(?:powerKw|heatKw|shedKw|reactivePowerKvar)$/.test(path),
  )
  const hours = lived(neighborhood).map(({ world }) => world)

  it('is what the device then does, to every quantity that is measured as it is commanded', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...measured.map(({ path }) => path)),
        fc.double({ min: -40, max: 40, noNaN: true }),
        fc.nat({ max: 46 }),
        (path, value, hour) => {
          const world = hours[hour] ?? begin(neighborhood, 1)
          const verdict = allowed(neighborhood, world, path, value)
          const sent = verdict.kind === 'clipped' ? verdict.value : value
          const { world: next } = advance(neighborhood, world, new Map([[path, sent]]))
          expect(read(neighborhood, next, path), path).toBeCloseTo(sent, 6)
          // What was cut is cut no more.
          const again = allowed(neighborhood, world, path, sent)
          if (again.kind === 'clipped') expect(again.value, path).toBeCloseTo(sent, 6)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('keeps houses within the safe temperatures, whatever set points and limits are asked for', () => {
    const cold = neighborhoodOf({
      ...every,
      series: { ...every.series, outdoorTemperatureC: { values: [-4], repeats: true } },
      safe: { lowestTemperatureC: 19, highestTemperatureC: 26 },
    })
    const path = fc.constantFrom('setpointC', 'heatingSetPointC', 'coolingSetPointC', 'limitKw')
    const asked = fc.array(fc.tuple(path, fc.double({ min: -5, max: 40, noNaN: true })), {
      minLength: 10,
      maxLength: 30,
    })
    fc.assert(
      fc.property(asked, all => {
        let world = begin(cold, 1)
        for (const [name, value] of all) {
          const full = `home1.thermostat.${name}`
          const verdict = allowed(cold, world, full, value)
          const sent = verdict.kind === 'clipped' ? verdict.value : value
          world = advance(cold, world, new Map(verdict.kind === 'refused' ? [] : [[full, sent]])).world
          // Half a dead band is let by on its way, and the way of a step of five minutes.
          expect(read(cold, world, 'home1.thermostat.airTemperatureC')).toBeGreaterThan(19 - 0.35)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('ramps no power faster than is safe', () => {
    const slow = neighborhoodOf({ ...every, safe: { rampKwPerHour: 1 } })
    let world = begin(slow, 1)
    for (let hour = 0; hour < 6; hour++) {
      const verdict = allowed(slow, world, 'home1.battery.powerKw', 4)
      const sent = verdict.kind === 'clipped' ? verdict.value : 4
      expect(sent).toBeLessThanOrEqual(hour + 1 + 1e-9)
      world = advance(slow, world, new Map([['home1.battery.powerKw', sent]])).world
    }
  })

  it('of consent is 0 or 1', () => {
    const world = begin(neighborhood, 1)
    expect(allowed(neighborhood, world, 'home1.agent.consent', 0)).toEqual({ kind: 'as asked' })
    expect(allowed(neighborhood, world, 'home1.agent.consent', 0.4)).toMatchObject({ kind: 'refused' })
  })
})
