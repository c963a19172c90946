/** Laws of stores and of what heats: books that balance, limits, steps that may be halved. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { battery, usualChargePower, usualPowerEfficiency } from '../../../src/grid/battery.ts'
import { type Device, imbalanceKwh, netElectricKwh } from '../../../src/grid/device.ts'
import { electricHeater } from '../../../src/grid/electricHeater.ts'
import { heatPump } from '../../../src/grid/heatPump.ts'
import { storageTank } from '../../../src/grid/storageTank.ts'

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const anyCommand = fc.oneof(number(-20, 20), fc.constantFrom(0, Number.NaN, 1e9, -1e9))
const stepHours = fc.constantFrom(1 / 60, 0.25, 1, 3)

const batteries = fc
  .record({
    capacityKwh: number(0.1, 50),
    nominalPowerKw: number(0.1, 20),
    efficiency: number(0.5, 1),
    standingLossPerHour: number(0, 0.05),
    capacityLossPerCycle: number(0, 1e-3),
    depthOfDischarge: number(0, 1),
    initialStateOfCharge: number(0, 1),
  })
  .map(rating => ({ ...rating, powerEfficiency: usualPowerEfficiency, chargePower: usualChargePower }))

const tanks = fc.record({
  capacityKwh: number(0, 50),
  efficiency: number(0.5, 1),
  standingLossPerHour: number(0, 0.05),
  initialStateOfCharge: number(0, 1),
  maxInputKw: number(0, 20),
  maxOutputKw: number(0, 20),
})

/** The states that `commands` lead through, each with the step before it checked to balance. */
const run = <S, R, C, E>(
  device: Device<S, R, C, E>,
  commands: readonly C[],
  surroundings: E,
  hours: number,
): readonly S[] => {
  let state = device.initial
  return commands.map(command => {
    const next = device.step(state, command, surroundings, hours)
    expect(Math.abs(imbalanceKwh(next.flows))).toBeLessThan(1e-9)
    for (const one of [next.flows.electricInKwh, next.flows.electricOutKwh, next.flows.lostKwh])
      expect(one).toBeGreaterThanOrEqual(-1e-12)
    state = next.state
    return state
  })
}

describe('a battery', () => {
  it('balances and keeps within its limits, whatever it is told', () => {
    fc.assert(
      fc.property(batteries, fc.array(anyCommand, { maxLength: 30 }), stepHours, (rating, powers, hours) => {
        const device = battery(rating)
        const states = run(
          device,
          powers.map(powerKw => ({ powerKw })),
          {},
          hours,
        )
        for (const state of states) {
          const { stateOfCharge, powerKw } = device.read(state)
          expect(stateOfCharge).toBeGreaterThanOrEqual(0)
          expect(stateOfCharge).toBeLessThanOrEqual(1 + 1e-12)
          expect(Math.abs(powerKw)).toBeLessThanOrEqual(rating.nominalPowerKw + 1e-9)
        }
      }),
    )
  })

  it('gives no more than it got', () => {
    fc.assert(
      fc.property(batteries, fc.array(anyCommand, { maxLength: 30 }), (rating, powers) => {
        const device = battery({ ...rating, initialStateOfCharge: 0 })
        let state = device.initial
        let netKwh = 0
        for (const powerKw of powers) {
          const next = device.step(state, { powerKw }, {}, 1)
          netKwh += netElectricKwh(next.flows)
          state = next.state
        }
        expect(netKwh).toBeGreaterThanOrEqual(device.read(state).energyKwh - 1e-9)
      }),
    )
  })

  it('comes to the same charge by ever shorter steps', () => {
    const device = battery({
      capacityKwh: 10,
      nominalPowerKw: 5,
      efficiency: 0.9,
      standingLossPerHour: 0.01,
      capacityLossPerCycle: 1e-5,
      depthOfDischarge: 0.9,
      initialStateOfCharge: 0.2,
      powerEfficiency: usualPowerEfficiency,
      chargePower: usualChargePower,
    })
    const chargeAfter = (steps: number): number => {
      let state = device.initial
      for (let k = 0; k < steps; k++) state = device.step(state, { powerKw: 4 }, {}, 4 / steps).state
      return device.read(state).stateOfCharge
    }
    const gaps = [64, 128, 256].map(n => Math.abs(chargeAfter(2 * n) - chargeAfter(n)))
    expect(gaps[2]).toBeLessThan((gaps[0] ?? 0) / 2)
    expect(gaps[2]).toBeLessThan(1e-3)
  })
})

describe('a tank', () => {
  it('balances and keeps within its limits, whatever it is told', () => {
    fc.assert(
      fc.property(tanks, fc.array(anyCommand, { maxLength: 30 }), stepHours, (rating, heats, hours) => {
        const device = storageTank(rating)
        const states = run(
          device,
          heats.map(heatKw => ({ heatKw })),
          {},
          hours,
        )
        for (const state of states) {
          const { energyKwh, heatKw } = device.read(state)
          expect(energyKwh).toBeGreaterThanOrEqual(0)
          expect(energyKwh).toBeLessThanOrEqual(rating.capacityKwh)
          expect(heatKw).toBeLessThanOrEqual(rating.maxInputKw + 1e-9)
          expect(heatKw).toBeGreaterThanOrEqual(-rating.maxOutputKw - 1e-9)
        }
      }),
    )
  })

  it('loses the same in two halves of a step', () => {
    const device = storageTank({
      capacityKwh: 10,
      efficiency: 0.95,
      standingLossPerHour: 0.008,
      initialStateOfCharge: 0.5,
    })
    const once = device.step(device.initial, { heatKw: 0 }, {}, 1).state
    const half = device.step(device.initial, { heatKw: 0 }, {}, 0.5).state
    expect(device.step(half, { heatKw: 0 }, {}, 0.5).state.energyKwh).toBeCloseTo(once.energyKwh, 12)
    expect(once.energyKwh).toBeCloseTo(4.96, 12)
  })
})

describe('what heats', () => {
  const outdoors = number(-40, 50)
  it('balances, and draws no more than its rating', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 10 }), outdoors, stepHours, (heats, outdoor, hours) => {
        const commands = heats.map(heatKw => ({ heatKw }))
        const pump = heatPump({
          nominalPowerKw: 4,
          efficiency: 0.22,
          heatingSupplyTemperatureC: 47,
          coolingSupplyTemperatureC: 8,
        })
        for (const { powerKw } of run(pump, commands, { outdoorTemperatureC: outdoor }, hours)) {
          expect(powerKw).toBeGreaterThanOrEqual(0)
          expect(powerKw).toBeLessThanOrEqual(4 + 1e-9)
        }
        const heater = electricHeater({ nominalPowerKw: 3, efficiency: 0.93 })
        for (const { powerKw } of run(heater, commands, { availablePowerKw: 2 }, hours))
          expect(powerKw).toBeLessThanOrEqual(2 + 1e-9)
      }),
    )
  })
})
