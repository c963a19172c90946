import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { kuhn } from '../../../../bench/games/poker.ts'
import { behaviorValues, bestResponse } from '../../../../src/form/behavior.ts'
import type { BehaviorProfile, ExtensiveForm } from '../../../../src/form/extensiveForm.ts'
import { forgotten } from '../../../../src/form/recall.ts'
import { unlimited } from '../../../../src/markov/budget.ts'
import { exact, type Rational } from '../../../../src/markov/rational.ts'
import { sequencesOf } from '../../../../src/solver/correlated/sequences.ts'
import { lemke, problemOf } from '../../../../src/solver/sequence/lemke.ts'
import { pathInIntegers } from '../../../../src/solver/sequence/lemkeInIntegers.ts'
import { behaviorAt } from '../../../../src/solver/sequence/realization.ts'
import { extensiveForms } from '../../../arbitrary/extensiveForm.ts'

const gains = (form: ExtensiveForm<Rational>, profile: BehaviorProfile<Rational>): readonly string[] => {
  const { payoffs } = behaviorValues(exact, form, profile)
  return form.players.map((_, player) => {
    const best = bestResponse(exact, form, profile, player)
    return best === undefined ? '' : exact.show(exact.sub(best.value, payoffs[player] ?? exact.zero))
  })
}

describe('complementary pivoting over sequences', () => {
  it('ends at an equilibrium, in integers and guided by doubles', () => {
    let compared = 0
    fc.assert(
      fc.property(extensiveForms({ players: 2, depth: 4, isImperfect: true, paysInside: true }), form => {
        if (forgotten(form) !== undefined) return
        compared += 1
        const found = lemke(unlimited, form)
        expect(E.isRight(found) && gains(form, found.right)).toEqual(['0', '0'])
        const sequences = sequencesOf(form)
        const values = pathInIntegers(unlimited, problemOf(form, sequences)) ?? []
        const [own = 1] = sequences.counts
        const plans = [values.slice(0, own), values.slice(own)]
        const profile = form.informationSets.map(({ player, actions }, set) =>
          behaviorAt(plans[player] ?? [], sequences, set, actions.length),
        )
        expect(gains(form, profile)).toEqual(['0', '0'])
      }),
      { numRuns: 80 },
    )
    expect(compared).toBeGreaterThan(4)
  })

  it('solves poker', () => {
    const form = kuhn(4)
    const found = lemke(unlimited, form)
    expect(E.isRight(found) && gains(form, found.right)).toEqual(['0', '0'])
    if (E.isRight(found))
      expect(exact.show(behaviorValues(exact, form, found.right).payoffs[0] ?? exact.zero)).toBe('-1/24')
  })
})
