import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { budget, OutOfSteps, unlimited } from '../../../../src/markov/budget.ts'
import { exact, integer, type Rational, rational } from '../../../../src/markov/rational.ts'
import { copositivity, signOnCone } from '../../../../src/solver/evolution/copositive.ts'
import type { Matrix } from '../../../../src/solver/evolution/even.ts'
import { supports } from '../../../../src/solver/evolution/even.ts'
import {
  evolutionarilyStable,
  stabilityOf,
  symmetricMatrix,
} from '../../../../src/solver/evolution/stable.ts'

const matrixOf = (rows: readonly (readonly number[])[]): Matrix<Rational> =>
  rows.map(row => row.map(n => integer(BigInt(n))))

const stable = (rows: readonly (readonly number[])[]) =>
  [...evolutionarilyStable(unlimited, matrixOf(rows))].map(({ strategy }) =>
    strategy.map(exact.show).join(' '),
  )

const square = (size: number, most = 3) =>
  fc.array(fc.array(fc.integer({ min: -most, max: most }), { minLength: size, maxLength: size }), {
    minLength: size,
    maxLength: size,
  })

describe('evolutionarily stable strategies', () => {
  it('of hawk and dove: a part value / cost of hawks', () => {
    // Value 4, cost 6 (Maynard Smith and Price 1973).
    expect(
      stable([
        [-1, 4],
        [0, 2],
      ]),
    ).toEqual(['2/3 1/3'])
    expect(
      [
        ...evolutionarilyStable(
          unlimited,
          matrixOf([
            [-1, 4],
            [0, 2],
          ]),
        ),
      ][0],
    ).toMatchObject({
      payoff: rational(2n, 3n),
      bestReplies: [0, 1],
    })
  })
  it('may be several, as in coordination', () => {
    expect(
      stable([
        [2, 0],
        [0, 1],
      ]),
    ).toEqual(['1 0', '0 1'])
  })
  it('may be none, as in rock, paper, scissors', () => {
    expect(
      stable([
        [0, -1, 1],
        [1, 0, -1],
        [-1, 1, 0],
      ]),
    ).toEqual([])
    expect(
      stable([
        [0, -2, 1],
        [1, 0, -2],
        [-2, 1, 0],
      ]),
    ).toEqual([])
  })
  it('are there where winning brings more than losing costs', () => {
    expect(
      stable([
        [0, -1, 2],
        [2, 0, -1],
        [-1, 2, 0],
      ]),
    ).toEqual(['1/3 1/3 1/3'])
  })
  it('may leave a best reply unused', () => {
    // Both are as good against the first, and the first is better against the second.
    expect(
      stable([
        [1, 2],
        [1, 1],
      ]),
    ).toEqual(['1 0'])
    expect(
      stable([
        [1, 1],
        [1, 1],
      ]),
    ).toEqual([])
  })
  it('of five strategies, with as many as two on overlapping supports', () => {
    const cyclic = [0, 1, 2, 3, 4].map(i => [0, 1, 2, 3, 4].map(j => [0, 2, -2, -2, 2][(j - i + 5) % 5] ?? 0))
    const found = [...evolutionarilyStable(unlimited, matrixOf(cyclic))]
    expect(found.map(({ strategy }) => strategy.map(exact.show).join(' '))).toEqual([
      '1/2 1/2 0 0 0',
      '1/2 0 0 0 1/2',
      '0 1/2 1/2 0 0',
      '0 0 1/2 1/2 0',
      '0 0 0 1/2 1/2',
    ])
  })

  it('are what invasion by every mutant on a fine grid says', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 3 }).chain(size => square(size)),
        rows => {
          const matrix = matrixOf(rows)
          const found = stable(rows)
          for (const support of supports(rows.length)) {
            const point = candidate(rows, support)
            if (point === undefined) continue
            const key = point.map(exact.show).join(' ')
            const invaded = invasion(rows, point)
            expect([key, found.includes(key)]).toEqual([key, invaded === 'resisted'])
            expect([key, stabilityOf(unlimited, matrix, point)]).toEqual([
              key,
              { resisted: 'stable', tied: 'neutral', lost: 'unstable', reply: 'notEquilibrium' }[invaded],
            ])
          }
          for (const one of evolutionarilyStable(unlimited, matrix))
            expect(stabilityOf(unlimited, matrix, one.strategy)).toBe('stable')
        },
      ),
      { numRuns: 300 },
    )
  })

  it('are given before the budget runs out', () => {
    const small = budget(1)
    const found = evolutionarilyStable(
      small,
      matrixOf([
        [1, 0],
        [0, 1],
      ]),
    )
    expect(found.next().value).toMatchObject({ bestReplies: [0] })
    expect(() => found.next()).toThrow(OutOfSteps)
  })
})

