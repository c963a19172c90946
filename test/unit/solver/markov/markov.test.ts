/** Stationary equilibria of small stochastic games, against the definition and against long finite play. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadHighs } from '../../../../src/linear/highs.ts'
import { budget } from '../../../../src/markov/budget.ts'
import type { MarkovForm, StageNode, Stationary } from '../../../../src/solver/markov/form.ts'
import { allPure, byReplies } from '../../../../src/solver/markov/pure.ts'
import { bySupports, supportCount } from '../../../../src/solver/markov/supports.ts'
import { logitPath, polished } from '../../../../src/solver/markov/trace.ts'
import { actionValues, largestGain, valuesOf } from '../../../../src/solver/markov/values.ts'
import { isOpposed, zeroSumStationary } from '../../../../src/solver/markov/zeroSum.ts'

const floats = await loadHighs()
const steps = () => budget(10_000_000)

/** The same game in another currency. */
const scaled = ({ cells, discount }: Table, by: number): Table => ({
  discount,
  cells: cells.map(rows => rows.map(row => row.map(([a, b, p]) => [a * by, b * by, p] as const))),
})

interface Table {
  /** By state, row, column: what both receive, and the probability of the first state next. */
  readonly cells: readonly (readonly (readonly (readonly [number, number, number])[])[])[]
  readonly discount: number
}

/** Two states, two players who choose at once, two actions each. */
const formOf = ({ cells, discount }: Table): MarkovForm => ({
  players: ['row', 'column'],
  sets: cells.flatMap((_, state) => [0, 1].map(player => ({ player, state, actions: 2 }))),
  start: [[0, 1]],
  stages: cells.map(
    (rows, state): StageNode => ({
      kind: 'choice',
      set: 2 * state,
      children: rows.map(row => ({
        kind: 'choice',
        set: 2 * state + 1,
        children: row.map(([a, b, p]): StageNode => {
          const end = (next: number): StageNode => ({
            kind: 'end',
            received: [a, b],
            weight: [discount, discount],
            next,
          })
          return { kind: 'chance', branches: [[end(0), p] as const, [end(1), 1 - p] as const] }
        }),
      })),
    }),
  ),
})

/** What each action brings once, by the definition: sums over what the others do, V found by iteration. */
const gains = ({ cells, discount }: Table, profile: Stationary): number => {
  const mix = (state: number, player: number, a: number) => profile[2 * state + player]?.[a] ?? 0
  const value = [
    [0, 0],
    [0, 0],
  ]
  const worth = (player: number, state: number, row: number, column: number) => {
    const [a = 0, b = 0, p = 0] = cells[state]?.[row]?.[column] ?? []
    const [v0 = 0, v1 = 0] = value[player] ?? []
    return (player === 0 ? a : b) + discount * (p * v0 + (1 - p) * v1)
  }
  for (let round = 0; round < 200; round++)
    for (const player of [0, 1])
      for (const state of [0, 1]) {
        let sum = 0
        for (const r of [0, 1])
          for (const c of [0, 1]) sum += mix(state, 0, r) * mix(state, 1, c) * worth(player, state, r, c)
        const own = value[player]
        if (own !== undefined) own[state] = sum
      }
  let most = 0
  for (const state of [0, 1]) {
    for (const r of [0, 1]) {
      const sum = [0, 1].reduce((s, c) => s + mix(state, 1, c) * worth(0, state, r, c), 0)
      most = Math.max(most, sum - (value[0]?.[state] ?? 0))
    }
    for (const c of [0, 1]) {
      const sum = [0, 1].reduce((s, r) => s + mix(state, 0, r) * worth(1, state, r, c), 0)
      most = Math.max(most, sum - (value[1]?.[state] ?? 0))
    }
  }
  return most
}

const payoff = fc.integer({ min: -5, max: 5 })
const probability = fc.integer({ min: 0, max: 4 }).map(k => k / 4)
const pairs = <A>(of: fc.Arbitrary<A>) => fc.array(of, { minLength: 2, maxLength: 2 })
const tables = (cell: fc.Arbitrary<readonly [number, number, number]>) =>
  fc.record({ cells: pairs(pairs(pairs(cell))), discount: fc.constantFrom(0, 0.5, 0.8) })
const general = tables(fc.tuple(payoff, payoff, probability))
const zeroSum = tables(fc.tuple(payoff, probability).map(([a, p]) => [a, -a, p] as const))

