/** From the rating in a grid file to a device at work: defaults, what is read and commanded, what surrounds it. */
import { type BatteryRating, battery, usualChargePower, usualPowerEfficiency } from '../battery.ts'
import { communityFacility } from '../communityFacility.ts'
import { still } from '../device.ts'
import { evCharger } from '../evCharger.ts'
import { type GeneratorRating, generator } from '../generator.ts'
import { type InverterRating, pvInverter, voltVarB, voltWatt } from '../inverter.ts'
import { load } from '../load.ts'
import { usualArray } from '../pvArray.ts'
import { transformer, usualTransformer } from '../transformer.ts'
import type { DeviceEntry } from './format.ts'
import { storageTankModel, thermostatModel, waterHeaterModel } from './heatModels.ts'
import { both, type Model, profile, type Rating, reads, type SeriesAt, takes } from './model.ts'
import { type Ambient, type Numbers, type Running, running } from './running.ts'

/** The model of a device. */
export const modelOf = (entry: DeviceEntry, series: SeriesAt): Model => {
  switch (entry.kind) {
    case 'battery':
      return batteryModel(entry.rating)
    case 'inverter':
      return inverterModel(entry.rating)
    case 'thermostat':
      return thermostatModel(entry.rating)
    case 'storageTank':
      return storageTankModel(entry.rating, series)
    case 'waterHeater':
      return waterHeaterModel(entry.rating)
    case 'evCharger':
      return evChargerModel(entry.rating)
    case 'load':
      return loadModel(entry.rating, series)
    case 'generator':
      return generatorModel(entry.rating)
    case 'communityFacility':
      return communityModel(entry.rating, series)
    case 'transformer':
      return transformerModel(entry.rating)
    case 'meter':
      return { quantities: [], running: nothing }
    case 'agent':
      return agentModel(entry.rating?.consents ?? true)
  }
}

/** What is no machine of its own: the meter reads what its agent draws. */
const nothing: Running = {
  readings: () => ({}),
  step: () => ({ next: nothing, flows: still, netKw: 0, reactivePowerKvar: 0, carbonKg: 0 }),
}

const batteryRating = (rating: Rating<'battery'>): BatteryRating => ({
  capacityKwh: rating.capacityKwh,
  nominalPowerKw: rating.powerKw,
  powerEfficiency:
    rating.powerEfficiency ??
    (rating.efficiency === undefined
      ? usualPowerEfficiency
      : [
          [0, rating.efficiency],
          [1, rating.efficiency],
        ]),
  chargePower: rating.chargePower ?? usualChargePower,
  efficiency: rating.efficiency ?? 0.9,
  standingLossPerHour: rating.standingLossPerHour ?? 0,
  capacityLossPerCycle: rating.capacityLossPerCycle ?? 1e-5,
  depthOfDischarge: rating.depthOfDischarge ?? 1,
  initialStateOfCharge: rating.initialSoc ?? 0.5,
})

const batteryModel = (rating: Rating<'battery'>): Model => ({
  quantities: [
    both('powerKw', 'kW', -rating.powerKw, rating.powerKw),
    ...reads('share', 'soc'),
    ...reads('kWh', 'energyKwh', 'capacityKwh'),
    ...reads('kW', 'maxPowerKw'),
  ],
  running: running(battery(batteryRating(rating)), {
    readings: ({ stateOfCharge, ...others }) => ({ ...others, soc: stateOfCharge }),
    command: ({ powerKw = 0 }) => ({ powerKw }),
    surroundings: () => undefined,
  }),
})

const inverterRating = (rating: Rating<'inverter'>): InverterRating => ({
  ratedPowerKva: rating.ratedKva ?? rating.arrayKw,
  efficiency: rating.efficiency ?? 0.96,
  ...curveOf('voltVar', rating.voltVar, voltVarB),
  ...curveOf('voltWatt', rating.voltWatt, voltWatt),
})

const curveOf = <N extends string, C>(name: N, asked: boolean | C | undefined, usual: C) =>
  asked === undefined || asked === false ? {} : { [name]: asked === true ? usual : asked }

const inverterModel = (rating: Rating<'inverter'>): Model => {
  const rated = rating.ratedKva ?? rating.arrayKw
  return {
    quantities: [
      ...reads('kW', 'powerKw', 'availablePowerKw'),
      both('reactivePowerKvar', 'kvar', -rated, rated),
      takes('limitKw', 'kW', 0, rated),
    ],
    running: running(pvInverter(usualArray(rating.arrayKw), inverterRating(rating)), {
      readings: ({ powerKw, reactivePowerKvar, availablePowerKw }) => ({
        powerKw,
        reactivePowerKvar,
        availablePowerKw,
      }),
      command: told => told,
      surroundings: ambient => ambient,
      reactivePowerKvar: state => -state.reactivePowerKvar,
    }),
  }
}

