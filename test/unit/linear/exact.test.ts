import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { solveExactly } from '../../../src/linear/exact.ts'
import type { LinearProgram } from '../../../src/linear/program.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { exact, integer, type Rational, rational } from '../../../src/markov/rational.ts'
import { isOptimal, isRay } from './optimality.ts'

const whole = (n: number): Rational => integer(BigInt(n))

const program = (
  objective: readonly number[],
  rows: readonly (readonly [readonly number[], '<=' | '=' | '>=', number])[],
  isFree: readonly boolean[] = objective.map(() => false),
): LinearProgram<Rational> => ({
  objective: objective.map(whole),
  isFree,
  rows: rows.map(([coefficients, sense, bound]) => ({
    coefficients: coefficients.map((c, i) => [i, whole(c)] as const),
    sense,
    bound: whole(bound),
  })),
})

const solved = (given: LinearProgram<Rational>) => {
  const found = solveExactly(unlimited, given)
  return found.kind === 'optimal'
    ? { value: exact.show(found.value), point: found.point.map(exact.show) }
    : found.kind
}

describe('the optimum', () => {
  it('of two variables', () => {
    const given = program(
      [3, 2],
      [
        [[1, 1], '<=', 4],
        [[1, 3], '<=', 6],
        [[1, 0], '<=', 3],
      ],
    )
    expect(solved(given)).toEqual({ value: '11', point: ['3', '1'] })
  })
  it('may be a fraction', () => {
    expect(
      solved(
        program(
          [1, 1],
          [
            [[3, 1], '<=', 2],
            [[1, 3], '<=', 2],
          ],
        ),
      ),
    ).toEqual({
      value: '1',
      point: ['1/2', '1/2'],
    })
  })
  it('of a program that makes the largest coefficient cycle (Beale 1955)', () => {
    const r = (n: bigint, d: bigint) => rational(n, d)
    const given: LinearProgram<Rational> = {
      objective: [r(3n, 4n), r(-150n, 1n), r(1n, 50n), r(-6n, 1n)],
      isFree: [false, false, false, false],
      rows: [
        {
          coefficients: [
            [0, r(1n, 4n)],
            [1, r(-60n, 1n)],
            [2, r(-1n, 25n)],
            [3, r(9n, 1n)],
          ],
          sense: '<=',
          bound: whole(0),
        },
        {
          coefficients: [
            [0, r(1n, 2n)],
            [1, r(-90n, 1n)],
            [2, r(-1n, 50n)],
            [3, r(3n, 1n)],
          ],
          sense: '<=',
          bound: whole(0),
        },
        { coefficients: [[2, whole(1)]], sense: '<=', bound: whole(1) },
      ],
    }
    expect(solved(given)).toEqual({ value: '1/20', point: ['1/25', '0', '1', '0'] })
  })
  it('with free variables, equalities and redundant rows', () => {
    const rows = [
      [[1, 1], '=', 1],
      [[2, 2], '=', 2],
      [[1, -1], '>=', -5],
    ] as const
    expect(solved(program([-1, 1], rows, [true, true]))).toEqual({ value: '5', point: ['-2', '3'] })
  })
  it('is none where nothing is feasible, or nothing bounds it', () => {
    expect(solved(program([1], [[[1], '<=', -1]]))).toBe('infeasible')
    expect(
      solved(
        program(
          [1],
          [
            [[1], '=', 1],
            [[1], '=', 2],
          ],
        ),
      ),
    ).toBe('infeasible')
    expect(solved(program([1, 0], [[[1, -1], '<=', 1]]))).toBe('unbounded')
  })
})

const small = fc.integer({ min: -4, max: 4 })
const programs = fc
  .record({ variables: fc.integer({ min: 1, max: 4 }), count: fc.integer({ min: 0, max: 5 }) })
  .chain(({ variables, count }) =>
    fc.record({
      objective: fc.array(small, { minLength: variables, maxLength: variables }),
      isFree: fc.array(fc.boolean(), { minLength: variables, maxLength: variables }),
      rows: fc.array(
        fc.tuple(
          fc.array(small, { minLength: variables, maxLength: variables }),
          fc.constantFrom('<=' as const, '=' as const, '>=' as const),
          small,
        ),
        { minLength: count, maxLength: count },
      ),
    }),
  )
  .map(({ objective, isFree, rows }) => program(objective, rows, isFree))

describe('programs at random', () => {
  it('have optima that their duals prove, or none', () => {
    const kinds = new Map<string, number>()
    fc.assert(
      fc.property(programs, given => {
        const found = solveExactly(unlimited, given)
        kinds.set(found.kind, (kinds.get(found.kind) ?? 0) + 1)
        if (found.kind === 'optimal') expect(isOptimal(given, found)).toBe(true)
        // What has no solution is proved by Farkas: the sums of violations cannot be made zero.
        if (found.kind === 'infeasible') expect(exact.compare(leastViolation(given), exact.zero)).toBe(1)
        if (found.kind === 'unbounded') expect(isRay(given, ray(given))).toBe(true)
      }),
      { numRuns: 500 },
    )
    expect([...kinds.keys()].sort()).toEqual(['infeasible', 'optimal', 'unbounded'])
  })
})

/** The least sum of what is missing in the rows, another program that always has a solution. */
const leastViolation = ({ objective, isFree, rows }: LinearProgram<Rational>): Rational => {
  const extra = rows.flatMap(({ sense }) => (sense === '=' ? [1, -1] : [sense === '<=' ? -1 : 1]))
  let next = objective.length
  const found = solveExactly(unlimited, {
    objective: [...objective.map(() => exact.zero), ...extra.map(() => whole(-1))],
    isFree: [...isFree, ...extra.map(() => false)],
    rows: rows.map(row => ({
      ...row,
      coefficients: [
        ...row.coefficients,
        ...(row.sense === '=' ? [1, -1] : [row.sense === '<=' ? -1 : 1]).map(
          c => [next++, whole(c)] as const,
        ),
      ],
    })),
  })
  return found.kind === 'optimal' ? exact.sub(exact.zero, found.value) : exact.zero
}

/** A direction that improves without end: the best one of at most so much, which is another program. */
const ray = ({ objective, isFree, rows }: LinearProgram<Rational>): readonly Rational[] => {
  const box = objective.flatMap((_, i) => [
    { coefficients: [[i, whole(1)]] as const, sense: '<=' as const, bound: whole(1) },
    { coefficients: [[i, whole(1)]] as const, sense: '>=' as const, bound: whole(-1) },
  ])
  const found = solveExactly(unlimited, {
    objective,
    isFree,
    rows: [...rows.map(row => ({ ...row, bound: exact.zero })), ...box],
  })
  return found.kind === 'optimal' ? found.point : []
}
