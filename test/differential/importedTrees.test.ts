/**
 * Game trees of Gambit's files in a program: what the tree says of a profile, by the definition of behavior strategies,
 * against what the program says; and the optics of the program against its plan.
 */
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { behaviorValues, bestResponse } from '../../src/form/behavior.ts'
import type { BehaviorProfile, ExtensiveForm } from '../../src/form/extensiveForm.ts'
import { forgotten } from '../../src/form/recall.ts'
import { stagesOf } from '../../src/form/stages.ts'
import { treeOfTable } from '../../src/form/tableTree.ts'
import { writeExtensive, writeNormal } from '../../src/gambit/write.ts'
import { exact, integer, type Rational, rational } from '../../src/markov/rational.ts'
import { answer } from '../../src/questions/answer.ts'
import { checkForm } from '../../src/questions/checkForm.ts'
import { type TypedProgram, typedProgram } from '../../src/questions/typedProgram.ts'
import type { CheckRecord } from '../../src/report/report.ts'
import { extensiveForms } from '../arbitrary/extensiveForm.ts'
import { compareProgram } from './agreement.ts'

const steps = 2_000_000

const programOf = (text: string, file: string): TypedProgram =>
  typedProgram({ path: 'main.game', text }, path =>
    path === 'tree.efg' || path === 'table.nfg'
      ? E.right({ path, text: file })
      : E.left({ code: 'G7001', reason: 'no such file' }),
  )

/** A profile from numbers, some actions left out. */
const profileOf = (
  { informationSets }: ExtensiveForm<unknown>,
  numbers: readonly number[],
): BehaviorProfile<Rational> => {
  let at = 0
  return informationSets.map(({ actions }) => {
    const weights = actions.map(() => (numbers[at++ % numbers.length] ?? 0) % 3)
    const total = weights.reduce((a, b) => a + b, 0)
    return actions.map((_, a) =>
      total === 0 ? integer(a === 0 ? 1n : 0n) : rational(BigInt(weights[a] ?? 0), BigInt(total)),
    )
  })
}

/** A strategy declaration: by player a table of the labels of its information sets. */
const strategyText = (
  { players, informationSets }: ExtensiveForm<unknown>,
  profile: BehaviorProfile<Rational>,
): string => {
  const entries = players.flatMap((player, k) => {
    const own = informationSets.flatMap((set, i) =>
      set.player === k ? [{ ...set, row: profile[i] ?? [] }] : [],
    )
    if (own.length === 0) return []
    const cases = own.map(({ label, actions, row }) => {
      const pairs = row.flatMap((p, a) => (p.numerator === 0n ? [] : [`("${actions[a]}", ${exact.show(p)})`]))
      return `if set == "${label}" then distFromList [${pairs.join(', ')}] else `
    })
    return [`"${player}" = \\set -> ${cases.join('')}pure "nowhere"`]
  })
  return `strategy s for g = { ${entries.join(', ')} }`
}

const asked = { concept: 'nash', epsilon: exact.zero, name: 's' } as const

const block = (file: string): string => `game g = { operation : importGame "${file}" ; outputs : x ; }`

const checked = (program: TypedProgram): CheckRecord => {
  const { report } = answer('main.game', program, { scalar: exact, steps })
  const [check] = report.checks
  if (check === undefined) throw new RangeError(JSON.stringify(report.diagnostics))
  return check
}

const shape = { players: 2, depth: 4, isImperfect: true, paysInside: true }

/** Trees that can be imported, and a profile for each. */
const cases = fc
  .tuple(extensiveForms(shape), fc.array(fc.nat(9), { minLength: 30, maxLength: 30 }))
  .filter(([form]) => form.informationSets.length > 0 && form.nodes.length < 60)
  .filter(([form]) => forgotten(form) === undefined && E.isRight(stagesOf(form)))

