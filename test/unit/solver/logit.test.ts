import { describe, expect, it } from 'vitest'
import type { NormalForm } from '../../../src/form/normalForm.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { logitBranch } from '../../../src/solver/logit.ts'

const bimatrix = (
  a: readonly (readonly number[])[],
  b: readonly (readonly number[])[],
): NormalForm<number> => ({
  title: '',
  comment: '',
  players: ['row', 'column'],
  strategies: [a.map((_, i) => `r${i}`), (a[0] ?? []).map((_, j) => `c${j}`)],
  payoffs: [a.flat(), b.flat()],
})

const at = (form: NormalForm<number>, precision: number) =>
  [...logitBranch(unlimited, form, { precision })].at(-1)

describe('the logit branch', () => {
  it('is a response to itself at every point', () => {
    const form = bimatrix(
      [
        [9, 0],
        [0, 1],
      ],
      [
        [0, 1],
        [1, 0],
      ],
    )
    for (const { precision, profile } of logitBranch(unlimited, form, { points: 40 })) {
      const [p = 0] = profile[0] ?? []
      const [q = 0] = profile[1] ?? []
      expect(Math.log(p / (1 - p))).toBeCloseTo(precision * (9 * q - (1 - q)), 7)
      expect(Math.log(q / (1 - q))).toBeCloseTo(precision * (1 - p - p), 7)
    }
  })
  it('of the stag hunt leads to the safe equilibrium, though the other is better', () => {
    const form = bimatrix(
      [
        [4, 0],
        [3, 2],
      ],
      [
        [4, 3],
        [0, 2],
      ],
    )
    const last = [...logitBranch(unlimited, form)].at(-1)
    expect(last?.regret).toBeLessThan(1e-7)
    expect(last?.profile[0]?.[0]).toBeLessThan(1e-6)
    const half = at(form, 0.5)
    // p = 1 / (1 + exp(-precision * (3 p - 2))) by bisection.
    let [lo, hi] = [0, 0.5]
    for (let k = 0; k < 60; k++) {
      const p = (lo + hi) / 2
      if (p < 1 / (1 + Math.exp(-0.5 * (3 * p - 2)))) lo = p
      else hi = p
    }
    expect(half?.profile[0]?.[0]).toBeCloseTo(lo, 9)
  })
  it('has the values that are known', () => {
    const hunt = bimatrix(
      [
        [4, 0],
        [3, 2],
      ],
      [
        [4, 3],
        [0, 2],
      ],
    )
    const stag = [
      [0.5, 0.4020521354177053],
      [1, 0.19584604687614096],
      [2, 0.02026447860133755],
      [5, 4.542881340882706e-5],
    ] as const
    for (const [precision, p] of stag) expect(at(hunt, precision)?.profile[0]?.[0]).toBeCloseTo(p, 9)
    const pennies = bimatrix(
      [
        [9, 0],
        [0, 1],
      ],
      [
        [0, 1],
        [1, 0],
      ],
    )
    const mixed = [
      [0.5, 0.8306705913418174, 0.41807746690621367],
      [1, 0.8935763305539739, 0.31278037502953326],
      [3, 0.7953836902509664, 0.14525626872796485],
    ] as const
    for (const [precision, p, q] of mixed) {
      expect(at(pennies, precision)?.profile[0]?.[0]).toBeCloseTo(p, 8)
      expect(at(pennies, precision)?.profile[1]?.[0]).toBeCloseTo(q, 8)
    }
    const last = [...logitBranch(unlimited, pennies)].at(-1)
    expect(last?.profile[0]?.[0]).toBeCloseTo(0.5, 3)
    expect(last?.profile[1]?.[0]).toBeCloseTo(0.1, 3)
  })
  it('leads to the equilibrium of Jordan’s matching pennies, and of games that have a fold', () => {
    const signs = Array.from({ length: 8 }, (_, k) => [k >> 2, (k >> 1) & 1, k & 1] as const)
    const jordan: NormalForm<number> = {
      title: '',
      comment: '',
      players: ['1', '2', '3'],
      strategies: [
        ['0', '1'],
        ['0', '1'],
        ['0', '1'],
      ],
      payoffs: [
        signs.map(([a, b]) => (a === b ? 1 : -1)),
        signs.map(([, b, c]) => (b === c ? 1 : -1)),
        signs.map(([a, , c]) => (a === c ? -1 : 1)),
      ],
    }
    const [first] = logitBranch(unlimited, jordan)
    expect(first?.regret).toBeLessThan(1e-12)
    // The risky equilibrium of a stag hunt with even risks lies beyond a fold of the branch.
    const chicken = bimatrix(
      [
        [0, 7.1],
        [2, 6],
      ],
      [
        [0, 2],
        [7, 6],
      ],
    )
    expect([...logitBranch(unlimited, chicken)].at(-1)?.regret).toBeLessThan(1e-6)
  })
})
