/** All optimal strategies of zero-sum games, beside all vertices of the best-response polytopes. */
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { kuhn } from '../../../bench/games/poker.ts'
import { bestResponse } from '../../../src/form/behavior.ts'
import type { ExtensiveForm } from '../../../src/form/extensiveForm.ts'
import type { NormalForm } from '../../../src/form/normalForm.ts'
import { forgotten } from '../../../src/form/recall.ts'
import { reducedForm } from '../../../src/form/reduced.ts'
import { loadHighs } from '../../../src/linear/highs.ts'
import { unlimited } from '../../../src/markov/budget.ts'
import { exact, integer, type Rational } from '../../../src/markov/rational.ts'
import { extremeEquilibria } from '../../../src/solver/bimatrix/extreme.ts'
import { optimalPlans } from '../../../src/solver/sequence/zeroSum.ts'
import { optimalStrategies } from '../../../src/solver/zeroSum.ts'
import { extensiveForms } from '../../arbitrary/extensiveForm.ts'

const floats = await loadHighs()

const zeroSum = (matrix: readonly (readonly number[])[]): NormalForm<Rational> => ({
  title: '',
  comment: '',
  players: ['row', 'column'],
  strategies: [matrix.map((_, i) => `${i}`), (matrix[0] ?? []).map((_, j) => `${j}`)],
  payoffs: [matrix.flat().map(n => integer(BigInt(n))), matrix.flat().map(n => integer(BigInt(7 - n)))],
})

const told = (strategy: readonly Rational[]): string => strategy.map(exact.show).join(' ')

const matrices = (most: number, values: number) =>
  fc.tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most })).chain(([m, n]) =>
    fc.array(fc.array(fc.integer({ min: 0, max: values }), { minLength: n, maxLength: n }), {
      minLength: m,
      maxLength: m,
    }),
  )

describe('the optimal strategies of a table', () => {
  it.each([1, 2, 9])('are those of its extreme equilibria, with payoffs up to %i', values => {
    let several = 0
    fc.assert(
      fc.property(matrices(5, values), matrix => {
        const form = zeroSum(matrix)
        const [rows = [], columns = []] = optimalStrategies(unlimited, form, floats) ?? []
        const pairs = rows.flatMap(row => columns.map(column => `${told(row)} | ${told(column)}`))
        if (pairs.length > 1) several += 1
        const extreme = [...extremeEquilibria(unlimited, form)].map(e => `${told(e.row)} | ${told(e.column)}`)
        expect(pairs.sort()).toEqual(extreme.sort())
      }),
      { numRuns: 60 },
    )
    expect(several).toBeGreaterThan(values > 2 ? 0 : 20)
  })

  it('are the one there is in a large game, and all of one in which nothing matters', () => {
    const large = Array.from({ length: 40 }, (_, i) =>
      Array.from({ length: 40 }, (__, j) => (i * i * 31 + j * j * 17 + i * j * 13) % 101),
    )
    expect(optimalStrategies(unlimited, zeroSum(large), floats)?.map(own => own.length)).toEqual([1, 1])
    const idle = zeroSum(Array.from({ length: 6 }, () => [3, 3, 3, 3]))
    expect(optimalStrategies(unlimited, idle, floats)?.map(own => own.length)).toEqual([6, 4])
  })
})

describe('the optimal plans of a tree', () => {
  it('of Kuhn’s poker are a line of the first player, and one of the second', () => {
    const plans = optimalPlans(unlimited, kuhn(3), floats)
    if (E.isLeft(plans)) throw new Error(plans.left.reason)
    expect(plans.right.map(own => own.length)).toEqual([2, 1])
  })

  it('are equilibria with each other, and as many as plans of the extreme equilibria of its table', () => {
    let several = 0
    fc.assert(
      fc.property(extensiveForms({ players: 2, depth: 3, isImperfect: true, paysInside: true }), drawn => {
        const form: ExtensiveForm<Rational> = {
          ...drawn,
          outcomes: drawn.outcomes.map(outcome => {
            const [own = exact.zero] = outcome.payoffs
            return { ...outcome, payoffs: [own, exact.sub(exact.zero, own)] }
          }),
        }
        if (forgotten(form) !== undefined) return
        const table = reducedForm(exact, form, 64)
        if (E.isLeft(table)) return
        const plans = optimalPlans(unlimited, form, floats)
        if (E.isLeft(plans)) throw new Error(plans.left.reason)
        const [own = [], others = []] = plans.right
        if (own.length * others.length > 1) several += 1
        for (const first of own)
          for (const second of others) {
            const profile = first.map((actions, set) => (actions.length > 0 ? actions : (second[set] ?? [])))
            const worth = [0, 1].map(player => bestResponse(exact, form, profile, player)?.value ?? exact.one)
            expect(worth.reduce(exact.add, exact.zero).numerator).toBe(0n)
          }
        // Every optimal strategy of the table is a plan; corners of plans are made of corners of strategies.
        const strategies = optimalStrategies(unlimited, table.right.form, floats) ?? []
        for (const [player, plansOf] of plans.right.entries())
          expect(plansOf.length).toBeLessThanOrEqual(strategies[player]?.length ?? 0)
      }),
      { numRuns: 80 },
    )
    expect(several).toBeGreaterThan(8)
  })
})
