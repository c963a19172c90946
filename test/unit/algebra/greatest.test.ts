import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { greatest } from '../../../src/algebra/greatest.ts'
import { multiply, type Polynomial, signAt } from '../../../src/algebra/polynomial.ts'
import { ratios } from '../../../src/algebra/ratio.ts'
import { bounds, comparePoints, rootsWithin, simplest } from '../../../src/algebra/root.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { exact, type Rational, rational } from '../../../src/markov/rational.ts'
import type { Scalar } from '../../../src/markov/scalar.ts'

const refuse = (): never => {
  throw new RangeError('not known')
}

type Payoff = (scalar: Scalar<Rational>, x: Rational) => Rational

const best = (payoff: Payoff, lo: Rational, hi: Rational) => {
  const { scalar, variable, during } = ratios(unlimited, refuse)
  return greatest(unlimited, { lo, hi }, where => during(where, () => payoff(scalar, variable)))
}

const int = (n: number) => rational(BigInt(n))

describe('roots', () => {
  it('are found, each once, fractions as fractions', () => {
    // (x - 1/3)^2 (x^2 - 2) (x + 5)
    const p = [
      [-1n, 3n],
      [-1n, 3n],
      [-2n, 0n, 1n],
      [5n, 1n],
    ].reduce<Polynomial>(multiply, [1n])
    const found = rootsWithin(unlimited, p, int(-10), int(10))
    expect(found.map(point => (point.kind === 'fraction' ? exact.show(point.value) : 'root'))).toEqual([
      '-5',
      'root',
      '1/3',
      'root',
    ])
  })

  it('of products of factors are those of the factors', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 1, max: 9 })), {
          minLength: 1,
          maxLength: 6,
        }),
        zeros => {
          const p = zeros.reduce<Polynomial>(
            (product, [n, d]) => multiply(product, [-BigInt(n), BigInt(d)]),
            [1n],
          )
          const found = rootsWithin(unlimited, p, int(-20), int(20))
          const wanted = [...new Set(zeros.map(([n, d]) => n / d))].sort((a, b) => a - b)
          expect(found.map(point => exact.toNumber(bounds(point).lo))).toEqual(wanted)
          for (const [k, point] of found.entries())
            expect(k === 0 || comparePoints(found[k - 1] ?? point, point) < 0).toBe(true)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('are told apart from fractions near them', () => {
    const [root] = rootsWithin(unlimited, [-2n, 0n, 1n], int(0), int(2))
    expect(root?.kind).toBe('root')
    if (root === undefined) return
    expect(comparePoints(root, { kind: 'fraction', value: rational(141421356237n, 10n ** 11n) })).toBe(1)
    expect(comparePoints(root, { kind: 'fraction', value: rational(141421356238n, 10n ** 11n) })).toBe(-1)
  })

  it('lie between the simplest fractions', () => {
    expect(exact.show(simplest(rational(3n, 10n), rational(2n, 5n)))).toBe('1/3')
    expect(exact.show(simplest(rational(-7n, 3n), rational(-9n, 4n)))).toBe('-7/3')
  })
})

describe('the greatest value', () => {
  it('of a parabola is at its top', () => {
    const found = best((s, x) => s.mul(x, s.sub(int(12), x)), int(0), int(12))
    expect(found).toMatchObject({ kind: 'found', isAttained: true, value: int(36), near: int(6) })
  })

  it('of a market that closes is found on the right side of the kink', () => {
    // x max(0, 3 - x) - x / 2
    const payoff: Payoff = (s, x) => {
      const price = s.sub(int(3), x)
      return s.sub(s.mul(x, s.compare(price, s.zero) > 0 ? price : s.zero), s.div(x, int(2)))
    }
    expect(best(payoff, int(0), int(10))).toMatchObject({ near: rational(5n, 4n), value: rational(25n, 16n) })
  })

  it('is approached where undercutting pays', () => {
    // The whole market below 5, half of it at 5.
    const payoff: Payoff = (s, x) => {
      const order = s.compare(x, int(5))
      return order < 0 ? x : order > 0 ? s.zero : s.div(x, int(2))
    }
    const found = best(payoff, int(0), int(10))
    expect(found).toMatchObject({ kind: 'found', isAttained: false, value: int(5) })
    if (found.kind !== 'found') return
    expect(exact.compare(found.near, int(5))).toBeLessThan(0)
    expect(exact.equals(found.near, found.valueNear)).toBe(true)
  })

  it('has no bound at a pole', () => {
    expect(best((s, x) => s.div(s.one, s.sub(int(1), x)), int(0), rational(1n, 2n))).toMatchObject({
      value: int(2),
    })
    const pole: Payoff = (s, x) =>
      s.compare(x, int(1)) === 0 ? s.zero : s.div(s.one, s.mul(s.sub(int(1), x), s.sub(int(1), x)))
    expect(best(pole, int(0), int(2)).kind).toBe('unbounded')
  })

  it('is where an irrational top is, told by a fraction', () => {
    // x - x^3, whose top is 1 / sqrt 3.
    const found = best((s, x) => s.sub(x, s.mul(x, s.mul(x, x))), int(0), int(1))
    if (found.kind !== 'found') throw new Error('found')
    expect(exact.toNumber(found.near)).toBeCloseTo(1 / Math.sqrt(3), 14)
    expect(exact.toNumber(found.value)).toBeCloseTo(2 / 3 / Math.sqrt(3), 14)
  })

  it('is no less than the value anywhere, for polynomials cut by comparisons', () => {
    const small = fc.integer({ min: -6, max: 6 })
    fc.assert(
      fc.property(
        fc.array(small, { minLength: 1, maxLength: 5 }),
        fc.array(small, { minLength: 1, maxLength: 5 }),
        fc.array(small, { minLength: 2, maxLength: 4 }),
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 5, maxLength: 5 }),
        (left, right, test, places) => {
          const horner = (s: Scalar<Rational>, p: readonly number[], x: Rational) =>
            p.reduce((sum, c) => s.add(s.mul(sum, x), int(c)), s.zero)
          const payoff: Payoff = (s, x) =>
            horner(s, s.compare(horner(s, test, x), s.zero) < 0 ? left : right, x)
          const found = best(payoff, int(-3), int(3))
          if (found.kind !== 'found') throw new Error('bounded')
          const slack = rational(1n, 10n ** 20n)
          for (const place of places) {
            const value = payoff(exact, rational(BigInt(place - 30), 10n))
            expect(exact.compare(value, exact.add(found.value, slack))).toBeLessThanOrEqual(0)
          }
          expect(exact.equals(payoff(exact, found.near), found.valueNear)).toBe(true)
          expect(exact.compare(found.valueNear, exact.add(found.value, slack))).toBeLessThanOrEqual(0)
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('signs', () => {
  it('of polynomials are those of their values', () => {
    expect(signAt([-2n, 0n, 1n], rational(3n, 2n))).toBe(1)
    expect(signAt([-2n, 0n, 1n], rational(7n, 5n))).toBe(-1)
  })
})
