import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { kuhn, leduc } from '../../../../bench/games/poker.ts'
import { bestResponse } from '../../../../src/form/behavior.ts'
import type { ExtensiveForm } from '../../../../src/form/extensiveForm.ts'
import { forgotten } from '../../../../src/form/recall.ts'
import { reducedForm } from '../../../../src/form/reduced.ts'
import { loadHighs } from '../../../../src/linear/highs.ts'
import { unlimited } from '../../../../src/markov/budget.ts'
import { exact, type Rational } from '../../../../src/markov/rational.ts'
import { solveSequences } from '../../../../src/solver/sequence/zeroSum.ts'
import { solveZeroSum } from '../../../../src/solver/zeroSum.ts'
import { extensiveForms } from '../../../arbitrary/extensiveForm.ts'

const floats = await loadHighs()

const solved = (form: ExtensiveForm<Rational>) => {
  const found = solveSequences(unlimited, form, floats)
  if (E.isLeft(found)) throw new Error(found.left.reason)
  return found.right
}

/** The value between exact best responses: they prove that behavior is optimal. */
const isOptimal = (form: ExtensiveForm<Rational>) => {
  const { value, profile } = solved(form)
  const [high, low] = [0, 1].map(player => bestResponse(exact, form, profile, player)?.value)
  expect(high === undefined ? '' : exact.show(high)).toBe(exact.show(value))
  expect(low === undefined ? '' : exact.show(low)).toBe(exact.show(exact.sub(exact.zero, value)))
  return exact.show(value)
}

describe('a zero-sum game over its sequences', () => {
  it.each([
    [3, '-1/18'],
    [4, '-1/24'],
    [5, '-1/15'],
  ])('Kuhn poker with %i cards is worth %s', (cards, value) => {
    expect(isOptimal(kuhn(cards))).toBe(value)
  })

  it('Leduc poker is worth -0.0856064', () => {
    const { value } = solved(leduc())
    expect(exact.toNumber(value)).toBeCloseTo(-0.0856064, 7)
  })

  it('is worth what its table is worth, at random', () => {
    let compared = 0
    fc.assert(
      fc.property(extensiveForms({ players: 2, depth: 4, isImperfect: true, paysInside: true }), drawn => {
        const form: ExtensiveForm<Rational> = {
          ...drawn,
          outcomes: drawn.outcomes.map(outcome => {
            const [own = exact.zero] = outcome.payoffs
            return { ...outcome, payoffs: [own, exact.sub(exact.zero, own)] }
          }),
        }
        if (forgotten(form) !== undefined) return
        const table = reducedForm(exact, form, 3_000)
        if (E.isLeft(table)) return
        compared += 1
        expect(isOptimal(form)).toBe(
          exact.show(solveZeroSum(unlimited, table.right.form, undefined)?.value ?? exact.zero),
        )
      }),
      { numRuns: 60 },
    )
    expect(compared).toBeGreaterThan(4)
  })
})
