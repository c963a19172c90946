/** The games of the benchmarks have the sizes that OpenSpiel reports, and the values known of uniform play. */
import { describe, expect, it } from 'vitest'
import { goofspiel } from '../../../bench/games/goofspiel.ts'
import { liarsDice } from '../../../bench/games/liarsDice.ts'
import { kuhn, leduc } from '../../../bench/games/poker.ts'
import { behaviorValues, bestResponse } from '../../../src/form/behavior.ts'
import type { BehaviorProfile, ExtensiveForm } from '../../../src/form/extensiveForm.ts'
import { constantSum, forgotten } from '../../../src/form/recall.ts'
import { exact, type Rational, rational } from '../../../src/markov/rational.ts'

const uniform = ({ informationSets }: ExtensiveForm<Rational>): BehaviorProfile<Rational> =>
  informationSets.map(({ actions }) => actions.map(() => rational(1n, BigInt(actions.length))))

const sizes = ({ nodes, informationSets }: ExtensiveForm<Rational>) => [nodes.length, informationSets.length]

describe('games', () => {
  it('have the numbers of histories and information sets that are known', () => {
    expect(sizes(kuhn(3))).toEqual([55, 12])
    expect(sizes(leduc())).toEqual([9457, 936])
    expect(sizes(liarsDice(2))).toEqual([127, 32])
    expect(sizes(liarsDice(3))).toEqual([1147, 192])
    expect(sizes(liarsDice(4))).toEqual([8181, 1024])
  })

  it('are zero-sum, and everybody recalls', () => {
    for (const form of [
      kuhn(4),
      leduc(),
      liarsDice(3),
      goofspiel(
        [3, 2, 1],
        [
          [1, 2, 4],
          [1, 2, 3],
        ],
      ),
    ]) {
      expect(constantSum(exact, form)).toEqual(exact.zero)
      expect(forgotten(form)).toBeUndefined()
    }
  })

  it('Leduc is worth -5/64 to the first of two uniform players, whose NashConv is 1709/360', () => {
    const form = leduc()
    const profile = uniform(form)
    expect(exact.show(behaviorValues(exact, form, profile).payoffs[0] ?? exact.zero)).toBe('-5/64')
    const replies = [0, 1].map(player => bestResponse(exact, form, profile, player)?.value ?? exact.zero)
    expect(exact.show(replies.reduce(exact.add))).toBe('1709/360')
  })
})
