import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dualOf, solveByDual } from '../../../src/linear/dual.ts'
import { solveExactly } from '../../../src/linear/exact.ts'
import type { LinearProgram, Row } from '../../../src/linear/program.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { exact, integer, type Rational } from '../../../src/markov/rational.ts'
import { isOptimal } from './optimality.ts'

const whole = (n: number): Rational => integer(BigInt(n))

const programs = fc
  .record({ variables: fc.integer({ min: 1, max: 4 }), rows: fc.integer({ min: 1, max: 5 }) })
  .chain(({ variables, rows }) => {
    const vector = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: variables, maxLength: variables })
    const row = fc
      .tuple(
        vector,
        fc.constantFrom<Row<Rational>['sense']>('<=', '=', '>='),
        fc.integer({ min: -4, max: 4 }),
      )
      .map(
        ([coefficients, sense, bound]): Row<Rational> => ({
          coefficients: coefficients.map((c, i) => [i, whole(c)] as const),
          sense,
          bound: whole(bound),
        }),
      )
    return fc.record({
      objective: vector.map(own => own.map(whole)),
      isFree: fc.array(fc.boolean(), { minLength: variables, maxLength: variables }),
      rows: fc.array(row, { minLength: rows, maxLength: rows }),
    })
  })

describe('a program solved by its dual', () => {
  it('has the optimum and the proof that it has otherwise', () => {
    let optimal = 0
    fc.assert(
      fc.property(programs, (program: LinearProgram<Rational>) => {
        const expected = solveExactly(unlimited, program)
        const found = solveByDual(unlimited, program)
        if (expected.kind === 'infeasible') {
          expect(found.kind).not.toBe('optimal')
          return
        }
        expect(found.kind).toBe(expected.kind)
        if (found.kind !== 'optimal' || expected.kind !== 'optimal') return
        optimal++
        expect(exact.show(found.value)).toBe(exact.show(expected.value))
        expect(isOptimal(program, found)).toBe(true)
      }),
      { numRuns: 300 },
    )
    expect(optimal).toBeGreaterThan(30)
  })
  it('has as dual of its dual a program of the same optimum', () => {
    fc.assert(
      fc.property(programs, program => {
        const expected = solveExactly(unlimited, program)
        const found = solveExactly(unlimited, dualOf(dualOf(program)))
        expect(found.kind).toBe(expected.kind)
        if (found.kind === 'optimal' && expected.kind === 'optimal')
          expect(exact.show(found.value)).toBe(exact.show(expected.value))
      }),
      { numRuns: 100 },
    )
  })
})
