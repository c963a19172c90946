/**
 * CityLearn's rule-based controllers (`citylearn.agents.rbc`): what they do depends on the hour alone, 1 to 24.
 *
 * Actions are shares: of the capacity for tanks, of the nominal power for batteries (as CityLearn has it since version
 * 2.4; before, of the capacity), above 0 to charge.
 */

/** What is asked of a home's stores; a store that is not named rests. */
export interface Actions {
  readonly electricalStorage?: number
  readonly coolingStorage?: number
  readonly heatingStorage?: number
  readonly dhwStorage?: number
}

/** What a controller may look at: its home and the state before the step. */
export interface Look {
  /** Place of the home in the data set. */
  readonly home: number
  readonly row: number
  readonly hour: number
  /** Of the battery, 0 where there is none. */
  readonly stateOfCharge: number
}

export type Controller = (look: Look) => Actions

const resting: Actions = {}

/** Nothing is stored. */
export const zeroAction: Controller = () => resting

/** The same action for all stores of all homes, by the hour. */
const byHour = (action: (hour: number) => number): Controller => {
  const table: readonly Actions[] = Array.from({ length: 25 }, (_, hour) => {
    const share = action(hour)
    return { electricalStorage: share, coolingStorage: share, heatingStorage: share, dhwStorage: share }
  })
  return ({ hour }) => table[hour] ?? resting
}

/** Charges by night, discharges by day. */
export const basicRbc: Controller = byHour(hour => (hour >= 9 && hour <= 21 ? -0.08 : 0.091))

/** As found by a search over grids of actions. */
export const optimizedRbc: Controller = byHour(hour => {
  if (hour >= 7 && hour <= 15) return -0.02
  if (hour >= 16 && hour <= 18) return -0.0044
  if (hour >= 19 && hour <= 22) return -0.024
  return hour >= 23 ? 0.034 : 0.05532
})

/** Charges while the sun shines. */
export const basicBatteryRbc: Controller = byHour(hour => (hour >= 6 && hour <= 14 ? 0.11 : -0.067))

export const controllers: Readonly<Record<string, Controller>> = {
  ZeroAction: zeroAction,
  BasicRBC: basicRbc,
  OptimizedRBC: optimizedRbc,
  BasicBatteryRBC: basicBatteryRbc,
}
