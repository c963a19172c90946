/** What a model of a device is, and what models have in common. */
import type { DeviceEntry } from './format.ts'
import type { OwnQuantity } from './placed.ts'
import type { Running } from './running.ts'

export interface Model {
  readonly quantities: readonly OwnQuantity[]
  readonly running: Running
}

/** The value of a series at a step; `Left` of its name where there is none is told before. */
export type SeriesAt = (name: string) => (step: number) => number

export type Rating<K extends DeviceEntry['kind']> = NonNullable<
  Extract<DeviceEntry, { readonly kind: K }>['rating']
>

export const reads = (unit: string, ...names: readonly string[]): readonly OwnQuantity[] =>
  names.map(name => ({ name, unit, access: 'read' }))

export const takes = (name: string, unit: string, low: number, high: number): OwnQuantity => ({
  ...{ name, unit, low, high },
  access: 'command',
})

export const both = (name: string, unit: string, low: number, high: number): OwnQuantity => ({
  ...{ name, unit, low, high },
  access: 'both',
})

/** A constant or a series; 0 where neither is told. */
export const profile = (
  name: string | undefined,
  constant: number | undefined,
  series: SeriesAt,
): ((step: number) => number) => (name === undefined ? () => constant ?? 0 : series(name))
