/** The reduced normal form and behavior in trees: two ways to the same numbers. */
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { behaviorValues, bestResponse } from '../../../src/form/behavior.ts'
import type { ExtensiveForm, ExtensiveNode } from '../../../src/form/extensiveForm.ts'
import { regrets } from '../../../src/form/normalForm.ts'
import { strategyCount } from '../../../src/form/past.ts'
import { constantSum, forgotten } from '../../../src/form/recall.ts'
import { behaviorOf, type ReducedForm, reducedForm } from '../../../src/form/reduced.ts'
import { treeOfTable } from '../../../src/form/tableTree.ts'
import { exact, integer, type Rational, rational } from '../../../src/markov/rational.ts'
import { evenProfile, extensiveForms } from '../../arbitrary/extensiveForm.ts'

const reducedOf = (form: ExtensiveForm<Rational>): ReducedForm<Rational> | undefined => {
  const reduced = reducedForm(exact, form, 3_000)
  return E.isRight(reduced) ? reduced.right : undefined
}

/** Mixed strategies at random, some of them pure. */
const mixedProfile = ({ form }: ReducedForm<Rational>, weights: readonly number[]) => {
  let at = 0
  return form.strategies.map(own => {
    const drawn = own.map(() => weights[at++ % weights.length] ?? 0)
    const total = drawn.reduce((a, b) => a + b, 0)
    return drawn.map((weight, s) =>
      total === 0 ? integer(s === 0 ? 1n : 0n) : rational(BigInt(weight), BigInt(total)),
    )
  })
}

const weights = fc.array(fc.constantFrom(0, 0, 1, 2, 5), { minLength: 50, maxLength: 50 })

const recalled = extensiveForms({ players: 2, depth: 4, isImperfect: true, paysInside: true }).filter(
  form => forgotten(form) === undefined,
)

describe('the reduced normal form', () => {
  it('pays and regrets what behavior in the tree does', () => {
    let compared = 0
    fc.assert(
      fc.property(recalled, weights, (form, drawn) => {
        const reduced = reducedOf(form)
        if (reduced === undefined) return
        compared += 1
        const mixed = mixedProfile(reduced, drawn)
        const profile = behaviorOf(exact, form, reduced, mixed)
        const inTable = regrets(exact, reduced.form, mixed)
        const { payoffs } = behaviorValues(exact, form, profile)
        expect(payoffs.map(exact.show)).toEqual(inTable.payoffs.map(exact.show))
        const gains = form.players.map((_, player) => {
          const best = bestResponse(exact, form, profile, player)
          return exact.show(exact.sub(best?.value ?? exact.zero, payoffs[player] ?? exact.zero))
        })
        expect(gains).toEqual(inTable.regrets.map(exact.show))
      }),
      { numRuns: 150 },
    )
    expect(compared).toBeGreaterThan(50)
  })
  it('has as many strategies as are counted beforehand', () => {
    fc.assert(
      fc.property(recalled, form => {
        const reduced = reducedOf(form)
        const counts = form.players.map((_, player) => strategyCount(form, player))
        const product = counts.reduce<number>((all, count) => all * (count ?? 0), 1)
        if (reduced === undefined) expect(product).toBeGreaterThan(3_000)
        else expect(reduced.strategies.map(own => own.length)).toEqual(counts)
      }),
      { numRuns: 100 },
    )
  })
  it('of a player who moves twice has one strategy for what its own choice cuts off', () => {
    // In, then left or right; or out, and no more.
    const form = tree(
      [0, 0],
      [
        ['decision', 0, [1, 2]],
        ['terminal', 0],
        ['decision', 1, [3, 4]],
        ['terminal', 1],
        ['terminal', 2],
      ],
    )
    const reduced = reducedOf(form)
    expect(reduced?.strategies[0]?.map(strategy => [...strategy])).toEqual([
      [[0, 0]],
      [
        [0, 1],
        [1, 0],
      ],
      [
        [0, 1],
        [1, 1],
      ],
    ])
    expect(reduced?.form.strategies).toEqual([['a', 'b, a', 'b, b']])
    expect(reduced?.form.payoffs.map(own => own.map(exact.show))).toEqual([['0', '1', '2']])
  })
  it('of a table as a tree is the table', () => {
    const table = {
      title: 't',
      comment: 'c',
      players: ['x', 'y', 'z'],
      strategies: [['a', 'b'], ['c'], ['d', 'e', 'f']],
      payoffs: [0, 10, 20].map(k => Array.from({ length: 6 }, (_, s) => integer(BigInt(k + s)))),
    }
    expect(reducedOf(treeOfTable(table))?.form).toEqual(table)
  })
  it('of a long chain is refused at once, and never overflows the stack', () => {
    const length = 20_000
    const nodes: Shape[] = []
    for (let k = 0; k < length; k++) nodes.push(['decision', k, [2 * k + 1, 2 * k + 2]], ['terminal', 0])
    nodes.push(['terminal', 0])
    const form = tree(
      Array.from({ length }, () => 0),
      nodes,
    )
    expect(reducedForm(exact, form, 10_000)).toEqual(
      E.left({ kind: 'tooManyStrategies', limit: 10_000, counts: [length + 1] }),
    )
    const kept = reducedForm(exact, form, 100_000)
    expect(E.isLeft(kept) && kept.left.kind).toBe('tooManyStrategies')
    expect(
      exact.show(
        behaviorValues(
          exact,
          form,
          evenProfile(form).map(() => [exact.zero, exact.one]),
        ).payoffs[0] ?? exact.one,
      ),
    ).toBe('0')
    expect(forgotten(form)).toBeUndefined()
  })
})

