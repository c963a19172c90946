/** Vertices in doubles with proof, beside those in integers. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { budget, unlimited } from '../../../../src/markov/budget.ts'
import { simpleVertices } from '../../../../src/solver/bimatrix/simple.ts'
import { verticesOf } from '../../../../src/solver/bimatrix/vertices.ts'

const wordOf = (tight: readonly number[]): number => tight.reduce((word, number) => word | (1 << number), 0)

const matrices = (entry: fc.Arbitrary<bigint>, most: number) =>
  fc.tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most })).chain(([rows, variables]) =>
    fc.array(fc.array(entry, { minLength: variables, maxLength: variables }), {
      minLength: rows,
      maxLength: rows,
    }),
  )

const whole = (most: number) => fc.integer({ min: 1, max: most }).map(BigInt)

describe('vertices found in doubles', () => {
  it.each([
    { about: 'all alike', entry: whole(2), runs: 150, most: 6 },
    { about: 'often alike', entry: whole(4), runs: 150, most: 6 },
    { about: 'seldom alike', entry: whole(100), runs: 100, most: 7 },
    {
      about: 'of very different size',
      entry: fc.constantFrom(1n, 7n, 10n ** 6n, 10n ** 12n),
      runs: 150,
      most: 5,
    },
    {
      about: 'that differ by little',
      entry: fc.constantFrom(10n ** 12n, 10n ** 12n + 1n),
      runs: 150,
      most: 5,
    },
  ])('are all there are, of entries $about', ({ about, entry, runs, most }) => {
    let proved = 0
    fc.assert(
      fc.property(matrices(entry, most), matrix => {
        const found = simpleVertices(unlimited, matrix)
        if (found === undefined) return
        proved += 1
        const expected = [...verticesOf(unlimited, matrix)].map(({ tight }) => wordOf(tight))
        expect(found.vertices.map(({ tight }) => tight).sort((a, b) => a - b)).toEqual(
          expected.sort((a, b) => a - b),
        )
        for (const vertex of found.vertices.slice(1)) {
          const exactly = found.exactly(vertex)
          expect(exactly === undefined ? undefined : wordOf(exactly.tight)).toBe(vertex.tight)
        }
      }),
      { numRuns: runs },
    )
    if (!about.includes('little') && !about.includes('size')) expect(proved).toBe(runs)
  })

  it('are left to integers where there is no proof, and end with the steps', () => {
    const close = [
      [10n ** 15n, 10n ** 15n + 1n, 1n],
      [10n ** 15n + 1n, 10n ** 15n, 1n],
      [10n ** 15n, 10n ** 15n, 1n],
    ]
    expect(simpleVertices(unlimited, close)).toBe(undefined)
    expect(simpleVertices(unlimited, [[10n ** 20n]])).toBe(undefined)
    const large = Array.from({ length: 14 }, (_, i) =>
      Array.from({ length: 14 }, (__, j) => BigInt(1 + ((i * i * 37 + j * j * 101 + i * j * 17) % 997))),
    )
    expect(() => simpleVertices(budget(200), large)).toThrow('200 steps')
  })
})
