import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unlimited } from '../../../../src/markov/budget.ts'
import { double } from '../../../../src/markov/double.ts'
import { exact, integer, type Rational, rational } from '../../../../src/markov/rational.ts'
import type { Matrix } from '../../../../src/solver/evolution/even.ts'
import { fitness, fixationProbability, type MoranProcess } from '../../../../src/solver/evolution/fixation.ts'
import { onePopulation, populations, replicatorCurve } from '../../../../src/solver/evolution/replicator.ts'
import { restPoints } from '../../../../src/solver/evolution/restPoints.ts'

const matrixOf = (rows: readonly (readonly number[])[]): Matrix<Rational> =>
  rows.map(row => row.map(n => integer(BigInt(n))))

const zeroSum = [
  [0, -1, 1],
  [1, 0, -1],
  [-1, 1, 0],
]

describe('replicator dynamics', () => {
  it('of rock, paper, scissors keep the product of shares (Hofbauer and Sigmund 1998, chapter 7)', () => {
    const curve = [
      ...replicatorCurve(unlimited, onePopulation(zeroSum), [[0.5, 0.3, 0.2]], {
        step: 0.01,
        steps: 10_000,
        every: 100,
      }),
    ]
    expect(curve.length).toBe(101)
    expect(curve[100]?.time).toBeCloseTo(100, 9)
    const products = curve.map(({ shares: [[x = 0, y = 0, z = 0] = []] }) => x * y * z)
    for (const product of products) expect(Math.abs(product - 0.03)).toBeLessThan(1e-8)
    // It goes round, however: the shares themselves do not stay.
    const rocks = curve.map(({ shares }) => shares[0]?.[0] ?? 0)
    expect(Math.max(...rocks) - Math.min(...rocks)).toBeGreaterThan(0.2)
  })
  it('of hawk and dove go to the stable mixture', () => {
    const matrix = [
      [-1, 4],
      [0, 2],
    ]
    const [, last] = [
      ...replicatorCurve(unlimited, onePopulation(matrix), [[0.01, 0.99]], {
        step: 0.05,
        steps: 1000,
        every: 1000,
      }),
    ]
    expect(last?.shares[0]?.[0]).toBeCloseTo(2 / 3, 9)
  })
  it('of two strategies follow the solution in closed form', () => {
    // With payoffs 1 and 0 the odds grow as e^t.
    const [, last] = [
      ...replicatorCurve(
        unlimited,
        onePopulation([
          [1, 1],
          [0, 0],
        ]),
        [[0.1, 0.9]],
        { step: 0.1, steps: 30, every: 30 },
      ),
    ]
    const odds = Math.exp(3) / 9
    expect(last?.shares[0]?.[0]).toBeCloseTo(odds / (1 + odds), 12)
  })
  it('never bring back who is gone', () => {
    const curve = [
      ...replicatorCurve(unlimited, onePopulation(zeroSum), [[0.5, 0.5, 0]], { step: 0.1, steps: 200 }),
    ]
    for (const { shares } of curve) {
      expect(shares[0]?.[2]).toBe(0)
      expect(shares[0]?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
    }
    expect(curve[200]?.shares[0]?.[1]).toBeCloseTo(1, 6)
  })
  it('of two populations in matching pennies go round, too', () => {
    const form = {
      title: '',
      comment: '',
      players: ['even', 'odd'],
      strategies: [
        ['h', 't'],
        ['h', 't'],
      ],
      payoffs: [
        [1, -1, -1, 1],
        [-1, 1, 1, -1],
      ],
    }
    const start = [
      [0.7, 0.3],
      [0.4, 0.6],
    ]
    const curve = [
      ...replicatorCurve(unlimited, populations(double, form), start, { step: 0.01, steps: 2000, every: 50 }),
    ]
    const kept = curve.map(({ shares }) => shares.flat().reduce((product, share) => product * share, 1))
    for (const product of kept) expect(Math.abs(product - 0.7 * 0.3 * 0.4 * 0.6)).toBeLessThan(1e-9)
  })
})

describe('rest points', () => {
  const found = (rows: readonly (readonly number[])[]) => [...restPoints(unlimited, matrixOf(rows))]
  it('of rock, paper, scissors: saddles at the corners, a center in the middle', () => {
    const all = found(zeroSum)
    expect(
      all.map(({ strategy, nearby, isNash }) => [strategy.map(exact.show).join(' '), nearby, isNash]),
    ).toEqual([
      ['1 0 0', 'repelled', false],
      ['0 1 0', 'repelled', false],
      ['0 0 1', 'repelled', false],
      ['1/3 1/3 1/3', 'undecided', true],
    ])
    for (const { real, imaginary } of all[3]?.eigenvalues ?? []) {
      expect(real).toBeCloseTo(0, 12)
      expect(Math.abs(imaginary)).toBeCloseTo(1 / Math.sqrt(3), 12)
    }
  })
  it('attract where winning brings more than losing costs', () => {
    expect(
      found([
        [0, -1, 2],
        [2, 0, -1],
        [-1, 2, 0],
      ])[3]?.nearby,
    ).toBe('attracting')
    expect(
      found([
        [0, -2, 1],
        [1, 0, -2],
        [-2, 1, 0],
      ])[3]?.nearby,
    ).toBe('repelled')
  })
  it('have the eigenvalues that differences of the dynamics have', () => {
    const rows = [
      [0, 3, 1],
      [2, 0, 2],
      [1, 3, 0],
    ]
    const dynamics = (x: readonly number[]) => {
      const values = rows.map(row => row.reduce((sum, payoff, j) => sum + payoff * (x[j] ?? 0), 0))
      const mean = values.reduce((sum, value, i) => sum + value * (x[i] ?? 0), 0)
      return x.map((share, i) => share * ((values[i] ?? 0) - mean))
    }
    for (const { strategy, eigenvalues } of found(rows)) {
      const at = strategy.map(exact.toNumber)
      const h = 1e-5
      // On the plane of shares: coordinates 0 and 1, the last is less their sum.
      const column = (j: number) => {
        const moved = (by: number) =>
          dynamics(at.map((share, i) => share + (i === j ? by : i === 2 ? -by : 0)))
        const [up, down] = [moved(h), moved(-h)]
        return [0, 1].map(i => ((up[i] ?? 0) - (down[i] ?? 0)) / (2 * h))
      }
      const [a = 0, c = 0] = column(0)
      const [b = 0, d = 0] = column(1)
      const sum = eigenvalues.reduce((total, { real }) => total + real, 0)
      const [first, second] = eigenvalues
      const product =
        (first?.real ?? 0) * (second?.real ?? 0) - (first?.imaginary ?? 0) * (second?.imaginary ?? 0)
      expect(sum).toBeCloseTo(a + d, 6)
      expect(product).toBeCloseTo(a * d - b * c, 6)
    }
  })
})

describe('the Moran process', () => {
  const process = (
    rows: readonly (readonly number[])[],
    population: number,
    selection = exact.one,
  ): MoranProcess => ({
    matrix: matrixOf(rows),
    population,
    selection,
  })
  it('without selection drifts: 1 / N', () => {
    expect(
      fixationProbability(
        process(
          [
            [5, 1],
            [2, 3],
          ],
          7,
          exact.zero,
        ),
      ),
    ).toEqual(rational(1n, 7n))
  })
  it('with constant fitness r: (1 - 1/r) / (1 - 1/r^N)', () => {
    const [r, n] = [2n, 10n]
    expect(
      fixationProbability(
        process(
          [
            [2, 2],
            [1, 1],
          ],
          Number(n),
        ),
      ),
    ).toEqual(rational(r ** n - r ** (n - 1n), r ** n - 1n))
  })
  it('is what a random walk from state to state says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 4, maxLength: 4 }),
        fc.integer({ min: 2, max: 6 }),
        ([a = 1, b = 1, c = 1, d = 1], population) => {
          const given = process(
            [
              [a, b],
              [c, d],
            ],
            population,
            rational(1n, 2n),
          )
          const at = (k: number) => fixationProbability(given, k) ?? exact.zero
          expect(at(0)).toEqual(exact.zero)
          expect(at(population)).toEqual(exact.one)
          // Harmonic: the probability is the average of those after a birth and a death.
          for (let k = 1; k < population; k++) {
            const [own, other] = fitness(given, k)
            const mutants = exact.mul(own, integer(BigInt(k)))
            const residents = exact.mul(other, integer(BigInt(population - k)))
            const born = exact.div(mutants, exact.add(mutants, residents))
            const dies = rational(BigInt(k), BigInt(population))
            const up = exact.mul(born, exact.sub(exact.one, dies))
            const down = exact.mul(exact.sub(exact.one, born), dies)
            const stay = exact.sub(exact.sub(exact.one, up), down)
            const next = exact.add(
              exact.add(exact.mul(up, at(k + 1)), exact.mul(down, at(k - 1))),
              exact.mul(stay, at(k)),
            )
            expect(exact.show(next)).toBe(exact.show(at(k)))
          }
        },
      ),
      { numRuns: 40 },
    )
  })
  it('has no rates below zero', () => {
    expect(
      fixationProbability(
        process(
          [
            [-1, 1],
            [1, 1],
          ],
          3,
        ),
      ),
    ).toBeUndefined()
  })
})
