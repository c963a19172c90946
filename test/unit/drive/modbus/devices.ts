/** Devices with a model behind them that is small enough to see through. */
import * as E from 'fp-ts/lib/Either.js'
import type { ServedDevice } from '../../../../src/drive/port.ts'

/** Numbers that a test may change. */
export interface Bench {
  sunKw: number
  limitKw: number
  batteryKw: number
  soc: number
  facilityKw: number
  /** What was asked of the devices, in order. */
  readonly asked: string[]
  readonly devices: readonly ServedDevice[]
}

/** An inverter of 5 kW that is never limited below 1 kW, a battery that takes and gives 4 kW at most, a meter, a facility. */
export const benchOf = (): Bench => {
  const asked: string[] = []
  const inverter: ServedDevice = {
    ...{ id: 'home1.inverter', kind: 'inverter', ratings: { arrayKw: 5 } },
    reading: () => ({
      powerKw: Math.min(bench.sunKw, bench.limitKw),
      ...{ reactivePowerKvar: 0.3, exportKwh: 12.5, voltagePu: 1.01 },
    }),
    request: (quantity, value) => {
      asked.push(`inverter ${quantity} ${value}`)
      if (quantity !== 'limitKw' || value < 1) return E.left('it is not limited below 1 kW')
      bench.limitKw = value
      return E.right(value)
    },
  }
  const battery: ServedDevice = {
    ...{ id: 'home1.battery', kind: 'battery', ratings: { capacityKwh: 6.4, powerKw: 5 } },
    reading: () => ({ powerKw: bench.batteryKw, soc: bench.soc, energyKwh: 6.4 * bench.soc }),
    request: (quantity, value) => {
      asked.push(`battery ${quantity} ${value}`)
      if (quantity !== 'powerKw') return E.left('it takes its power only')
      bench.batteryKw = Math.max(-4, Math.min(4, value))
      return E.right(bench.batteryKw)
    },
  }
  const meter: ServedDevice = {
    ...{ id: 'home1.meter', kind: 'meter', ratings: {} },
    reading: () => ({ powerKw: -1.25, importKwh: 100.5, exportKwh: 42, voltageV: 239.5 }),
    request: () => E.left('a meter takes no commands'),
  }
  const thermostat: ServedDevice = {
    ...{ id: 'home1.thermostat', kind: 'thermostat', ratings: {} },
    reading: () => ({ setpointC: 21 }),
    request: () => E.left('not here'),
  }
  const facility: ServedDevice = {
    ...{ id: 'community', kind: 'communityFacility' },
    ratings: {
      'array.arrayKw': 60,
      'battery.powerKw': 40,
      'generator.powerKw': 50,
      'battery.capacityKwh': 200,
    },
    reading: () => ({
      ...{ powerKw: bench.facilityKw, soc: 0.75, solarPowerKw: 20, batteryPowerKw: 5 },
      generatorPowerKw: 0,
    }),
    request: (quantity, value) => {
      asked.push(`facility ${quantity} ${value}`)
      bench.facilityKw = value
      return E.right(value)
    },
  }
  const bench: Bench = {
    ...{ sunKw: 4.2, limitKw: 5, batteryKw: 0, soc: 0.5, facilityKw: 12, asked },
    devices: [inverter, thermostat, battery, meter, facility],
  }
  return bench
}
