/**
 * SplitMix64: a seeded generator of uniform numbers that can be split into independent ones.
 *
 * The 64-bit state is kept as two 32-bit halves, which is faster than bigints and leaves no garbage.
 *
 * Source: Steele, Lea and Flood, Fast splittable pseudorandom number generators (OOPSLA 2014); the mixing of
 * states is variant 13 of Stafford's.
 */

/** A source of uniform numbers; each call moves it on. */
export interface Generator {
  /** Uniform in [0, 1), a multiple of 2^-53. */
  readonly double: () => number
  /** Uniform among the unsigned integers of 64 bits. */
  readonly bits64: () => bigint
  /** A generator whose numbers are independent of those still to come from this one. */
  readonly split: () => Generator
}

/** 2^64 divided by the golden ratio, odd. */
const GOLDEN_GAMMA = 0x9e3779b97f4a7c15n

/** The generator that `seed` starts, an integer; of more than 64 bits the lower 64 count. */
export const splitMix64 = (seed: number | bigint): Generator => generator(BigInt(seed), GOLDEN_GAMMA)

/** The generator whose states are `seed + k * gamma`; `gamma` is odd, so that they are all different. */
const generator = (seed: bigint, gamma: bigint): Generator => {
  const gammaHigh = upper(gamma)
  const gammaLow = lower(gamma)
  let stateHigh = upper(seed)
  let stateLow = lower(seed)
  let high = 0
  let low = 0

  const advance = (): void => {
    const carry = (stateLow >>> 0) + (gammaLow >>> 0) > 0xffffffff ? 1 : 0
    stateHigh = (stateHigh + gammaHigh + carry) | 0
    stateLow = (stateLow + gammaLow) | 0
  }
  const xorShift = (shift: number): void => {
    low ^= (low >>> shift) | (high << (32 - shift))
    high ^= high >>> shift
  }
  const multiply = (factorHigh: number, factorLow: number): void => {
    high = (upperProduct(low, factorLow) + Math.imul(high, factorLow) + Math.imul(low, factorHigh)) | 0
    low = Math.imul(low, factorLow)
  }
  const next = (): void => {
    advance()
    high = stateHigh
    low = stateLow
    xorShift(30)
    multiply(0xbf58476d, 0x1ce4e5b9)
    xorShift(27)
    multiply(0x94d049bb, 0x133111eb)
    xorShift(31)
  }
  const bits64 = (): bigint => {
    next()
    return unsigned(high, low)
  }
  return {
    double: () => {
      next()
      return ((high >>> 0) * 2 ** 21 + (low >>> 11)) * 2 ** -53
    },
    bits64,
    split: () => {
      const start = bits64()
      advance()
      return generator(start, mixedGamma(unsigned(stateHigh, stateLow)))
    },
  }
}

/** Halves are signed, as 32-bit operators give them. */
const upper = (n: bigint): number => Number(BigInt.asIntN(32, n >> 32n))
const lower = (n: bigint): number => Number(BigInt.asIntN(32, n))
const unsigned = (high: number, low: number): bigint => (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0)

/** The upper 32 bits of the 64-bit product of unsigned halves, by parts of 16 bits. */
const upperProduct = (a: number, b: number): number => {
  const a0 = a & 0xffff
  const a1 = a >>> 16
  const b0 = b & 0xffff
  const b1 = b >>> 16
  const middle = a1 * b0 + ((a0 * b0) >>> 16)
  const carried = a0 * b1 + (middle & 0xffff)
  return (a1 * b1 + (middle >>> 16) + (carried >>> 16)) | 0
}

const mixedGamma = (state: bigint): bigint => {
  const first = BigInt.asUintN(64, (state ^ (state >> 33n)) * 0xff51afd7ed558ccdn)
  const second = BigInt.asUintN(64, (first ^ (first >> 33n)) * 0xc4ceb9fe1a85ec53n)
  const gamma = (second ^ (second >> 33n)) | 1n
  return transitions(gamma) < 24 ? gamma ^ 0xaaaaaaaaaaaaaaaan : gamma
}

/** How often neighboring bits differ: gammas with few changes make weak generators. */
const transitions = (gamma: bigint): number => (gamma ^ (gamma >> 1n)).toString(2).replaceAll('0', '').length