describe('an imported tree', () => {
  it('pays, is reached and is regretted as the tree itself', () => {
    fc.assert(
      fc.property(cases, ([form, numbers]) => {
        const profile = profileOf(form, numbers)
        const text = [block('tree.efg'), strategyText(form, profile), 'check s is equilibrium'].join('\n')
        const check = checked(programOf(text, writeExtensive(form)))
        const { payoffs, reach, actionValues } = behaviorValues(exact, form, profile)
        for (const [k, player] of form.players.entries()) {
          const paid = check.payoffs[player]
          if (paid !== undefined) expect(paid).toBe(exact.show(payoffs[k] ?? exact.zero))
        }
        const states = check.decisions.flatMap(({ player, states }) =>
          states.map(state => ({ player, ...state })),
        )
        const reached = form.informationSets.flatMap((set, i) =>
          exact.compare(reach[i] ?? exact.zero, exact.zero) > 0 ? [{ ...set, i }] : [],
        )
        expect(states).toHaveLength(reached.length)
        for (const { player, label, actions, i } of reached) {
          const state = states.find(
            one => one.player === form.players[player] && one.observation === `"${label}"`,
          )
          expect(state?.probability).toBe(exact.show(reach[i] ?? exact.zero))
          // Worths differ by what was paid before: by the same for all actions.
          const worth = (state?.actions ?? []).map(({ payoff }) => payoff)
          const values = actionValues[i] ?? []
          expect(worth).toHaveLength(actions.length)
          for (const a of actions.keys())
            expect(difference(worth[a], worth[0])).toEqual(
              exact.sub(values[a] ?? exact.zero, values[0] ?? exact.zero),
            )
        }
        const gains = form.players.map((_, k) => {
          const best = bestResponse(exact, form, profile, k)
          return best === undefined ? exact.zero : exact.sub(best.value, payoffs[k] ?? exact.zero)
        })
        expect(check.holds).toBe(gains.every(({ numerator }) => numerator === 0n))
        const direct = checkForm({ kind: 'tree', form }, profile, asked, exact.show)
        expect(direct.holds).toBe(check.holds)
        const found = direct.decisions.flatMap(({ player, states }) =>
          states.map(one => ({ player, ...one })),
        )
        expect(
          found
            .map(({ player, observation, probability, regret }) => [
              player,
              `"${observation}"`,
              probability,
              regret,
            ])
            .sort(),
        ).toEqual(
          states
            .map(({ player, observation, probability, regret }) => [player, observation, probability, regret])
            .sort(),
        )
      }),
      { numRuns: 30 },
    )
  })
  it('is the same by the optics and by the plan', () => {
    fc.assert(
      fc.property(cases, ([form, numbers]) => {
        const text = [block('tree.efg'), strategyText(form, profileOf(form, numbers))].join('\n')
        const { errors, compared } = compareProgram(exact, programOf(text, writeExtensive(form)), steps)
        expect(errors).toEqual([])
        expect(compared.flatMap(({ differences }) => differences)).toEqual([])
        expect(compared).toMatchObject([{ planned: true }])
      }),
      { numRuns: 12 },
    )
  })
})

/** `a - b` of numerals. */
const difference = (a: number | string = 0, b: number | string = 0): Rational => exact.sub(ratio(a), ratio(b))

const ratio = (numeral: number | string): Rational => {
  const [above = '0', below = '1'] = String(numeral).split('/')
  return rational(BigInt(above), BigInt(below))
}

describe('an imported table', () => {
  const table = {
    title: 'hunt',
    comment: '',
    players: ['Ann', 'Bob'],
    strategies: [
      ['stag', 'hare'],
      ['stag', 'hare'],
    ],
    payoffs: [[4, 0, 3, 2].map(n => integer(BigInt(n))), [4, 3, 0, 2].map(n => integer(BigInt(n)))],
  }
  it('has a plan, which agrees with the optics', () => {
    const third = rational(1n, 3n)
    const profile = [
      [third, rational(2n, 3n)],
      [third, rational(2n, 3n)],
    ]
    const text = [block('table.nfg'), strategyText(treeOfTable(table), profile)].join('\n')
    const { compared } = compareProgram(exact, programOf(text, writeNormal(table)), steps)
    expect(compared).toMatchObject([{ planned: true, states: 2, differences: [] }])
  })
})
