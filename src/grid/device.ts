/**
 * A device is a Moore machine: what it shows depends on its state alone, and a command moves the state over a step.
 * The models are pure; everything that is drawn at random is a state or a part of the surroundings.
 *
 * Units stand in the names: kW, kWh, degrees Celsius, W/m2, hours. Powers are means over the step.
 */

/**
 * The energy of one step, each at least 0: what came in is what went out, what is stored now and was not before (the
 * one that may be negative) and what was lost. Sun, fuel and the heat of the surroundings count as `otherIn`, heat
 * and work that are made use of as `otherOut`.
 */
export interface Flows {
  readonly electricInKwh: number
  readonly electricOutKwh: number
  readonly otherInKwh: number
  readonly otherOutKwh: number
  readonly storedKwh: number
  readonly lostKwh: number
}

/** What a step gives. */
export interface Step<State> {
  readonly state: State
  readonly flows: Flows
}

/** A Moore machine of the grid; `stepHours` is above 0. */
export interface Device<State, Reading, Command, Surroundings> {
  readonly initial: State
  readonly read: (state: State) => Reading
  readonly step: (
    state: State,
    command: Command,
    surroundings: Surroundings,
    stepHours: number,
  ) => Step<State>
}

/** By how much the books of a step do not balance, in kWh: 0 but for rounding. */
export const imbalanceKwh = (flows: Flows): number =>
  flows.electricInKwh +
  flows.otherInKwh -
  flows.electricOutKwh -
  flows.otherOutKwh -
  flows.storedKwh -
  flows.lostKwh

/** What the step drew from the bus, in kWh; below 0 where it gave. */
export const netElectricKwh = (flows: Flows): number => flows.electricInKwh - flows.electricOutKwh

/** No energy moved. */
export const still: Flows = {
  electricInKwh: 0,
  electricOutKwh: 0,
  otherInKwh: 0,
  otherOutKwh: 0,
  storedKwh: 0,
  lostKwh: 0,
}

/** The nearest number to `x` between `low` and `high`; 0 for what is not a number, so that nonsense does nothing. */
export const clamped = (x: number, low: number, high: number): number => {
  if (Number.isNaN(x)) return Math.min(high, Math.max(low, 0))
  return Math.min(high, Math.max(low, x))
}
