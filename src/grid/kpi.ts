/**
 * Key performance indicators of a series of consumption, with CityLearn's names and formulas
 * (`citylearn.cost_function`; Vazquez-Canteli, Dey, Henze and Nagy 2020): lower is better for each of them.
 *
 * A series holds energies drawn, in kWh a step, below 0 where a step gives. Where CityLearn's names and its
 * descriptions differ, both readings are here under names of their own.
 */

type Series = Float64Array

/** How much the series rises in all: what CityLearn calls ramping, which leaves falls out. */
export const ramping = (net: Series): number => {
  let sum = 0
  for (let k = 1; k < net.length; k++) sum += Math.max(0, (net[k] ?? 0) - (net[k - 1] ?? 0))
  return sum
}

/** How much the series rises and falls in all. */
export const rampingBothWays = (net: Series): number => {
  let sum = 0
  for (let k = 1; k < net.length; k++) sum += Math.abs((net[k] ?? 0) - (net[k - 1] ?? 0))
  return sum
}

/** The mean over blocks of `window` steps, the last maybe shorter, of 1 - mean / maximum. */
export const oneMinusLoadFactor = (net: Series, window: number): number =>
  meanOfBlocks(net, window, (sum, greatest, count) => 1 - sum / count / greatest)

/** The mean over blocks of `window` steps of their maxima. */
export const peak = (net: Series, window: number): number =>
  meanOfBlocks(net, window, (_, greatest) => greatest)

const meanOfBlocks = (
  net: Series,
  window: number,
  ofBlock: (sum: number, greatest: number, count: number) => number,
): number => {
  let total = 0
  let blocks = 0
  for (let start = 0; start < net.length; start += window) {
    const end = Math.min(net.length, start + window)
    let sum = 0
    let greatest = Number.NEGATIVE_INFINITY
    for (let k = start; k < end; k++) {
      const x = net[k] ?? 0
      sum += x
      if (x > greatest) greatest = x
    }
    total += ofBlock(sum, greatest, end - start)
    blocks++
  }
  return total / blocks
}

/** What was drawn, exports left out. */
export const electricityConsumption = (net: Series): number => {
  let sum = 0
  for (const x of net) sum += Math.max(0, x)
  return sum
}

/** What was drawn less what was given. */
export const zeroNetEnergy = (net: Series): number => {
  let sum = 0
  for (const x of net) sum += x
  return sum
}

/** Sum of the squares of what was drawn. */
export const quadratic = (net: Series): number => {
  let sum = 0
  for (const x of net) sum += Math.max(0, x) ** 2
  return sum
}

/** Emissions of what was drawn, in kg; exports save none. `intensity` in kg/kWh. */
export const carbonEmissions = (net: Series, intensity: Series): number => weighted(net, intensity, true)

/** CityLearn's cost: what is drawn at the price, exports earn nothing. `price` in $/kWh. */
export const cost = (net: Series, price: Series): number => weighted(net, price, true)

/** The bill where exports earn the same price. */
export const bill = (net: Series, price: Series): number => weighted(net, price, false)

/** As CityLearn does, each step's product is cut at 0, so that drawing at a price below 0 counts as nothing. */
const weighted = (net: Series, weights: Series, isCut: boolean): number => {
  let sum = 0
  for (let k = 0; k < net.length; k++) {
    const x = (net[k] ?? 0) * (weights[k] ?? 0)
    sum += isCut ? Math.max(0, x) : x
  }
  return sum
}

/** The share of steps with somebody at home that are colder than `heatingSetPoint - band` or hotter than `coolingSetPoint + band`. */
export const discomfort = (
  temperatureC: Series,
  heatingSetPointC: Series,
  coolingSetPointC: Series,
  occupants: Series,
  bandC: number,
): { readonly total: number; readonly cold: number; readonly hot: number } => {
  let occupied = 0
  let cold = 0
  let hot = 0
  for (let k = 0; k < temperatureC.length; k++) {
    if (!((occupants[k] ?? 0) > 0)) continue
    occupied++
    const temperature = temperatureC[k] ?? 0
    if (temperature < (heatingSetPointC[k] ?? 0) - bandC) cold++
    else if (temperature > (coolingSetPointC[k] ?? 0) + bandC) hot++
  }
  // As in CityLearn, a house in which nobody ever is has no share.
  return { total: (cold + hot) / occupied, cold: cold / occupied, hot: hot / occupied }
}

/** The share of what was expected that was not served. */
export const normalizedUnservedEnergy = (expected: Series, served: Series): number => {
  let wanted = 0
  let given = 0
  for (let k = 0; k < expected.length; k++) {
    wanted += expected[k] ?? 0
    given += served[k] ?? 0
  }
  return (wanted - given) / wanted
}

/** An indicator under control beside the same without. */
export interface Indicator {
  readonly name: string
  readonly value: number
  readonly baseline: number
  /** `value / baseline`; 1 where both are 0, and nothing where the baseline alone is. */
  readonly ratio: number | null
}

/** `value` as a share of `baseline`. */
export const indicator = (name: string, value: number, baseline: number): Indicator => ({
  name,
  value,
  baseline,
  ratio: baseline !== 0 ? value / baseline : value === 0 ? 1 : null,
})
