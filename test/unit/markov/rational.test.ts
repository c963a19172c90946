import * as fc from 'fast-check'
import * as O from 'fp-ts/lib/Option.js'
import { describe, expect, it } from 'vitest'
import { fromDecimal, fromDouble } from '../../../src/markov/decimal.ts'
import { double, ratioToDouble } from '../../../src/markov/double.ts'
import { exact, integer, type Rational, rational } from '../../../src/markov/rational.ts'
import { rationals } from '../../../src/testing/arbitrary/markov.ts'

const shown = (text: string) => O.getOrElse(() => 'not a numeral')(O.map(exact.show)(fromDecimal(text)))

describe('rational', () => {
  it.each([
    [6n, 4n, '3/2'],
    [-6n, 4n, '-3/2'],
    [6n, -4n, '-3/2'],
    [0n, -7n, '0'],
    [10n ** 40n, 10n ** 39n, '10'],
    [2n ** 80n, 3n * 2n ** 79n, '2/3'],
  ])('%s / %s in lowest terms is %s', (numerator, denominator, text) =>
    expect(exact.show(rational(numerator, denominator))).toBe(text),
  )

  it('is a field', () => {
    const { add, mul, sub, div, zero, one, equals } = exact
    fc.assert(
      fc.property(rationals(80), rationals(80), rationals(), (x, y, z) => {
        expect(add(x, y)).toEqual(add(y, x))
        expect(mul(x, add(y, z))).toEqual(add(mul(x, y), mul(x, z)))
        expect(mul(mul(x, y), z)).toEqual(mul(x, mul(y, z)))
        expect(sub(add(x, y), y)).toEqual(x)
        if (!equals(x, zero)) expect(div(x, x)).toEqual(one)
        if (!equals(y, zero)) expect(mul(div(x, y), y)).toEqual(x)
      }),
    )
  })

  it('is ordered as the numbers are', () =>
    fc.assert(
      fc.property(rationals(20), rationals(20), (x, y) => {
        expect(exact.compare(x, y)).toBe(Math.sign(exact.toNumber(x) - exact.toNumber(y)))
        expect(exact.equals(x, y)).toBe(exact.compare(x, y) === 0)
      }),
    ))
})

describe('fromDecimal', () => {
  it.each([
    ['0.1', '1/10'],
    ['1e-3', '1/1000'],
    ['1.5E2', '150'],
    ['.5', '1/2'],
    ['2.', '2'],
    ['-0.25', '-1/4'],
    ['0x1f', '31'],
    ['-0b101', '-5'],
    ['0o17', '15'],
    ['1_000.5', '2001/2'],
    ['', 'not a numeral'],
    ['.', 'not a numeral'],
    ['1e', 'not a numeral'],
    ['0x', 'not a numeral'],
    ['1__0', 'not a numeral'],
    ['1e100001', 'not a numeral'],
    ['Infinity', 'not a numeral'],
  ])('%s is %s', (text, expected) => expect(shown(text)).toBe(expected))

  it('rounds to the double that JavaScript reads in the same text', () =>
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 25n }),
        fc.integer({ min: -340, max: 300 }),
        (digits, power) => {
          const text = `${digits}e${power}`
          expect(O.map(exact.toNumber)(fromDecimal(text))).toEqual(O.some(Number(text)))
        },
      ),
      { numRuns: 2_000 },
    ))
})

describe('ratioToDouble', () => {
  it('gives back every double of the ratio that it is', () =>
    fc.assert(
      fc.property(fc.double({ noDefaultInfinity: true, noNaN: true }), n => {
        const back = O.map((x: Rational) => ratioToDouble(x.numerator, x.denominator))(fromDouble(n))
        expect(back).toEqual(O.some(n === 0 ? 0 : n))
      }),
      { numRuns: 2_000 },
    ))

  it.each([
    ['halfway to even, down', 2n ** 53n + 1n, 1n, 2 ** 53],
    ['halfway to even, up', 2n ** 53n + 3n, 1n, 2 ** 53 + 4],
    ['just above halfway', 2n ** 200n + 2n ** 147n + 1n, 2n ** 100n, 2 ** 100 + 2 ** 48],
    ['the least double', 1n, 2n ** 1074n, Number.MIN_VALUE],
    ['half of it, to even', 1n, 2n ** 1075n, 0],
    ['three quarters of it', 3n, 2n ** 1076n, Number.MIN_VALUE],
    ['beyond the largest', 2n ** 1024n, 1n, Number.POSITIVE_INFINITY],
    ['huge over huge', -(10n ** 5_000n), 3n * 10n ** 5_000n, -1 / 3],
  ])('%s', (_, numerator, denominator, expected) => {
    expect(ratioToDouble(numerator, denominator)).toBe(expected)
  })
})

describe('scalars', () => {
  it('show the shortest text', () => {
    expect([0.1, 3, -0, 1e21].map(double.show)).toEqual(['0.1', '3', '0', '1e+21'])
    expect(exact.show(rational(1n, 3n))).toBe('1/3')
    expect(exact.show(integer(-4n))).toBe('-4')
  })
  it('make ratios', () => {
    expect(double.fromRatio(1n, 3n)).toBe(1 / 3)
    expect(exact.fromRatio(2n, 6n)).toEqual(rational(1n, 3n))
  })
  it('say whether they round', () => expect([double.exact, exact.exact]).toEqual([false, true]))
})

it('fromDouble refuses what is not finite', () => {
  expect([Number.NaN, Number.POSITIVE_INFINITY].map(fromDouble)).toEqual([O.none, O.none])
  expect(fromDouble(0.1)).toEqual(O.some(rational(3602879701896397n, 36028797018963968n)))
})
