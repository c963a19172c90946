/** Laws of the devices of a neighborhood: books that balance at every step, limits that hold, steps that may be halved. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BatteryRating, usualChargePower, usualPowerEfficiency } from '../../../src/grid/battery.ts'
import { climate } from '../../../src/grid/climate.ts'
import { communityFacility } from '../../../src/grid/communityFacility.ts'
import { type Device, imbalanceKwh } from '../../../src/grid/device.ts'
import { evCharger } from '../../../src/grid/evCharger.ts'
import { generator } from '../../../src/grid/generator.ts'
import { type HouseRating, house } from '../../../src/grid/house.ts'
import { inverted, pvInverter, voltVarB, voltWatt } from '../../../src/grid/inverter.ts'
import { load } from '../../../src/grid/load.ts'
import { meter } from '../../../src/grid/meter.ts'
import { arrayPowerKw, usualArray } from '../../../src/grid/pvArray.ts'
import { thermostat } from '../../../src/grid/thermostat.ts'
import { transformer, usualTransformer } from '../../../src/grid/transformer.ts'
import { waterHeater } from '../../../src/grid/waterHeater.ts'

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const anything = fc.oneof(number(-30, 30), fc.constantFrom(0, Number.NaN, 1e9, -1e9))
const stepHours = fc.constantFrom(1 / 60, 0.25, 1, 3)
const several = <A>(of: fc.Arbitrary<A>) => fc.array(of, { minLength: 1, maxLength: 12 })

/** The states that commands and surroundings lead through, the books of each step checked. */
const run = <S, R, C, E>(
  device: Device<S, R, C, E>,
  steps: readonly (readonly [command: C, surroundings: E])[],
  hours: number,
): readonly S[] => {
  let state = device.initial
  return steps.map(([command, surroundings]) => {
    const next = device.step(state, command, surroundings, hours)
    const { flows } = next
    const size = Math.max(1, flows.electricInKwh, flows.otherInKwh)
    expect(Math.abs(imbalanceKwh(flows))).toBeLessThan(1e-9 * size)
    for (const one of [
      flows.electricInKwh,
      flows.electricOutKwh,
      flows.otherInKwh,
      flows.otherOutKwh,
      flows.lostKwh,
    ])
      expect(one).toBeGreaterThanOrEqual(-1e-9)
    state = next.state
    return state
  })
}

const homeRating: HouseRating = {
  airCapacityKwhPerC: 0.6,
  massCapacityKwhPerC: 4,
  envelopeKwPerC: 0.2,
  massKwPerC: 1.5,
  massGainShare: 0.5,
  solarApertureM2: 8,
  initialTemperatureC: 20,
}

const weather = fc.record({
  outdoorTemperatureC: number(-20, 40),
  irradianceWm2: number(0, 1000),
  internalGainKw: number(0, 2),
})

const cell: BatteryRating = {
  capacityKwh: 13.5,
  nominalPowerKw: 5,
  efficiency: 0.9,
  standingLossPerHour: 0.001,
  capacityLossPerCycle: 1e-5,
  depthOfDischarge: 1,
  initialStateOfCharge: 0.5,
  powerEfficiency: usualPowerEfficiency,
  chargePower: usualChargePower,
}

describe('a house', () => {
  it('balances, and half a step twice is one step', () => {
    fc.assert(
      fc.property(several(fc.tuple(number(-5, 5), weather)), stepHours, (steps, hours) => {
        const device = house(homeRating)
        run(
          device,
          steps.map(([heatKw, around]) => [{ heatKw }, around]),
          hours,
        )
        const [[heatKw, around] = [0, { outdoorTemperatureC: 0 }]] = steps
        const whole = device.step(device.initial, { heatKw }, around, hours).state
        const half = device.step(device.initial, { heatKw }, around, hours / 2).state
        const twice = device.step(half, { heatKw }, around, hours / 2).state
        expect(twice.airTemperatureC).toBeCloseTo(whole.airTemperatureC, 9)
        expect(twice.massTemperatureC).toBeCloseTo(whole.massTemperatureC, 9)
      }),
      { numRuns: 60 },
    )
  })

  it('comes to rest where what it loses is what it gets', () => {
    const device = house(homeRating)
    const around = { outdoorTemperatureC: 5 }
    let state = device.initial
    for (let hour = 0; hour < 2_000; hour++) state = device.step(state, { heatKw: 2 }, around, 1).state
    // 2 kW over 0.2 kW/C.
    expect(state.airTemperatureC).toBeCloseTo(15, 6)
    expect(state.massTemperatureC).toBeCloseTo(15, 6)
  })
})

