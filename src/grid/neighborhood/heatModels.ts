/** Models of what is about heat: houses with their thermostats, storage tanks, water heaters. */
import { climate } from '../climate.ts'
import { heatingCoefficient } from '../heatPump.ts'
import { waterHeater } from '../waterHeater.ts'
import { type HeatSource, heatStore } from './heatStore.ts'
import { both, type Model, profile, type Rating, reads, type SeriesAt, takes } from './model.ts'
import type { OwnQuantity } from './placed.ts'
import { running } from './running.ts'

export const thermostatModel = (rating: Rating<'thermostat'>): Model => {
  const heating = rating.heatingSetPointC ?? 20
  const cooling = rating.coolingSetPointC ?? 25
  const comfort = rating.comfortC ?? 2
  const setPoint = (name: string, at: number): OwnQuantity => both(name, '°C', at - comfort, at + comfort)
  const machine = climate({
    house: {
      airCapacityKwhPerC: rating.airCapacityKwhPerC ?? 0.6,
      massCapacityKwhPerC: rating.massCapacityKwhPerC ?? 6,
      envelopeKwPerC: rating.envelopeKwPerC,
      massKwPerC: rating.massKwPerC ?? 1.2,
      massGainShare: rating.massGainShare ?? 0.5,
      solarApertureM2: rating.solarApertureM2 ?? 4,
      initialTemperatureC: rating.initialTemperatureC ?? heating,
    },
    thermostat: {
      deadBandC: rating.deadBandC ?? 1,
      minimumHours: rating.minimumHours ?? 0.1,
      heatingSetPointC: heating,
      coolingSetPointC: cooling,
      comfortC: comfort,
    },
    heatPump: {
      nominalPowerKw: rating.heatPumpKw,
      efficiency: rating.heatPumpEfficiency ?? 0.4,
      heatingSupplyTemperatureC: rating.heatingSupplyTemperatureC ?? 40,
      coolingSupplyTemperatureC: rating.coolingSupplyTemperatureC ?? 8,
    },
  })
  return {
    quantities: [
      ...reads('°C', 'airTemperatureC', 'massTemperatureC'),
      setPoint('setpointC', heating),
      setPoint('heatingSetPointC', heating),
      setPoint('coolingSetPointC', cooling),
      ...reads('kW', 'powerKw'),
      takes('limitKw', 'kW', 0, rating.heatPumpKw),
    ],
    running: running(machine, {
      readings: reading => ({
        airTemperatureC: reading.airTemperatureC,
        massTemperatureC: reading.massTemperatureC,
        setpointC: reading.heatingSetPointC,
        heatingSetPointC: reading.heatingSetPointC,
        coolingSetPointC: reading.coolingSetPointC,
        powerKw: reading.powerKw,
      }),
      // One set point moves both: cooling keeps its distance to heating.
      command: told => {
        const { setpointC } = told
        return setpointC === undefined
          ? told
          : { heatingSetPointC: setpointC, coolingSetPointC: setpointC + cooling - heating, ...told }
      },
      surroundings: ({ outdoorTemperatureC, irradianceWm2 }) => ({
        outdoorTemperatureC,
        irradianceWm2,
        internalGainKw: rating.internalGainKw ?? 0.3,
      }),
    }),
  }
}

const heatSource = (rating: Rating<'storageTank'>): HeatSource => {
  const { heatPumpKw, heaterKw, heaterEfficiency = 0.95 } = rating
  if (heatPumpKw === undefined)
    return {
      greatestHeatKw: () => (heaterKw ?? 0) * heaterEfficiency,
      electricPerHeat: () => 1 / heaterEfficiency,
    }
  const pump = {
    nominalPowerKw: heatPumpKw,
    efficiency: rating.heatPumpEfficiency ?? 0.4,
    heatingSupplyTemperatureC: rating.supplyTemperatureC ?? 45,
    coolingSupplyTemperatureC: 8,
  }
  return {
    greatestHeatKw: outdoor => heatPumpKw * heatingCoefficient(pump, outdoor),
    electricPerHeat: outdoor => 1 / heatingCoefficient(pump, outdoor),
  }
}

export const storageTankModel = (rating: Rating<'storageTank'>, series: SeriesAt): Model => {
  const demandAt = profile(rating.demandSeries, rating.demandKw, series)
  return {
    quantities: [
      // How much it takes and gives now is up to the demand and to what the source has left.
      both('heatKw', 'kW', Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
      ...reads('share', 'soc'),
      ...reads('kWh', 'energyKwh', 'unservedKwh'),
      ...reads('kW', 'powerKw'),
    ],
    running: running(
      heatStore(
        {
          capacityKwh: rating.capacityKwh,
          efficiency: rating.efficiency ?? 0.9,
          standingLossPerHour: rating.standingLossPerHour ?? 0.005,
          initialStateOfCharge: rating.initialSoc ?? 0.5,
        },
        heatSource(rating),
      ),
      {
        readings: ({ stateOfCharge, ...others }) => ({ ...others, soc: stateOfCharge }),
        command: ({ heatKw = 0 }) => ({ heatKw }),
        surroundings: ({ outdoorTemperatureC, step }) => ({ outdoorTemperatureC, demandKw: demandAt(step) }),
      },
    ),
  }
}

/** Hours from which hot water is drawn, and the share of a day's draw in each hour: mornings and evenings. */
const draws: readonly (readonly [fromHour: number, share: number])[] = [
  [0, 0.2 / 17],
  [6, 0.4 / 3],
  [9, 0.2 / 17],
  [18, 0.4 / 4],
  [22, 0.2 / 17],
]

/** The share of a day's draw from midnight to `hour`, which may be days later or before. */
const drawnBy = (hour: number): number => {
  const days = Math.floor(hour / 24)
  const ofDay = hour - 24 * days
  return draws.reduce((sum, [from, share], k) => {
    const until = draws[k + 1]?.[0] ?? 24
    return sum + share * Math.max(0, Math.min(ofDay, until) - from)
  }, days)
}

export const waterHeaterModel = (rating: Rating<'waterHeater'>): Model => {
  const setPointC = rating.setPointC ?? 55
  const low = rating.lowestSetPointC ?? 45
  const high = rating.highestSetPointC ?? 65
  const machine = waterHeater({
    volumeL: rating.volumeL,
    nominalPowerKw: rating.powerKw,
    lossKwPerC: rating.lossKwPerC ?? 0.002,
    setPointC,
    lowestSetPointC: low,
    highestSetPointC: high,
    initialTemperatureC: rating.initialTemperatureC ?? setPointC,
  })
  return {
    quantities: [
      ...reads('°C', 'temperatureC'),
      both('setPointC', '°C', low, high),
      ...reads('kW', 'powerKw'),
      takes('limitKw', 'kW', 0, rating.powerKw),
    ],
    running: running(machine, {
      readings: state => ({ ...state }),
      command: told => ({ ...told }),
      surroundings: ({ hour, stepHours }) => ({
        drawLPerHour:
          ((rating.dailyDrawL ?? 150) * (drawnBy(hour + stepHours / 2) - drawnBy(hour - stepHours / 2))) /
          stepHours,
        inletTemperatureC: rating.inletTemperatureC ?? 12,
        roomTemperatureC: rating.roomTemperatureC ?? 20,
      }),
    }),
  }
}
