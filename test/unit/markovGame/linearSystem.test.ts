import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unlimited } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'
import { exact, type Rational, rational } from '../../../src/markov/rational.ts'
import { components } from '../../../src/markovGame/components.ts'
import { type SparseRow, solveDiscounted } from '../../../src/markovGame/linearSystem.ts'

const fraction = fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: 1, max: 12 }))

/** Rows of small fractions whose absolute values sum to at most 9/10, and a right-hand side. */
const systems = fc.integer({ min: 1, max: 7 }).chain(size =>
  fc.record({
    rows: fc.array(
      fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: size - 1 }), fraction), {
        selector: ([column]) => column,
      }),
      { minLength: size, maxLength: size },
    ),
    side: fc.array(fraction, { minLength: size, maxLength: size }),
  }),
)

const ratio = ([n, d]: readonly [number, number]): Rational => rational(BigInt(n), BigInt(d))
const magnitude = (x: Rational): Rational => (x.numerator < 0n ? exact.sub(exact.zero, x) : x)

const contracted = (row: readonly (readonly [number, readonly [number, number]])[]): SparseRow<Rational> => {
  const entries = row.map(([column, entry]) => [column, ratio(entry)] as const)
  const norm = entries.reduce((sum, [, entry]) => exact.add(sum, magnitude(entry)), exact.zero)
  if (norm.numerator === 0n) return entries
  const scale = exact.div(rational(9n, 10n), norm)
  return entries.map(([column, entry]) => [column, exact.mul(scale, entry)])
}

describe('components', () => {
  it('come each before those that lead to it, and partition the graph', () => {
    const graphs = fc
      .integer({ min: 0, max: 9 })
      .chain(n =>
        fc.array(fc.array(fc.nat(Math.max(0, n - 1)), { maxLength: 3 }), { minLength: n, maxLength: n }),
      )
    fc.assert(
      fc.property(graphs, successors => {
        const found = components(successors)
        expect(found.flat().sort((a, b) => a - b)).toEqual([...successors.keys()])
        const place = new Map(found.flatMap((members, i) => members.map(v => [v, i] as const)))
        const reaches = (from: number): ReadonlySet<number> => {
          const seen = new Set([from])
          for (const v of seen) for (const w of successors[v] ?? []) seen.add(w)
          return seen
        }
        for (const v of successors.keys())
          for (const w of reaches(v)) {
            expect(place.get(w)).toBeLessThanOrEqual(place.get(v) ?? -1)
            expect(place.get(v) === place.get(w)).toBe(reaches(w).has(v))
          }
      }),
    )
  })
  it('of a long chain need no deep stack', () => {
    const chain = Array.from({ length: 50_000 }, (_, i) => (i < 49_999 ? [i + 1] : []))
    expect(components(chain).length).toBe(50_000)
  })
})

describe('solveDiscounted', () => {
  it('solves the equation exactly over rationals', () => {
    fc.assert(
      fc.property(systems, ({ rows, side }) => {
        const matrix = rows.map(contracted)
        const right = side.map(ratio)
        const { values, bound } = solveDiscounted(exact, unlimited, matrix, [right])
        expect(bound).toBe(0)
        for (const [i, row] of matrix.entries()) {
          const again = row.reduce(
            (sum, [column, entry]) => exact.add(sum, exact.mul(entry, values[0]?.[column] ?? exact.zero)),
            right[i] ?? exact.zero,
          )
          expect(values[0]?.[i]).toEqual(again)
        }
      }),
    )
  })

  it('bounds the error of doubles', () => {
    fc.assert(
      fc.property(systems, ({ rows, side }) => {
        // dyadic entries, so that both systems are the same
        const dyadic = (x: Rational): number => Math.round(exact.toNumber(x) * 256) / 256
        const doubles = rows.map(row =>
          contracted(row).map(([c, entry]) => [c, dyadic(entry) * 0.875] as const),
        )
        const right = side.map(x => dyadic(ratio(x)))
        const asExact = (x: number): Rational => rational(BigInt(x * 2 ** 30), 2n ** 30n)
        const truth = solveDiscounted(
          exact,
          unlimited,
          doubles.map(row => row.map(([c, entry]) => [c, asExact(entry)] as const)),
          [right.map(asExact)],
        )
        const found = solveDiscounted(double, unlimited, doubles, [right])
        expect(found.bound).toBeLessThan(1e-9)
        for (const [i, value] of (found.values[0] ?? []).entries())
          expect(Math.abs(value - exact.toNumber(truth.values[0]?.[i] ?? exact.zero))).toBeLessThanOrEqual(
            found.bound + 2 ** -53 * Math.abs(value),
          )
      }),
    )
  })

  it('iterates a large cycle within an honest bound', () => {
    const size = 1_000
    const cycle = Array.from({ length: size }, (_, i) => [[(i + 1) % size, 0.99] as const])
    const right = cycle.map((_, i) => (i === 0 ? 1 : 0))
    const { values, bound } = solveDiscounted(double, unlimited, cycle, [right])
    const first = 1 / (1 - 0.99 ** size)
    expect(bound).toBeLessThan(1e-10)
    expect(Math.abs((values[0]?.[0] ?? 0) - first)).toBeLessThanOrEqual(bound + 1e-14)
    expect(Math.abs((values[0]?.[1] ?? 0) - first * 0.99 ** (size - 1))).toBeLessThanOrEqual(bound + 1e-14)
  })

  it('solves for several right-hand sides at once', () => {
    const half = rational(1n, 2n)
    const { values } = solveDiscounted(
      exact,
      unlimited,
      [[[1, half]], [[0, half]]],
      [
        [exact.one, exact.zero],
        [exact.zero, exact.one],
      ],
    )
    expect(values).toEqual([
      [rational(4n, 3n), rational(2n, 3n)],
      [rational(2n, 3n), rational(4n, 3n)],
    ])
  })
})
