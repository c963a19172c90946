/**
 * What stands between the loop and a device: a device outside that is asked and told, or a model that a protocol
 * serves to others. In memory, over Modbus or over MQTT it is the same interface, so that everything else runs
 * without a network.
 */

import type * as E from 'fp-ts/lib/Either.js'

/** One number that a device tells; its unit stands in its name (`powerKw`, `soc`, `voltageV`, `setpointC`). */
export interface Measurement {
  readonly quantity: string
  readonly value: number
}

/** Why a device could not be read or told: too late, it said no, what it said cannot be, or the line is down. */
export interface PortFault {
  readonly kind: 'timeout' | 'refused' | 'nonsense' | 'closed'
  readonly device: string
  readonly detail: string
}

/** A device outside. Neither call waits longer than the port's time-out. */
export interface DevicePort {
  readonly id: string
  readonly read: () => Promise<E.Either<PortFault, readonly Measurement[]>>
  /** Tells a set point, which the caller has checked against the safe set. */
  readonly command: (quantity: string, value: number) => Promise<E.Either<PortFault, void>>
  readonly close: () => Promise<void>
}

/** A device of the models as a protocol server shows it. */
export interface ServedDevice {
  readonly id: string
  readonly kind: 'inverter' | 'battery' | 'meter' | 'thermostat' | 'communityFacility'
  readonly ratings: { readonly [name: string]: number }
  readonly reading: () => { readonly [quantity: string]: number }
  /** A command from outside: what was taken of it after the safe set, or why it was refused. */
  readonly request: (quantity: string, value: number) => E.Either<string, number>
}

/** A server that runs; `port` is the one it was given by the system where 0 was asked for. */
export interface Serving {
  readonly address: string
  readonly port: number
  readonly close: () => Promise<void>
}
