/**
 * A transformer: losses of the core and of the windings, its loading, and how hot it gets,
 *
 *     loss = P0 + Pk K^2                               K = S / rating
 *     oil  -> rise ((K^2 R + 1)/(R + 1))^n,  R = Pk/P0, with the oil's time constant
 *     winding over oil -> gradient K^(2 m), with the winding's
 *     aging = exp(15000/383 - 15000/(hot spot + 273))
 *
 * Source: IEEE C57.91-2011, clause 7, with n = m = 0.8 of natural cooling.
 */
import type { Device } from './device.ts'

export interface TransformerRating {
  readonly ratedPowerKva: number
  readonly noLoadLossKw: number
  /** At its rating. */
  readonly loadLossKw: number
  /** Rise of the top oil over the air, and of the hot spot over the oil, at its rating. */
  readonly oilRiseC: number
  readonly windingRiseC: number
  readonly oilTimeConstantHours: number
  readonly windingTimeConstantHours: number
}

/** Losses and temperatures of a distribution transformer of its size. */
export const usualTransformer = (ratedPowerKva: number): TransformerRating => ({
  ratedPowerKva,
  noLoadLossKw: 0.002 * ratedPowerKva,
  loadLossKw: 0.01 * ratedPowerKva,
  oilRiseC: 45,
  windingRiseC: 20,
  oilTimeConstantHours: 3,
  windingTimeConstantHours: 0.08,
})

export interface TransformerState {
  /** Drawn from the side of the source, with the losses; below 0 where it gives. */
  readonly powerKw: number
  readonly lossKw: number
  /** Share of the rating: above 1 it is overloaded. */
  readonly loading: number
  readonly oilRiseC: number
  readonly windingRiseC: number
  readonly hotSpotC: number
  /** Hours of life that were used up. */
  readonly agedHours: number
}

/** What is drawn from it, below 0 where it is fed backward. */
export interface TransformerSurroundings {
  readonly powerKw: number
  readonly reactivePowerKvar: number
  readonly outdoorTemperatureC: number
}

export type Transformer = Device<TransformerState, TransformerState, unknown, TransformerSurroundings>

const exponent = 0.8

/** A transformer as a machine. */
export const transformer = (rating: TransformerRating): Transformer => {
  const ratio = rating.noLoadLossKw > 0 ? rating.loadLossKw / rating.noLoadLossKw : 0
  return {
    initial: {
      powerKw: 0,
      lossKw: 0,
      loading: 0,
      oilRiseC: 0,
      windingRiseC: 0,
      hotSpotC: 0,
      agedHours: 0,
    },
    read: state => state,
    step: (state, _, { powerKw, reactivePowerKvar, outdoorTemperatureC }, stepHours) => {
      const loading = Math.hypot(powerKw, reactivePowerKvar) / rating.ratedPowerKva
      const lossKw = rating.noLoadLossKw + rating.loadLossKw * loading ** 2
      const finalOil = rating.oilRiseC * ((loading ** 2 * ratio + 1) / (ratio + 1)) ** exponent
      const finalWinding = rating.windingRiseC * loading ** (2 * exponent)
      const oilRiseC = approached(state.oilRiseC, finalOil, stepHours / rating.oilTimeConstantHours)
      const windingRiseC = approached(
        state.windingRiseC,
        finalWinding,
        stepHours / rating.windingTimeConstantHours,
      )
      const hotSpotC = outdoorTemperatureC + oilRiseC + windingRiseC
      const fromSource = powerKw + lossKw
      return {
        state: {
          powerKw: fromSource,
          lossKw,
          loading,
          oilRiseC,
          windingRiseC,
          hotSpotC,
          agedHours: state.agedHours + Math.exp(15000 / 383 - 15000 / (hotSpotC + 273)) * stepHours,
        },
        flows: {
          electricInKwh: (Math.max(0, fromSource) + Math.max(0, -powerKw)) * stepHours,
          electricOutKwh: (Math.max(0, powerKw) + Math.max(0, -fromSource)) * stepHours,
          otherInKwh: 0,
          otherOutKwh: 0,
          storedKwh: 0,
          lostKwh: lossKw * stepHours,
        },
      }
    },
  }
}

const approached = (now: number, end: number, timeConstants: number): number =>
  end + (now - end) * Math.exp(-timeConstants)
