/** Series of a grid file: as many values as steps, and which. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { synthesized } from '../../../../src/grid/neighborhood/synthetic.ts'
import { every, neighborhoodOf } from './every.ts'

const day = { startMs: Date.UTC(2030, 5, 21), stepHours: 1, steps: 24 }
const sum = (values: Iterable<number>): number => [...values].reduce((all, x) => all + x, 0)

describe('a series', () => {
  const of = (entry: unknown) =>
    neighborhoodOf({ ...every, series: { ...every.series, heat: entry } }).series.get('heat')

  it('inline is cut to the horizon, or goes round where it repeats', () => {
    expect(of({ values: Array.from({ length: 60 }, (_, k) => k) })).toHaveLength(48)
    expect([...(of({ values: [3, 1, 2], repeats: true }) ?? [])].slice(0, 7)).toEqual([3, 1, 2, 3, 1, 2, 3])
    expect(of({ csv: 'carbon.csv', column: 'kg' })?.[47]).toBeCloseTo(0.67, 12)
  })
})

describe('a synthetic', () => {
  it('temperature swings about its mean, and is highest at 15 o’clock', () => {
    const values = synthesized(
      { synthetic: 'outdoorTemperature', meanC: 10, dailySwingC: 8 },
      { ...day, stepHours: 0.5, steps: 48 },
    )
    expect(sum(values) / 48).toBeCloseTo(10, 9)
    expect(Math.max(...values)).toBeCloseTo(14, 1)
    const warmest = values.indexOf(Math.max(...values))
    expect([29, 30]).toContain(warmest)
  })

  it('sun is Haurwitz’ at noon, dark at night, and less under clouds', () => {
    const values = synthesized({ synthetic: 'irradiance', latitudeDeg: 40 }, day)
    // At half past eleven on the longest day of 40 degrees north: 1098 c exp(-0.057 / c).
    const declination = (23.45 * Math.PI) / 180
    const latitude = (40 * Math.PI) / 180
    const c =
      Math.sin(latitude) * Math.sin(declination) +
      Math.cos(latitude) * Math.cos(declination) * Math.cos(Math.PI / 24)
    expect((values[11] ?? 0) / (1098 * c * Math.exp(-0.057 / c))).toBeCloseTo(1, 3)
    expect(values[0]).toBe(0)
    expect(values[23]).toBe(0)
    const month = { ...day, steps: 30 * 24 }
    const clouded = synthesized({ synthetic: 'irradiance', latitudeDeg: 40, cloudShare: 1 }, month)
    expect(sum(clouded)).toBeLessThan(30 * 0.55 * sum(values))
    expect(sum(clouded)).toBeGreaterThan(30 * 0.24 * sum(values))
  })

  it('load of a household uses what a day uses', () => {
    for (const stepHours of [0.25, 1]) {
      const clock = { ...day, stepHours, steps: 24 / stepHours }
      const values = synthesized({ synthetic: 'householdLoad', dailyKwh: 9 }, clock)
      expect(sum(values) * stepHours).toBeCloseTo(9, 1)
    }
  })

  it('price is high from one hour until another, past midnight as well', () => {
    const hours = (highFrom: number, highUntil: number) =>
      [...synthesized({ synthetic: 'twoRate', low: 0, high: 1, highFrom, highUntil }, day)].flatMap(
        (x, hour) => (x === 1 ? [hour] : []),
      )
    expect(hours(16, 19)).toEqual([16, 17, 18])
    expect(hours(22, 2)).toEqual([0, 1, 22, 23])
    expect(hours(0, 24)).toHaveLength(24)
    expect(hours(6, 6)).toEqual([])
  })

  it('is the same from the same seed, and no number is missing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          { synthetic: 'outdoorTemperature', meanC: -5, dailySwingC: 3, noiseC: 2 },
          { synthetic: 'irradiance', latitudeDeg: 71, cloudShare: 0.6 },
          { synthetic: 'householdLoad', dailyKwh: 4, noiseShare: 0.8 },
        ),
        fc.integer(),
        fc.constantFrom(1 / 12, 1, 6),
        fc.integer({ min: 0, max: 4e12 }),
        (entry, seed, stepHours, startMs) => {
          const clock = { startMs, stepHours, steps: 40 }
          const values = synthesized({ ...entry, seed }, clock)
          expect(values).toEqual(synthesized({ ...entry, seed }, clock))
          expect(values).toHaveLength(40)
          expect(values.every(Number.isFinite)).toBe(true)
          if (!('meanC' in entry)) expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
        },
      ),
    )
  })
})
