import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type NormalForm, regrets } from '../../../../src/form/normalForm.ts'
import { unlimited } from '../../../../src/markov/budget.ts'
import { exact, integer, type Rational } from '../../../../src/markov/rational.ts'
import { componentsOf } from '../../../../src/solver/bimatrix/components.ts'
import { extremeEquilibria } from '../../../../src/solver/bimatrix/extreme.ts'
import { extremeByBruteForce, written } from './bruteForce.ts'

const bimatrix = (
  a: readonly (readonly number[])[],
  b: readonly (readonly number[])[],
): NormalForm<Rational> => ({
  title: '',
  comment: '',
  players: ['row', 'column'],
  strategies: [a.map((_, i) => `r${i}`), (a[0] ?? []).map((_, j) => `c${j}`)],
  payoffs: [a, b].map(matrix => matrix.flat().map(n => integer(BigInt(n)))),
})

const found = (form: NormalForm<Rational>): readonly string[] =>
  [...extremeEquilibria(unlimited, form)].map(({ row, column }) => written(row, column)).sort()

const matrices = (most: number, values: number) =>
  fc.tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most })).chain(([m, n]) => {
    const matrix = fc.array(fc.array(fc.integer({ min: 0, max: values }), { minLength: n, maxLength: n }), {
      minLength: m,
      maxLength: m,
    })
    return fc.tuple(matrix, matrix)
  })

describe('extreme equilibria', () => {
  it.each([
    [
      'the battle of the sexes',
      [
        [2, 0],
        [0, 1],
      ],
      [
        [1, 0],
        [0, 2],
      ],
      ['0 1 | 0 1', '1 0 | 1 0', '2/3 1/3 | 1/3 2/3'],
    ],
    [
      'Shapley’s game',
      [
        [0, 0, 1],
        [1, 0, 0],
        [0, 1, 0],
      ],
      [
        [0, 1, 0],
        [0, 0, 1],
        [1, 0, 0],
      ],
      ['1/3 1/3 1/3 | 1/3 1/3 1/3'],
    ],
    ['a game of one strategy each', [[3]], [[-1]], ['1 | 1']],
  ] as const)('of %s', (_, a, b, expected) => {
    expect(found(bimatrix(a, b))).toEqual(expected)
  })

  it('are the ones there are, in games with few different payoffs', () => {
    let several = 0
    fc.assert(
      fc.property(matrices(3, 2), ([a, b]) => {
        const form = bimatrix(a, b)
        const all = found(form)
        if (all.length > 1) several += 1
        expect(all).toEqual(extremeByBruteForce(form))
      }),
      { numRuns: 250 },
    )
    expect(several).toBeGreaterThan(60)
  })

  it('are the ones there are, in games of four by four', () => {
    fc.assert(
      fc.property(matrices(4, 9), ([a, b]) => {
        const form = bimatrix(a, b)
        expect(found(form)).toEqual(extremeByBruteForce(form))
      }),
      { numRuns: 60 },
    )
  })

  it('are 75 in the game of six by six with the most that are known', () => {
    // Von Stengel, New maximal numbers of equilibria in bimatrix games, 1999.
    const form = bimatrix(
      [
        [-81, 36, -126, 126, -36, 90],
        [-180, 72, -333, 297, -153, 270],
        [20, -3, 42, -33, 17, -30],
        [-30, 17, -33, 42, -3, 20],
        [270, -153, 297, -333, 72, -180],
        [90, -36, 126, -126, 36, -81],
      ],
      [
        [72, 36, 17, -3, -36, -153],
        [-180, -81, -30, 20, 90, 270],
        [297, 126, 42, -33, -126, -333],
        [-333, -126, -33, 42, 126, 297],
        [270, 90, 20, -30, -81, -180],
        [-153, -36, -3, 17, 36, 72],
      ],
    )
    expect(found(form)).toHaveLength(75)
  })

  it('are 2^n - 1 in a game of coordination', () => {
    const identity = Array.from({ length: 6 }, (_, i) =>
      Array.from({ length: 6 }, (_, j) => (i === j ? 1 : 0)),
    )
    expect(found(bimatrix(identity, identity))).toHaveLength(63)
  })
})

describe('components', () => {
  it('are made of subsets whose mixtures are equilibria, and hold every extreme equilibrium once', () => {
    let degenerate = 0
    fc.assert(
      fc.property(matrices(3, 1), ([a, b]) => {
        const form = bimatrix(a, b)
        const extreme = [...extremeEquilibria(unlimited, form)]
        const components = componentsOf(unlimited, extreme)
        expect(components.flatMap(one => one.extreme).sort((x, y) => x - y)).toEqual([...extreme.keys()])
        for (const { subsets } of components)
          for (const { rows, columns } of subsets) {
            if (rows.length * columns.length > 1) degenerate += 1
            const profile = [mean(rows), mean(columns)]
            expect(regrets(exact, form, profile).regrets.every(gain => gain.numerator === 0n)).toBe(true)
          }
        for (const [e, { row, column }] of extreme.entries()) {
          const own = components.find(one => one.extreme.includes(e))
          expect(own?.subsets.some(s => s.rows.includes(row) && s.columns.includes(column))).toBe(true)
        }
      }),
      { numRuns: 150 },
    )
    expect(degenerate).toBeGreaterThan(50)
  })

  it('are as many as equilibria where the game is generic', () => {
    const form = bimatrix(
      [
        [3, 0],
        [0, 1],
      ],
      [
        [1, 0],
        [0, 3],
      ],
    )
    const extreme = [...extremeEquilibria(unlimited, form)]
    expect(componentsOf(unlimited, extreme).map(one => one.extreme)).toEqual(extreme.map((_, e) => [e]))
  })
})

const mean = (strategies: readonly (readonly Rational[])[]): readonly Rational[] => {
  const share = exact.fromRatio(1n, BigInt(strategies.length))
  return (strategies[0] ?? []).map((_, k) =>
    strategies.reduce((sum, s) => exact.add(sum, exact.mul(share, s[k] ?? exact.zero)), exact.zero),
  )
}
