import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { mapPayoffs, type NormalForm, regrets, strategyValues } from '../../../src/form/normalForm.ts'
import { treeOfTable } from '../../../src/form/tableTree.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'
import { exact, integer, type Rational } from '../../../src/markov/rational.ts'
import { extremeEquilibria } from '../../../src/solver/bimatrix/extreme.ts'
import { polynomialEquilibria } from '../../../src/solver/polynomial/equilibria.ts'
import type { PolynomialEquilibrium } from '../../../src/solver/polynomial/judged.ts'
import { pureEquilibria } from '../../../src/solver/pure.ts'
import { solve } from '../../../src/solver/solve.ts'
import { subjectOfTable, subjectOfTree } from '../../../src/solver/subject.ts'
import { randomTables } from './randomGames.ts'

/** Payoffs by profile, the last player's strategy fastest. */
const game = (sizes: readonly number[], rows: readonly (readonly number[])[]): NormalForm<Rational> => ({
  title: '',
  comment: '',
  players: sizes.map((_, k) => `p${k}`),
  strategies: sizes.map(size => Array.from({ length: size }, (_, s) => String(s))),
  payoffs: sizes.map((_, player) => rows.map(row => integer(BigInt(row[player] ?? 0)))),
})

const text = (form: NormalForm<Rational>) =>
  [...polynomialEquilibria(unlimited, form)].map(found =>
    found.kind === 'undecided'
      ? 'undecided'
      : `${found.kind} ${found.profile
          .map(own =>
            own
              .map(exact.toNumber)
              .map(p => p.toFixed(6))
              .join(' '),
          )
          .join(' | ')}`,
  )

