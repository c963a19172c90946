/** A device at its place: what it is, whose, on which bus, what can be read of it and what it can be told. */
import type { Endpoint, Kind } from './format.ts'
import type { Numbers, Running } from './running.ts'

/** A quantity of a device by its name, which carries the unit. */
export interface OwnQuantity {
  readonly name: string
  readonly unit: string
  readonly access: 'read' | 'command' | 'both'
  /** Bounds of a command by the rating. */
  readonly low?: number
  readonly high?: number
}

export interface Placed {
  readonly id: string
  readonly kind: Kind
  /** The id up to its first dot: `home1`. */
  readonly agent: string
  readonly bus?: string
  readonly endpoint?: Endpoint
  readonly quantities: readonly OwnQuantity[]
  /** The numbers of its rating, those of parts by their path: `battery.powerKw`. */
  readonly ratings: Numbers
  readonly running: Running
}
