/** Numbers of one rating that cannot be true together. */
import type { DeviceEntry, Kind } from './format.ts'
import type { Rating } from './model.ts'

/** Where in the rating, as `.leastKw`, and why. */
export type Contradiction = readonly [key: string, reason: string, hint?: string]

/** What a device needs of the surroundings. */
export const needsOf = (entry: DeviceEntry): readonly string[] =>
  entry.kind === 'storageTank' && entry.rating.heatPumpKw === undefined ? [] : (needs[entry.kind] ?? [])

const needs: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  inverter: ['irradianceWm2', 'outdoorTemperatureC'],
  communityFacility: ['irradianceWm2', 'outdoorTemperatureC'],
  thermostat: ['outdoorTemperatureC'],
  storageTank: ['outdoorTemperatureC'],
  transformer: ['outdoorTemperatureC'],
}

export const contradictions = (entry: DeviceEntry): readonly Contradiction[] => {
  switch (entry.kind) {
    case 'load': {
      const { powerKw, series } = entry.rating
      return (powerKw === undefined) === (series === undefined)
        ? [['', 'a load has either a constant `powerKw` or a `series`', 'tell one of the two']]
        : []
    }
    case 'storageTank':
      return ofTank(entry.rating)
    case 'thermostat': {
      const { heatingSetPointC = 20, coolingSetPointC = 25, deadBandC = 1 } = entry.rating
      return coolingSetPointC - heatingSetPointC < deadBandC
        ? [['.coolingSetPointC', 'it is not above `heatingSetPointC` by the dead band', 'raise it']]
        : []
    }
    case 'waterHeater': {
      const { setPointC = 55, lowestSetPointC = 45, highestSetPointC = 65 } = entry.rating
      return setPointC < lowestSetPointC || setPointC > highestSetPointC
        ? [
            [
              '.setPointC',
              'it is not between `lowestSetPointC` and `highestSetPointC`',
              'move one of the three',
            ],
          ]
        : []
    }
    case 'evCharger':
      return ofCharger(entry.rating)
    case 'generator':
      return ofGenerator('', entry.rating)
    case 'communityFacility': {
      const { loadKw, loadSeries, generator } = entry.rating
      const both: readonly Contradiction[] =
        loadKw !== undefined && loadSeries !== undefined
          ? [['.loadKw', 'its load is either constant or a series', 'leave `loadKw` or `loadSeries` out']]
          : []
      return [...both, ...ofGenerator('.generator', generator)]
    }
    default:
      return []
  }
}

const ofTank = (rating: Rating<'storageTank'>): readonly Contradiction[] => {
  const { heatPumpKw, heaterKw, demandKw, demandSeries } = rating
  const found: Contradiction[] = []
  if ((heatPumpKw === undefined) === (heaterKw === undefined))
    found.push(['', 'either a heat pump or a heater makes the heat', 'tell `heatPumpKw` or `heaterKw`'])
  if (demandKw !== undefined && demandSeries !== undefined)
    found.push([
      '.demandKw',
      'the demand is either constant or a series',
      'leave `demandKw` or `demandSeries` out',
    ])
  return found
}

const ofCharger = (rating: Rating<'evCharger'>): readonly Contradiction[] => {
  const { leastKw = 0, chargeKw, arrivalHour = 18, departureHour = 7 } = rating
  const found: Contradiction[] = []
  if (leastKw > chargeKw) found.push(['.leastKw', 'it is above `chargeKw`', 'lower it'])
  if (arrivalHour === departureHour)
    found.push(['.departureHour', 'the car leaves when it arrives', 'for a car that stays, say from 0 to 24'])
  return found
}

const ofGenerator = (at: string, { leastKw = 0, powerKw }: Rating<'generator'>): readonly Contradiction[] =>
  leastKw > powerKw ? [[`${at}.leastKw`, 'it is above `powerKw`', 'lower it']] : []
