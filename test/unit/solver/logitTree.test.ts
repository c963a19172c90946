/** Quantal responses at information sets, and the equilibria to which they lead. */
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { behaviorValues, bestResponse } from '../../../src/form/behavior.ts'
import { type BehaviorProfile, type ExtensiveForm, mapNumbers } from '../../../src/form/extensiveForm.ts'
import { ownPast } from '../../../src/form/past.ts'
import { treeOfTable } from '../../../src/form/tableTree.ts'
import { openGambit } from '../../../src/gambit/open.ts'
import { budget, unlimited } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'
import { exact, type Rational } from '../../../src/markov/rational.ts'
import { byTreeBranch } from '../../../src/solver/byBranch.ts'
import { branchOf, logitBranch } from '../../../src/solver/logit.ts'
import { treeSystem } from '../../../src/solver/logitTree.ts'
import { solve } from '../../../src/solver/solve.ts'
import { subjectOfTree } from '../../../src/solver/subject.ts'
import { extensiveForms } from '../../arbitrary/extensiveForm.ts'
import { tableOf } from './randomGames.ts'

const trees = extensiveForms({ players: 3, depth: 4, isImperfect: true, paysInside: true }).filter(
  form =>
    form.informationSets.length > 0 && form.players.every((_, player) => ownPast(form, player) !== undefined),
)

const doubles = (form: ExtensiveForm<Rational>): ExtensiveForm<number> => mapNumbers(form, exact.toNumber)

/** Mixed with weights from a list. */
const mixed = (form: ExtensiveForm<unknown>, weights: readonly number[]): BehaviorProfile<number> => {
  let k = 0
  return form.informationSets.map(({ actions }) => {
    const own = actions.map(() => 1 + (weights[k++ % weights.length] ?? 0))
    const total = own.reduce((a, b) => a + b, 0)
    return own.map(weight => weight / total)
  })
}

const weights = fc.array(fc.nat(9), { minLength: 12, maxLength: 12 })

