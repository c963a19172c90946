/** Series made by formulas, for neighborhoods without measured data. The same seed gives the same series. */
import { type Generator, splitMix64 } from '../../markov/splitMix64.ts'
import type { SeriesEntry } from './format.ts'

/** The steps of a run: each value is that of the middle of its step. */
export interface Clock {
  readonly startMs: number
  readonly stepHours: number
  readonly steps: number
}

export type SyntheticEntry = Extract<SeriesEntry, { readonly synthetic: string }>

/** Hours since midnight of the middle of a step. */
export const hourAt = ({ startMs, stepHours }: Clock, step: number): number =>
  (((startMs / 3_600_000 + (step + 0.5) * stepHours) % 24) + 24) % 24

const dayAt = ({ startMs, stepHours }: Clock, step: number): number => {
  const date = new Date(startMs + (step + 0.5) * stepHours * 3_600_000)
  return (date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000 + 1
}

export const synthesized = (entry: SyntheticEntry, clock: Clock): Float64Array => {
  if ('meanC' in entry) return temperatures(entry, clock)
  if ('latitudeDeg' in entry) return irradiances(entry, clock)
  if ('dailyKwh' in entry) return loads(entry, clock)
  return prices(entry, clock)
}

const each = (clock: Clock, value: (step: number) => number): Float64Array =>
  Float64Array.from({ length: clock.steps }, (_, step) => value(step))

/** Noise of standard deviation 1 whose memory fades to 1/e in three hours. */
const fading = (random: Generator, stepHours: number): (() => number) => {
  const memory = Math.exp(-stepHours / 3)
  let state = normal(random)
  return () => {
    const now = state
    state = memory * state + Math.sqrt(1 - memory * memory) * normal(random)
    return now
  }
}

/** Box and Muller, A note on the generation of random normal deviates, 1958. */
const normal = (random: Generator): number =>
  Math.sqrt(-2 * Math.log(1 - random.double())) * Math.cos(2 * Math.PI * random.double())

/** A day is a cosine that is highest at 15 o'clock. */
const temperatures = (
  { meanC, dailySwingC, noiseC = 0, seed = 0 }: Extract<SyntheticEntry, { readonly meanC: number }>,
  clock: Clock,
): Float64Array => {
  const noise = fading(splitMix64(seed), clock.stepHours)
  return each(
    clock,
    step =>
      meanC +
      (dailySwingC / 2) * Math.cos((2 * Math.PI * (hourAt(clock, step) - 15)) / 24) +
      noiseC * noise(),
  )
}

/**
 * On the horizontal, in W/m2: the clear sky of Haurwitz (1945), `1098 c exp(-0.057 / c)` with c the cosine of the
 * zenith angle, the declination of Cooper (1969), and clouds after Kasten and Czeplak (1980): `1 - 0.75 n^3.4` passes
 * where a share n of the sky is covered.
 */
const irradiances = (
  { latitudeDeg, cloudShare = 0, seed = 0 }: Extract<SyntheticEntry, { readonly latitudeDeg: number }>,
  clock: Clock,
): Float64Array => {
  const noise = fading(splitMix64(seed), clock.stepHours)
  const latitude = (latitudeDeg * Math.PI) / 180
  return each(clock, step => {
    const declination =
      ((23.45 * Math.PI) / 180) * Math.sin((2 * Math.PI * (284 + Math.floor(dayAt(clock, step)))) / 365)
    const angle = ((hourAt(clock, step) - 12) * Math.PI) / 12
    const cosine =
      Math.sin(latitude) * Math.sin(declination) +
      Math.cos(latitude) * Math.cos(declination) * Math.cos(angle)
    const covered = Math.min(1, Math.max(0, cloudShare + 0.25 * cloudShare * noise()))
    return cosine > 0 ? 1098 * cosine * Math.exp(-0.057 / cosine) * (1 - 0.75 * covered ** 3.4) : 0
  })
}

/** Share of a day's use by the hour: a floor, a hump at half past seven and a higher one at seven in the evening. */
const use = (hour: number): number =>
  0.5 + 0.6 * Math.exp(-(((hour - 7.5) / 1.5) ** 2)) + 1.6 * Math.exp(-(((hour - 19) / 2.5) ** 2))

const useOfDay = Array.from({ length: 24 * 60 }, (_, minute) => use(minute / 60) / 60).reduce(
  (a, b) => a + b,
  0,
)

/** In kW. */
const loads = (
  { dailyKwh, noiseShare = 0, seed = 0 }: Extract<SyntheticEntry, { readonly dailyKwh: number }>,
  clock: Clock,
): Float64Array => {
  const noise = fading(splitMix64(seed), clock.stepHours)
  return each(clock, step =>
    Math.max(0, (dailyKwh * use(hourAt(clock, step)) * (1 + noiseShare * noise())) / useOfDay),
  )
}

/** High from one hour of the day until another, which may be past midnight. */
const prices = (
  { low, high, highFrom, highUntil }: Extract<SyntheticEntry, { readonly highFrom: number }>,
  clock: Clock,
): Float64Array =>
  each(clock, step => {
    const hour = hourAt(clock, step)
    const isHigh =
      highFrom <= highUntil ? hour >= highFrom && hour < highUntil : hour >= highFrom || hour < highUntil
    return isHigh ? high : low
  })