const evChargerModel = (rating: Rating<'evCharger'>): Model => {
  const { chargeKw, dischargeKw = 0, arrivalHour = 18, departureHour = 7, efficiency = 0.95 } = rating
  const stayLasts =
    departureHour > arrivalHour ? departureHour - arrivalHour : departureHour - arrivalHour + 24
  const machine = evCharger({
    maxChargeKw: chargeKw,
    maxDischargeKw: dischargeKw,
    minPowerKw: rating.leastKw ?? 0,
    efficiency,
    car: batteryRating({
      capacityKwh: rating.carCapacityKwh,
      // The car takes and gives whatever the charger can.
      powerKw: Math.max(chargeKw * efficiency, dischargeKw / efficiency),
      efficiency: 0.95,
    }),
  })
  return {
    quantities: [
      both('powerKw', 'kW', -dischargeKw, chargeKw),
      ...reads('share', 'soc'),
      ...reads('1 or 0', 'isPlugged'),
      ...reads('h', 'hoursToDeparture'),
      ...reads('kW', 'neededPowerKw'),
      ...reads('kWh', 'shortfallKwh'),
    ],
    running: running(machine, {
      readings: ({ stateOfCharge, isPlugged, ...others }) => ({
        ...others,
        soc: stateOfCharge,
        isPlugged: isPlugged ? 1 : 0,
      }),
      // A car that nobody controls charges as fast as it may.
      command: ({ powerKw = chargeKw }) => ({ powerKw }),
      surroundings: ({ hour, stepHours }) => {
        const spent = (hour - arrivalHour + 24) % 24
        // A car is there in a step whose middle is within its stay; until it leaves is counted from the step's start.
        const untilDeparture = Math.min(stayLasts, stayLasts - spent + stepHours / 2)
        return {
          stay:
            spent < stayLasts
              ? {
                  arrivalStateOfCharge: rating.arrivalSoc ?? 0.4,
                  requiredStateOfCharge: rating.requiredSoc ?? 0.8,
                  hoursToDeparture: untilDeparture,
                }
              : null,
        }
      },
    }),
  }
}

const loadModel = (rating: Rating<'load'>, series: SeriesAt): Model => {
  const { scale = 1, noiseShare = 0, controllableShare = 0, powerFactor = 0.95 } = rating
  const at = profile(rating.series, rating.powerKw, series)
  return {
    quantities: [
      ...reads('kW', 'powerKw'),
      ...reads('kvar', 'reactivePowerKvar'),
      ...(controllableShare > 0
        ? [both('shedKw', 'kW', 0, Number.POSITIVE_INFINITY)]
        : reads('kW', 'shedKw')),
    ],
    running: running(load({ controllableShare, reactiveShare: Math.tan(Math.acos(powerFactor)) }), {
      readings: state => ({ ...state }),
      command: ({ shedKw = 0 }) => ({ shedKw }),
      surroundings: ({ step, normal }) => ({
        profileKw: scale * at(step) * Math.max(0, noiseShare > 0 ? 1 + noiseShare * normal() : 1),
      }),
      reactivePowerKvar: ({ reactivePowerKvar }) => reactivePowerKvar,
    }),
  }
}

const generatorRating = (rating: Rating<'generator'>): GeneratorRating => ({
  maxPowerKw: rating.powerKw,
  minPowerKw: rating.leastKw ?? 0,
  rampKwPerHour: rating.rampKwPerHour ?? rating.powerKw * 60,
  efficiency: rating.efficiency ?? 0.38,
  idleFuelKw: rating.idleFuelKw ?? 0,
})

/** Of diesel oil: 74.1 kg/GJ (IPCC Guidelines for National Greenhouse Gas Inventories, 2006, volume 2, table 1.4). */
const carbonOfDiesel = 74.1 * 0.0036

const generatorModel = (rating: Rating<'generator'>): Model => ({
  quantities: [both('powerKw', 'kW', 0, rating.powerKw), ...reads('kWh', 'fuelKwh')],
  running: running(generator(generatorRating(rating)), {
    readings: state => ({ ...state }),
    command: ({ powerKw = 0 }) => ({ powerKw }),
    surroundings: () => undefined,
    carbonKg: (before, after) =>
      (after.fuelKwh - before.fuelKwh) * (rating.carbonKgPerFuelKwh ?? carbonOfDiesel),
  }),
})

const communityModel = (rating: Rating<'communityFacility'>, series: SeriesAt): Model => {
  const { array, battery: store, generator: engine } = rating
  const loadAt = profile(rating.loadSeries, rating.loadKw, series)
  const machine = communityFacility({
    array: usualArray(array.arrayKw),
    inverter: inverterRating(array),
    battery: batteryRating(store),
    generator: generatorRating(engine),
  })
  const most = array.arrayKw + store.powerKw + engine.powerKw
  return {
    quantities: [
      both('powerKw', 'kW', -most, Number.POSITIVE_INFINITY),
      ...reads('kW', 'solarPowerKw', 'batteryPowerKw', 'generatorPowerKw'),
      ...reads('kvar', 'reactivePowerKvar'),
      ...reads('share', 'soc'),
    ],
    running: running(machine, {
      readings: ({ stateOfCharge, ...others }) => ({ ...others, soc: stateOfCharge }),
      command: told => told,
      surroundings: (ambient: Ambient) => ({ ...ambient, loadKw: loadAt(ambient.step) }),
      reactivePowerKvar: ({ reactivePowerKvar }) => reactivePowerKvar,
    }),
  }
}

const transformerModel = (rating: Rating<'transformer'>): Model => ({
  quantities: [
    ...reads('kW', 'powerKw', 'lossKw'),
    ...reads('share', 'loading'),
    ...reads('°C', 'hotSpotC'),
    ...reads('h', 'agedHours'),
  ],
  running: running(transformer(usualTransformer(rating.ratedKva)), {
    readings: state => ({ ...state }),
    command: () => undefined,
    surroundings: ({ through, outdoorTemperatureC }) => ({ ...through, outdoorTemperatureC }),
  }),
})

/** The agent of a home in the market: whether it takes part when it is asked. */
const agentModel = (consents: boolean): Model => {
  const at = (consent: number): Running => ({
    readings: () => ({ consent }),
    step: ({ consent: told = consent }: Numbers) => ({
      next: told === consent ? at(consent) : at(told >= 0.5 ? 1 : 0),
      ...{ flows: still, netKw: 0, reactivePowerKvar: 0, carbonKg: 0 },
    }),
  })
  return { quantities: [both('consent', '1 or 0', 0, 1)], running: at(consents ? 1 : 0) }
}
