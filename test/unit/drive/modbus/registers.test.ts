import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { model, type Point, type PointType } from '../../../../src/drive/modbus/layout.ts'
import { decode, encode, scaleFor } from '../../../../src/drive/modbus/registers.ts'

const pointOf = (type: Exclude<PointType, 'string'> | 'string4'): Point => {
  const point = model(1, 'x', [['P', type]]).points[0]
  if (point === undefined) throw new Error('no point')
  return point
}

const words = (point: Point, value: number | string | undefined, scale = 0): number[] => {
  const into = new Uint16Array(point.size)
  encode(point, value, scale, into, 0)
  return [...into]
}

describe('registers', () => {
  it('hold numbers with the high word first', () => {
    expect(words(pointOf('uint16'), 66)).toEqual([66])
    expect(words(pointOf('int16'), -2)).toEqual([0xfffe])
    expect(words(pointOf('int32'), -2)).toEqual([0xffff, 0xfffe])
    expect(words(pointOf('uint32'), 65537)).toEqual([1, 1])
    expect(words(pointOf('uint64'), 2 ** 40 + 5)).toEqual([0, 256, 0, 5])
    expect(words(pointOf('float32'), -1250)).toEqual([0xc49c, 0x4000])
    expect(words(pointOf('string4'), 'coplay')).toEqual([0x636f, 0x706c, 0x6179, 0])
  })

  it('hold scaled numbers', () => {
    expect(words(pointOf('int16'), 59.98, -2)).toEqual([5998])
    expect(words(pointOf('uint16'), 12340, 1)).toEqual([1234])
    expect(decode(pointOf('int16'), [5998], 0, -2)).toBe(59.98)
    expect(decode(pointOf('uint16'), [1234], 0, 1)).toBe(12340)
  })

  it('say by a value of their own that there is none', () => {
    const none = {
      ...{ uint16: [0xffff], int16: [0x8000], enum16: [0xffff], bitfield16: [0xffff], sunssf: [0x8000] },
      ...{ uint32: [0xffff, 0xffff], int32: [0x8000, 0], float32: [0x7fc0, 0], acc32: [0, 0] },
      ...{ uint64: [0xffff, 0xffff, 0xffff, 0xffff] },
    } as const
    for (const [name, expected] of Object.entries(none)) {
      // The names are those of types.
      const point = pointOf(name as keyof typeof none)
      for (const value of [undefined, Number.NaN, Number.POSITIVE_INFINITY])
        expect([name, words(point, value)]).toEqual([name, expected])
      // A counter at 0 and one that is not there look the same, and 0 is what is read.
      expect([name, decode(point, expected, 0, 0)]).toEqual([name, name === 'acc32' ? 0 : undefined])
    }
    expect(words(pointOf('string4'), undefined)).toEqual([0, 0, 0, 0])
  })

  it('say the greatest or the least where a number does not fit, and never "none"', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('uint16', 'int16', 'uint32', 'int32', 'enum16', 'bitfield32', 'uint64'),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (type, value) => {
          const point = pointOf(type)
          const read = decode(point, words(point, value), 0, 0)
          expect(read).toBeTypeOf('number')
          if (Math.abs(value) <= 30000 && (value >= 0 || type.startsWith('int')))
            expect(Math.abs(Number(read) - value)).toBeLessThanOrEqual(0.5)
        },
      ),
    )
  })

  it('start a counter again at 0', () => {
    expect(words(pointOf('acc32'), 2 ** 32 + 7)).toEqual([0, 7])
  })

  it('give back within half a step what was put in, at the scale that a rating has', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1e9, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (most, share) => {
          const scale = scaleFor(most, 0x7fff, -1)
          const read = decode(pointOf('int16'), words(pointOf('int16'), share * most, scale), 0, scale)
          expect(Math.abs(Number(read) - share * most)).toBeLessThanOrEqual(0.5001 * 10 ** scale)
          expect(scale).toBeGreaterThanOrEqual(-1)
          expect(scale === -1 || 10 ** scale * 0x7fff < 10 * most).toBe(true)
        },
      ),
    )
  })
})