describe('all equilibria', () => {
  it('of Jordan’s matching pennies for three is one', () => {
    // 1 wants to match 2, 2 to match 3, 3 not to match 1.
    const rows = Array.from({ length: 8 }, (_, k) => {
      const [a, b, c] = [k >> 2, (k >> 1) & 1, k & 1]
      return [a === b ? 1 : -1, b === c ? 1 : -1, c !== a ? 1 : -1]
    })
    expect(text(game([2, 2, 2], rows))).toEqual([
      'exact 0.500000 0.500000 | 0.500000 0.500000 | 0.500000 0.500000',
    ])
  })

  it('of the game of McKelvey and McLennan with nine', () => {
    const rows = [
      [9, 8, 12],
      [0, 0, 0],
      [0, 0, 0],
      [3, 4, 6],
      [0, 0, 0],
      [3, 4, 6],
      [9, 8, 2],
      [0, 0, 0],
    ]
    const form = game([2, 2, 2], rows)
    const found = [...polynomialEquilibria(unlimited, form)]
    expect(found.map(({ kind }) => kind).filter(kind => kind !== 'undecided')).toHaveLength(9)
    for (const one of found)
      if (one.kind !== 'undecided')
        expect(regrets(exact, form, one.profile).regrets.every(gain => exact.toNumber(gain) < 1e-9)).toBe(
          true,
        )
  })

  it('of an irrational kind are enclosed', () => {
    // Nash's three-player poker has irrational equilibria; this is a small game with a square root in it.
    const rows = Array.from({ length: 8 }, (_, k) => {
      const [a, b, c] = [k >> 2, (k >> 1) & 1, k & 1]
      return [
        a === 0 ? 2 * b * c : 1 - b * c,
        b === 0 ? 2 * a * c : 1 - a * c,
        c === 0 ? 2 * a * b : 1 - a * b,
      ]
    })
    const form = game([2, 2, 2], rows)
    const isolated = [...polynomialEquilibria(unlimited, form)].flatMap(one =>
      one.kind === 'isolated' ? [one] : [],
    )
    for (const { bounds } of isolated)
      for (const own of bounds) for (const { lo, hi } of own) expect(hi - lo).toBeLessThan(1e-9)
    expect(
      isolated.some(({ bounds }) =>
        bounds.every(own => Math.abs((own[1]?.lo ?? 0) - Math.sqrt(1 / 3)) < 1e-9),
      ),
    ).toBe(true)
  })

  it('of an irrational kind have bounds by information set, of a tree too', () => {
    const rows = Array.from({ length: 8 }, (_, k) => {
      const played = [k >> 2, (k >> 1) & 1, k & 1]
      const both = (i: number): number =>
        played.reduce((product, own, j) => (j === i ? product : product * own), 1)
      return played.map((own, i) => (own === 0 ? 2 * both(i) : 1 - both(i)))
    })
    const table = game([2, 2, 2], rows)
    const means = { budget: unlimited, floats: undefined }
    for (const method of ['polynomial', 'logit'] as const)
      for (const subject of [subjectOfTable(table), subjectOfTree(treeOfTable(table))]) {
        const search = solve(means, subject, { concept: 'nash', all: true, method })
        expect(E.isRight(search)).toBe(true)
        if (E.isLeft(search)) continue
        const bounded = [...search.right.found].flatMap(one =>
          one.kind === 'profile' && one.bounds !== undefined ? [one.bounds] : [],
        )
        const shown = bounded.map(own => own.map(([, { lo = 0 } = {}]) => lo.toFixed(6)).join(' '))
        expect(shown).toEqual(['0.577350 0.577350 0.577350'])
      }
  })

  it('that are connected have one each that is told, and that there may be more', () => {
    // The third is paid nothing whatever happens; the first is better off with 0, the second with 1 if the third does 1.
    const profiles = [0, 1, 2, 3, 4, 5, 6, 7].map(k => [k >> 2, (k >> 1) & 1, k & 1] as const)
    const form = game(
      [2, 2, 2],
      profiles.map(([a, b, c]) => [1 - a, c === 0 ? 1 - b : 2 * b, 0]),
    )
    const found = [...polynomialEquilibria(unlimited, form)]
    const exactly = found.flatMap(one => (one.kind === 'exact' ? [one.profile] : []))
    for (const profile of exactly)
      expect(regrets(exact, form, profile).regrets.map(exact.show)).toEqual(['0', '0', '0'])
    const third = new Set(exactly.map(([, , own = []]) => own.map(exact.show).join(' ')))
    // Both pure, and even mixing, where the second is to be better off with 1; it is indifferent at 2/3.
    expect(third).toEqual(new Set(['1 0', '0 1', '1/2 1/2', '2/3 1/3']))
    expect(found.some(({ kind }) => kind === 'undecided')).toBe(true)
  })

  it('of two players are those of vertex enumeration', () => {
    let seed = 77
    const next = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return (seed >> 8) % 97
    }
    for (let run = 0; run < 6; run++) {
      const form = game(
        [3, 3],
        Array.from({ length: 9 }, () => [next(), next()]),
      )
      const expected = [...extremeEquilibria(unlimited, form)].map(({ row, column }) =>
        [row, column].map(own => own.map(exact.show).join(' ')).join(' | '),
      )
      const found = [...polynomialEquilibria(unlimited, form)].flatMap(one =>
        one.kind === 'undecided' ? [] : [one.profile.map(own => own.map(exact.show).join(' ')).join(' | ')],
      )
      expect(found.sort()).toEqual(expected.sort())
    }
  })

  it('contain the pure ones', () => {
    let seed = 5
    const next = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return (seed >> 8) % 61
    }
    for (let run = 0; run < 5; run++) {
      const form = game(
        [2, 2, 2],
        Array.from({ length: 8 }, () => [next(), next(), next()]),
      )
      const all = text(form)
      for (const { strategies } of pureEquilibria(exact, unlimited, form))
        expect(all).toContain(
          `exact ${strategies.map(s => (s === 0 ? '1.000000 0.000000' : '0.000000 1.000000')).join(' | ')}`,
        )
      expect(all.length).toBeGreaterThan(0)
    }
  })

  it('are an odd number where nothing is degenerate (Wilson 1971), each without regret', () => {
    for (const sizes of [
      [2, 2, 2],
      [3, 2, 2],
      [3, 3, 2],
      [2, 2, 2, 2],
    ])
      fc.assert(
        fc.property(randomTables(sizes, 100_000), form => {
          const found = [...polynomialEquilibria(unlimited, form)]
          if (found.some(({ kind }) => kind === 'undecided')) return
          expect(found.length % 2).toBe(1)
          for (const one of found)
            if (one.kind !== 'undecided') expect(regretOf(form, one)).toBeLessThan(1e-6)
        }),
        { numRuns: 12, seed: 7 },
      )
  })

  it('are no fewer than those that replies to noisy replies lead to', () => {
    // Logit replies of growing precision from many starts, damped: what they settle at with no regret is an equilibrium.
    fc.assert(
      fc.property(randomTables([2, 2, 2], 50), form => {
        const found = [...polynomialEquilibria(unlimited, form)]
        if (found.some(({ kind }) => kind === 'undecided')) return
        const doubles = mapPayoffs(form, exact.toNumber)
        for (let start = 0; start < 8; start++) {
          let profile = [4, 2, 1].map(bit => ((start & bit) > 0 ? [0.9, 0.1] : [0.1, 0.9]))
          for (let round = 1; round < 600; round++) {
            const values = strategyValues(double, doubles, profile)
            const precision = round / 20
            profile = values.map(([a = 0, b = 0], i) => {
              const p = 1 / (1 + Math.exp(Math.max(-500, Math.min(500, precision * (b - a)))))
              const next = 0.8 * (profile[i]?.[0] ?? 0) + 0.2 * p
              return [next, 1 - next]
            })
          }
          if (regrets(double, doubles, profile).regrets.some(gain => gain > 1e-9)) continue
          const isKnown = found.some(
            one =>
              one.kind !== 'undecided' &&
              one.profile.every(
                (own, i) => Math.abs(exact.toNumber(own[0] ?? exact.zero) - (profile[i]?.[0] ?? 0)) < 1e-4,
              ),
          )
          expect(isKnown).toBe(true)
        }
      }),
      { numRuns: 25, seed: 3 },
    )
  })

  it('of random games of three times three are all found and told apart', () => {
    let seed = 5
    const next = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return (seed >> 8) % 1000
    }
    const rows: number[][] = Array.from({ length: 27 }, () => [])
    for (let player = 0; player < 3; player++) for (const row of rows) row.push(next())
    const found = [...polynomialEquilibria(unlimited, game([3, 3, 3], rows))]
    const count = (kind: PolynomialEquilibrium['kind']): number =>
      found.filter(one => one.kind === kind).length
    expect([count('exact'), count('isolated'), count('undecided')]).toEqual([5, 8, 0])
  })

  it('of a game with an edge of equilibria are said to be undecided there', () => {
    // The third is indifferent whatever happens: it may mix as it likes.
    const rows = Array.from({ length: 8 }, (_, k) => [k >> 2, (k >> 1) & 1, 0])
    const found = [...polynomialEquilibria(unlimited, game([2, 2, 2], rows))]
    expect(found.some(({ kind }) => kind === 'undecided')).toBe(true)
    expect(found.some(({ kind }) => kind === 'exact')).toBe(true)
  })
})

const regretOf = (
  form: NormalForm<Rational>,
  { profile }: Extract<PolynomialEquilibrium, { readonly profile: unknown }>,
): number => Math.max(...regrets(exact, form, profile).regrets.map(exact.toNumber))
