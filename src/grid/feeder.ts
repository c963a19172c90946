/**
 * A radial feeder: its buses ordered from the source outward, once, so that flows can be solved in plain loops.
 *
 * Balanced, by its single-phase equivalent. Lines are series impedances; what the buses draw is given with each flow.
 */
import * as E from 'fp-ts/lib/Either.js'

export interface Line {
  readonly from: string
  readonly to: string
  readonly resistanceOhm: number
  readonly reactanceOhm: number
  /** What it may carry, where it is known. */
  readonly ratingA?: number
}

/** Names of buses are the caller's. `sourceVoltagePu` is what the source holds, 1 unless told. */
export interface FeederPlan {
  readonly source: string
  /** Between phases. */
  readonly nominalVoltageKv: number
  readonly sourceVoltagePu?: number
  /** Buses that must be fed, besides those that lines name. */
  readonly buses?: readonly string[]
  readonly lines: readonly Line[]
}

/** Buses in the order of a walk from the source: a bus stands behind the one that feeds it. */
export interface Feeder {
  readonly buses: readonly string[]
  /** The place of a bus by its name. */
  readonly placeOf: ReadonlyMap<string, number>
  /** The place of the bus that feeds it; the source, at 0, has -1. */
  readonly parent: Int32Array
  readonly resistancePu: Float64Array
  readonly reactancePu: Float64Array
  /** Of the line that feeds the bus; infinite where it has none. */
  readonly ratingA: Float64Array
  readonly nominalVoltageKv: number
  readonly sourceVoltagePu: number
}

/** What is wrong with a feeder; `bus` is where. */
export type FeederFault =
  | { readonly kind: 'island'; readonly bus: string; readonly reason: string }
  | { readonly kind: 'loop'; readonly bus: string; readonly reason: string }
  | { readonly kind: 'unknown bus'; readonly bus: string; readonly reason: string }
  | { readonly kind: 'impedance'; readonly bus: string; readonly reason: string }
  | { readonly kind: 'no convergence'; readonly bus: string; readonly reason: string }

/** The power base: any will do, as results are in kW. */
export const baseMva = 1

/** The feeder in the order in which flows are solved, or the bus at which it is none. */
export const feederOf = (plan: FeederPlan): E.Either<FeederFault, Feeder> => {
  const names: string[] = []
  const index = new Map<string, number>()
  const known = (name: string): number => {
    const found = index.get(name)
    if (found !== undefined) return found
    index.set(name, names.length)
    names.push(name)
    return names.length - 1
  }
  known(plan.source)
  for (const name of plan.buses ?? []) known(name)
  const bad = plan.lines.find(
    line => !isSound(line.resistanceOhm) || !isSound(Math.abs(line.reactanceOhm)) || line.from === line.to,
  )
  if (bad !== undefined)
    return E.left(
      bad.from === bad.to
        ? loopAt(bad.to, `a line leads from ${bad.from} to itself`)
        : {
            kind: 'impedance',
            bus: bad.to,
            reason: `the line ${bad.from} - ${bad.to} needs a resistance of 0 ohm or more and a finite reactance`,
          },
    )
  const ends = plan.lines.map(line => [known(line.from), known(line.to)] as const)
  return walked(plan, names, ends)
}

const isSound = (x: number): boolean => Number.isFinite(x) && x >= 0

const loopAt = (bus: string, reason: string): FeederFault => ({ kind: 'loop', bus, reason })

const walked = (
  plan: FeederPlan,
  names: readonly string[],
  ends: readonly (readonly [number, number])[],
): E.Either<FeederFault, Feeder> => {
  const beside: number[][] = names.map(() => [])
  ends.forEach(([from, to], line) => {
    beside[from]?.push(line)
    beside[to]?.push(line)
  })
  const count = names.length
  const place = new Int32Array(count).fill(-1)
  const order: number[] = [0]
  place[0] = 0
  const parent = new Int32Array(count).fill(-1)
  const resistancePu = new Float64Array(count)
  const reactancePu = new Float64Array(count)
  const ratingA = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
  const baseOhm = plan.nominalVoltageKv ** 2 / baseMva
  const isWalked = new Uint8Array(ends.length)
  for (let at = 0; at < order.length; at++) {
    const bus = order[at] ?? 0
    for (const line of beside[bus] ?? []) {
      if (isWalked[line] === 1) continue
      isWalked[line] = 1
      const [from = 0, to = 0] = ends[line] ?? []
      const next = from === bus ? to : from
      if ((place[next] ?? -1) >= 0)
        return E.left(
          loopAt(
            names[next] ?? '',
            `the line ${names[from]} - ${names[to]} closes a loop at bus ${names[next]}; a radial feeder has none`,
          ),
        )
      const here = order.length
      place[next] = here
      order.push(next)
      parent[here] = at
      resistancePu[here] = (plan.lines[line]?.resistanceOhm ?? 0) / baseOhm
      reactancePu[here] = (plan.lines[line]?.reactanceOhm ?? 0) / baseOhm
      ratingA[here] = plan.lines[line]?.ratingA ?? Number.POSITIVE_INFINITY
    }
  }
  const island = place.indexOf(-1)
  if (island >= 0)
    return E.left({
      kind: 'island',
      bus: names[island] ?? '',
      reason: `no line leads from the source ${plan.source} to bus ${names[island]}`,
    })
  const buses = order.map(bus => names[bus] ?? '')
  return E.right({
    buses,
    placeOf: new Map(buses.map((name, k) => [name, k])),
    parent,
    resistancePu,
    reactancePu,
    ratingA,
    nominalVoltageKv: plan.nominalVoltageKv,
    sourceVoltagePu: plan.sourceVoltagePu ?? 1,
  })
}

/** What buses draw by name, as arrays in the order of the feeder; loads at one bus add up. */
export const demandOf = (
  feeder: Feeder,
  loads: Iterable<{ readonly bus: string; readonly powerKw: number; readonly reactivePowerKvar: number }>,
): E.Either<FeederFault, { readonly powerKw: Float64Array; readonly reactivePowerKvar: Float64Array }> => {
  const powerKw = new Float64Array(feeder.buses.length)
  const reactivePowerKvar = new Float64Array(feeder.buses.length)
  for (const load of loads) {
    const place = feeder.placeOf.get(load.bus)
    if (place === undefined)
      return E.left({ kind: 'unknown bus', bus: load.bus, reason: `the feeder has no bus ${load.bus}` })
    powerKw[place] = (powerKw[place] ?? 0) + load.powerKw
    reactivePowerKvar[place] = (reactivePowerKvar[place] ?? 0) + load.reactivePowerKvar
  }
  return E.right({ powerKw, reactivePowerKvar })
}
