import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dot, type Vector } from '../../../src/linear/vector.ts'
import { exact, integer } from '../../../src/markov/rational.ts'
import { membership } from '../../../src/region/cone.ts'

const vector = (length: number): fc.Arbitrary<Vector> =>
  fc.array(fc.bigInt(-4n, 4n), { minLength: length, maxLength: length })

const problem = fc
  .integer({ min: 1, max: 4 })
  .chain(length => fc.tuple(fc.array(vector(length), { maxLength: 7 }), vector(length)))

describe('membership in a cone', () => {
  it('is proved by factors, and its contrary by a witness', () => {
    let inside = 0
    let outside = 0
    fc.assert(
      fc.property(problem, ([generators, target]) => {
        const found = membership(generators, target)
        if (found.kind === 'inside') {
          inside += 1
          expect(found.factors.every(factor => exact.compare(factor, exact.zero) >= 0)).toBe(true)
          const sum = target.map((_, i) =>
            generators.reduce(
              (total, g, j) =>
                exact.add(total, exact.mul(found.factors[j] ?? exact.zero, integer(g[i] ?? 0n))),
              exact.zero,
            ),
          )
          expect(sum.map(exact.show)).toEqual(target.map(String))
        } else {
          outside += 1
          expect(dot(found.witness, target) < 0n).toBe(true)
          expect(generators.every(g => dot(found.witness, g) >= 0n)).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
    expect(inside).toBeGreaterThan(50)
    expect(outside).toBeGreaterThan(50)
  })

  it('ends where the usual pivot rule cycles (Beale, 1955)', () => {
    // Columns of the constraints, and of the cost below them: the least cost is -5.
    const columns: readonly Vector[] = [
      [1n, 1n, 0n, -3n],
      [-32n, -24n, 0n, 80n],
      [-4n, -1n, 1n, -2n],
      [36n, 6n, 0n, 24n],
      [1n, 0n, 0n, 0n],
      [0n, 1n, 0n, 0n],
      [0n, 0n, 1n, 0n],
    ]
    expect(membership(columns, [0n, 0n, 1n, -5n]).kind).toBe('inside')
    expect(membership(columns, [0n, 0n, 1n, -6n]).kind).toBe('outside')
  })
})
