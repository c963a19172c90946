/**
 * What a device tells, in the terms of SunSpec. Quantities by kind, as `ServedDevice.reading` names them; what is not
 * told is derived as said here or "not implemented":
 *
 * | quantity | kinds | meaning |
 * | --- | --- | --- |
 * | powerKw | all | inverter: what it gives; battery: what it charges with; meter and facility: what is drawn |
 * | reactivePowerKvar | all | what it gives; a meter: what is drawn |
 * | limitKw (command) | inverter | the greatest power it may give |
 * | powerKw (command) | battery, facility | above 0 charges, or draws |
 * | soc | battery, facility | share of the capacity, 0 to 1; or energyKwh over the rated capacity |
 * | energyKwh | battery, facility | stored |
 * | importKwh, exportKwh | all | since it was set; an inverter's and a battery's exportKwh is what it gave |
 * | voltageV, voltagePu | all | phase to neutral; in per unit of the rated voltage; else the rated voltage |
 * | solarPowerKw, batteryPowerKw, generatorPowerKw | facility | parts of it |
 */
import type { ServedDevice } from '../port.ts'
import type { Nameplate } from './nameplate.ts'
import { type PointValue, scaleFor } from './registers.ts'

export interface Seen {
  readonly kind: ServedDevice['kind']
  readonly id: string
  readonly nameplate: Nameplate
  readonly reading: { readonly [quantity: string]: number }
  /** The greatest power that a control leaves, as a share of the rating; 1 without a control. */
  readonly limitShare: number
  /** What is given, a meter: what is drawn; below 0 the other way. */
  readonly watts: number
  readonly vars: number | undefined
  readonly voltAmperes: number
  readonly volts: number
  readonly amperes: number
  /** 0 to 100. */
  readonly chargePercent: number | undefined
  readonly storedWh: number | undefined
  readonly exportWh: number | undefined
  readonly importWh: number | undefined
}

/** Values of a model's points by name. */
export type Values = { readonly [point: string]: PointValue }
/** Powers of ten by the name of their point. */
export type Scales = { readonly [point: string]: number }

const times = (value: number | undefined, factor: number): number | undefined =>
  value === undefined ? undefined : value * factor

/** Looks at a device. */
export const look = (device: ServedDevice, nameplate: Nameplate, limitShare: number): Seen => {
  const reading = device.reading()
  const { nominalV, energyKwh: capacityKwh } = nameplate
  const inward = device.kind === 'inverter' || device.kind === 'meter' ? 1 : -1
  const watts = (reading['powerKw'] ?? Number.NaN) * 1000 * inward
  const vars = times(reading['reactivePowerKvar'] ?? reading['reactiveKvar'], 1000)
  const volts = reading['voltageV'] ?? (reading['voltagePu'] ?? 1) * nominalV
  const voltAmperes = Math.hypot(watts, vars ?? 0)
  const share = reading['soc'] ?? reading['stateOfCharge'] ?? times(reading['energyKwh'], 1 / capacityKwh)
  return {
    ...{ kind: device.kind, id: device.id, nameplate, reading, limitShare, watts, vars, voltAmperes, volts },
    amperes: voltAmperes / volts,
    chargePercent: times(share, 100),
    storedWh: times(reading['energyKwh'] ?? times(share, capacityKwh), 1000),
    exportWh: times(reading['exportKwh'], 1000),
    importWh: times(reading['importKwh'], 1000),
  }
}

/** Powers of ten for twice what a device is rated for, so that what is beyond its rating is told too. */
export interface CommonScales {
  readonly power: number
  readonly current: number
  readonly voltage: number
  readonly frequency: number
  readonly rating: number
  readonly energy: number
}

/** Scales by rating: they never change while a device is served. */
export const commonScales = ({ maxKw, apparentKva, energyKwh, nominalV }: Nameplate): CommonScales => {
  const greatest = 2000 * Math.max(maxKw, apparentKva)
  return {
    power: scaleFor(greatest, 0x7fff, -1),
    current: scaleFor(greatest / nominalV, 0x7fff, -2),
    voltage: scaleFor(2 * nominalV, 0x7fff, -1),
    frequency: -2,
    rating: scaleFor(greatest, 0xfffe, 0),
    energy: scaleFor(1000 * energyKwh, 0xfffe, 0),
  }
}

/** Percentages are told in hundredths. */
export const percentScale = -2
