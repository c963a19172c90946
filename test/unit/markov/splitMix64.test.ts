import { describe, expect, it } from 'vitest'
import { type Generator, splitMix64 } from '../../../src/markov/splitMix64.ts'

const take = <A>(count: number, draw: () => A): readonly A[] => Array.from({ length: count }, draw)

/** The definition in 64-bit arithmetic. */
const reference = (seed: bigint) => {
  let state = seed
  const times = (a: bigint, b: bigint) => BigInt.asUintN(64, a * b)
  return () => {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n)
    const first = times(state ^ (state >> 30n), 0xbf58476d1ce4e5b9n)
    const second = times(first ^ (first >> 27n), 0x94d049bb133111ebn)
    return second ^ (second >> 31n)
  }
}

describe('splitMix64', () => {
  it('starts from seed 1069 with known numbers', () =>
    expect(take(3, splitMix64(1069).bits64)).toEqual([
      0x97629500787d9c76n,
      0xb30fb97b4961612fn,
      0x400598bc483056fdn,
    ]))

  it.each([0n, 1n, 2n ** 64n - 1n, 0xdeadbeefcafebaben])('agrees with its definition from seed %s', seed =>
    expect(take(2_000, splitMix64(seed).bits64)).toEqual(take(2_000, reference(seed))),
  )

  it('makes doubles of the upper 53 bits', () => {
    const bits = splitMix64(7)
    const expected = take(1_000, () => Number(bits.bits64() >> 11n) / 2 ** 53)
    expect(take(1_000, splitMix64(7).double)).toEqual(expected)
  })

  it('splits into generators that share no numbers, the same each time', () => {
    const both = (generator: Generator) => {
      const other = generator.split()
      return [...take(500, generator.bits64), ...take(500, other.bits64)]
    }
    const numbers = both(splitMix64(5))
    expect(new Set(numbers).size).toBe(1_000)
    expect(both(splitMix64(5))).toEqual(numbers)
  })

  it('fills the unit interval evenly', () => {
    const { double } = splitMix64(11)
    const counts = new Array<number>(10).fill(0)
    for (const u of take(100_000, double)) counts[Math.floor(u * 10)] = (counts[Math.floor(u * 10)] ?? 0) + 1
    // Chi-squared with nine degrees of freedom exceeds 40 with probability below 1e-5.
    expect(counts.reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0)).toBeLessThan(40)
  })
})
