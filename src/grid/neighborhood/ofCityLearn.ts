/**
 * A data set of CityLearn as a neighborhood: each building with its loads, its sun, its battery and its stores of heat
 * and cold, without a feeder. Loads are booked once, in the step they belong to; what is sold earns what is paid.
 */
import { battery } from '../battery.ts'
import type { DataSet, Home, Service } from '../cityLearn/dataSet.ts'
import { still } from '../device.ts'
import { coolingCoefficient, heatingCoefficient } from '../heatPump.ts'
import { load } from '../load.ts'
import type { StorageTankRating } from '../storageTank.ts'
import { type HeatSource, heatStore } from './heatStore.ts'
import type { Neighborhood } from './neighborhood.ts'
import type { OwnQuantity, Placed } from './placed.ts'
import { quantitiesOf } from './readings.ts'
import { type Running, running } from './running.ts'

/** `Building_1` as the language writes names: `building1`. */
export const agentOfBuilding = (name: string): string => {
  const plain = name.replaceAll(/[^A-Za-z0-9]/g, '')
  const first = plain.slice(0, 1)
  return /[A-Za-z]/.test(first) ? `${first.toLowerCase()}${plain.slice(1)}` : `building${plain}`
}

/** A day whose hours are those of the data, which have no date: 1 is the hour until one o'clock. */
const startMs = (hour: number): number => Date.UTC(2030, 0, 1) + ((((hour - 1) % 24) + 24) % 24) * 3_600_000

/** The neighborhood of a data set; prices, carbon and weather are those of its first building. */
export const neighborhoodOfDataSet = (data: DataSet, name: string): Neighborhood => {
  const devices = data.homes.flatMap(home => devicesOf(home, data.stepHours))
  const agents = [...new Set(devices.map(({ agent }) => agent))]
  const [first] = data.homes
  const none = new Float64Array(data.rows)
  const start = startMs(first?.hour[0] ?? 1)
  const series = new Map([['outdoorTemperatureC', first?.outdoorTemperatureC ?? none]])
  const populations: Neighborhood['populations'] = new Map()
  return {
    ...{ name, devices, agents, populations, series },
    stepHours: data.stepHours,
    // Its loop makes a step from each row to the next.
    steps: Math.max(1, data.rows - 1),
    start: new Date(start).toISOString(),
    startMs: start,
    quantities: quantitiesOf({ devices, agents, populations, series }),
    importUsdPerKwh: first?.pricePerKwh ?? none,
    exportUsdPerKwh: first?.pricePerKwh ?? none,
    carbonKgPerKwh: first?.carbonKgPerKwh ?? none,
    buses: new Int32Array(),
    links: [],
    requests: [],
    safe: {
      lowestVoltagePu: 0.95,
      highestVoltagePu: 1.05,
      lowestTemperatureC: Number.NEGATIVE_INFINITY,
      highestTemperatureC: Number.POSITIVE_INFINITY,
      rampKwPerHour: Number.POSITIVE_INFINITY,
      // The efficiency of its batteries is that of the power they are asked for, whatever they can take of it.
      leavesLimitsToDevices: true,
    },
  }
}

/** What a data set has and its neighborhood does not, one line each. */
export const leftOutOf = (data: DataSet): readonly string[] => {
  const [first, ...others] = data.homes
  const differs = (of: (home: Home) => Float64Array): boolean =>
    first !== undefined && others.some(home => of(home).some((x, row) => x !== of(first)[row]))
  return [
    ...data.leftOut,
    ...(differs(home => home.pricePerKwh)
      ? ['prices differ by building; those of the first hold for all']
      : []),
    ...(differs(home => home.carbonKgPerKwh)
      ? ['carbon intensities differ by building; those of the first hold for all']
      : []),
  ]
}

