/** Records of what a mediator brings about: right ones are taken, forged ones are not. */
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { issuedOf } from '../../../src/certificate/issueSolutions.ts'
import type { SolutionClaim } from '../../../src/certificate/solutions.ts'
import { treeOf } from '../../../src/certificate/solvedTree.ts'
import { claimProblems } from '../../../src/certificate/verifySolutions.ts'
import { openGambit } from '../../../src/gambit/open.ts'
import { budget } from '../../../src/markov/budget.ts'
import { exact } from '../../../src/markov/rational.ts'
import { solveForm } from '../../../src/questions/solvingForms.ts'
import type { SolvedConcept } from '../../../src/solver/search.ts'

/** Chance deals one of two cards to each of two players, who then choose at once; payoffs by deal and actions. */
const game = (weights: readonly number[], payoffs: readonly number[]): string => {
  const total = weights.reduce((a, b) => a + b, 0)
  const lines = weights.flatMap((_, deal) => [
    `p "" 1 ${1 + (deal >> 1)} "a${deal >> 1}" { "l" "r" } 0`,
    ...[0, 1].flatMap(own => [
      `p "" 2 ${1 + (deal & 1)} "b${deal & 1}" { "l" "r" } 0`,
      ...[0, 1].map(other => {
        const at = 2 * (4 * deal + 2 * own + other)
        return `t "" ${at + 1} "" { ${payoffs[at] ?? 0} ${payoffs[at + 1] ?? 0} }`
      }),
    ]),
  ])
  const deals = weights.map((w, k) => `"${k}" ${w}/${total}`).join(' ')
  return `EFG 2 R "Cards" { "a" "b" }\nc "" 1 "" { ${deals} } 0\n${lines.join('\n')}\n`
}

const games = fc
  .tuple(
    fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 4, maxLength: 4 }),
    fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 32, maxLength: 32 }),
  )
  .map(([weights, payoffs]) => game(weights, payoffs))

const issued = (text: string, concept: SolvedConcept) => {
  const opened = openGambit({ path: 'cards.efg', text })
  if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left))
  const means = { budget: budget(5_000_000), floats: undefined }
  const solved = solveForm(means, opened.right.game, { concept, all: false }, exact.show)
  if (E.isLeft(solved)) throw new Error(solved.left.title)
  const { trees, solutions, leftOut } = issuedOf(
    solved.right.evidence === undefined ? [] : [solved.right.evidence],
  )
  expect(leftOut).toEqual([])
  const [record] = trees
  const [claim] = solutions
  if (record === undefined || claim === undefined) throw new Error('no record')
  const tree = treeOf(record)
  if (E.isLeft(tree)) throw new Error(tree.left)
  return { claim, problems: (one: SolutionClaim) => claimProblems(tree.right, one) }
}

type Mediated = SolutionClaim & { readonly kind: 'informed' | 'communication' }

/** The same with everybody told something else somewhere, or paid something else. */
const forged = (claim: Mediated): readonly SolutionClaim[] => {
  const payoffs = claim.payoffs.map((n, k) => ({
    ...claim,
    payoffs: claim.payoffs.with(k, n === '0' ? '1/9' : '0'),
  }))
  const shorter =
    claim.kind === 'informed'
      ? { ...claim, rule: claim.rule.slice(1) }
      : { ...claim, rule: claim.rule.slice(1) }
  return [...payoffs, shorter]
}

describe.each(['bayesCorrelated', 'communication', 'mechanism'] as const)('%s', concept => {
  it('is verified from what is told, and no number of it can be another', () => {
    fc.assert(
      fc.property(games, text => {
        const { claim, problems } = issued(text, concept)
        if (claim.kind !== 'informed' && claim.kind !== 'communication') throw new Error(claim.kind)
        expect(problems(claim)).toEqual([])
        for (const one of forged(claim)) expect(problems(one)).not.toEqual([])
      }),
      { numRuns: 15 },
    )
  })
})

describe('a rule', () => {
  it('by which somebody gains is refuted, and one by which nobody does is not', () => {
    let [refuted, taken] = [0, 0]
    const pure = fc.array(fc.nat(3), { minLength: 4, maxLength: 4 })
    const small = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 32, maxLength: 32 })
    fc.assert(
      fc.property(small, pure, (payoffs, told) => {
        const { claim, problems } = issued(game([1, 1, 1, 1], payoffs), 'communication')
        if (claim.kind !== 'communication') throw new Error(claim.kind)
        const rule = claim.rule.map(({ reports }, k) => ({
          reports,
          told: [{ actions: [(told[k] ?? 0) >> 1, (told[k] ?? 0) & 1], probability: '1' }],
        }))
        /** What a player gets with a card, which it says to be another, and by what it then does where it is told something. */
        const worth = (player: number, card: number, said: number, acts: readonly number[]): number => {
          let sum = 0
          for (const other of [0, 1]) {
            const cards = player === 0 ? [card, other] : [other, card]
            const reports = player === 0 ? [said, other] : [other, said]
            const both = told[2 * (reports[0] ?? 0) + (reports[1] ?? 0)] ?? 0
            const actions = [both >> 1, both & 1]
            actions[player] = acts[actions[player] ?? 0] ?? 0
            const deal = 2 * (cards[0] ?? 0) + (cards[1] ?? 0)
            sum += payoffs[2 * (4 * deal + 2 * (actions[0] ?? 0) + (actions[1] ?? 0)) + player] ?? 0
          }
          return sum
        }
        const gains = [0, 1].some(player =>
          [0, 1].some(card =>
            [0, 1].some(said =>
              [
                [0, 0],
                [0, 1],
                [1, 0],
                [1, 1],
              ].some(acts => worth(player, card, said, acts) > worth(player, card, card, [0, 1])),
            ),
          ),
        )
        const wrong = problems({ ...claim, rule }).filter(each => each.includes('gains'))
        expect([payoffs, told, wrong.length > 0]).toEqual([payoffs, told, gains])
        if (gains) refuted++
        else taken++
      }),
      { numRuns: 120, seed: 3 },
    )
    expect(Math.min(refuted, taken)).toBeGreaterThan(2)
  })
})
