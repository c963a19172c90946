import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bestResponse } from '../../../src/equilibrium/bestResponse.ts'
import { isHeld } from '../../../src/equilibrium/check.ts'
import { checkGame } from '../../../src/equilibrium/checkGame.ts'
import { inducedReply } from '../../../src/equilibrium/inducedReply.ts'
import {
  forgottenStates,
  type OwnState,
  type Sequence,
  sequenceForm,
} from '../../../src/equilibrium/sequenceForm.ts'
import type { Decision, Ledger } from '../../../src/game/game.ts'
import { informationSet, type Tree } from '../../../src/game/tree.ts'
import { budget } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'
import { exact, integer, type Rational, rational } from '../../../src/markov/rational.ts'
import { scripted, surely } from '../../arbitrary/scripted.ts'
import { checked, decide } from './asking.ts'

type Grown = Tree<Rational, Ledger<Rational>>

const decisions = ['first', 'second', 'third'].map(
  (key): Decision<Rational> => ({ key, path: key, player: 'p', epsilon: exact.zero }),
)

/** Trees of one player who meets each decision at most once, and of what it has met may see anything or nothing. */
const trees = (depth: number): fc.Arbitrary<Grown> => {
  const leaf = fc
    .integer({ min: -4, max: 4 })
    .map((n): Grown => ({ kind: 'leaf', value: { p: integer(BigInt(n)) } }))
  const decision = decisions[decisions.length - depth]
  if (decision === undefined) return leaf
  const below = fc.oneof({ weight: 1, arbitrary: leaf }, { weight: 4, arbitrary: trees(depth - 1) })
  const choice = fc.record({ seen: fc.nat(1), branches: fc.tuple(below, below) }).map(
    ({ seen, branches }): Grown => ({
      kind: 'choice',
      decision,
      observation: seen,
      informationSet: informationSet(decision.key, seen),
      actions: ['a', 'b'],
      strategy: strategyOf(decision.key, seen),
      branches,
    }),
  )
  const chance = fc.tuple(choice, choice, fc.integer({ min: 1, max: 3 })).map(
    ([one, other, quarters]): Grown => ({
      kind: 'chance',
      branches: [
        [one, rational(BigInt(quarters), 4n)],
        [other, rational(BigInt(4 - quarters), 4n)],
      ],
    }),
  )
  return fc.oneof(choice, chance)
}

/** What is played at an information set is one thing wherever it is met. */
const strategyOf = (key: string, seen: number) =>
  (key.length + seen) % 3 === 0
    ? [['a', exact.one] as const]
    : [['a', rational(1n, 3n)] as const, ['b', rational(2n, 3n)] as const]

/** What the player gets if it does as the reply says, wherever that leads. */
const valueUnder = (
  { receipts, states }: Sequence<Rational>,
  actionAt: (state: OwnState<Rational>) => number,
): Rational =>
  states.reduce((total, state) => {
    const after = state.after[actionAt(state)]
    return after === undefined ? total : exact.add(total, valueUnder(after, actionAt))
  }, receipts)

describe('the reply by backward induction', () => {
  it('is as good as any, brings what it says, and is not given where memory would matter', () => {
    const seen = { found: 0, needless: 0, forgets: 0 }
    fc.assert(
      fc.property(trees(3), tree => {
        const sequence = sequenceForm(exact, tree, 'p')
        const reply = inducedReply(exact, decisions, sequence)
        const response = bestResponse(exact, sequence, 'p', exact.zero)
        if (reply.kind === 'forgets') {
          seen.forgets++
          expect(forgottenStates(sequence)).not.toEqual([])
          expect(decisions.indexOf(reply.earlier)).toBeLessThanOrEqual(decisions.indexOf(reply.decision))
          return
        }
        seen.found++
        if (reply.forgets !== undefined) seen.needless++
        expect(reply.forgets === undefined).toBe(forgottenStates(sequence).length === 0)
        expect(reply.payoff).toEqual(response.payoff)
        expect(reply.value).toEqual(response.upper)
        const bests = new Map(
          reply.states.map(({ decision, observation, best }) => [
            informationSet(decision.key, observation),
            best,
          ]),
        )
        expect(valueUnder(sequence, state => bests.get(state.informationSet) ?? 0)).toEqual(reply.value)
      }),
      { numRuns: 400, seed: 4 },
    )
    expect(Math.min(seen.found, seen.needless, seen.forgets)).toBeGreaterThan(10)
  })
})

describe('the levels of a verdict', () => {
  /** Both decisions have to be changed for a gain, and the second does not see the first. */
  const twice = scripted(double, [
    decide('p', 'x', [0, 1], () => 0),
    decide('p', 'y', [0, 1], ({ x, y }) => (x === 1 && y === 1 ? 3 : x === y ? 1 : 0)),
    decide('q', 'z', [0, 1], ({ z }) => Number(z)),
  ])
  const lazy = { x: surely(double, 0), y: surely(double, 0), z: surely(double, 0) }

  it('are one-shot and joint, for every player', () => {
    const { levels } = checked('equilibrium', twice, lazy)
    expect(levels).toMatchObject([
      { player: 'p', oneShot: 0, joint: { lower: 2, upper: 2 } },
      { player: 'q', oneShot: 1, joint: { lower: 1, upper: 1 } },
    ])
  })

  it('say who does not recall what', () => {
    const { levels } = checked('equilibrium', twice, lazy)
    expect(levels?.[0]?.forgets).toMatchObject({ decision: { key: 'y' }, earlier: { key: 'x' } })
    expect(levels?.[1]?.forgets).toBeUndefined()
  })

  it('are unknown with a reason where the game cannot be written out', () => {
    const many = scripted(
      double,
      Array.from({ length: 12 }, (_, k) => decide('p', `d${k}`, [0, 1, 2], play => Number(play[`d${k}`]))),
    )
    const profile = Object.fromEntries(Array.from({ length: 12 }, (_, k) => [`d${k}`, surely(double, 2)]))
    const verdict = checkGame('pareto', many, profile, { scalar: double, budget: budget(20_000) })
    expect(isHeld(verdict)).toBeUndefined()
    expect(verdict.judgement).toMatchObject({
      kind: 'unknown',
      reasons: [{ kind: 'pareto', lower: 24, upper: undefined, reason: { kind: 'tooLarge', limit: 20_000 } }],
    })
  })
})