describe('values of actions', () => {
  it('are those of the definition', () => {
    fc.assert(
      fc.property(
        general,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
        (table, mixes) => {
          const form = formOf(table)
          const profile = mixes.map(p => [p, 1 - p])
          const found = largestGain(profile, actionValues(form, profile, valuesOf(form, profile)))
          expect(found).toBeCloseTo(gains(table, profile), 8)
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe('pure stationary equilibria', () => {
  it('are all that the definition has', () => {
    fc.assert(
      fc.property(general, table => {
        const found = [...allPure(steps(), formOf(table))].map(profile => profile.map(([p]) => p).join(''))
        const wanted: string[] = []
        for (let k = 0; k < 16; k++) {
          const bits = [8, 4, 2, 1].map(bit => (k & bit ? 0 : 1))
          if (
            gains(
              table,
              bits.map(p => [p, 1 - p]),
            ) <= 1e-9
          )
            wanted.push(bits.join(''))
        }
        expect([...found].sort()).toEqual(wanted.sort())
      }),
      { numRuns: 30 },
    )
  })

  it('are where replies come to rest', () => {
    fc.assert(
      fc.property(general, table => {
        const form = formOf(table)
        const found = byReplies(
          steps(),
          form,
          form.sets.map(() => [1, 0]),
        )
        if (found !== undefined) expect(gains(table, found)).toBeLessThan(1e-8)
      }),
      { numRuns: 30 },
    )
  })
})

describe('what is followed from even play', () => {
  it('ends at equilibria, nearly always at one', () => {
    let found = 0
    let tried = 0
    fc.assert(
      fc.property(general, table => {
        const form = formOf(table)
        tried += 1
        let last: Stationary | undefined
        for (const profile of logitPath(steps(), form)) last = profile
        const ends = last === undefined ? [] : [...polished(steps(), form, last)]
        for (const profile of ends) expect(gains(table, profile)).toBeLessThan(1e-5)
        if (ends.length > 0) found += 1
      }),
      { numRuns: 40, seed: 7 },
    )
    expect(found / tried).toBeGreaterThan(0.8)
  })
})

describe('what is found support by support', () => {
  it('are equilibria in which somebody mixes', () => {
    let found = 0
    fc.assert(
      fc.property(general, table => {
        const form = formOf(table)
        expect(supportCount(form)).toBe(81)
        for (const profile of bySupports(steps(), form)) {
          found += 1
          expect(gains(table, profile)).toBeLessThan(1e-5)
          expect(profile.some(own => own.every(p => p > 0))).toBe(true)
        }
      }),
      { numRuns: 3, seed: 3 },
    )
    expect(found).toBeGreaterThan(0)
  })

  it('has the mixed equilibrium of the battle of the sexes, played again and again', () => {
    const rows = [
      [
        [2, 1, 1],
        [0, 0, 0],
      ],
      [
        [0, 0, 1],
        [1, 2, 0],
      ],
    ] as const
    const form = formOf({ cells: [rows, rows], discount: 0 })
    const mixed = [...bySupports(steps(), form)].filter(profile => profile.flat().every(p => p > 1e-6))
    expect(mixed.length).toBeGreaterThan(0)
    for (const [[p] = [], [q] = []] of mixed) {
      expect(p).toBeCloseTo(2 / 3, 9)
      expect(q).toBeCloseTo(1 / 3, 9)
    }
  })
})

describe('what one wins the other loses', () => {
  it('is known where a total is shared that nothing changes', () => {
    fc.assert(
      fc.property(zeroSum, payoff, payoff, (table, first, second) => {
        expect(isOpposed(formOf(table))).toBe(true)
        // Each state pays a total of its own, and chance alone leads from state to state.
        const shared = {
          ...table,
          cells: table.cells.map((rows, state) =>
            rows.map(cells => cells.map(([a]) => [a, (state === 0 ? first : second) - a, 1] as const)),
          ),
        }
        const form = formOf(shared)
        expect(isOpposed(form)).toBe(true)
        const found = zeroSumStationary({ budget: steps(), floats }, form)
        expect(found).toBeDefined()
        if (found !== undefined) expect(gains(shared, found)).toBeLessThan(1e-7)
      }),
      { numRuns: 10 },
    )
    const both = formOf({ cells: [[[[1, 1, 1]], [[0, 0, 1]]]], discount: 0.5 })
    expect(isOpposed(both)).toBe(false)
  })

  it.each([1e-9, 1e9])('does not mind payoffs in another currency, %s', by => {
    fc.assert(
      fc.property(zeroSum, general, (table, other) => {
        const play = (of: Table) => zeroSumStationary({ budget: steps(), floats }, formOf(of))
        expect(gains(scaled(table, by), play(scaled(table, by)) ?? [])).toBeLessThan(1e-7 * by)
        const pure = (of: Table) => [...allPure(steps(), formOf(of))]
        expect(pure(scaled(other, by))).toEqual(pure(other))
        const form = formOf(scaled(other, by))
        for (const near of [...logitPath(steps(), form)].slice(-1))
          for (const profile of polished(steps(), form, near))
            expect(gains(scaled(other, by), profile)).toBeLessThan(1e-5 * by)
      }),
      { numRuns: 8 },
    )
  })

  it('is worth what long finite play is', () => {
    fc.assert(
      fc.property(zeroSum, table => {
        const form = formOf(table)
        const found = zeroSumStationary({ budget: steps(), floats }, form)
        expect(found).toBeDefined()
        if (found === undefined) return
        expect(gains(table, found)).toBeLessThan(1e-7)
        // Backward induction over many stages, each a 2 x 2 game solved in closed form.
        let v = [0, 0]
        for (let stage = 0; stage < 200; stage++)
          v = table.cells.map(rows => {
            const worth = (r: number, c: number) => {
              const [a = 0, , p = 0] = rows[r]?.[c] ?? []
              return a + table.discount * (p * (v[0] ?? 0) + (1 - p) * (v[1] ?? 0))
            }
            const [a, b, c, d] = [worth(0, 0), worth(0, 1), worth(1, 0), worth(1, 1)] as const
            const lower = Math.max(Math.min(a, b), Math.min(c, d))
            const upper = Math.min(Math.max(a, c), Math.max(b, d))
            return lower === upper ? lower : (a * d - b * c) / (a + d - b - c)
          })
        const own = valuesOf(form, found)[0] ?? []
        for (const state of [0, 1]) expect(own[state]).toBeCloseTo(v[state] ?? 0, 6)
      }),
      { numRuns: 25 },
    )
  })
})
