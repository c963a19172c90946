/**
 * A house by its equivalent thermal parameters: the air and the mass, each with a capacity, joined by a conductance,
 * the air by another to the outdoors,
 *
 *     Ca dTa/dt = Ua (Tout - Ta) + Um (Tm - Ta) + Qa        Cm dTm/dt = Um (Ta - Tm) + Qm
 *
 * solved exactly for surroundings that stand still over a step, so that halves of a step give the same. Source:
 * Sonderegger, Diagnostic tests determining the thermal response of a house (1978); GridLAB-D's residential module.
 */
import type { Device } from './device.ts'

export interface HouseRating {
  readonly airCapacityKwhPerC: number
  readonly massCapacityKwhPerC: number
  /** Between the air and the outdoors; 0 of a house that is perfectly insulated. */
  readonly envelopeKwPerC: number
  readonly massKwPerC: number
  /** The share of sun and of people that warms the mass and not the air. */
  readonly massGainShare: number
  /** Window area that lets the sun in, times its transmittance. */
  readonly solarApertureM2: number
  readonly initialTemperatureC: number
}

export interface HouseState {
  readonly airTemperatureC: number
  readonly massTemperatureC: number
}

/** Heat brought in by whatever heats, below 0 where it cools. */
export interface HouseCommand {
  readonly heatKw: number
}

export interface HouseSurroundings {
  readonly outdoorTemperatureC: number
  readonly irradianceWm2?: number
  /** Of people and appliances. */
  readonly internalGainKw?: number
}

export type House = Device<HouseState, HouseState, HouseCommand, HouseSurroundings>

/**
 * A house as a machine. What leaves through the envelope is lost, what comes in through it, the sun's heat and that of
 * people count as other energy in, and so does heating; what cooling takes out is other energy out.
 */
export const house = (rating: HouseRating): House => {
  const motion = motionOf(rating)
  return {
    initial: {
      airTemperatureC: rating.initialTemperatureC,
      massTemperatureC: rating.initialTemperatureC,
    },
    read: state => state,
    step: (state, { heatKw }, surroundings, stepHours) => {
      const { outdoorTemperatureC, irradianceWm2 = 0, internalGainKw = 0 } = surroundings
      const gainsKw = (rating.solarApertureM2 * irradianceWm2) / 1000 + internalGainKw
      const massKw = gainsKw * rating.massGainShare
      const airKw = gainsKw - massKw + heatKw
      const { air, mass, meanAir } = motion(state, outdoorTemperatureC, airKw, massKw, stepHours)
      const escapedKwh = rating.envelopeKwPerC * (meanAir - outdoorTemperatureC) * stepHours
      return {
        state: { airTemperatureC: air, massTemperatureC: mass },
        flows: {
          electricInKwh: 0,
          electricOutKwh: 0,
          otherInKwh: (Math.max(0, gainsKw) + Math.max(0, heatKw)) * stepHours + Math.max(0, -escapedKwh),
          otherOutKwh: (Math.max(0, -gainsKw) + Math.max(0, -heatKw)) * stepHours,
          storedKwh:
            rating.airCapacityKwhPerC * (air - state.airTemperatureC) +
            rating.massCapacityKwhPerC * (mass - state.massTemperatureC),
          lostKwh: Math.max(0, escapedKwh),
        },
      }
    },
  }
}

/**
 * With x' = A x + b, x(t) = x + f(A) (A x + b) and its mean x + g(A) (A x + b) / t, for f(s) = (e^(st) - 1)/s and
 * g(s) = (e^(st) - 1 - st)/s^2, by the two eigenvalues of A, which are real, different and not above 0.
 */
const motionOf = (rating: HouseRating) => {
  const { airCapacityKwhPerC: ca, massCapacityKwhPerC: cm, envelopeKwPerC: ua, massKwPerC: um } = rating
  const a11 = -(ua + um) / ca
  const a12 = um / ca
  const a21 = um / cm
  const a22 = -um / cm
  const half = (a11 + a22) / 2
  const root = Math.sqrt(((a11 - a22) / 2) ** 2 + a12 * a21)
  const slow = Math.min(0, (a11 * a22 - a12 * a21) / (half - root))
  const fast = half - root
  return (state: HouseState, outdoorC: number, airKw: number, massKw: number, hours: number) => {
    const { airTemperatureC: air, massTemperatureC: mass } = state
    const towardAir = a11 * air + a12 * mass + (ua * outdoorC + airKw) / ca
    const towardMass = a21 * air + a22 * mass + massKw / cm
    const gap = slow - fast
    // The part of the drift along the slow eigenvector; the rest is along the fast one.
    const slowAir = ((a11 - fast) * towardAir + a12 * towardMass) / gap
    const slowMass = (a21 * towardAir + (a22 - fast) * towardMass) / gap
    const fSlow = firstIntegral(slow, hours)
    const fFast = firstIntegral(fast, hours)
    const drift = secondIntegral(slow, hours) * slowAir + secondIntegral(fast, hours) * (towardAir - slowAir)
    return {
      air: air + fSlow * slowAir + fFast * (towardAir - slowAir),
      mass: mass + fSlow * slowMass + fFast * (towardMass - slowMass),
      meanAir: air + drift / hours,
    }
  }
}

const firstIntegral = (rate: number, hours: number): number =>
  rate === 0 ? hours : Math.expm1(rate * hours) / rate

const secondIntegral = (rate: number, hours: number): number => {
  const x = rate * hours
  // The difference loses its digits near 0, where four terms of its series are exact.
  if (Math.abs(x) < 1e-3) return hours ** 2 * (1 / 2 + x / 6 + x ** 2 / 24 + x ** 3 / 120)
  return (Math.expm1(x) - x) / rate ** 2
}