type Shape = readonly ['terminal', number] | readonly ['decision', number, readonly number[]]

/** A tree with the players of its information sets, at each the actions `a` and `b`; outcome `k` pays `k`. */
const tree = (players: readonly number[], shapes: readonly Shape[]): ExtensiveForm<Rational> => {
  const names = [...new Set(players)].map(player => `p${player}`)
  return {
    title: '',
    comment: '',
    players: names,
    informationSets: players.map((player, k) => ({ player, label: `s${k}`, actions: ['a', 'b'] })),
    draws: [],
    outcomes: [0n, 1n, 2n].map(k => ({ label: '', payoffs: names.map(() => integer(k)) })),
    nodes: shapes.map(
      (shape): ExtensiveNode =>
        shape[0] === 'terminal'
          ? { kind: 'terminal', label: '', outcome: shape[1] }
          : { kind: 'decision', label: '', outcome: undefined, informationSet: shape[1], children: shape[2] },
    ),
  }
}

describe('recall', () => {
  const terminal: Shape = ['terminal', 0]
  it.each<readonly [string, readonly number[], readonly Shape[], object | undefined]>([
    [
      'of an absent-minded driver',
      [0],
      [['decision', 0, [1, 2]], terminal, ['decision', 0, [3, 4]], terminal, terminal],
      { kind: 'absentMinded', player: 0, informationSet: 0, earlier: 0 },
    ],
    [
      'of who forgets what it did',
      [0, 0],
      [
        ['decision', 0, [1, 4]],
        ['decision', 1, [2, 3]],
        terminal,
        terminal,
        ['decision', 1, [5, 6]],
        terminal,
        terminal,
      ],
      { kind: 'action', player: 0, informationSet: 1, earlier: 0 },
    ],
    [
      'of who forgets what it knew',
      [0, 1, 1, 1],
      [
        ['decision', 0, [1, 6]],
        ['decision', 1, [2, 3]],
        terminal,
        ['decision', 3, [4, 5]],
        terminal,
        terminal,
        ['decision', 2, [7, 8]],
        terminal,
        ['decision', 3, [9, 10]],
        terminal,
        terminal,
      ],
      { kind: 'knowledge', player: 1, informationSet: 3, earlier: 1 },
    ],
    [
      'of who only never knew',
      [0, 1],
      [
        ['decision', 0, [1, 4]],
        ['decision', 1, [2, 3]],
        terminal,
        terminal,
        ['decision', 1, [5, 6]],
        terminal,
        terminal,
      ],
      undefined,
    ],
  ])('%s', (_, players, shapes, expected) => {
    expect(forgotten(tree(players, shapes))).toEqual(expected)
  })
  it('is what best responses need', () => {
    fc.assert(
      fc.property(extensiveForms({ players: 2, depth: 4, isImperfect: true, paysInside: false }), form => {
        const lapse = forgotten(form)
        const found = form.players.map((_, player) => bestResponse(exact, form, evenProfile(form), player))
        if (lapse === undefined) expect(found).not.toContain(undefined)
        else expect(found[lapse.player]).toBeUndefined()
      }),
      { numRuns: 60 },
    )
  })
  it('a sum is constant where every play has it', () => {
    const form = tree(
      [0],
      [
        ['decision', 0, [1, 2]],
        ['terminal', 1],
        ['terminal', 1],
      ],
    )
    const other = tree(
      [0],
      [
        ['decision', 0, [1, 2]],
        ['terminal', 1],
        ['terminal', 2],
      ],
    )
    expect(constantSum(exact, form)).toEqual(integer(1n))
    expect(constantSum(exact, other)).toBeUndefined()
  })
})
