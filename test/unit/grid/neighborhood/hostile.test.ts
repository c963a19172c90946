/** Grid files with anything anywhere: they are refused with words, or they run. */
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { imbalanceKwh } from '../../../../src/grid/device.ts'
import { readJson } from '../../../../src/grid/neighborhood/json.ts'
import type { Neighborhood } from '../../../../src/grid/neighborhood/neighborhood.ts'
import { read, readList } from '../../../../src/grid/neighborhood/readings.ts'
import { advance, begin } from '../../../../src/grid/neighborhood/world.ts'
import { every, readOf } from './every.ts'

type Path = readonly (string | number)[]

/** All places in a value. */
const placesIn = (value: unknown, at: Path = []): readonly Path[] => {
  if (typeof value !== 'object' || value === null) return [at]
  const entries = Object.entries(value)
  return [
    at,
    ...entries.flatMap(([key, part]) => placesIn(part, [...at, Array.isArray(value) ? Number(key) : key])),
  ]
}

/** The value with `what` at a place. */
const changed = (value: unknown, [first, ...rest]: Path, what: unknown): unknown => {
  if (first === undefined) return what
  if (Array.isArray(value)) return value.map((one, k) => (k === first ? changed(one, rest, what) : one))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  return Object.fromEntries(
    entries.map(([key, one]) => [key, key === first ? changed(one, rest, what) : one]),
  )
}

const runs = (of: Neighborhood): void => {
  let world = begin(of, 1)
  for (let step = 0; step < Math.min(of.steps, 12); step++) {
    const next = advance(of, world)
    world = next.world
    for (const { id, netKw, flows } of next.record.devices) {
      expect(Number.isFinite(netKw), `${id} draws ${netKw}`).toBe(true)
      const size = Math.max(1, ...Object.values(flows).map(Math.abs))
      expect(Math.abs(imbalanceKwh(flows)) / size, id).toBeLessThan(1e-7)
    }
    for (const { path, access, isList } of of.quantities.values()) {
      if (access === 'command') continue
      const values = isList ? readList(of, world, path) : [read(of, world, path)]
      for (const value of values) expect(Number.isFinite(value), `${path} is ${value}`).toBe(true)
    }
  }
}

const places = placesIn(every)
const valueAt = (at: Path): unknown =>
  at.reduce<unknown>(
    (value, key) => Object.entries(Object(value)).find(([name]) => name === String(key))?.[1],
    every,
  )
const numbers = places.filter(at => typeof valueAt(at) === 'number')
const anyNumber = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 0.5, 24, 25, 1e-9, 1e-300, 1e9, 1e12, 1e13, 1e308, -1e308, 2 ** 53),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 1000, noNaN: true }),
)
const anything = fc.oneof(
  anyNumber,
  fc.constantFrom(
    '',
    'a',
    'use',
    'heat',
    '1 second',
    '3 hours',
    '1 day',
    'home1.load',
    'constructor',
    '__proto__',
  ),
  fc.constantFrom(true, false, null, [], {}, [[0, 1]], [1e308], { values: [1e12], repeats: true }),
)
const change = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...numbers), anyNumber) },
  fc.tuple(fc.constantFrom(...places), anything),
)

describe('a grid file', () => {
  it('with anything anywhere is refused with words, or runs', () => {
    let accepted = 0
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), changes => {
        const content = changes.reduce<unknown>((sofar, [at, what]) => changed(sofar, at, what), every)
        const found = readOf(content)
        if (E.isLeft(found)) {
          for (const { reason } of found.left) expect(reason.length).toBeGreaterThan(5)
          return
        }
        accepted++
        runs(found.right)
      }),
      { numRuns: Number(process.env['RUNS'] ?? 600) },
    )
    expect(accepted).toBeGreaterThan(30)
  })
})

describe('JSON', () => {
  it('is accepted where JSON.parse accepts it, and no name stands twice', () => {
    const text = '{"a": [1, -2.5e3, true, null, "\\u00e9 \\n", {}], "b": {"c": []}}'
    const slip = fc.tuple(
      fc.nat({ max: text.length }),
      fc.nat({ max: 3 }),
      fc.constantFrom(
        '',
        ',',
        '"',
        '{',
        '}',
        '[',
        ']',
        ':',
        '0',
        '1',
        '.',
        'e',
        '-',
        '\\',
        '\n',
        ' ',
        'null',
        "'",
        '\u0001',
      ),
    )
    fc.assert(
      fc.property(fc.array(slip, { maxLength: 3 }), slips => {
        const written = slips.reduce(
          (sofar, [at, cut, put]) => sofar.slice(0, at) + put + sofar.slice(at + cut),
          text,
        )
        const parsed = E.tryCatch((): unknown => JSON.parse(written), String)
        const found = readJson(written, 'f')
        if (E.isRight(found)) expect(found).toEqual(parsed)
        else if (E.isRight(parsed)) expect(found.left.reason).toContain('twice')
        else expect((found.left.line ?? 0) * (found.left.column ?? 0)).toBeGreaterThan(0)
      }),
      { numRuns: 3000 },
    )
  })
})