/** The point of a support of up to three strategies with equal payoffs, by Cramer's rule. */
const candidate = (
  rows: readonly (readonly number[])[],
  support: readonly number[],
): readonly Rational[] | undefined => {
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0
  const [a = 0, b = 0, c = 0] = support
  const d = (i: number, k: number): number => at(i, k) - at(a, k)
  const weights =
    support.length === 1
      ? [1]
      : support.length === 2
        ? [d(b, b), -d(b, a)]
        : [
            d(b, b) * d(c, c) - d(b, c) * d(c, b),
            d(b, c) * d(c, a) - d(b, a) * d(c, c),
            d(b, a) * d(c, b) - d(b, b) * d(c, a),
          ]
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total === 0 || weights.some(weight => weight * total <= 0)) return undefined
  return rows.map((_, i) => {
    const place = support.indexOf(i)
    return place < 0 ? exact.zero : rational(BigInt(weights[place] ?? 0), BigInt(total))
  })
}

/** What becomes of mutants `x + z / scale` for all whole z of sum zero up to 24, in whole numbers. */
const invasion = (rows: readonly (readonly number[])[], x: readonly Rational[]) => {
  const weigh = (z: readonly number[], row: readonly number[]) =>
    row.reduce((sum, payoff, j) => sum + payoff * (z[j] ?? 0), 0)
  const doubles = x.map(exact.toNumber)
  const values = rows.map(row => weigh(doubles, row))
  const most = Math.max(...values)
  const isBest = values.map(value => value > most - 1e-9)
  if (x.some((weight, i) => weight.numerator > 0n && isBest[i] !== true)) return 'reply'
  let worst = Number.NEGATIVE_INFINITY
  const span = 24
  for (let p = -span; p <= span; p++)
    for (let q = rows.length === 3 ? -span : 0; q <= (rows.length === 3 ? span : 0); q++) {
      const z = rows.length === 3 ? [p, q, -p - q] : [p, -p]
      const isWay = z.every(
        (step, i) => step === 0 || (isBest[i] === true && (step > 0 || (x[i]?.numerator ?? 0n) > 0n)),
      )
      if (isWay && z.some(step => step !== 0))
        worst = Math.max(
          worst,
          weigh(
            z,
            rows.map(row => weigh(z, row)),
          ),
        )
    }
  return worst < 0 ? 'resisted' : worst === 0 ? 'tied' : 'lost'
}

describe('neutral stability', () => {
  it('is what rock, paper, scissors has in the middle', () => {
    const third = rational(1n, 3n)
    const rows = [
      [0, -1, 1],
      [1, 0, -1],
      [-1, 1, 0],
    ]
    expect(stabilityOf(unlimited, matrixOf(rows), [third, third, third])).toBe('neutral')
    expect(stabilityOf(unlimited, matrixOf(rows), [exact.one, exact.zero, exact.zero])).toBe('notEquilibrium')
  })
  it('is what everything has where nothing matters', () => {
    const even = [rational(1n, 2n), rational(1n, 2n), exact.zero]
    expect(
      stabilityOf(
        unlimited,
        matrixOf([
          [1, 1, 1],
          [1, 1, 1],
          [1, 1, 1],
        ]),
        even,
      ),
    ).toBe('neutral')
  })
  it('is not what the mixture of coordination has', () => {
    expect(
      stabilityOf(
        unlimited,
        matrixOf([
          [2, 0],
          [0, 1],
        ]),
        [rational(1n, 3n), rational(2n, 3n)],
      ),
    ).toBe('unstable')
  })
})

