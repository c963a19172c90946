import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { solveExactly } from '../../../src/linear/exact.ts'
import { loadHighs } from '../../../src/linear/highs.ts'
import { solveSystem } from '../../../src/linear/lifting.ts'
import type { LinearProgram } from '../../../src/linear/program.ts'
import { solveLinear } from '../../../src/linear/repaired.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { exact, integer, type Rational, rational } from '../../../src/markov/rational.ts'
import { isOptimal } from './optimality.ts'

const floats = await loadHighs()

const entries = (size: number) =>
  fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: size, maxLength: size }), {
    minLength: size,
    maxLength: size,
  })

describe('a system of equations', () => {
  it('has its one solution, or is singular', () => {
    let solved = 0
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 9 })
          .chain(size =>
            fc.tuple(
              entries(size),
              fc.array(fc.integer({ min: -99, max: 99 }), { minLength: size, maxLength: size }),
            ),
          ),
        ([matrix, right]) => {
          const rows = matrix.map(row => row.map((c, i) => [i, BigInt(c)] as const))
          const found = solveSystem(unlimited, rows, right.map(BigInt))
          if (found === undefined) return
          solved += 1
          for (const [r, row] of matrix.entries()) {
            const sum = row.reduce((all, c, i) => all + BigInt(c) * (found.numerators[i] ?? 0n), 0n)
            expect(sum).toBe(BigInt(right[r] ?? 0) * found.denominator)
          }
        },
      ),
      { numRuns: 200 },
    )
    expect(solved).toBeGreaterThan(150)
    expect(
      solveSystem(
        unlimited,
        [
          [
            [0, 1n],
            [1, 2n],
          ],
          [
            [0, 2n],
            [1, 4n],
          ],
        ],
        [1n, 2n],
      ),
    ).toBeUndefined()
  })
})

const fractions = fc
  .tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 7 }))
  .map(([n, d]) => rational(BigInt(n), BigInt(d)))

/** Bounded and feasible: at most so much of everything. */
const programs = fc.integer({ min: 26, max: 32 }).chain(size =>
  fc
    .record({
      objective: fc.array(fractions, { minLength: size, maxLength: size }),
      isFree: fc.array(fc.boolean(), { minLength: size, maxLength: size }),
      rows: fc.array(fc.array(fractions, { minLength: size, maxLength: size }), {
        minLength: 24,
        maxLength: 28,
      }),
    })
    .map(
      ({ objective, isFree, rows }): LinearProgram<Rational> => ({
        objective,
        isFree,
        rows: [
          ...rows.map(row => ({
            coefficients: row.map((c, i) => [i, c] as const),
            sense: '<=' as const,
            bound: integer(10n),
          })),
          ...objective.flatMap((_, i) => [
            { coefficients: [[i, exact.one] as const], sense: '<=' as const, bound: integer(3n) },
            { coefficients: [[i, exact.one] as const], sense: '>=' as const, bound: integer(-3n) },
          ]),
        ],
      }),
    ),
)

describe('a program solved in doubles and proved exactly', () => {
  it('has the same value as one solved exactly', () => {
    fc.assert(
      fc.property(programs, program => {
        const found = solveLinear(unlimited, program, floats)
        const expected = solveExactly(unlimited, program)
        if (found.kind !== 'optimal' || expected.kind !== 'optimal') throw new Error('no optimum')
        expect(exact.show(found.value)).toBe(exact.show(expected.value))
        expect(isOptimal(program, found)).toBe(true)
      }),
      { numRuns: 8 },
    )
  })
})
