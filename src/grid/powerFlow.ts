/**
 * Radial power flow by backward and forward sweeps: from the leaves in, currents add up; from the source out, voltages
 * fall by what these lose in the lines; until the voltages stand still.
 *
 * Loads of constant power draw conj(S/V). Source: Shirmohammadi, Hong, Semlyen and Luo, A compensation-based power
 * flow method for weakly meshed distribution and transmission networks, IEEE Trans. Power Systems 3(2), 1988.
 */
import * as E from 'fp-ts/lib/Either.js'
import { baseMva, type Feeder, type FeederFault } from './feeder.ts'

/** In the order of the feeder's buses. A line is known by the bus that it feeds. */
export interface PowerFlow {
  readonly voltagePu: Float64Array
  readonly voltageAngleRad: Float64Array
  /** In the line that feeds the bus; at the source, what the feeder draws. */
  readonly currentA: Float64Array
  readonly lossKw: number
  readonly lossKvar: number
  readonly sourceKw: number
  readonly sourceKvar: number
  readonly lowest: { readonly bus: string; readonly voltagePu: number }
  readonly highest: { readonly bus: string; readonly voltagePu: number }
  readonly iterations: number
}

export interface FlowOptions {
  /** Largest change of a voltage, per unit, at which it is done. */
  readonly tolerancePu?: number
  readonly maxIterations?: number
}

/**
 * The flow when bus `k` draws `powerKw[k]` and `reactivePowerKvar[k]` (below 0 where it gives), arrays in the order of
 * the feeder's buses. Where the sweeps do not come to rest (more is drawn than the lines can bring, or what is drawn
 * is no number), the fault names the bus that is furthest from it.
 */
export const powerFlow = (
  feeder: Feeder,
  powerKw: Float64Array,
  reactivePowerKvar: Float64Array,
  { tolerancePu = 1e-10, maxIterations = 200 }: FlowOptions = {},
): E.Either<FeederFault, PowerFlow> => {
  const count = feeder.buses.length
  const real = new Float64Array(count).fill(feeder.sourceVoltagePu)
  const imaginary = new Float64Array(count)
  const currentReal = new Float64Array(count)
  const currentImaginary = new Float64Array(count)
  const strayed = powerKw.findIndex((p, k) => !Number.isFinite(p) || !Number.isFinite(reactivePowerKvar[k]))
  if (strayed >= 0) return E.left(unsolved(feeder, strayed, 'what it draws is no number'))
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    sweepInward(feeder, powerKw, reactivePowerKvar, real, imaginary, currentReal, currentImaginary)
    const { change, worst } = sweepOutward(feeder, real, imaginary, currentReal, currentImaginary)
    if (!Number.isFinite(change))
      return E.left(unsolved(feeder, worst, 'its voltage collapses: more is drawn than the lines can bring'))
    if (change < tolerancePu) {
      sweepInward(feeder, powerKw, reactivePowerKvar, real, imaginary, currentReal, currentImaginary)
      return E.right(resultOf(feeder, real, imaginary, currentReal, currentImaginary, iteration))
    }
    if (iteration === maxIterations)
      return E.left(
        unsolved(
          feeder,
          worst,
          `its voltage still changes by ${change.toPrecision(2)} pu after ${iteration} sweeps`,
        ),
      )
  }
  return E.left(unsolved(feeder, 0, 'no sweep was allowed'))
}

const unsolved = (feeder: Feeder, place: number, why: string): FeederFault => {
  const bus = feeder.buses[place] ?? ''
  return { kind: 'no convergence', bus, reason: `the power flow does not converge at bus ${bus}: ${why}` }
}

