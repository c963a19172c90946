import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NormalForm } from '../../../../src/form/normalForm.ts'
import { unlimited } from '../../../../src/markov/budget.ts'
import { exact, type Rational } from '../../../../src/markov/rational.ts'
import { isCorrelated } from '../../../../src/solver/correlated/check.ts'
import { correlatedPolytope } from '../../../../src/solver/correlated/polytope.ts'
import { gameOf, right, shown, wholeGame } from './bimatrix.ts'

const polytope = (form: NormalForm<Rational>) => right(correlatedPolytope(unlimited, form))

/** The solution of a square system by elimination, where it has exactly one. */
const solve = (rows: readonly (readonly Rational[])[]): readonly Rational[] | undefined => {
  const matrix = rows.map(row => [...row])
  const size = matrix.length
  for (let c = 0; c < size; c++) {
    const r = matrix.findIndex((row, k) => k >= c && row[c]?.numerator !== 0n)
    const pivot = matrix[r]
    const other = matrix[c]
    if (pivot === undefined || other === undefined) return undefined
    matrix[r] = other
    matrix[c] = pivot
    const by = pivot[c] ?? exact.one
    matrix[c] = pivot.map(x => exact.div(x, by))
    for (let k = 0; k < size; k++) {
      const factor = matrix[k]?.[c] ?? exact.zero
      if (k === c) continue
      matrix[k] = (matrix[k] ?? []).map((x, i) =>
        exact.sub(x, exact.mul(factor, matrix[c]?.[i] ?? exact.zero)),
      )
    }
  }
  return matrix.map(row => row[size] ?? exact.zero)
}

/** Vertices from the definition: every point of the polytope at which three independent inequalities are tight. */
const bruteForce = (form: NormalForm<Rational>): readonly string[] => {
  const u = (player: number, a: number, b: number) => form.payoffs[player]?.[2 * a + b] ?? exact.zero
  const own = [0, 1].flatMap(s => {
    const t = 1 - s
    const first = [0, 1, 2, 3].map(k =>
      k >> 1 === s ? exact.sub(u(0, s, k & 1), u(0, t, k & 1)) : exact.zero,
    )
    const second = [0, 1, 2, 3].map(k =>
      (k & 1) === s ? exact.sub(u(1, k >> 1, s), u(1, k >> 1, t)) : exact.zero,
    )
    return [first, second]
  })
  const axes = [0, 1, 2, 3].map(k => [0, 1, 2, 3].map(i => (i === k ? exact.one : exact.zero)))
  const all = [...axes, ...own]
  const found = new Set<string>()
  for (let a = 0; a < all.length; a++)
    for (let b = 0; b < a; b++)
      for (let c = 0; c < b; c++) {
        const rows = [all[a], all[b], all[c]].map(row => [...(row ?? []), exact.zero])
        const point = solve([...rows, [exact.one, exact.one, exact.one, exact.one, exact.one]])
        if (point !== undefined && isCorrelated(form, new Map(point.entries())))
          found.add(shown(point).join(' '))
      }
  return [...found].sort()
}

describe('the polytope of correlated equilibria', () => {
  const battle = wholeGame(
    [2, 2],
    [
      [2, 0, 0, 1],
      [1, 0, 0, 2],
    ],
  )
  it('of the battle of the sexes has five vertices (Calvó-Armengol 2006)', () => {
    expect(polytope(battle).vertices.map(shown)).toEqual([
      ['0', '0', '0', '1'],
      ['2/9', '4/9', '1/9', '2/9'],
      ['1/4', '1/2', '0', '1/4'],
      ['2/5', '0', '1/5', '2/5'],
      ['1', '0', '0', '0'],
    ])
  })

  it('has faces that fit together', () => {
    const { vertices, edges, facets } = polytope(battle)
    // Euler: vertices - edges + facets = 2 in three dimensions, and every edge lies between two facets.
    expect(vertices.length - edges.length + facets.length).toBe(2)
    for (const [a, b] of edges)
      expect(facets.filter(facet => facet.vertices.includes(a) && facet.vertices.includes(b)).length).toBe(2)
    for (const { vertices: around } of facets)
      for (const [k, v] of around.entries()) {
        const next = around[(k + 1) % around.length] ?? v
        expect(edges.some(([a, b]) => (a === v && b === next) || (a === next && b === v))).toBe(true)
      }
  })

  it('of the prisoner’s dilemma is a point', () => {
    const dilemma = wholeGame(
      [2, 2],
      [
        [3, 0, 5, 1],
        [3, 5, 0, 1],
      ],
    )
    const { vertices, edges, facets, payoffs } = polytope(dilemma)
    expect(vertices.map(shown)).toEqual([['0', '0', '0', '1']])
    expect([edges, facets]).toEqual([[], []])
    expect(payoffs.map(shown)).toEqual([['1', '1']])
  })

  it('is refused where there are too many profiles', () => {
    const big = wholeGame([4, 4], [new Array<number>(16).fill(0), new Array<number>(16).fill(0)])
    expect(correlatedPolytope(unlimited, big)).toMatchObject({
      left: { kind: 'notApplicable', reason: expect.stringContaining('at most 12 profiles') },
    })
  })

  it('is what solving every system of three equations finds', () => {
    fc.assert(
      fc.property(gameOf([2, 2]), form => {
        expect([...polytope(form).vertices.map(vertex => shown(vertex).join(' '))].sort()).toEqual(
          bruteForce(form),
        )
      }),
      { numRuns: 150 },
    )
  })
})
