import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { unlimited } from '../../../../src/markov/budget.ts'
import { double } from '../../../../src/markov/double.ts'
import { exact, type Rational } from '../../../../src/markov/rational.ts'
import type { Scalar } from '../../../../src/markov/scalar.ts'
import type { Diagram } from '../../../../src/plan/diagram.ts'
import { eliminationPlan } from '../../../../src/plan/elimination/plan.ts'
import type { Plan } from '../../../../src/plan/plan.ts'
import { byProfile, decisionsOf } from '../treeBrute.ts'
import { diagrams, inDoubles } from '../treeDiagrams.ts'
import { bestByEnumeration, bruteStates, bruteTrembling, byName, replying, total } from './enumeration.ts'

const runs = { numRuns: 300 }
const small = { nodes: 6, canFail: false, remembers: false }

const planIn = <N>(scalar: Scalar<N>, diagram: Diagram<N>): Plan<N> => {
  const plan = eliminationPlan(scalar, unlimited, diagram, 100_000)
  if (E.isLeft(plan)) throw new Error('too wide')
  return plan.right
}

const planOf = (diagram: Diagram<Rational>): Plan<Rational> => planIn(exact, diagram)

describe('a plan by elimination', () => {
  it('pays what all plays together pay', () => {
    fc.assert(
      fc.property(diagrams(small), diagram => {
        const payoffs = planOf(diagram).payoffs()
        for (const player of diagram.players)
          expect(payoffs[player]).toEqual(total(diagram, player, byProfile(diagram)))
      }),
      runs,
    )
  })

  it('finds the reached information states, beliefs and values of plain enumeration', () => {
    fc.assert(
      fc.property(diagrams(small), diagram => {
        const states = planOf(diagram).states()
        expect(byName(states)).toEqual(byName(bruteStates(diagram)))
        const order = decisionsOf(diagram).map(({ decision }) => decision.key)
        const places = states.map(({ decision }) => order.indexOf(decision.key))
        expect(places).toEqual([...places].sort((a, b) => a - b))
      }),
      runs,
    )
  })

  it('finds the states that trembles lead to, with the beliefs of germs', () => {
    fc.assert(
      fc.property(diagrams(small), diagram => {
        expect(byName(planOf(diagram).tremblingStates())).toEqual(byName(bruteTrembling(diagram)))
      }),
      runs,
    )
  })

  it('finds the best reply of a player who remembers', () => {
    fc.assert(
      fc.property(diagrams({ ...small, nodes: 5, remembers: true }), diagram => {
        for (const player of diagram.players) {
          const reply = planOf(diagram).bestReply(player)
          expect(reply.kind).toBe('found')
          if (reply.kind !== 'found') return
          expect(reply.payoff).toEqual(total(diagram, player, byProfile(diagram)))
          expect(reply.value).toEqual(bestByEnumeration(diagram, player))
          expect(total(diagram, player, replying(diagram, player, reply.states))).toEqual(reply.value)
        }
      }),
      runs,
    )
  })

  it('finds the best of all strategies, or says that the player forgets', () => {
    let forgotten = 0
    let found = 0
    fc.assert(
      fc.property(diagrams(small), diagram => {
        for (const player of diagram.players) {
          const reply = planOf(diagram).bestReply(player)
          if (reply.kind === 'forgets') {
            forgotten += 1
            expect(reply.decision.player).toBe(player)
            expect(reply.earlier.player).toBe(player)
          } else {
            found += 1
            expect(reply.value).toEqual(bestByEnumeration(diagram, player))
          }
        }
      }),
      runs,
    )
    expect(forgotten).toBeGreaterThan(0)
    expect(found).toBeGreaterThan(forgotten)
  })

  it('finds in doubles what it finds in rationals', () => {
    fc.assert(
      fc.property(diagrams({ ...small, nodes: 7 }), diagram => {
        const [rough, fine] = [planIn(double, inDoubles(diagram)), planOf(diagram)]
        for (const question of ['states', 'tremblingStates'] as const) {
          const [some, others] = [rough[question](), fine[question]()]
          expect(some.length).toBe(others.length)
          for (const [at, state] of some.entries()) {
            const other = others[at]
            expect(state.observation).toEqual(other?.observation)
            for (const [index, value] of state.actions.entries())
              for (const field of ['payoff', 'total', 'earlier'] as const)
                expect(value[field]).toBeCloseTo(
                  exact.toNumber(other?.actions[index]?.[field] ?? exact.zero),
                  10,
                )
          }
        }
        for (const player of diagram.players) {
          const [some, other] = [rough.bestReply(player), fine.bestReply(player)]
          expect(some.kind).toBe(other.kind)
          if (some.kind === 'found' && other.kind === 'found')
            expect(some.value).toBeCloseTo(exact.toNumber(other.value), 10)
        }
      }),
      runs,
    )
  })

  it('fails as plain enumeration does', () => {
    const message = (act: () => unknown): string => {
      try {
        act()
        return 'fine'
      } catch (error) {
        return error instanceof Error ? 'failed' : 'thrown'
      }
    }
    let failed = 0
    fc.assert(
      fc.property(diagrams({ ...small, canFail: true }), diagram => {
        const plan = planOf(diagram)
        const outcomes = [
          [() => plan.payoffs(), () => total(diagram, 'alice', byProfile(diagram))],
          [() => plan.states(), () => bruteStates(diagram)],
          [() => plan.tremblingStates(), () => bruteTrembling(diagram)],
        ] as const
        for (const [act, reference] of outcomes) {
          const outcome = message(reference)
          if (outcome === 'failed') failed += 1
          expect(message(act)).toBe(outcome)
        }
      }),
      runs,
    )
    expect(failed).toBeGreaterThan(10)
  })
})
