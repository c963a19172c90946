/** Arrays, inverters and their responses to voltage, generators, and the facility that joins them. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { usualChargePower, usualPowerEfficiency } from '../../../src/grid/battery.ts'
import { communityFacility } from '../../../src/grid/communityFacility.ts'
import { heightAt } from '../../../src/grid/curve.ts'
import { generator } from '../../../src/grid/generator.ts'
import { pvInverter, voltVarB, voltWatt } from '../../../src/grid/inverter.ts'
import { arrayPowerKw, usualArray } from '../../../src/grid/pvArray.ts'
import { balanced } from './books.ts'

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const stepHours = fc.constantFrom(0.25, 1)

describe('an array', () => {
  it('gives its nominal power under standard conditions, but for its losses', () => {
    // 800 W/m2 at 20 C bring cells to 45 C: 4 kW * 0.8 * (1 - 0.0047 * 20) * 0.86.
    expect(arrayPowerKw(usualArray(4), 800, 20)).toBeCloseTo(3.2 * 0.906 * 0.86, 12)
    expect(arrayPowerKw({ ...usualArray(4), lossShare: 0 }, 1000, 25 - 31.25)).toBeCloseTo(4, 12)
    expect(arrayPowerKw(usualArray(4), 0, 20)).toBe(0)
  })
})

describe('an inverter', () => {
  const rating = { ratedPowerKva: 5, efficiency: 0.96, voltVar: voltVarB, voltWatt }
  const at = (voltagePu: number, more: object = {}, irradianceWm2 = 1000, command = {}) => {
    const device = pvInverter(usualArray(8), { ...rating, ...more })
    return device.step(device.initial, command, { irradianceWm2, outdoorTemperatureC: 20, voltagePu }, 1)
      .state
  }

  it('follows the curves of IEEE 1547-2018', () => {
    expect(heightAt(voltVarB, 0.95)).toBeCloseTo(0.22, 12)
    expect(at(1, {}, 300).reactivePowerKvar).toBe(0)
    expect(at(0.9, {}, 300).reactivePowerKvar).toBeCloseTo(2.2, 12)
    expect(at(1.05, {}, 300).reactivePowerKvar).toBeCloseTo(-1.1, 12)
    expect(at(1.08).powerKw).toBeCloseTo(3, 12)
    expect(at(1.2).powerKw).toBeCloseTo(1, 12)
  })

  it('gives way to one of both powers at its rating', () => {
    expect(at(0.9).powerKw).toBe(5)
    expect(at(0.9).reactivePowerKvar).toBe(0)
    const second = at(0.9, { reactiveFirst: true })
    expect(second.reactivePowerKvar).toBeCloseTo(2.2, 12)
    expect(second.powerKw).toBeCloseTo(Math.sqrt(25 - 2.2 ** 2), 12)
  })

  it('is curtailed, and never beyond its rating', () => {
    expect(at(1, {}, 1000, { limitKw: 2 }).powerKw).toBe(2)
    fc.assert(
      fc.property(
        number(0, 1400),
        number(0.8, 1.2),
        number(-1, 9),
        number(-9, 9),
        fc.boolean(),
        (irradianceWm2, voltagePu, limitKw, reactivePowerKvar, reactiveFirst) => {
          const device = pvInverter(usualArray(8), { ...rating, reactiveFirst })
          const [state] = balanced(
            device,
            [
              [
                { limitKw, reactivePowerKvar },
                { irradianceWm2, outdoorTemperatureC: 10, voltagePu },
              ],
            ],
            0.5,
          )
          const { powerKw = 0, reactivePowerKvar: kvar = 0 } = state ?? {}
          expect(Math.hypot(powerKw, kvar)).toBeLessThanOrEqual(5 + 1e-9)
          expect(powerKw).toBeLessThanOrEqual(Math.max(0, limitKw) + 1e-12)
        },
      ),
    )
  })
})

const engine = {
  maxPowerKw: 50,
  minPowerKw: 10,
  rampKwPerHour: 40,
  efficiency: 0.4,
  idleFuelKw: 8,
}

describe('a generator', () => {
  it('starts at its least power, ramps, and stops by way of it', () => {
    const device = generator(engine)
    const powers = balanced(
      device,
      [50, 50, 50, 0, 0, 0].map(powerKw => [{ powerKw }, undefined]),
      0.5,
    ).map(({ powerKw }) => powerKw)
    expect(powers).toEqual([30, 50, 50, 30, 0, 0])
  })

  it('balances and stays within its limits', () => {
    fc.assert(
      fc.property(fc.array(number(-20, 80), { maxLength: 20 }), stepHours, (powers, hours) => {
        const states = balanced(
          generator(engine),
          powers.map(powerKw => [{ powerKw }, undefined]),
          hours,
        )
        for (const { powerKw } of states)
          expect(powerKw === 0 || (powerKw >= 10 - 1e-9 && powerKw <= 50)).toBe(true)
      }),
    )
  })
})

describe('a community facility', () => {
  const device = communityFacility({
    array: usualArray(100),
    inverter: { ratedPowerKva: 80, efficiency: 0.97 },
    battery: {
      capacityKwh: 200,
      nominalPowerKw: 50,
      efficiency: 0.9,
      standingLossPerHour: 0,
      capacityLossPerCycle: 0,
      depthOfDischarge: 0.9,
      initialStateOfCharge: 0.5,
      powerEfficiency: usualPowerEfficiency,
      chargePower: usualChargePower,
    },
    generator: engine,
  })
  const under = (irradianceWm2: number, loadKw = 20) => ({ irradianceWm2, loadKw, outdoorTemperatureC: 20 })

  it('does as it is told with its sun, its store and its generator, in this order', () => {
    const told = (powerKw: number, irradianceWm2: number) =>
      device.read(device.step(device.initial, { powerKw }, under(irradianceWm2), 1).state)
    const store = told(-20, 0)
    expect(store.powerKw).toBeCloseTo(-20, 9)
    expect(store.batteryPowerKw).toBeCloseTo(-40, 9)
    expect(store.generatorPowerKw).toBe(0)
    const all = told(-60, 0)
    expect(all.batteryPowerKw).toBeCloseTo(-50, 9)
    expect(all.powerKw).toBeCloseTo(-60, 9)
    const curtailed = told(40, 900)
    expect(curtailed.powerKw).toBeGreaterThan(-40)
  })

  it('balances, whatever it is told', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(number(-200, 200), number(0, 1200), number(0, 60)), { maxLength: 20 }),
        stepHours,
        (rows, hours) => {
          const states = balanced(
            device,
            rows.map(([powerKw, sun, loadKw]) => [{ powerKw }, under(sun, loadKw)]),
            hours,
          )
          for (const state of states) {
            const { stateOfCharge } = device.read(state)
            expect(stateOfCharge).toBeGreaterThanOrEqual(0)
            expect(stateOfCharge).toBeLessThanOrEqual(1 + 1e-12)
          }
        },
      ),
    )
  })
})
