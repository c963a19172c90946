/**
 * What a device may be told now: within its rating, its ramp, what its charge and its machine can do in the step that
 * comes, and the comfort of the house. What it could do is not reckoned from ratings: the model is asked.
 */
import { layoutOf } from './layout.ts'
import type { Neighborhood } from './neighborhood.ts'
import { partsOf, placeOf, read } from './readings.ts'
import type { Numbers } from './running.ts'
import { ambientOf, type World } from './world.ts'

export type Verdict =
  | { readonly kind: 'as asked' }
  | { readonly kind: 'clipped'; readonly value: number; readonly because: string }
  | { readonly kind: 'refused'; readonly because: string }

const asAsked: Verdict = { kind: 'as asked' }

/** Kilowatts that are no difference. */
const least = 1e-9

/** Commands that are the device's own reading after the step, where it can do what it is told. */
const measured: ReadonlySet<string> = new Set(['powerKw', 'heatKw', 'shedKw', 'reactivePowerKvar'])

/** What becomes of a command, on its own. */
export const allowed = (neighborhood: Neighborhood, world: World, path: string, value: number): Verdict => {
  const quantity = neighborhood.quantities.get(path)
  const { owner, name } = partsOf(path)
  const place = placeOf(neighborhood, owner)
  if (quantity === undefined || quantity.access === 'read' || place === undefined)
    return { kind: 'refused', because: 'there is no such command' }
  if (!Number.isFinite(value)) return { kind: 'refused', because: 'it is no finite number' }
  const device = neighborhood.devices[place]
  const now = world.devices[place]
  if (device === undefined || now === undefined)
    return { kind: 'refused', because: 'there is no such device' }
  if (name === 'consent' && value !== 0 && value !== 1)
    return { kind: 'refused', because: 'it is neither 0 nor 1' }
  const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = quantity
  const rated = Math.min(high, Math.max(low, value))
  const beyondRating = rated === value ? undefined : 'it is beyond the rating'
  if (device.kind === 'thermostat' && name !== 'limitKw') {
    const safe = safeSetPoint(neighborhood, device.ratings, name, rated)
    if (safe !== rated)
      return { kind: 'clipped', value: safe, because: 'the house would leave its safe temperatures' }
  }
  const { rampKwPerHour, leavesLimitsToDevices } = neighborhood.safe
  const reach = rampKwPerHour * neighborhood.stepHours
  const before = name === 'powerKw' ? read(neighborhood, world, path) : rated
  const ramped = Math.min(before + reach, Math.max(before - reach, rated))
  const tooFast = ramped === rated ? undefined : `it changes by more than ${rampKwPerHour} kW an hour`
  const ambient = ambientOf(neighborhood, world, place)
  const tried = (told: Numbers) => now.step(told, ambient, neighborhood.stepHours)
  if (measured.has(name) && !leavesLimitsToDevices) {
    const { next } = tried({ [name]: ramped })
    const done = next.readings()[name] ?? ramped
    const because = Math.abs(done) > Math.abs(ramped) ? 'it can do no less now' : 'it can do no more now'
    if (Math.abs(done - ramped) > least) return { kind: 'clipped', value: done, because: tooFast ?? because }
  }
  if (device.kind === 'thermostat' && name === 'limitKw') {
    const { low: cold, high: hot } = layoutOf(neighborhood).comfort[place] ?? { low: 0, high: 0 }
    const strays = (told: Numbers): number => {
      const air = tried(told).next.readings()['airTemperatureC'] ?? cold
      return Math.max(0, cold - air, air - hot)
    }
    // Who is outside without any limit is not kept there by one.
    const bearable = strays({}) + least
    if (strays({ limitKw: ramped }) > bearable) {
      const limitKw = leastLimit(ramped, high, limit => strays({ limitKw: limit }) <= bearable)
      return { kind: 'clipped', value: limitKw, because: 'the house would leave its comfort' }
    }
  }
  const because = tooFast ?? beyondRating
  return because === undefined ? asAsked : { kind: 'clipped', value: ramped, because }
}

/** The nearest set point around which the air, half a dead band to both sides, stays within the safe limits. */
const safeSetPoint = ({ safe }: Neighborhood, ratings: Numbers, name: string, asked: number): number => {
  const half = (ratings['deadBandC'] ?? 1) / 2
  return name === 'coolingSetPointC'
    ? Math.min(asked, safe.highestTemperatureC - half)
    : Math.max(asked, safe.lowestTemperatureC + half)
}

const halvings = 20

/** The least limit that holds, to a millionth of the range; `high` does. */
const leastLimit = (low: number, high: number, holds: (limit: number) => boolean): number => {
  let from = low
  let to = high
  for (let k = 0; k < halvings; k++) {
    const middle = (from + to) / 2
    if (holds(middle)) to = middle
    else from = middle
  }
  return to
}