describe('what actions are worth', () => {
  it('is what the walk of the tree says of them', () => {
    fc.assert(
      fc.property(trees, weights, (form, numbers) => {
        const profile = mixed(form, numbers)
        const system = treeSystem(doubles(form))
        const values = system.values(Float64Array.from(profile.flat(), Math.log))
        const { actionValues } = behaviorValues(double, doubles(form), profile)
        for (const [set, { offset }] of system.players.entries())
          for (const [a, value] of (actionValues[set] ?? []).entries())
            expect((values[offset + a] ?? Number.NaN) * system.span).toBeCloseTo(value, 9)
      }),
      { numRuns: 200 },
    )
  })

  it('changes with every probability as its slopes say', () => {
    fc.assert(
      fc.property(trees, weights, (form, numbers) => {
        const system = treeSystem(doubles(form))
        const { width } = system
        const at = Float64Array.from(mixed(form, numbers).flat(), Math.log)
        const slopes = system.slopes(at)
        const small = 1e-5
        for (let column = 0; column < width; column++) {
          const [more, less] = [small, -small].map(by => {
            const moved = at.slice()
            moved[column] = (moved[column] ?? 0) + by
            return system.values(moved)
          })
          for (let row = 0; row < width; row++) {
            const difference = ((more?.[row] ?? 0) - (less?.[row] ?? 0)) / (2 * small)
            expect(slopes[row * width + column]).toBeCloseTo(difference, 6)
          }
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('the branch of a tree', () => {
  it('is that of the table where everybody chooses at once', () => {
    const numbers = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 24, maxLength: 24 })
    fc.assert(
      fc.property(numbers, payoffs => {
        const table = tableOf([2, 2, 2], played => {
          const cell = played.reduce((at, own) => at * 2 + own, 0)
          return played.map((_, i) => payoffs[cell * 3 + i] ?? 0)
        })
        if (new Set(payoffs).size < 3) return
        const form = { ...table, payoffs: table.payoffs.map(own => own.map(exact.toNumber)) }
        const [own, others] = [
          [...branchOf(unlimited, treeSystem(doubles(treeOfTable(table))), { precision: 0.7 })].at(-1),
          [...logitBranch(unlimited, form, { precision: 0.7 })].at(-1),
        ]
        for (const [player, mixture] of (own?.profile ?? []).entries())
          for (const [k, p] of mixture.entries()) expect(p).toBeCloseTo(others?.profile[player]?.[k] ?? -1, 8)
      }),
      { numRuns: 30 },
    )
  })

  it('leads to equilibria, told with the regret that best responses find', () => {
    let [isExact, isNear] = [0, 0]
    fc.assert(
      fc.property(trees, form => {
        const means = { budget: budget(5_000_000), floats: undefined }
        const search = byTreeBranch(means, subjectOfTree(form), 'nash', false)
        if (E.isLeft(search)) throw new Error(search.left.reason)
        const [found] = search.right.found
        if (found?.kind !== 'profile') return
        const { payoffs } = behaviorValues(exact, form, found.profile)
        const regrets = payoffs.map((payoff, player) =>
          exact.toNumber(
            exact.sub(bestResponse(exact, form, found.profile, player)?.value ?? payoff, payoff),
          ),
        )
        const most = Math.max(...regrets)
        if (found.bounds === undefined) {
          isExact++
          expect(most).toBe(0)
        } else if (most < 1e-6) isNear++
      }),
      { numRuns: 60, seed: 11 },
    )
    expect(isExact).toBeGreaterThan(50)
    expect(isExact + isNear).toBeGreaterThan(57)
  })
})

/** Kuhn's poker among `players` with as many `cards`, one dealt to each (Abou Risk and Szafron 2010), as Gambit writes it. */
const kuhn = (players: number, cards: number): string => {
  const deals = Array.from({ length: players }).reduce<readonly (readonly number[])[]>(
    all =>
      all.flatMap(deal =>
        Array.from({ length: cards }, (_, c) => c).flatMap(c => (deal.includes(c) ? [] : [[...deal, c]])),
      ),
    [[]],
  )
  const sets = new Map<string, number>()
  const lines: string[] = []
  const play = (deal: readonly number[], past: string): void => {
    const bet = past.indexOf('b')
    if (past.length === (bet < 0 ? players : bet + players)) {
      const stays = [...deal.keys()].filter(
        i => bet < 0 || [...past].some((a, k) => a === 'b' && k % players === i),
      )
      const put = deal.map((_, i) => (bet >= 0 && stays.includes(i) ? 2 : 1))
      const winner = stays.reduce((a, b) => ((deal[b] ?? 0) > (deal[a] ?? 0) ? b : a))
      const pot = put.reduce((a, b) => a + b, 0)
      lines.push(
        `t "" ${lines.length} "" { ${put.map((own, i) => (i === winner ? pot : 0) - own).join(' ')} }`,
      )
      return
    }
    const player = past.length % players
    const key = `${player} ${deal[player]}${past}`
    const set = sets.get(key) ?? sets.size + 1
    sets.set(key, set)
    lines.push(`p "" ${player + 1} ${set} "${deal[player]}${past}" { "p" "b" } 0`)
    for (const action of 'pb') play(deal, past + action)
  }
  for (const deal of deals) play(deal, '')
  const names = Array.from({ length: players }, (_, i) => `"P${i + 1}"`).join(' ')
  const branches = deals.map(deal => `"${deal.join('')}" 1/${deals.length}`).join(' ')
  return `EFG 2 R "Kuhn" { ${names} }\nc "" 1 "" { ${branches} } 0\n${lines.join('\n')}\n`
}

describe('poker among three', () => {
  it('has an equilibrium, whose table would have some ten to the thirteenth entries', () => {
    const opened = openGambit({ path: 'kuhn.efg', text: kuhn(3, 4) })
    if (E.isLeft(opened) || opened.right.game.kind !== 'tree') throw new Error('no tree')
    const { form } = opened.right.game
    expect(form.informationSets).toHaveLength(48)
    const means = { budget: unlimited, floats: undefined }
    const search = solve(means, subjectOfTree(form), { concept: 'nash', all: false })
    if (E.isLeft(search)) throw new Error(search.left.reason)
    const [found] = search.right.found
    if (found?.kind !== 'profile') throw new Error('none')
    const { payoffs } = behaviorValues(exact, form, found.profile)
    expect(exact.show(payoffs.reduce(exact.add, exact.zero))).toBe('0')
    for (const [player, payoff] of payoffs.entries())
      expect(exact.show(bestResponse(exact, form, found.profile, player)?.value ?? exact.zero)).toBe(
        exact.show(payoff),
      )
  })
})