/** Currents in the lines, from what buses draw at the voltages so far. */
const sweepInward = (
  { parent }: Feeder,
  powerKw: Float64Array,
  reactivePowerKvar: Float64Array,
  real: Float64Array,
  imaginary: Float64Array,
  currentReal: Float64Array,
  currentImaginary: Float64Array,
): void => {
  const perUnit = 1 / (1000 * baseMva)
  for (let k = 0; k < parent.length; k++) {
    const p = (powerKw[k] ?? 0) * perUnit
    const q = (reactivePowerKvar[k] ?? 0) * perUnit
    const e = real[k] ?? 0
    const f = imaginary[k] ?? 0
    const square = e * e + f * f
    currentReal[k] = (p * e + q * f) / square
    currentImaginary[k] = (p * f - q * e) / square
  }
  for (let k = parent.length - 1; k > 0; k--) {
    const feeding = parent[k] ?? 0
    currentReal[feeding] = (currentReal[feeding] ?? 0) + (currentReal[k] ?? 0)
    currentImaginary[feeding] = (currentImaginary[feeding] ?? 0) + (currentImaginary[k] ?? 0)
  }
}

/** Voltages, from the currents; with the largest change and where it is. */
const sweepOutward = (
  { parent, resistancePu, reactancePu }: Feeder,
  real: Float64Array,
  imaginary: Float64Array,
  currentReal: Float64Array,
  currentImaginary: Float64Array,
): { readonly change: number; readonly worst: number } => {
  let largest = 0
  let worst = 0
  for (let k = 1; k < parent.length; k++) {
    const feeding = parent[k] ?? 0
    const r = resistancePu[k] ?? 0
    const x = reactancePu[k] ?? 0
    const i = currentReal[k] ?? 0
    const j = currentImaginary[k] ?? 0
    const e = (real[feeding] ?? 0) - r * i + x * j
    const f = (imaginary[feeding] ?? 0) - r * j - x * i
    const change = Math.abs(e - (real[k] ?? 0)) + Math.abs(f - (imaginary[k] ?? 0))
    real[k] = e
    imaginary[k] = f
    if (!(change <= largest)) {
      largest = change
      worst = k
      if (Number.isNaN(change)) return { change, worst }
    }
  }
  return { change: largest, worst }
}

const resultOf = (
  feeder: Feeder,
  real: Float64Array,
  imaginary: Float64Array,
  currentReal: Float64Array,
  currentImaginary: Float64Array,
  iterations: number,
): PowerFlow => {
  const count = feeder.buses.length
  const voltagePu = new Float64Array(count)
  const voltageAngleRad = new Float64Array(count)
  const currentA = new Float64Array(count)
  const baseA = (1000 * baseMva) / (Math.sqrt(3) * feeder.nominalVoltageKv)
  let loss = 0
  let reactiveLoss = 0
  let low = 0
  let high = 0
  for (let k = 0; k < count; k++) {
    const square = (currentReal[k] ?? 0) ** 2 + (currentImaginary[k] ?? 0) ** 2
    loss += square * (feeder.resistancePu[k] ?? 0)
    reactiveLoss += square * (feeder.reactancePu[k] ?? 0)
    voltagePu[k] = Math.hypot(real[k] ?? 0, imaginary[k] ?? 0)
    voltageAngleRad[k] = Math.atan2(imaginary[k] ?? 0, real[k] ?? 0)
    currentA[k] = Math.sqrt(square) * baseA
    if ((voltagePu[k] ?? 0) < (voltagePu[low] ?? 0)) low = k
    if ((voltagePu[k] ?? 0) > (voltagePu[high] ?? 0)) high = k
  }
  const inKw = 1000 * baseMva
  const at = (place: number) => ({ bus: feeder.buses[place] ?? '', voltagePu: voltagePu[place] ?? 0 })
  return {
    voltagePu,
    voltageAngleRad,
    currentA,
    lossKw: loss * inKw,
    lossKvar: reactiveLoss * inKw,
    sourceKw: feeder.sourceVoltagePu * (currentReal[0] ?? 0) * inKw,
    sourceKvar: -feeder.sourceVoltagePu * (currentImaginary[0] ?? 0) * inKw,
    lowest: at(low),
    highest: at(high),
    iterations,
  }
}
