/** Lines of a feeder: impedance by length, and how far they are loaded. */
import type { Feeder, Line } from './feeder.ts'
import type { PowerFlow } from './powerFlow.ts'

/** A line of `lengthKm` between two buses, by its values per kilometer. */
export const lineOf = (
  from: string,
  to: string,
  lengthKm: number,
  perKm: { readonly resistanceOhm: number; readonly reactanceOhm: number; readonly ratingA?: number },
): Line => ({
  from,
  to,
  resistanceOhm: perKm.resistanceOhm * lengthKm,
  reactanceOhm: perKm.reactanceOhm * lengthKm,
  ...(perKm.ratingA === undefined ? {} : { ratingA: perKm.ratingA }),
})

/** A line that carries more than it may; `loading` is the share of its rating. */
export interface Overload {
  readonly from: string
  readonly to: string
  readonly currentA: number
  readonly loading: number
}

/** The lines that are loaded beyond their rating, the worst first. */
export const overloads = (feeder: Feeder, flow: PowerFlow): readonly Overload[] => {
  const found: Overload[] = []
  for (let k = 1; k < feeder.buses.length; k++) {
    const currentA = flow.currentA[k] ?? 0
    const loading = currentA / (feeder.ratingA[k] ?? Number.POSITIVE_INFINITY)
    if (loading > 1)
      found.push({
        from: feeder.buses[feeder.parent[k] ?? 0] ?? '',
        to: feeder.buses[k] ?? '',
        currentA,
        loading,
      })
  }
  return found.sort((a, b) => b.loading - a.loading)
}

/** Buses whose voltage is outside `low` to `high`, per unit, with their voltage. */
export const strayVoltages = (
  feeder: Feeder,
  flow: PowerFlow,
  low: number,
  high: number,
): readonly { readonly bus: string; readonly voltagePu: number }[] =>
  feeder.buses.flatMap((bus, k) => {
    const voltagePu = flow.voltagePu[k] ?? 0
    return voltagePu < low || voltagePu > high ? [{ bus, voltagePu }] : []
  })
