import { describe, expect, it } from 'vitest'
import type { NormalForm } from '../../../src/form/normalForm.ts'
import { regrets } from '../../../src/form/normalForm.ts'
import { loadHighs } from '../../../src/linear/highs.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { exact, integer, type Rational, rational } from '../../../src/markov/rational.ts'
import { solveZeroSum } from '../../../src/solver/zeroSum.ts'

const floats = await loadHighs()

const matrixGame = (rows: readonly (readonly Rational[])[]): NormalForm<Rational> => ({
  title: '',
  comment: '',
  players: ['row', 'column'],
  strategies: [rows.map((_, i) => `r${i}`), (rows[0] ?? []).map((_, j) => `c${j}`)],
  payoffs: [rows.flat(), rows.flat().map(a => exact.sub(exact.zero, a))],
})

const whole = (rows: readonly (readonly number[])[]) =>
  matrixGame(rows.map(row => row.map(n => integer(BigInt(n)))))

describe('a matrix game', () => {
  it.each([
    [
      'matching pennies',
      whole([
        [1, -1],
        [-1, 1],
      ]),
      '0',
    ],
    [
      'rock, paper, scissors, lizard, spock',
      whole([
        [0, -1, 1, 1, -1],
        [1, 0, -1, -1, 1],
        [-1, 1, 0, 1, -1],
        [-1, 1, -1, 0, 1],
        [1, -1, 1, -1, 0],
      ]),
      '0',
    ],
    [
      'Blotto, four against three',
      whole([
        [4, 2, 1, 0],
        [1, 3, 0, -1],
        [-2, 2, 2, -2],
        [-1, 0, 3, 1],
        [0, 1, 2, 4],
      ]),
      '14/9',
    ],
    [
      'rock, paper, scissors of unlike stakes',
      matrixGame(
        [
          [0n, -5n, 10n],
          [5n, 0n, -1n],
          [-10n, 1n, 0n],
        ].map(row => row.map(n => rational(n, 20n))),
      ),
      '0',
    ],
  ] as const)('%s has its value', (_, form, value) => {
    const found = solveZeroSum(unlimited, form, undefined)
    if (found === undefined) throw new Error('not solved')
    expect(exact.show(found.value)).toBe(value)
    expect(regrets(exact, form, found.profile).regrets.map(exact.show)).toEqual(['0', '0'])
  })

  it('of 40 by 40 at random is solved exactly with doubles as a guide', () => {
    let seed = 12345
    const next = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return BigInt((seed >> 8) % 201) - 100n
    }
    const form = matrixGame(
      Array.from({ length: 40 }, () => Array.from({ length: 40 }, () => integer(next()))),
    )
    const found = solveZeroSum(unlimited, form, floats)
    if (found === undefined) throw new Error('not solved')
    expect(regrets(exact, form, found.profile).regrets.map(exact.show)).toEqual(['0', '0'])
  })

  it('is none where payoffs do not add up to a constant', () => {
    const form = whole([
      [1, 0],
      [0, 1],
    ])
    expect(
      solveZeroSum(
        unlimited,
        { ...form, payoffs: [form.payoffs[0] ?? [], form.payoffs[0] ?? []] },
        undefined,
      ),
    ).toBeUndefined()
  })
})
