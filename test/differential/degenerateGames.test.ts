/**
 * Games with ties everywhere, solved as `coplay solve --all` does, beside equilibria from the definition: every corner of
 * the best-response regions by exact linear algebra, pairs of which are compared strategy by strategy.
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NormalForm } from '../../src/form/normalForm.ts'
import { integer, type Rational } from '../../src/markov/rational.ts'
import { extremeByBruteForce } from '../unit/solver/bimatrix/bruteForce.ts'
import { type Answers, bimatrixText, solvedGambit } from './referenceGames.ts'

type Matrix = readonly (readonly number[])[]

const formOf = (a: Matrix, b: Matrix): NormalForm<Rational> => ({
  title: '',
  comment: '',
  players: ['row', 'column'],
  strategies: [a.map((_, i) => `${i + 1}`), (a[0] ?? []).map((_, j) => `${j + 1}`)],
  payoffs: [a, b].map(matrix => matrix.flat().map(n => integer(BigInt(n)))),
})

/** A mixture as it is told, as probabilities of all strategies. */
const spread = (told: string, count: number): string => {
  const parts = new Map(told.split(', ').map(part => [part.split(' ')[0], part.split(' ')[1] ?? '1']))
  return Array.from({ length: count }, (_, k) => parts.get(`${k + 1}`) ?? '0').join(' ')
}

const toldBy = ({ all }: Answers, rows: number, columns: number): readonly string[] =>
  all.map(({ plays }) => `${spread(plays['row'] ?? '', rows)} | ${spread(plays['column'] ?? '', columns)}`)

/** How many sets of connected equilibria there are: those that share a strategy are joined by mixtures of the other. */
const componentsAmong = (equilibria: readonly string[]): number => {
  const groups: Set<string>[] = []
  for (const equilibrium of equilibria) {
    const [row = '', column = ''] = equilibrium.split(' | ')
    const ends = [`row ${row}`, `column ${column}`]
    const touched = groups.filter(group => ends.some(end => group.has(end)))
    const joined = new Set([...ends, ...touched.flatMap(group => [...group])])
    groups.splice(0, groups.length, ...groups.filter(group => !touched.includes(group)), joined)
  }
  return groups.length
}

const matrixOf = (m: number, n: number, values: readonly number[]): fc.Arbitrary<Matrix> =>
  fc.array(fc.array(fc.constantFrom(...values), { minLength: n, maxLength: n }), {
    minLength: m,
    maxLength: m,
  })

/** Some rows and columns are those before them once more. */
const withTwins = (matrix: Matrix, rows: readonly boolean[], columns: readonly boolean[]): Matrix => {
  const source = (twins: readonly boolean[], k: number): number => (twins[k] === true && k > 0 ? k - 1 : k)
  return matrix.map((_, i) => {
    const row = matrix[source(rows, i)] ?? []
    return row.map((__, j) => row[source(columns, j)] ?? 0)
  })
}

const games = (sizes: readonly (readonly [number, number])[], values: readonly number[]) =>
  fc
    .constantFrom(...sizes)
    .chain(([m, n]) =>
      fc.record({
        a: matrixOf(m, n, values),
        b: matrixOf(m, n, values),
        kind: fc.constantFrom('any', 'twins', 'zeroSum', 'common', 'one is indifferent'),
        rows: fc.array(fc.boolean(), { minLength: m, maxLength: m }),
        columns: fc.array(fc.boolean(), { minLength: n, maxLength: n }),
      }),
    )
    .map(({ a, b, kind, rows, columns }): readonly [Matrix, Matrix] => {
      switch (kind) {
        case 'any':
          return [a, b]
        case 'twins':
          return [withTwins(a, rows, columns), withTwins(b, rows, columns)]
        case 'zeroSum':
          return [a, a.map(row => row.map(n => 1 - n))]
        case 'common':
          return [a, a]
        default:
          return [a.map(row => row.map(() => 1)), b]
      }
    })

const agree = (a: Matrix, b: Matrix): number => {
  const answers = solvedGambit(bimatrixText(a, b), { all: true })
  const expected = extremeByBruteForce(formOf(a, b))
  const found = toldBy(answers, a.length, a[0]?.length ?? 0)
  expect([...found].sort()).toEqual(expected)
  expect(answers.isComplete).toBe(true)
  const numbers = answers.all.map(({ component }) => component ?? 0)
  const told = new Set(numbers).has(0) ? found.length : new Set(numbers).size
  expect(told).toBe(componentsAmong(found))
  // Those of one number are connected, as there are as many numbers as sets.
  for (const number of new Set(numbers))
    if (number > 0) expect(componentsAmong(found.filter((_, k) => numbers[k] === number))).toBe(1)
  return expected.length
}

const square = (size: number): readonly (readonly [number, number])[] =>
  Array.from({ length: size }, (_, m) =>
    Array.from({ length: size }, (__, n): readonly [number, number] => [m + 1, n + 1]),
  ).flat()

describe('all equilibria of a game with ties', () => {
  it.each([
    { about: 'of payoffs 0 and 1, up to 4 x 4', sizes: square(4), values: [0, 1], runs: 140 },
    { about: 'of payoffs 0, 1 and 2, up to 4 x 4', sizes: square(4), values: [0, 1, 2], runs: 140 },
    { about: 'of payoffs 0 and 1, 5 x 5', sizes: [[5, 5] as const], values: [0, 1], runs: 12 },
    {
      about: 'of one strategy of one player',
      sizes: [
        [1, 6],
        [6, 1],
        [1, 1],
        [2, 5],
        [5, 2],
      ] as const,
      values: [0, 1, 2],
      runs: 60,
    },
  ])('$about', ({ sizes, values, runs }) => {
    let several = 0
    fc.assert(
      fc.property(games(sizes, values), ([a, b]) => {
        if (agree(a, b) > 1) several += 1
      }),
      { numRuns: runs },
    )
    expect(several).toBeGreaterThan(runs / 4)
  })
})
