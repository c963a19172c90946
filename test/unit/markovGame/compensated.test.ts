import fc from 'fast-check'
import { expect, it } from 'vitest'
import { exact, type Rational, rational } from '../../../src/markov/rational.ts'
import { accurateSum } from '../../../src/markovGame/compensated.ts'

/** Doubles with 53 significant bits and exponents that make sums cancel. */
const doubles = fc
  .tuple(fc.maxSafeInteger(), fc.integer({ min: -60, max: 10 }))
  .map(([mantissa, exponent]) => mantissa * 2 ** exponent)

const asRational = (x: number): Rational => {
  let denominator = 1n
  let scaled = x
  while (!Number.isInteger(scaled)) {
    scaled *= 2
    denominator *= 2n
  }
  return rational(BigInt(scaled), denominator)
}

it('a sum of products is as near to the true one as it says', () => {
  fc.assert(
    fc.property(doubles, fc.array(fc.tuple(doubles, doubles), { maxLength: 6 }), (start, terms) => {
      // the same terms once more with the other sign, so that most of the sum cancels
      const all = [...terms, ...terms.map(([a, b]) => [-a, b] as const), [1e-9, 1e-9] as const]
      const { value, error } = accurateSum(start, all)
      const truth = all.reduce(
        (sum, [a, b]) => exact.add(sum, exact.mul(asRational(a), asRational(b))),
        asRational(start),
      )
      const distance = Math.abs(exact.toNumber(exact.sub(truth, asRational(value))))
      expect(distance).toBeLessThanOrEqual(error)
      expect(error).toBeLessThanOrEqual(
        1e-12 * Math.max(1, ...all.map(([a, b]) => Math.abs(a * b)), Math.abs(start)),
      )
    }),
  )
})
