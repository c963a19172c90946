/**
 * What CityLearn draws at random where a schema leaves a device's parameter out: a device has one uniform number u, from
 * a seed that its names give, and each parameter is as far between its bounds as u is between 0 and 1.
 *
 * Source: CityLearn since version 2.2, `citylearn.py` (seeds) and `energy_model.py` (bounds and curves); numpy's
 * `RandomState`, the Mersenne Twister of Matsumoto and Nishimura (ACM TOMACS 8, 1998).
 */
import type { Curve } from '../curve.ts'
import { md5 } from './md5.ts'

/**
 * The seed of a device: the digests of its building's name, of that and the building's type, and so on with the
 * device's name and type, added and multiplied by the data set's seed + 1; the first nine digits.
 */
export const deviceSeed = (
  building: string,
  buildingType: string,
  device: string,
  deviceType: string,
  seed: number,
): number => {
  let text = ''
  let sum = 0n
  for (const part of [building, buildingType, device, deviceType]) {
    text += part
    sum += md5(text)
  }
  return Number((sum * BigInt(seed + 1)).toString().slice(0, 9))
}

/** The first of the numbers that numpy's `RandomState(seed)` draws from [0, 1). */
export const firstUniform = (seed: number): number => {
  const words = new Uint32Array(399)
  words[0] = seed
  for (let k = 1; k < words.length; k++) {
    const last = words[k - 1] ?? 0
    words[k] = Math.imul(1812433253, last ^ (last >>> 30)) + k
  }
  return ((twisted(words, 0) >>> 5) * 2 ** 26 + (twisted(words, 1) >>> 6)) / 2 ** 53
}

const twisted = (words: Uint32Array, k: number): number => {
  const joined = ((words[k] ?? 0) & 0x80000000) | ((words[k + 1] ?? 0) & 0x7fffffff)
  let word = (words[k + 397] ?? 0) ^ (joined >>> 1) ^ ((joined & 1) === 1 ? 0x9908b0df : 0)
  word ^= word >>> 11
  word ^= (word << 7) & 0x9d2c5680
  word ^= (word << 15) & 0xefc60000
  return word ^ (word >>> 18)
}

/** Between `low` and `high` as `u` is between 0 and 1. */
export const between = (low: number, high: number, u: number): number => low + (high - low) * u

/** Round-trip efficiency over the share of the nominal power. */
export const sampledPowerEfficiency = (efficiency: number, u: number): Curve => [
  [0, efficiency * (0.85 + 0.05 * u)],
  [0.25 + 0.1 * u, efficiency * (0.9 + 0.05 * u)],
  [0.65 + 0.1 * u, efficiency * (0.98 + 0.02 * u)],
  [0.75 + 0.1 * u, efficiency],
  [1, efficiency * (0.95 + 0.03 * u)],
]

/** The share of the nominal power that is allowed, over the state of charge. */
export const sampledChargePower = (u: number): Curve => [
  [0, 0.95 + 0.05 * u],
  [0.75 + 0.1 * u, 0.9 + 0.05 * u],
  [1, 0.2 + 0.1 * u],
]
