import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { exact, integer, type Rational, rational } from '../../../src/markov/rational.ts'
import { structuralKey } from '../../../src/markov/structuralKey.ts'
import { affine, coordinates, type Demand, isForm, parameter } from '../../../src/region/affine.ts'

class Refused extends Error {
  readonly demand: Demand
  constructor(demand: Demand) {
    super(demand.kind)
    this.demand = demand
  }
}

const forms = affine(
  index => ['p', 'q'][index] ?? '',
  demand => {
    throw new Refused(demand)
  },
)
const { scalar } = forms
const [p, q] = [parameter(forms, 0), parameter(forms, 1)]

const refused = (run: () => unknown): string => {
  const result = E.tryCatch(run, error => (error instanceof Refused ? error.demand.kind : 'fault'))
  return E.isLeft(result) ? result.left : 'accepted'
}

const small = fc.tuple(fc.bigInt(-9n, 9n), fc.bigInt(1n, 5n)).map(([n, d]) => rational(n, d))
const form = fc
  .tuple(small, small, small)
  .map(([a, b, c]) => scalar.add(a, scalar.add(scalar.mul(b, p), scalar.mul(q, c))))

const at = (n: Rational, x: Rational, y: Rational): Rational => {
  const [c = exact.zero, a = exact.zero, b = exact.zero] = coordinates(n, [0, 1])
  return exact.add(c, exact.add(exact.mul(a, x), exact.mul(b, y)))
}

describe('forms', () => {
  it('compute what their values would', () => {
    fc.assert(
      fc.property(form, form, small, small, small, (f, g, k, x, y) => {
        const values = [at(f, x, y), at(g, x, y)] as const
        expect(at(scalar.add(f, g), x, y)).toEqual(exact.add(...values))
        expect(at(scalar.sub(f, g), x, y)).toEqual(exact.sub(...values))
        expect(at(scalar.mul(f, k), x, y)).toEqual(exact.mul(values[0], k))
        expect(at(scalar.mul(k, f), x, y)).toEqual(exact.mul(values[0], k))
        if (!exact.equals(k, exact.zero)) expect(at(scalar.div(f, k), x, y)).toEqual(exact.div(values[0], k))
      }),
    )
  })

  it('are plain numbers again where the parameters cancel', () => {
    expect(scalar.sub(scalar.add(p, integer(3n)), p)).toEqual(integer(3n))
    expect(scalar.mul(exact.zero, p)).toEqual(exact.zero)
    expect(scalar.mul(scalar.sub(p, p), q)).toEqual(exact.zero)
    expect(scalar.compare(scalar.add(p, integer(1n)), p)).toBe(1)
    expect(scalar.equals(scalar.add(p, q), scalar.add(q, p))).toBe(true)
  })

  it('refuse to be known', () => {
    expect(refused(() => scalar.compare(p, q))).toBe('value')
    expect(refused(() => scalar.equals(p, exact.zero))).toBe('value')
    expect(refused(() => scalar.mul(p, q))).toBe('product')
    expect(refused(() => scalar.div(exact.one, p))).toBe('quotient')
    expect(refused(() => scalar.toNumber(p))).toBe('value')
    expect(refused(() => p.numerator)).toBe('value')
    expect(refused(() => p.denominator)).toBe('value')
    expect(refused(() => exact.add(p, q))).toBe('value')
  })

  it('have equal keys where they are equal', () => {
    fc.assert(
      fc.property(form, form, (f, g) => {
        const isSame = structuralKey(f) === structuralKey(g)
        const difference = scalar.sub(f, g)
        expect(isSame).toBe(!isForm(difference) && scalar.equals(difference, exact.zero))
      }),
    )
    expect(structuralKey([scalar.add(p, q)])).toBe(structuralKey([scalar.add(q, p)]))
  })

  it('are written with the parameters first', () => {
    const sum = scalar.add(
      scalar.sub(scalar.mul(rational(2n), p), scalar.div(q, rational(3n))),
      rational(-5n, 2n),
    )
    expect(scalar.show(sum)).toBe('2 p - 1/3 q - 5/2')
    expect(scalar.show(scalar.sub(exact.zero, p))).toBe('-p')
    expect(scalar.show(exact.zero)).toBe('0')
  })
})
