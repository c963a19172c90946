import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exactly, inDoubles } from './evaluating.ts'

const literal = fc.integer({ min: -20, max: 20 }).map(n => `(${n})`)
const divisor = fc.integer({ min: 1, max: 12 }).map(String)

/** Arithmetic that divides by literals only, so that rounding never decides between a number and an error. */
const { expression } = fc.letrec<{ expression: string }>(tie => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    literal,
    fc
      .tuple(tie('expression'), fc.constantFrom('+', '-', '*'), tie('expression'))
      .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    fc.tuple(tie('expression'), divisor).map(([a, b]) => `(${a} / ${b})`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(sum [${a}, ${b}])`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(expected (uniform [${a}, ${b}]))`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(let f x = x * x - ${a} in f ${b})`),
  ),
}))

const asNumber = (text: string): number => {
  const [top = '', bottom = '1'] = text.split('/')
  return Number(top) / Number(bottom)
}

describe('doubles and exact rationals', () => {
  it('agree up to rounding', () => {
    fc.assert(
      fc.property(expression, text => {
        const [rounded, exact] = [Number(inDoubles(text)), asNumber(exactly(text))]
        expect(Math.abs(rounded - exact)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(exact)))
      }),
    )
  })

  it('read a literal as the same number', () => {
    const decimal = fc.tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 6 }))
    fc.assert(
      fc.property(decimal, ([digits, places]) => {
        const text = `${digits}e-${places}`
        expect(Number(inDoubles(text))).toBe(asNumber(exactly(text)))
      }),
    )
  })

  it('make the elements of a range the numbers that their literals denote', () => {
    const step = fc.constantFrom('0.1', '0.01', '0.25', '0.3')
    fc.assert(
      fc.property(step, fc.integer({ min: 1, max: 30 }), (by, count) => {
        const last = (Number(by) * count).toFixed(2)
        const next = Number(by)
        expect(inDoubles(`last [0, ${next} .. ${last}] == ${last}`)).toBe('True')
      }),
    )
  })
})
