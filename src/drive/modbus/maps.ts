/** Which models a device is served with, in which order, and which registers command it. */
import type { ServedDevice } from '../port.ts'
import { type Group, limit123, limit704, power124, power704 } from './controls.ts'
import { capacity702, controls704, enterService703, measurement701 } from './derModels.ts'
import { common, controls123, inverter103, nameplate120, settings121 } from './inverterModels.ts'
import type { Model } from './layout.ts'
import { meter203, meter213 } from './meterModels.ts'
import * as der from './showDer.ts'
import * as meters from './showMeter.ts'
import * as older from './showOlder.ts'
import { battery802, capacity713, directCurrent714, storage124 } from './storageModels.ts'

export interface MapEntry {
  readonly model: Model
  readonly shown: older.Shown
}

export interface DeviceMap {
  readonly entries: readonly MapEntry[]
  /** The quantity that is commanded, and what holds while nothing is; undefined: what was when the first command came. */
  readonly commands?: { readonly quantity: string; readonly groups: readonly Group[] }
}

const entry = (model: Model, shown: older.Shown): MapEntry => ({ model, shown })
const identity = entry(common, older.identity)
const inverter = entry(inverter103, older.inverter)
const der701 = entry(measurement701, der.measurement)
const der702 = entry(capacity702, der.capacity)
const der704 = entry(controls704, der.controls)
const der713 = entry(capacity713, der.storageCapacity)

const maps: Readonly<Partial<Record<ServedDevice['kind'], DeviceMap>>> = {
  inverter: {
    entries: [
      ...[identity, inverter, entry(nameplate120, older.nameplate), entry(settings121, older.settings)],
      ...[entry(controls123, older.immediateControls), der701, der702],
      ...[entry(enterService703, der.enterService), der704],
    ],
    commands: { quantity: 'limitKw', groups: [limit123, limit704] },
  },
  battery: {
    entries: [
      ...[identity, inverter, entry(storage124, older.storage), entry(battery802, older.batteryBase)],
      ...[der702, der704, der713],
    ],
    commands: { quantity: 'powerKw', groups: [power124, power704] },
  },
  meter: {
    entries: [identity, entry(meter203, meters.integers), entry(meter213, meters.floats)],
  },
  communityFacility: {
    entries: [identity, der701, der702, der704, der713, entry(directCurrent714, der.directCurrent)],
    commands: { quantity: 'powerKw', groups: [power704] },
  },
}

/** The map of a kind of device; undefined where SunSpec has no models for it (thermostats). */
export const mapOf = (kind: ServedDevice['kind']): DeviceMap | undefined => maps[kind]
