import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { structuralKey } from '../../../src/markov/structuralKey.ts'
import { plainData } from '../../../src/testing/arbitrary/markov.ts'

/** -0 made 0, and prototypes made equal, so that deep equality is what keys are of. */
const plain = (value: unknown): unknown => {
  if (typeof value === 'number') return value + 0
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plain(field)]))
}

describe('structuralKey', () => {
  it('is equal exactly for equal data', () =>
    fc.assert(
      fc.property(plainData, plainData, (a, b) => {
        expect(structuralKey(a) === structuralKey(b)).toBe(isDeepStrictEqual(plain(a), plain(b)))
      }),
      { numRuns: 3_000 },
    ))

  it('is equal for copies', () =>
    fc.assert(
      fc.property(plainData, a => {
        expect(structuralKey(plain(a))).toBe(structuralKey(a))
      }),
    ))

  it.each([
    ['numbers and their text', 1, '1'],
    ['numbers and bigints', 1, 1n],
    ['booleans and their text', true, 't'],
    ['null and undefined', null, undefined],
    ['a missing and an undefined field', {}, { a: undefined }],
    ['lists and records of places', ['x'], { 0: 'x' }],
    ['nesting', [[1], 2], [[1, 2]]],
    ['text that looks like a key', ['a', 'b'], ['a"1:b']],
    ['infinities', Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    ['instances of classes', new Date(0), new Date(0)],
  ])('tells apart %s', (_, one, other) => expect(structuralKey(one)).not.toBe(structuralKey(other)))

  it('does not see the order of fields, nor the sign of zero', () => {
    expect(structuralKey({ b: 1, a: [-0] })).toBe(structuralKey({ a: [0], b: 1 }))
    expect(structuralKey(Number.NaN)).toBe(structuralKey(Number.NaN))
  })

  it('knows functions and symbols by identity', () => {
    const make = () => () => 1
    const [f, g] = [make(), make()]
    const symbol = Symbol('s')
    expect(structuralKey([f])).toBe(structuralKey([f]))
    expect(structuralKey([f])).not.toBe(structuralKey([g]))
    expect(structuralKey(symbol)).toBe(structuralKey(symbol))
    expect(structuralKey(symbol)).not.toBe(structuralKey(Symbol('s')))
  })
})
