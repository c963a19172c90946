/** Houses, thermostats and water heaters: exact motion, dead bands, comfort, books. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { climate } from '../../../src/grid/climate.ts'
import { house } from '../../../src/grid/house.ts'
import { thermostat } from '../../../src/grid/thermostat.ts'
import { waterHeater } from '../../../src/grid/waterHeater.ts'
import { balanced } from './books.ts'

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })

const rooms = {
  airCapacityKwhPerC: 0.5,
  massCapacityKwhPerC: 4,
  envelopeKwPerC: 0.2,
  massKwPerC: 1.5,
  massGainShare: 0.5,
  solarApertureM2: 5,
  initialTemperatureC: 20,
}
const control = {
  deadBandC: 1,
  minimumHours: 0,
  heatingSetPointC: 20,
  coolingSetPointC: 25,
  comfortC: 2,
}

const houses = fc.record({
  airCapacityKwhPerC: number(0.05, 2),
  massCapacityKwhPerC: number(0.5, 20),
  envelopeKwPerC: fc.oneof(number(0.01, 1), fc.constant(0)),
  massKwPerC: number(0.05, 5),
  massGainShare: number(0, 1),
  solarApertureM2: number(0, 20),
  initialTemperatureC: number(0, 35),
})
const weather = fc.record({
  outdoorTemperatureC: number(-30, 45),
  irradianceWm2: number(0, 1000),
  internalGainKw: number(0, 3),
})

describe('a house', () => {
  it('balances, and halves of a step give the same', () => {
    fc.assert(
      fc.property(houses, weather, number(-10, 10), number(0.05, 24), (rating, outside, heatKw, hours) => {
        const device = house(rating)
        const [whole] = balanced(device, [[{ heatKw }, outside]], hours)
        const [, half] = balanced(
          device,
          [
            [{ heatKw }, outside],
            [{ heatKw }, outside],
          ],
          hours / 2,
        )
        const scale = Math.max(1, Math.abs(whole?.airTemperatureC ?? 0))
        expect((half?.airTemperatureC ?? 0) / scale).toBeCloseTo((whole?.airTemperatureC ?? 1) / scale, 8)
        expect((half?.massTemperatureC ?? 0) / scale).toBeCloseTo((whole?.massTemperatureC ?? 1) / scale, 8)
      }),
    )
  })

  it('comes to rest where what it gets is what escapes', () => {
    const device = house(rooms)
    const [, rest] = balanced(
      device,
      [
        [{ heatKw: 4 }, { outdoorTemperatureC: 0 }],
        [{ heatKw: 4 }, { outdoorTemperatureC: 0 }],
      ],
      5000,
    )
    expect(rest?.airTemperatureC).toBeCloseTo(20, 6)
    expect(rest?.massTemperatureC).toBeCloseTo(20, 6)
  })

  it('moves as its equations say', () => {
    // Many small steps of Euler's method.
    let [air, mass] = [20, 20]
    const hours = 3
    const count = 300_000
    const outdoor = -5
    for (let k = 0; k < count; k++) {
      const toAir = 0.2 * (outdoor - air) + 1.5 * (mass - air) + 1
      const toMass = 1.5 * (air - mass)
      air += (toAir / 0.5) * (hours / count)
      mass += (toMass / 4) * (hours / count)
    }
    const [state] = balanced(house(rooms), [[{ heatKw: 1 }, { outdoorTemperatureC: outdoor }]], hours)
    expect(state?.airTemperatureC).toBeCloseTo(air, 3)
    expect(state?.massTemperatureC).toBeCloseTo(mass, 3)
  })
})

describe('a thermostat', () => {
  it('switches at the ends of its dead band', () => {
    const modes = balanced(
      thermostat(control),
      [21, 20, 19.4, 20.2, 20.6, 26, 25, 24.4].map(airTemperatureC => [{}, { airTemperatureC }]),
      1,
    ).map(({ mode }) => mode)
    expect(modes).toEqual(['off', 'off', 'heating', 'heating', 'off', 'cooling', 'cooling', 'off'])
  })

  it('spares a compressor, and keeps within the comfort that was agreed', () => {
    const states = balanced(
      thermostat({ ...control, minimumHours: 1 }),
      [
        [{ heatingSetPointC: 12 }, { airTemperatureC: 10 }],
        [{}, { airTemperatureC: 30 }],
        [{}, { airTemperatureC: 30 }],
      ],
      0.5,
    )
    expect(states.map(({ mode }) => mode)).toEqual(['heating', 'heating', 'cooling'])
    expect(states[0]?.heatingSetPointC).toBe(18)
  })
})

describe('a conditioned house', () => {
  const device = climate({
    house: rooms,
    thermostat: control,
    heatPump: {
      nominalPowerKw: 3,
      efficiency: 0.35,
      heatingSupplyTemperatureC: 40,
      coolingSupplyTemperatureC: 10,
    },
  })

  it('balances and keeps its dead band in steps of an hour', () => {
    fc.assert(
      fc.property(fc.array(number(-10, 38), { minLength: 6, maxLength: 12 }), temperatures => {
        const states = balanced(
          device,
          temperatures.map(outdoorTemperatureC => [{}, { outdoorTemperatureC }]),
          1,
        )
        for (const state of states) {
          expect(device.read(state).airTemperatureC).toBeGreaterThan(18.5)
          expect(device.read(state).airTemperatureC).toBeLessThan(26.5)
        }
      }),
    )
  })

  it('draws less while its set point is lowered', () => {
    const drawn = (heatingSetPointC: number) =>
      balanced(
        device,
        Array.from({ length: 24 }, () => [{ heatingSetPointC }, { outdoorTemperatureC: 0 }] as const),
        1,
      ).reduce((sum, { powerKw }) => sum + powerKw, 0)
    expect(drawn(18)).toBeLessThan(0.95 * drawn(20))
  })
})

describe('a water heater', () => {
  const rating = {
    volumeL: 200,
    nominalPowerKw: 4.5,
    lossKwPerC: 0.002,
    setPointC: 55,
    lowestSetPointC: 45,
    highestSetPointC: 65,
    initialTemperatureC: 55,
  }

  it('holds its set point, and heats what is drawn', () => {
    const [state] = balanced(
      waterHeater(rating),
      [[{}, { drawLPerHour: 20, inletTemperatureC: 15, roomTemperatureC: 20 }]],
      1,
    )
    expect(state?.temperatureC).toBeCloseTo(55, 9)
    expect(state?.powerKw).toBeCloseTo(20 * 1.163e-3 * 40 + 0.002 * 35, 9)
  })

  it('balances, and stays within its limits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(number(30, 90), number(0, 6), number(0, 150)), { maxLength: 12 }),
        number(0.1, 3),
        (rows, hours) => {
          const states = balanced(
            waterHeater(rating),
            rows.map(([setPointC, limitKw, drawLPerHour]) => [
              { setPointC, limitKw },
              { drawLPerHour, inletTemperatureC: 12, roomTemperatureC: 20 },
            ]),
            hours,
          )
          for (const { temperatureC, powerKw } of states) {
            expect(temperatureC).toBeGreaterThan(12 - 1e-9)
            expect(temperatureC).toBeLessThanOrEqual(65 + 1e-9)
            expect(powerKw).toBeLessThanOrEqual(4.5)
          }
        },
      ),
    )
  })
})
