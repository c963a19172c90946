import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { budget, OutOfSteps, unlimited } from '../../../src/markov/budget.ts'
import { double } from '../../../src/markov/double.ts'
import { exact, type Rational, rational } from '../../../src/markov/rational.ts'
import type { Scalar } from '../../../src/markov/scalar.ts'
import type { Diagram } from '../../../src/plan/diagram.ts'
import type { Plan } from '../../../src/plan/plan.ts'
import { diagramTree } from '../../../src/plan/tree/diagramTree.ts'
import { treePlan } from '../../../src/plan/tree/plan.ts'
import { arithmeticOf } from '../../../src/plan/tree/scalars.ts'
import { diagrams, inDoubles } from './treeDiagrams.ts'
import { kuhn } from './treeKuhn.ts'

const planOf = <N>(scalar: Scalar<N>, diagram: Diagram<N>): Plan<N> => {
  const plan = treePlan(arithmeticOf(scalar), unlimited, diagram, 100_000)
  if (E.isLeft(plan)) throw new Error('too wide')
  return plan.right
}

/** What all players together could gain, each against the others as they are. */
const nashConv = <N>(scalar: Scalar<N>, { players }: Diagram<N>, plan: Plan<N>): N =>
  players.reduce((sum, player) => {
    const reply = plan.bestReply(player)
    if (reply.kind !== 'found') throw new Error(`${player} forgets`)
    return scalar.add(sum, scalar.sub(reply.value, reply.payoff))
  }, scalar.zero)

const half = rational(1n, 2n)
const third = rational(1n, 3n)
const [zero, one] = [rational(0n), rational(1n)]

/** Kuhn's family of equilibria. */
const equilibrium = (alpha: Rational): Diagram<Rational> =>
  kuhn({
    opening: [alpha, zero, exact.mul(rational(3n), alpha)],
    afterPass: [third, zero, one],
    afterBet: [zero, third, one],
    facingBet: [zero, exact.add(alpha, third), one],
  })

const fair = [half, half, half] as const
const uniform = kuhn({ opening: fair, afterPass: fair, afterBet: fair, facingBet: fair })

describe("Kuhn's poker", () => {
  it('is worth -1/18 in equilibrium, and nobody can gain', () => {
    for (const alpha of [zero, rational(1n, 7n), third]) {
      const diagram = equilibrium(alpha)
      const plan = planOf(exact, diagram)
      expect(plan.payoffs()).toEqual({ first: rational(-1n, 18n), second: rational(1n, 18n) })
      expect(nashConv(exact, diagram, plan)).toEqual(zero)
    }
  })

  it('can be exploited outside the family', () => {
    const diagram = kuhn({
      opening: [half, zero, one],
      afterPass: [third, zero, one],
      afterBet: [zero, third, one],
      facingBet: [zero, exact.add(half, third), one],
    })
    const plan = planOf(exact, diagram)
    expect(exact.compare(nashConv(exact, diagram, plan), zero)).toBe(1)
  })

  it('has value 1/8 and NashConv 11/12 where everybody plays uniformly, in rationals and in doubles', () => {
    const plan = planOf(exact, uniform)
    expect(plan.payoffs()['first']).toEqual(rational(1n, 8n))
    expect(nashConv(exact, uniform, plan)).toEqual(rational(11n, 12n))
    const doubled = inDoubles(uniform)
    expect(nashConv(double, doubled, planOf(double, doubled))).toBeCloseTo(11 / 12, 14)
  })

  it('has 12 information states in which something can be done', () => {
    const open = planOf(exact, uniform)
      .tremblingStates()
      .filter(({ actions }) => actions.length > 1)
    expect(open).toHaveLength(12)
  })
})

describe('a plan on trees in doubles', () => {
  const close = (a: number | undefined, b: Rational | undefined) => {
    const expected = b === undefined ? Number.NaN : exact.toNumber(b)
    expect(Math.abs((a ?? Number.NaN) - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)))
  }

  it('comes close to the one in rationals', () => {
    fc.assert(
      fc.property(diagrams({ nodes: 6, canFail: false, remembers: true }), diagram => {
        const approximate = planOf(double, inDoubles(diagram))
        const plan = planOf(exact, diagram)
        for (const player of diagram.players) {
          close(approximate.payoffs()[player], plan.payoffs()[player])
          const [reply, reference] = [approximate.bestReply(player), plan.bestReply(player)]
          if (reply.kind !== 'found' || reference.kind !== 'found') throw new Error('forgets')
          close(reply.value, reference.value)
          expect(reply.states.map(({ best }) => best)).toEqual(reference.states.map(({ best }) => best))
          expect(reply.states.map(({ reached }) => reached)).toEqual(
            reference.states.map(({ reached }) => reached),
          )
        }
        for (const question of ['states', 'tremblingStates'] as const) {
          const states = approximate[question]()
          const references = plan[question]()
          expect(states).toHaveLength(references.length)
          for (const [at, state] of states.entries()) {
            close(state.probability, references[at]?.probability)
            for (const [index, { payoff, total, earlier }] of state.actions.entries()) {
              const reference = references[at]?.actions[index]
              close(payoff, reference?.payoff)
              close(total, reference?.total)
              close(earlier, reference?.earlier)
            }
          }
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('a tree that is too wide', () => {
  it('is given up with the number of its nodes', () => {
    // The root, 6 deals, 12 openings, 24 answers, and then one move in 18 plays and two in 6.
    const plan = (limit: number) => treePlan(arithmeticOf(exact), unlimited, uniform, limit)
    expect(E.isRight(plan(73))).toBe(true)
    expect(plan(72)).toEqual(E.left({ kind: 'tooWide', nodes: 73, limit: 72 }))
    expect(plan(20)).toEqual(E.left({ kind: 'tooWide', nodes: 43, limit: 20 }))
  })

  it('makes trembles run out of steps', () => {
    const diagram = equilibrium(zero)
    const limit = 60
    const plan = treePlan(arithmeticOf(exact), unlimited, diagram, limit)
    if (E.isLeft(plan)) throw new Error('too wide')
    expect(() => plan.right.tremblingStates()).toThrow(OutOfSteps)
  })

  it('spends a step for each node', () => {
    const spent = (limit: number): number => {
      const steps = budget(limit)
      E.isRight(diagramTree(exact, steps, uniform, 100_000))
      return steps.spent()
    }
    expect(spent(100)).toBe(72)
    expect(() => spent(60)).toThrow(OutOfSteps)
  })
})