const devicesOf = (home: Home, stepHours: number): readonly Placed[] => {
  const agent = agentOfBuilding(home.name)
  const placed = (
    id: string,
    kind: Placed['kind'],
    quantities: readonly OwnQuantity[],
    at: Running,
    ratings: Placed['ratings'] = {},
  ): Placed => ({ id: `${agent}.${id}`, kind, agent, quantities, ratings, running: at })
  return [
    placed('load', 'load', [read('powerKw', 'kW')], loadOf(home, stepHours)),
    ...(home.solarKwh.some(kwh => kwh !== 0)
      ? [placed('inverter', 'inverter', solarQuantities(home, stepHours), solarOf(home, stepHours))]
      : []),
    ...home.services
      .filter(({ demandKwh }) => demandKwh.some(kwh => kwh !== 0))
      .map(service => {
        const capacityKwh = service.storage?.capacityKwh ?? 0
        return placed(
          service.name,
          'storageTank',
          heatQuantities(capacityKwh),
          serviceOf(service, stepHours),
          {
            capacityKwh,
          },
        )
      }),
    ...(home.battery === undefined
      ? []
      : [
          placed(
            'battery',
            'battery',
            [
              both('powerKw', 'kW', -home.battery.nominalPowerKw, home.battery.nominalPowerKw),
              read('soc', 'share'),
              read('energyKwh', 'kWh'),
              read('capacityKwh', 'kWh'),
              read('maxPowerKw', 'kW'),
            ],
            running(battery(home.battery), {
              readings: ({ stateOfCharge, ...others }) => ({ ...others, soc: stateOfCharge }),
              command: ({ powerKw = 0 }) => ({ powerKw }),
              surroundings: () => undefined,
            }),
            { capacityKwh: home.battery.capacityKwh, powerKw: home.battery.nominalPowerKw },
          ),
        ]),
  ]
}

const read = (name: string, unit: string): OwnQuantity => ({ name, unit, access: 'read' })
const both = (name: string, unit: string, low: number, high: number): OwnQuantity => ({
  ...{ name, unit, low, high },
  access: 'both',
})

const loadOf = (home: Home, stepHours: number): Running =>
  running(load({ controllableShare: 0, reactiveShare: 0 }), {
    readings: ({ powerKw }) => ({ powerKw }),
    command: () => ({ shedKw: 0 }),
    surroundings: ({ step }) => ({ profileKw: (home.loadKwh[step] ?? 0) / stepHours }),
  })

const solarQuantities = (home: Home, stepHours: number): readonly OwnQuantity[] => [
  read('powerKw', 'kW'),
  read('availablePowerKw', 'kW'),
  {
    ...{ name: 'limitKw', unit: 'kW', access: 'command', low: 0 },
    high: home.solarKwh.reduce((most, kwh) => Math.max(most, kwh / stepHours), 0),
  },
]

/** What the sun gives is in the data; an inverter can only be told to give less. */
const solarOf = (home: Home, stepHours: number): Running => {
  const at = (powerKw: number, availablePowerKw: number): Running => ({
    readings: () => ({ powerKw, availablePowerKw }),
    step: ({ limitKw = Number.POSITIVE_INFINITY }, { step }, hours) => {
      const available = (home.solarKwh[step] ?? 0) / stepHours
      const given = Math.min(available, Number.isNaN(limitKw) ? available : Math.max(0, limitKw))
      return {
        next: at(given, available),
        flows: { ...still, electricOutKwh: given * hours, otherInKwh: given * hours },
        netKw: -given,
        ...{ reactivePowerKvar: 0, carbonKg: 0 },
      }
    },
  })
  return at(0, 0)
}

const heatQuantities = (capacityKwh: number): readonly OwnQuantity[] => [
  both('heatKw', 'kW', -capacityKwh, capacityKwh),
  read('powerKw', 'kW'),
  read('energyKwh', 'kWh'),
  read('soc', 'share'),
  read('unservedKwh', 'kWh'),
]

const noTank: StorageTankRating = {
  ...{ capacityKwh: 0, efficiency: 1, standingLossPerHour: 0, initialStateOfCharge: 0 },
}

const serviceOf = (service: Service, stepHours: number): Running =>
  running(heatStore(service.storage ?? noTank, sourceOf(service)), {
    readings: ({ stateOfCharge, ...others }) => ({ ...others, soc: stateOfCharge }),
    command: ({ heatKw = 0 }) => ({ heatKw }),
    surroundings: ({ outdoorTemperatureC, step }) => ({
      outdoorTemperatureC,
      demandKw: (service.demandKwh[step] ?? 0) / stepHours,
    }),
  })

const sourceOf = ({ source, name }: Service): HeatSource => {
  if (source === undefined) return { greatestHeatKw: () => 0, electricPerHeat: () => 0 }
  const { nominalPowerKw } = source.rating
  const coefficient = (outdoorC: number): number => {
    if (source.kind === 'heater') return source.rating.efficiency
    return name === 'cooling'
      ? coolingCoefficient(source.rating, outdoorC)
      : heatingCoefficient(source.rating, outdoorC)
  }
  return {
    greatestHeatKw: outdoorC => nominalPowerKw * coefficient(outdoorC),
    electricPerHeat: outdoorC => 1 / coefficient(outdoorC),
  }
}