describe('copositivity', () => {
  it('of a form that is not positive definite', () => {
    expect(
      copositivity(
        unlimited,
        matrixOf([
          [1, 5],
          [5, 1],
        ]),
      ),
    ).toBe('positive')
    expect(
      copositivity(
        unlimited,
        matrixOf([
          [1, -1],
          [-1, 1],
        ]),
      ),
    ).toBe('nonnegative')
    expect(
      copositivity(
        unlimited,
        matrixOf([
          [1, -2],
          [-2, 1],
        ]),
      ),
    ).toBe('sometimesNegative')
    expect(
      copositivity(
        unlimited,
        matrixOf([
          [0, 1],
          [1, 0],
        ]),
      ),
    ).toBe('nonnegative')
  })
  it('of the form of Horn, which is neither a sum of squares nor of products', () => {
    const horn = [
      [1, -1, 1, 1, -1],
      [-1, 1, -1, 1, 1],
      [1, -1, 1, -1, 1],
      [1, 1, -1, 1, -1],
      [-1, 1, 1, -1, 1],
    ]
    expect(copositivity(unlimited, matrixOf(horn))).toBe('nonnegative')
    expect(
      copositivity(unlimited, matrixOf(horn.map((row, i) => row.map((n, j) => 9 * n - (i === j ? 1 : 0))))),
    ).toBe('sometimesNegative')
  })
  it('with entries of any sign', () => {
    expect(
      signOnCone(
        unlimited,
        matrixOf([
          [1, 1],
          [1, 2],
        ]),
        1,
      ),
    ).toBe('positive')
    expect(
      signOnCone(
        unlimited,
        matrixOf([
          [1, 2],
          [2, 1],
        ]),
        1,
      ),
    ).toBe('sometimesNegative')
    expect(
      signOnCone(
        unlimited,
        matrixOf([
          [0, 0],
          [0, 1],
        ]),
        1,
      ),
    ).toBe('nonnegative')
    expect(
      signOnCone(
        unlimited,
        matrixOf([
          [0, 1],
          [1, 1],
        ]),
        1,
      ),
    ).toBe('sometimesNegative')
    expect(signOnCone(unlimited, matrixOf([[-1]]), 1)).toBe('sometimesNegative')
  })
})

describe('a symmetric game', () => {
  const form = (payoffs: readonly (readonly number[])[], players = 2) => ({
    title: '',
    comment: '',
    players: Array.from({ length: players }, (_, i) => `p${i}`),
    strategies: Array.from({ length: players }, () => ['a', 'b']),
    payoffs: payoffs.map(own => own.map(n => integer(BigInt(n)))),
  })
  it('is one payoff matrix', () => {
    expect(
      symmetricMatrix(
        form([
          [-1, 4, 0, 2],
          [-1, 0, 4, 2],
        ]),
      ),
    ).toEqual({
      _tag: 'Right',
      right: matrixOf([
        [-1, 4],
        [0, 2],
      ]),
    })
  })
  it('is known from others', () => {
    expect(
      symmetricMatrix(
        form([
          [1, 0, 0, 1],
          [1, 2, 0, 1],
        ]),
      ),
    ).toMatchObject({
      left: { reason: 'the game is not symmetric: b against a is worth 0 to one player and 2 to the other' },
    })
    expect(symmetricMatrix(form([[], [], []], 3))).toMatchObject({ left: { kind: 'notApplicable' } })
  })
})