describe('a thermostat', () => {
  const rating = { deadBandC: 1, minimumHours: 0.1, heatingSetPointC: 20, coolingSetPointC: 25, comfortC: 2 }

  it('heats below its band, cools above it, and keeps set points within the comfort agreed on', () => {
    fc.assert(
      fc.property(several(fc.tuple(number(5, 40), anything)), steps => {
        const states = run(
          thermostat(rating),
          steps.map(([airTemperatureC, heatingSetPointC]) => [{ heatingSetPointC }, { airTemperatureC }]),
          0.25,
        )
        for (const [k, { mode, heatingSetPointC, coolingSetPointC }] of states.entries()) {
          expect(heatingSetPointC).toBeGreaterThanOrEqual(18)
          expect(heatingSetPointC).toBeLessThanOrEqual(22)
          expect(coolingSetPointC).toBeGreaterThan(heatingSetPointC)
          const air = steps[k]?.[0] ?? 0
          if (air < heatingSetPointC - 0.5) expect(mode).toBe('heating')
          if (air > coolingSetPointC + 0.5) expect(mode).toBe('cooling')
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('a conditioned house', () => {
  it('balances, and keeps its band where the pump is strong enough', () => {
    const device = climate({
      house: homeRating,
      thermostat: { deadBandC: 1, minimumHours: 0, heatingSetPointC: 20, coolingSetPointC: 26, comfortC: 3 },
      heatPump: {
        nominalPowerKw: 2,
        efficiency: 0.3,
        heatingSupplyTemperatureC: 45,
        coolingSupplyTemperatureC: 8,
      },
    })
    const steps = Array.from(
      { length: 48 },
      (_, hour) =>
        [
          {},
          { outdoorTemperatureC: 5 + 5 * Math.sin(hour / 4), irradianceWm2: 0, internalGainKw: 0.3 },
        ] as const,
    )
    const states = run(device, steps, 1)
    for (const state of states.slice(6)) {
      const { airTemperatureC } = device.read(state)
      expect(airTemperatureC).toBeGreaterThan(18.5)
      expect(airTemperatureC).toBeLessThan(22)
    }
  })
})

describe('an inverter', () => {
  it('balances, keeps its rating and its limit, and gives way to the voltage', () => {
    fc.assert(
      fc.property(
        several(fc.tuple(anything, number(-200, 1200), number(-20, 45), number(0.85, 1.2))),
        fc.boolean(),
        stepHours,
        (steps, reactiveFirst, hours) => {
          const rating = { ratedPowerKva: 5, efficiency: 0.96, voltVar: voltVarB, voltWatt, reactiveFirst }
          const states = run(
            pvInverter(usualArray(7), rating),
            steps.map(([limitKw, irradianceWm2, outdoorTemperatureC, voltagePu]) => [
              { limitKw },
              { irradianceWm2, outdoorTemperatureC, voltagePu },
            ]),
            hours,
          )
          for (const [k, { powerKw, reactivePowerKvar, availablePowerKw }] of states.entries()) {
            const [limitKw = 0, , , voltagePu = 1] = steps[k] ?? []
            expect(Math.hypot(powerKw, reactivePowerKvar)).toBeLessThanOrEqual(5 + 1e-9)
            expect(powerKw).toBeLessThanOrEqual(availablePowerKw + 1e-12)
            if (!Number.isNaN(limitKw)) expect(powerKw).toBeLessThanOrEqual(Math.max(0, limitKw) + 1e-12)
            if (voltagePu > 1.1) expect(powerKw).toBeLessThanOrEqual(1 + 1e-9)
            if (voltagePu > 1.03) expect(reactivePowerKvar).toBeLessThanOrEqual(0)
          }
        },
      ),
      { numRuns: 80 },
    )
  })

  it('answers the points of the standard', () => {
    const rating = { ratedPowerKva: 10, efficiency: 1, voltVar: voltVarB, voltWatt }
    const at = (voltagePu: number, directKw: number) => inverted(rating, directKw, {}, voltagePu)
    expect(at(0.92, 0).reactivePowerKvar).toBeCloseTo(4.4, 12)
    expect(at(1, 5).reactivePowerKvar).toBe(0)
    expect(at(1.08, 0).reactivePowerKvar).toBeCloseTo(-4.4, 12)
    expect(at(1.08, 10).powerKw).toBeCloseTo(6, 12)
    expect(at(1.1, 10).powerKw).toBeCloseTo(2, 12)
  })

  it('gets from its array what PVWatts says', () => {
    expect(arrayPowerKw({ ...usualArray(4), nominalCellTemperatureC: 20 }, 1000, 25)).toBeCloseTo(3.44, 12)
    // Cells of 56.25 C: 14.7 % less.
    expect(arrayPowerKw(usualArray(4), 1000, 25)).toBeCloseTo(3.44 * (1 - 0.0047 * 31.25), 12)
    expect(arrayPowerKw(usualArray(4), -5, 25)).toBe(0)
  })
})

describe('a water heater', () => {
  it('balances, keeps its power and its set point within bounds, and halves', () => {
    const rating = {
      volumeL: 200,
      nominalPowerKw: 4,
      lossKwPerC: 0.002,
      setPointC: 50,
      lowestSetPointC: 45,
      highestSetPointC: 60,
      initialTemperatureC: 50,
    }
    fc.assert(
      fc.property(several(fc.tuple(anything, anything, number(0, 60))), stepHours, (steps, hours) => {
        const device = waterHeater(rating)
        const states = run(
          device,
          steps.map(([setPointC, limitKw, drawLPerHour]) => [
            { setPointC, limitKw },
            { drawLPerHour, inletTemperatureC: 10, roomTemperatureC: 18 },
          ]),
          hours,
        )
        for (const { temperatureC, setPointC, powerKw } of states) {
          expect(powerKw).toBeGreaterThanOrEqual(0)
          expect(powerKw).toBeLessThanOrEqual(4)
          expect(setPointC).toBeGreaterThanOrEqual(45)
          expect(setPointC).toBeLessThanOrEqual(60)
          expect(temperatureC).toBeGreaterThanOrEqual(10 - 1e-9)
          expect(temperatureC).toBeLessThanOrEqual(60 + 1e-9)
        }
        const idle = { drawLPerHour: 30, inletTemperatureC: 10, roomTemperatureC: 18 }
        const off = { limitKw: 0 }
        const whole = device.step(device.initial, off, idle, hours).state
        const half = device.step(
          device.step(device.initial, off, idle, hours / 2).state,
          off,
          idle,
          hours / 2,
        ).state
        expect(half.temperatureC).toBeCloseTo(whole.temperatureC, 9)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a charger', () => {
  it('balances through arrivals and departures, and keeps its limits', () => {
    const rating = { maxChargeKw: 7, maxDischargeKw: 3, minPowerKw: 1.4, efficiency: 0.95, car: cell }
    const stay = fc.option(
      fc.record({
        arrivalStateOfCharge: number(-0.5, 1.5),
        requiredStateOfCharge: number(0, 1),
        hoursToDeparture: number(0, 10),
      }),
      { nil: null },
    )
    fc.assert(
      fc.property(several(fc.tuple(anything, stay)), stepHours, (steps, hours) => {
        const device = evCharger(rating)
        const states = run(
          device,
          steps.map(([powerKw, here]) => [{ powerKw }, { stay: here }]),
          hours,
        )
        for (const state of states) {
          const { stateOfCharge, powerKw, isPlugged, shortfallKwh } = device.read(state)
          expect(stateOfCharge).toBeGreaterThanOrEqual(0)
          expect(stateOfCharge).toBeLessThanOrEqual(1 + 1e-12)
          expect(powerKw).toBeLessThanOrEqual(7 + 1e-9)
          expect(powerKw).toBeGreaterThanOrEqual(-3 - 1e-9)
          expect(shortfallKwh).toBeGreaterThanOrEqual(0)
          if (!isPlugged) expect(powerKw).toBe(0)
        }
      }),
      { numRuns: 80 },
    )
  })
})

describe('a generator', () => {
  it('balances, is off or within its range, and keeps to its ramp', () => {
    const rating = { maxPowerKw: 50, minPowerKw: 15, rampKwPerHour: 40, efficiency: 0.35, idleFuelKw: 12 }
    fc.assert(
      fc.property(
        several(fc.oneof(number(-10, 80), fc.constantFrom(Number.NaN, 1e9))),
        stepHours,
        (powers, hours) => {
          const states = run(
            generator(rating),
            powers.map(powerKw => [{ powerKw }, undefined]),
            hours,
          )
          let before = 0
          for (const { powerKw } of states) {
            expect(powerKw === 0 || (powerKw >= 15 - 1e-9 && powerKw <= 50)).toBe(true)
            if (before > 0 && powerKw > 0)
              expect(Math.abs(powerKw - before)).toBeLessThanOrEqual(40 * hours + 1e-9)
            before = powerKw
          }
        },
      ),
      { numRuns: 80 },
    )
  })
})

describe('a community facility', () => {
  it('balances, and draws what it is told where it can', () => {
    const rating = {
      array: usualArray(60),
      inverter: { ratedPowerKva: 50, efficiency: 0.97 },
      battery: { ...cell, capacityKwh: 120, nominalPowerKw: 40 },
      generator: { maxPowerKw: 50, minPowerKw: 10, rampKwPerHour: 1e6, efficiency: 0.35, idleFuelKw: 12 },
    }
    fc.assert(
      fc.property(
        several(fc.tuple(fc.oneof(anything, fc.constant(undefined)), number(0, 1000), number(0, 60))),
        steps => {
          const device = communityFacility(rating)
          const states = run(
            device,
            steps.map(([powerKw, irradianceWm2, loadKw]) => [
              powerKw === undefined ? {} : { powerKw },
              { irradianceWm2, outdoorTemperatureC: 20, loadKw },
            ]),
            0.25,
          )
          for (const [k, state] of states.entries()) {
            const { stateOfCharge } = device.read(state)
            expect(stateOfCharge).toBeGreaterThanOrEqual(0)
            expect(stateOfCharge).toBeLessThanOrEqual(1 + 1e-12)
            const [, , loadKw = 0] = steps[k] ?? []
            const { sun, battery, generator: engine, powerKw } = state
            expect(powerKw).toBeCloseTo(loadKw - sun.powerKw + battery.powerKw - engine.powerKw, 9)
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('a load, a meter, a transformer', () => {
  it('sheds no more than may be shed', () => {
    fc.assert(
      fc.property(several(fc.tuple(anything, number(-1, 10))), stepHours, (steps, hours) => {
        const states = run(
          load({ controllableShare: 0.3, reactiveShare: 0.33 }),
          steps.map(([shedKw, profileKw]) => [{ shedKw }, { profileKw }]),
          hours,
        )
        for (const [k, { powerKw, shedKw }] of states.entries()) {
          const wanted = Math.max(0, steps[k]?.[1] ?? 0)
          expect(powerKw + shedKw).toBeCloseTo(wanted, 12)
          expect(shedKw).toBeGreaterThanOrEqual(0)
          expect(shedKw).toBeLessThanOrEqual(0.3 * wanted + 1e-12)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('registers what went through, and intervals that sum to it', () => {
    fc.assert(
      fc.property(several(number(-10, 10)), fc.constantFrom(0.1, 0.25, 0.4, 1), (powers, hours) => {
        const device = meter(0.25)
        let state = device.initial
        let [imported, exported] = [0, 0]
        const intervals = new Map<number, number>()
        for (const powerKw of powers) {
          state = device.step(state, undefined, { powerKw }, hours).state
          imported += Math.max(0, powerKw) * hours
          exported += Math.max(0, -powerKw) * hours
          expect(state.importKwh).toBeCloseTo(imported, 9)
          expect(state.exportKwh).toBeCloseTo(exported, 9)
          if (state.last !== null) intervals.set(state.last.number, state.last.importKwh)
          intervals.set(state.current.number, state.current.importKwh)
        }
        expect(state.hours).toBeCloseTo(powers.length * hours, 9)
        if (hours <= 0.25) expect([...intervals.values()].reduce((a, b) => a + b, 0)).toBeCloseTo(imported, 6)
      }),
      { numRuns: 60 },
    )
  })

  it('loses what the standard says, and comes to the temperatures of its rating', () => {
    const rating = usualTransformer(50)
    const device = transformer(rating)
    const around = { powerKw: 40, reactivePowerKvar: 30, outdoorTemperatureC: 30 }
    const states = run(
      device,
      Array.from({ length: 60 }, () => [undefined, around] as const),
      1,
    )
    const last = states.at(-1)
    expect(last?.loading).toBeCloseTo(1, 12)
    expect(last?.lossKw).toBeCloseTo(0.6, 12)
    expect(last?.hotSpotC).toBeCloseTo(95, 3)
  })
})
